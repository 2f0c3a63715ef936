"""Questions that are bold, slanted or quoted as a whole, all of them in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.asking import addresses, asks, invites, wonders
from bot.interviews.layouts.styled import leads_in, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.interviews.blocks import Block
    from bot.interviews.layouts.pieces import Part, Piece, Sheet

# So many questions without the look beside those that have it are no rhetoric: the look is used at random.
_STRAYS = 0.25


def read_bold(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document whose questions are the paragraphs that are bold as a whole.

    Returns:
        its pieces; none where fewer than two are bold, or none of them asks.
    """
    return _read(sheet, lambda block: block.kind == "paragraph" and block.bold is not None)


def read_slanted(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """The same of paragraphs in italics."""
    return _read(sheet, lambda block: block.kind == "paragraph" and block.slanted is not None)


def read_quoted(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """The same of block quotes."""
    return _read(sheet, lambda block: block.kind == "quote")


def used_at_random(sheet: Sheet, pieces: Sequence[Piece]) -> bool:
    """Whether too many paragraphs ask somebody without having the look of those that ask.

    Args:
        sheet: the document.
        pieces: what a layout of this module made of it.
    """
    marked = {place for place, piece in enumerate(pieces) if piece.part == "asks"}
    strays = _strays(sheet, marked)
    after = sum(place > min(marked) for place in strays) if marked else 0
    # One before the first question may be the introduction's.
    return after > len(marked) * _STRAYS or len(strays) > max(1, len(marked) * _STRAYS)


def _read(sheet: Sheet, looks: Callable[[Block], bool]) -> tuple[Piece, ...]:
    marked = {place for place, block in enumerate(sheet.blocks) if looks(block) and not leads_in(sheet, block)}
    first = next((place for place in sorted(marked) if wonders(sheet.said(sheet.blocks[place]))), None)
    if first is None or len(marked) < 2:
        return ()
    # What stands in that look before the first question is a promise or an advert: the interview has not begun.
    marked = {place for place in marked if place >= first or invites(sheet.said(sheet.blocks[place]))}
    return pieces_of(sheet, lambda place, block: place in marked)


def _strays(sheet: Sheet, marked: set[int]) -> list[int]:
    """Paragraphs without the look that ask somebody, neither right behind nor right before one that has it."""
    return [
        place
        for place, block in enumerate(sheet.blocks)
        if not {place - 1, place, place + 1} & marked
        and block.kind == "paragraph"
        and asks(sheet.said(block))
        and addresses(sheet.said(block))
    ]
