"""Questions that are bold or plain paragraphs, or a mixture of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.asking import asks, sums_up
from bot.interviews.layouts.styled import leads_in, pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet


def read_mixed(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document whose paragraphs ask if they are bold as a whole or end with a question mark.

    Returns:
        its pieces; none for a text that holds nothing but words, such as subtitles. Bold before the first question mark
        is no question if a question follows at once.
    """
    if not sheet.styled:
        return ()
    marked = {place for place, block in enumerate(sheet.blocks) if _may_ask(sheet, place)}
    first = next((place for place in sorted(marked) if asks(sheet.said(sheet.blocks[place]))), None)
    if first is not None:
        marked = {place for place in marked if place >= first or place + 1 not in marked}
    return pieces_of(sheet, lambda place, block: place in marked)


def _may_ask(sheet: Sheet, place: int) -> bool:
    block = sheet.blocks[place]
    if block.kind != "paragraph":
        return False
    said = sheet.said(block)
    return asks(said) or sums_up(said) or (block.bold is not None and not leads_in(sheet, block))
