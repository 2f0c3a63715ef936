"""``check``: everything that is wrong in interviews and configuration, at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.answering.texts import LANGUAGES
from bot.app import build_app, load_catalogue
from bot.errors import BotError, CorpusError, FaultsError
from bot.interviews import Interview, load_interview, load_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.texts import Texts
    from bot.cli.terminal import Terminal


def check_command(terminal: Terminal) -> click.Command:
    """``interview-bot check``."""

    @click.command(short_help="Parse and report every fault.")
    @click.argument("files", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Print what was understood of one FILE.")
    @click.pass_context
    def check(context: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
        """Read FILES, or everything under corpus/ and config/, and report every fault; exit 1 if there is one."""
        if as_json:
            if len(files) != 1:
                raise click.UsageError("--json takes exactly one FILE")
            click.echo(json.dumps(_understood(files[0], terminal.plain_texts), ensure_ascii=False, indent=2))
            return
        faults = _check_files(terminal, files) if files else _check_all(terminal)
        for fault in faults:
            terminal.fail(fault)
        if faults:
            click.echo(terminal.plain_texts("cli-check-bad", count=len(faults)))
            context.exit(1)
        click.echo(terminal.plain_texts("cli-check-good"))

    return check


def _understood(path: Path, texts: Texts) -> dict[str, Any]:
    try:
        interview = load_interview(path)
    except CorpusError as error:
        if error.code != "no-exchanges":
            raise
        warning = {"code": error.code, "line": 1, "message": texts(f"error-{error.code}")}
        return {"interview": {"id": path.stem}, "exchanges": [], "warnings": [warning]}
    licence = interview.licence
    return {
        "interview": {
            "id": interview.id,
            "title": interview.title,
            "speakers": list(interview.speakers),
            "interviewer": interview.interviewer,
            "publisher": interview.publisher,
            "source": interview.source,
            "language": interview.language,
            "licence": licence.name if licence else "",
            "topics": [topic.name for topic in interview.topics],
        },
        "exchanges": [
            {
                "number": exchange.number,
                "question": interview.cut(exchange.question),
                "answer": interview.cut(exchange.answer),
            }
            for exchange in interview.exchanges
        ],
        "warnings": [
            {
                "code": warning.code,
                "line": warning.line,
                "message": texts(f"warning-{warning.code}", line=warning.line, **dict(warning.details)),
            }
            for warning in interview.warnings
        ],
    }


def _check_files(terminal: Terminal, files: tuple[Path, ...]) -> list[BotError]:
    faults: list[BotError] = []
    for path in files:
        _collect(faults, lambda path=path: _report(load_interview(path), terminal.plain_texts))  # type: ignore[misc]
    return faults


def _check_all(terminal: Terminal) -> list[BotError]:
    faults: list[BotError] = []
    try:
        settings = terminal.settings
    except BotError as error:
        faults.extend(_flat(error))
        settings = terminal.plain_settings
    for interview in _collect(faults, lambda: load_library(settings.corpus)) or ():
        _report(interview, terminal.plain_texts)
    found: list[BotError] = []
    _collect(found, lambda: build_app(settings))
    known = {str(fault) for fault in faults}
    faults.extend(fault for fault in found if str(fault) not in known)
    for language in LANGUAGES:
        _collect(faults, lambda language=language: load_catalogue(settings).texts(language))  # type: ignore[misc]
    return faults


def _collect(faults: list[BotError], load: Callable[[], Any]) -> Any:
    try:
        return load()
    except BotError as error:
        faults.extend(_flat(error))
        return None


def _flat(error: BotError) -> tuple[BotError, ...]:
    return error.faults if isinstance(error, FaultsError) else (error,)


def _report(interview: Interview, texts: Texts) -> None:
    click.echo(
        texts(
            "cli-checked",
            title=interview.title,
            id=interview.id,
            exchanges=len(interview.exchanges),
            passages=len(interview.passages),
        )
    )
    for exchange in interview.exchanges:
        question = " ".join(interview.cut(exchange.question).split())
        click.echo(f"  {exchange.number:>3}  {question}")
    for warning in interview.warnings:
        click.echo("  ! " + texts(f"warning-{warning.code}", line=warning.line, **dict(warning.details)))
