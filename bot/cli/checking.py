"""``check``: everything that is wrong in interviews and configuration, at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bot.answering.texts import LANGUAGES
from bot.app import load_catalogue, load_parts
from bot.cli.printing import json_text
from bot.errors import BotError, CorpusError, Loading
from bot.interviews import Caution, Interview, Reading, load_interview, load_library

if TYPE_CHECKING:
    from bot.answering.texts import Texts
    from bot.app import Parts
    from bot.cli.terminal import Terminal
    from bot.interviews import Topic
    from bot.settings import Settings

# How much of a question and of an answer a line of the table shows: twice as many columns in Chinese.
QUESTION_SHOWN, ANSWER_SHOWN = 36, 16


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
            click.echo(json_text(_understood(files[0], terminal.plain_texts), indent=2))
            return
        faults = _check_files(terminal, files) if files else _check_all(terminal)
        for fault in faults:
            terminal.fail(fault)
        if faults:
            terminal.say(terminal.plain_texts("cli-check-bad", count=len(faults)))
            context.exit(1)
        terminal.say(terminal.plain_texts("cli-check-good"))

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
            "format": interview.reading.format,
            "layout": interview.reading.layout,
        },
        "exchanges": [
            {
                "number": exchange.number,
                "question": interview.cut(exchange.question),
                "answer": interview.cut(exchange.answer),
                "certainty": exchange.certainty,
            }
            for exchange in interview.exchanges
        ],
        "warnings": [
            {
                "code": warning.code,
                "line": warning.line,
                "message": _said(warning, texts),
            }
            for warning in _all_warnings(interview)
        ],
    }


def _check_files(terminal: Terminal, files: tuple[Path, ...]) -> list[BotError]:
    loading = Loading()
    loaded = [loading(partial(load_interview, path)) for path in files]
    interviews = [interview for interview in loaded if interview is not None]
    # What is wrong in config/ is told when everything is checked.
    parts = None if all(interview.topics for interview in interviews) else load_parts(_settings(terminal), Loading())
    for interview in interviews:
        report(interview, terminal, parts)
    return loading.faults


def _settings(terminal: Terminal) -> Settings:
    return Loading()(lambda: terminal.settings) or terminal.plain_settings


def _check_all(terminal: Terminal) -> list[BotError]:
    loading = Loading()
    settings = loading(lambda: terminal.settings) or terminal.plain_settings
    library = loading(lambda: load_library(settings.corpus))
    parts = load_parts(settings, loading)
    for interview in library or ():
        report(interview, terminal, parts)
    for language in LANGUAGES:
        # The file alone: behind each language stands the default one, whose fault would be told with every other.
        loading(partial(load_catalogue(settings).read, language))
    return loading.faults


def report(interview: Interview, terminal: Terminal, parts: Parts | None = None) -> None:
    """Print what was understood of an interview: how it was read, its exchanges, what to look at, and, with the parts
    of an app, the topics that it gets where it has none.
    """
    texts = terminal.plain_texts
    terminal.say(
        texts(
            "cli-checked",
            title=interview.title,
            id=interview.id,
            exchanges=len(interview.exchanges),
            passages=len(interview.passages),
        )
    )
    for line in _reading(interview.reading, texts):
        terminal.say("  " + line)
    terminal.console.print(_table(interview, texts))
    for warning in _all_warnings(interview):
        terminal.say("  ! " + _said(warning, texts))
    if not interview.topics and parts is not None:
        _report_topics(parts.topics.find(interview), terminal)


def _report_topics(topics: tuple[Topic, ...], terminal: Terminal) -> None:
    """The topics that an interview without any gets from its own words."""
    texts = terminal.plain_texts
    terminal.say("  " + texts("cli-check-topics", count=len(topics)))
    for topic in topics:
        names = texts.listed([topic.name, *topic.aliases])
        numbers = texts("exchange-numbers", numbers=texts.listed([str(number) for number in topic.exchanges]))
        terminal.say(f"       {names}  {numbers}")


def _reading(reading: Reading, texts: Texts) -> list[str]:
    """How the file was read, and why so."""
    format_line = texts(
        "cli-format", format=texts(f"format-{reading.format}"), why=texts(f"told-{reading.format_reason}")
    )
    if not reading.layout:
        return [format_line, texts("chosen-directed")]
    layout_line = texts(
        "cli-layout", layout=texts(f"layout-{reading.layout}"), why=texts(f"chosen-{reading.layout_reason}")
    )
    others = [f"{texts(f'layout-{name}')} {fit:.2f}" for name, fit in reading.fits if fit]
    return [format_line, layout_line, *([texts("cli-fits", fits=" · ".join(others))] if len(others) > 1 else [])]


def _table(interview: Interview, texts: Texts) -> Table:
    """Every exchange on a line: its number, both beginnings, how sure it is, and how much to look at."""
    headings = (texts(f"cli-column-{name}") for name in ("question", "answer", "sure", "look"))
    table = Table("", *headings, box=None, padding=(0, 2, 0, 0))
    for exchange in interview.exchanges:
        table.add_row(
            f"{exchange.number:>5}",
            _cell(interview.cut(exchange.question), QUESTION_SHOWN),
            _cell(interview.cut(exchange.answer), ANSWER_SHOWN),
            f"{exchange.certainty:.0%}",
            str(len(exchange.cautions) or ""),
        )
    return table


def _cell(said: str, limit: int) -> Text:
    """The beginning of some words on one line."""
    line = " ".join(said.split())
    shown = line if len(line) <= limit else line[: limit - 1] + "…"
    return Text(shown, no_wrap=True, overflow="ellipsis")


def _all_warnings(interview: Interview) -> list[Caution]:
    """Those of the whole interview and those of its exchanges, in the order of their lines."""
    cautions = [caution for exchange in interview.exchanges for caution in exchange.cautions]
    return sorted([*interview.warnings, *cautions], key=lambda caution: caution.line)


def _said(warning: Caution, texts: Texts) -> str:
    return texts(f"warning-{warning.code}", line=warning.line, **dict(warning.details))
