"""``expand``: other ways to ask, suggested by a language model, reviewed by a person."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.errors import CorpusError, ExpandError
from bot.files import read_text, write_text
from bot.interviews import load_interview
from bot.search.folding import Folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.cli.terminal import Terminal
    from bot.expanding.gathering import Gathered
    from bot.expanding.server import Endpoint
    from bot.interviews import Exchange, Interview


def expand_command(terminal: Terminal) -> click.Command:
    """``interview-bot expand``."""

    @click.command(short_help="Have a language model suggest other ways to ask.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--url", metavar="URL", help="An OpenAI-compatible server, such as http://localhost:11434/v1.")
    @click.option("--model", metavar="NAME", help="The model there.")
    @click.option("--count", type=click.IntRange(1, 50), default=8, show_default=True, help="Phrasings a question.")
    @click.option("--exchange", "numbers", type=int, multiple=True, metavar="N", help="Only this one; may be repeated.")
    @click.option("--dry-run", is_flag=True, help="Ask the model and show what it suggests, but write nothing.")
    @click.option("--yes", is_flag=True, help="Do not ask before writing.")
    @click.pass_context
    def expand(
        context: click.Context,
        file: Path,
        url: str | None,
        model: str | None,
        count: int,
        numbers: tuple[int, ...],
        dry_run: bool,
        yes: bool,
    ) -> None:
        """Send the exchanges of the interview FILE to a language model and write the other ways to ask that it
        suggests into the sidecar, for a person to review: index terms only, never shown and never an answer.
        """
        terminal.choose(EXPAND_URL=url, EXPAND_MODEL=model)
        interview = load_interview(file)
        same = _folding()
        gathered = _gather(terminal, interview, _exchanges(interview, numbers, file), count, same)
        _print(terminal, gathered)
        if dry_run:
            terminal.say(terminal.texts("cli-expand-dry"))
        else:
            _write(terminal, file.with_suffix(".toml"), gathered, same, ask=not yes)
        if gathered.fault is not None:
            context.exit(2)

    return expand


def _folding() -> Callable[[str], str]:
    from bot.expanding.choosing import fold_phrasing

    folder = Folder()
    return lambda text: fold_phrasing(text, lambda said: folder.fold(said).text)


def _exchanges(interview: Interview, numbers: tuple[int, ...], path: Path) -> list[Exchange]:
    """Those with the numbers, in the order of the interview, or all."""
    last = len(interview.exchanges)
    for number in numbers:
        if interview.exchange(number) is None:
            raise CorpusError("exchange-missing", path=path, number=number, last=last)
    return [exchange for exchange in interview.exchanges if not numbers or exchange.number in numbers]


def _endpoint(terminal: Terminal) -> Endpoint:
    from bot.expanding.server import Endpoint

    settings = terminal.settings
    if settings.expand_url is None:
        raise ExpandError("expand-no-address")
    if settings.expand_model is None:
        raise ExpandError("expand-no-model")
    return Endpoint(settings.expand_url, settings.expand_model, settings.expand_key, settings.proxy)


def _gather(
    terminal: Terminal, interview: Interview, exchanges: list[Exchange], count: int, same: Callable[[str], str]
) -> Gathered:
    from bot.expanding.gathering import gather
    from bot.expanding.server import Patience, Server

    endpoint = _endpoint(terminal)
    told: dict[str, str | int] = {
        "title": interview.title,
        "count": len(exchanges),
        "host": endpoint.host,
        "model": endpoint.model,
    }
    terminal.say(terminal.texts("cli-expand-sending", **told), err=True)

    async def ask() -> Gathered:
        async with Server(endpoint, Patience()) as server:
            console = terminal.errors
            progress = track(exchanges, "", console=console, transient=True, disable=not console.is_terminal)
            return await gather(interview, progress, server, count, same)

    gathered = asyncio.run(ask())
    if not gathered.kept:
        raise gathered.fault or ExpandError("expand-nothing")
    return gathered


def _print(terminal: Terminal, gathered: Gathered) -> None:
    from bot.expanding.choosing import Reason

    texts = terminal.texts
    table = Table(texts("cli-expand-number"), texts("cli-expand-phrasing"), box=None)
    for number, phrasings in gathered.kept.items():
        for phrasing in phrasings:
            # What a model writes is no markup of the terminal's.
            table.add_row(str(number), Text(phrasing, overflow="fold"))
    terminal.console.print(table)
    reasons = Counter(dropped.reason for dropped in gathered.dropped)
    if reasons:
        terminal.say(texts("cli-expand-dropped", **{reason: reasons[reason] for reason in get_args(Reason)}))
    if gathered.fault is not None:
        terminal.fail(gathered.fault)


def _write(terminal: Terminal, path: Path, gathered: Gathered, same: Callable[[str], str], *, ask: bool) -> None:
    from bot.interviews.annotating import Additions, annotate

    texts = terminal.texts
    count = sum(map(len, gathered.kept.values()))
    if ask:
        click.confirm(texts("cli-expand-sure", count=count, path=str(path)), abort=True)
    remark = texts("expand-remark")
    # Read only now: somebody may have edited it while the model was writing.
    before = read_text(path, CorpusError) if path.exists() else ""
    write_text(path, annotate(before, Additions(exchanges=gathered.kept, remark=remark), path, same=same), CorpusError)
    terminal.say(texts("cli-expand-written", path=str(path), count=count, remark=remark))
