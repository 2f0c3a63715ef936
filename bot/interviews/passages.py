"""An answer cut into passages, the units that are indexed and quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.interviews.blocks import Block

# A line that introduces what follows says little by itself: it ends with a colon or is a heading, and is short.
LEAD_IN_LIMIT = 60


def cut_passages(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Cut an answer into passages: one a block, except that a lead-in stays with what it introduces.

    Args:
        text: the interview's text.
        blocks: the blocks of one answer, in order, at least one.

    Returns:
        spans in order that do not overlap; they cover every block.
    """
    spans: list[Span] = []
    start: int | None = None
    for block in blocks:
        begin = block.span.start if start is None else start
        if _leads_in(text, block) and block is not blocks[-1]:
            start = begin
            continue
        spans.append(Span(begin, block.span.end))
        start = None
    return tuple(spans)


def _leads_in(text: str, block: Block) -> bool:
    said = text[slice(*block.span)].rstrip("*_ ")
    return block.kind == "heading" or (len(said) <= LEAD_IN_LIMIT and said.endswith((":", "：")))
