"""Turns made into exchanges, each with how sure it is and what should be looked at."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bot.interviews.asking import addresses, asks, invites, wonders
from bot.interviews.models import Caution, Exchange, Passage, Span
from bot.interviews.passages import cut_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.interviews.blocks import Block
    from bot.interviews.layouts.pieces import Sheet
    from bot.interviews.turns import Turn

# How sure a layout's marks are, where nothing speaks against it.
_SURE = {
    "letters": 0.95,
    "speakers": 0.95,
    "headings": 0.95,
    "numbered": 0.95,
    "bold": 0.9,
    "slanted": 0.85,
    "quoted": 0.85,
}
_PLAIN = 0.75
# What each caution leaves of that.
_DOUBT = 0.7
# An answer is short, or long, beside the one in the middle; of few answers none is in the middle.
_SHORT, _LONG, _FEW = 1 / 20, 8, 4


def make_exchanges(sheet: Sheet, turns: Sequence[Turn], layout: str) -> tuple[Exchange, ...]:
    """Make exchanges.

    Args:
        sheet: the document.
        turns: with an answer each, in order.
        layout: the name of the layout that told them apart; empty where the curator did.

    Returns:
        an exchange a turn, numbered from 1.
    """
    sizes = [turn.answer[-1].said.end - turn.answer[0].said.start for turn in turns]
    usual = median(sizes) if len(sizes) >= _FEW else 0
    exchanges: list[Exchange] = []
    for number, (turn, size) in enumerate(zip(turns, sizes, strict=True), start=1):
        cautions = tuple(_cautions(sheet, turn, layout, size, usual))
        spans = cut_passages(sheet.text, _spoken(turn))
        exchanges.append(
            Exchange(
                number=number,
                question=Span(turn.question[0].said.start, turn.question[-1].said.end),
                answer=Span(spans[0].start, spans[-1].end),
                passages=tuple(Passage(place, span) for place, span in enumerate(spans, start=1)),
                certainty=round(_certainty(sheet, turn, layout) * _DOUBT ** len(cautions), 2),
                cautions=cautions,
            )
        )
    return tuple(exchanges)


def _certainty(sheet: Sheet, turn: Turn, layout: str) -> float:
    """How sure a question is by its marks; a plain one by whether it speaks to somebody."""
    if layout != "mixed":
        return _SURE[layout] if layout else 1.0
    first = turn.question[0].block
    return _SURE["bold"] if first.bold else _PLAIN + 0.1 * addresses(sheet.said(first))


def _spoken(turn: Turn) -> list[Block]:
    """The blocks of an answer without labels and what stands apart."""
    return [
        replace(piece.block, span=piece.said) if piece.speaker else piece.block
        for piece in turn.answer
        if piece.part != "apart"
    ]


def _cautions(sheet: Sheet, turn: Turn, layout: str, size: int, usual: float) -> Iterator[Caution]:
    asked = [sheet.text[slice(*piece.said)] for piece in turn.question]
    line, answered = turn.question[0].block.line, turn.answer[0].block.line
    labelled = layout in ("letters", "speakers")
    if layout and not any(wonders(said) or invites(said) for said in asked):
        yield Caution("asks-nothing", line)
    if not labelled and sum(map(asks, asked)) > 1:
        yield Caution("question-merged", line)
    if size < _SHORT * usual:
        yield Caution("answer-short", answered)
    if size > _LONG * usual > 0:
        yield Caution("answer-long", answered)
    for piece in turn.answer[1:]:
        said = sheet.text[slice(*piece.said)]
        if not labelled and piece.block.kind == "paragraph" and asks(said) and addresses(said):
            yield Caution("answer-asks", piece.block.line)
            return
