"""Questions told by how they look: what all the layouts of one look share."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.interviews.layouts.names import fold_name, looks_like_person
from bot.interviews.layouts.pieces import Piece
from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.interviews.blocks import Block
    from bot.interviews.layouts.pieces import Label, Sheet

# A line that ends in a colon and is this short introduces what follows.
LEAD_IN_LIMIT = 60


def pieces_of(sheet: Sheet, is_question: Callable[[int, Block], bool]) -> tuple[Piece, ...]:
    """Give every block its part by one rule.

    Args:
        sheet: the document.
        is_question: tells by a block's place and the block whether it asks.

    Returns:
        the pieces. A heading that does not ask introduces; names that begin a question or an answer are taken off.
    """
    pieces: list[Piece] = []
    for place, (block, label) in enumerate(zip(sheet.blocks, sheet.labels, strict=True)):
        if is_question(place, block):
            begin, end = block.bold or block.slanted or block.span
            named = label if label and begin <= label.end < end else None
            pieces.append(Piece(block, Span(named.end if named else begin, end), "asks", named.name if named else ""))
        elif block.kind == "heading":
            pieces.append(Piece(block, block.span, "heads"))
        else:
            named = label if label and _is_speaker(sheet, label) else None
            said = Span(named.end, block.span.end) if named else block.span
            pieces.append(Piece(block, said, "answers", named.name if named else ""))
    return tuple(pieces)


def _is_speaker(sheet: Sheet, label: Label) -> bool:
    """Whether a label before an answer is somebody's: its own word says so, or it is a name that comes back."""
    if label.mark == "line":
        return False
    return bool(label.word) or (looks_like_person(label.name) and fold_name(label.name) in sheet.often)


def mark_lead_ins(sheet: Sheet, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A short line that ends with a colon and stands right before a question introduces it and ends no answer."""
    return tuple(
        replace(piece, part="heads")
        if piece.part == "answers"
        and not piece.speaker
        and after
        and after.part == "asks"
        and leads_in(sheet, piece.block)
        else piece
        for piece, after in zip_longest(pieces, pieces[1:])
        if piece
    )


def leads_in(sheet: Sheet, block: Block) -> bool:
    """Whether a block is a short line that ends with a colon."""
    said = sheet.said(block).rstrip("*_ ")
    return len(said) <= LEAD_IN_LIMIT and said.endswith((":", "："))
