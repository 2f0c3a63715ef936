"""One exchange after the other, from the interview to the phrasings that a person is asked to review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import ExpandError
from bot.expanding.choosing import choose, known_phrasings
from bot.expanding.parsing import parse_suggestions
from bot.expanding.prompt import render_prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.expanding.choosing import Dropped
    from bot.expanding.server import Server
    from bot.interviews import Exchange, Interview


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a model suggested so far.

    Attributes:
        kept: for each exchange by number the phrasings to review.
        dropped: those that are not worth it.
        fault: what ended the work early.
    """

    kept: Mapping[int, tuple[str, ...]]
    dropped: tuple[Dropped, ...]
    fault: ExpandError | None


async def gather(
    interview: Interview, exchanges: Iterable[Exchange], server: Server, count: int, same: Callable[[str], str]
) -> Gathered:
    """Ask for phrasings of several exchanges.

    Args:
        interview: whose exchanges they are.
        exchanges: one after the other; an iterable that is told of progress.
        server: is open.
        count: how many phrasings are asked for each.
        same: phrasings with an equal result are the same.

    Returns:
        everything that was suggested until the last exchange, or until the server failed: an hour's work of a slow
        model is not thrown away for its last minute.
    """
    suggested: dict[int, tuple[str, ...]] = {}
    dropped: list[Dropped] = []
    known = set(map(same, known_phrasings(interview)))
    for exchange in exchanges:
        try:
            written = await server.complete(render_prompt(interview, exchange, count))
        except ExpandError as fault:
            return Gathered(suggested, tuple(dropped), fault)
        chosen = choose(parse_suggestions(written), known, same)
        kept = chosen.kept[:count]
        if kept:
            suggested[exchange.number] = kept
        dropped.extend(chosen.dropped)
        known.update(map(same, kept))
    return Gathered(suggested, tuple(dropped), None)
