"""Questions that are headings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.interviews.asking import addresses, asks, invites
from bot.interviews.layouts.styled import pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet


def read_headings(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document whose questions are the headings of one level.

    Returns:
        its pieces; none unless two headings of a level ask, and half of that level between them. A heading of the
        level that does not ask is a question too if it bids to tell something or speaks to somebody.
    """
    level = _level(sheet)
    places = [place for place, block in enumerate(sheet.blocks) if block.level == level and block is not sheet.title]
    asking = [place for place in places if asks(sheet.said(sheet.blocks[place]))]
    if not level or len(asking) < 2:
        return ()
    between = [place for place in places if asking[0] <= place <= asking[-1]]
    if 2 * len(asking) < len(between):
        return ()
    told = {place for place in places if invites(sheet.said(sheet.blocks[place]))}
    told |= {place for place in between if addresses(sheet.said(sheet.blocks[place]))}
    questions = {*asking, *told}
    return pieces_of(sheet, lambda place, block: place in questions)


def _level(sheet: Sheet) -> int:
    """The level of which most headings ask; the higher of equals; 0 if none does."""
    counts = Counter(
        block.level for block in sheet.blocks if block.level and block is not sheet.title and asks(sheet.said(block))
    )
    return min(counts, key=lambda level: (-counts[level], level), default=0)
