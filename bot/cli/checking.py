"""``check``: everything that is wrong in interviews and configuration, at once."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.answering.texts import LANGUAGES
from bot.app import load_catalogue, load_parts
from bot.errors import BotError, CorpusError, Loading
from bot.interviews import Caution, Interview, load_interview, load_library

if TYPE_CHECKING:
    from bot.answering.texts import Texts
    from bot.app import Parts
    from bot.cli.terminal import Terminal
    from bot.interviews import Topic
    from bot.settings import Settings


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
                "message": _said(warning, texts),
            }
            for warning in interview.warnings
        ],
    }


def _check_files(terminal: Terminal, files: tuple[Path, ...]) -> list[BotError]:
    loading = Loading()
    loaded = [loading(partial(load_interview, path)) for path in files]
    interviews = [interview for interview in loaded if interview is not None]
    # What is wrong in config/ is told when everything is checked.
    parts = None if all(interview.topics for interview in interviews) else load_parts(_settings(terminal), Loading())
    for interview in interviews:
        _report(interview, parts, terminal.plain_texts)
    return loading.faults


def _settings(terminal: Terminal) -> Settings:
    return Loading()(lambda: terminal.settings) or terminal.plain_settings


def _check_all(terminal: Terminal) -> list[BotError]:
    loading = Loading()
    settings = loading(lambda: terminal.settings) or terminal.plain_settings
    library = loading(lambda: load_library(settings.corpus))
    parts = load_parts(settings, loading)
    for interview in library or ():
        _report(interview, parts, terminal.plain_texts)
    for language in LANGUAGES:
        loading(partial(load_catalogue(settings).texts, language))
    return loading.faults


def _report(interview: Interview, parts: Parts | None, texts: Texts) -> None:
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
        click.echo("  ! " + _said(warning, texts))
    if not interview.topics and parts is not None:
        _report_topics(parts.topics.find(interview), texts)


def _report_topics(topics: tuple[Topic, ...], texts: Texts) -> None:
    """The topics that an interview without any gets from its own words."""
    click.echo("  " + texts("cli-check-topics", count=len(topics)))
    for topic in topics:
        names = texts.listed([topic.name, *topic.aliases])
        numbers = texts("exchange-numbers", numbers=texts.listed([str(number) for number in topic.exchanges]))
        click.echo(f"       {names}  {numbers}")


def _said(warning: Caution, texts: Texts) -> str:
    return texts(f"warning-{warning.code}", line=warning.line, **dict(warning.details))
