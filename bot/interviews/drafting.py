"""From a document to a draft: what it alone, and a curator's directions, tell of an Interview."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.hidden import CONTROLS, TURNS
from bot.interviews.directions import Directions, direct
from bot.interviews.ends import cut_between, cut_end
from bot.interviews.exchanges import make_exchanges
from bot.interviews.layouts.names import fold_name, part_of_word, split_joint
from bot.interviews.layouts.registry import choose_layout, make_sheet
from bot.interviews.layouts.styled import pieces_of
from bot.interviews.models import Caution, Span
from bot.interviews.turns import take_turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.interviews.directions import Misdirection
    from bot.interviews.formats.document import Document
    from bot.interviews.layouts.pieces import Part, Piece, Sheet
    from bot.interviews.models import Exchange, LayoutReason
    from bot.interviews.turns import Talk, Turn

# What changes how the rest of a quote is seen; files of Windows have returns at the ends of their lines.
_HIDDEN = re.compile(f"[{re.escape(''.join(map(chr, sorted((CONTROLS | TURNS) - {0x0D}))))}]")
_CAPTION = re.compile(r"[\s*_]*(?:Figure|Fig\.|Image|图|圖|表)\s?\d{1,3}\s?[:：.、*]")
_LABELLED = ("letters", "speakers")


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of an Interview that needs no metadata.

    Attributes:
        title: what the document calls itself; may be empty.
        introduction: what stands before the first question, or None.
        exchanges: numbered from 1.
        warnings: what a curator should look at in the document as a whole.
        layout: the name of the layout that was used; empty where none fits.
        layout_reason: what chose it.
        fits: of every layout that was tried, best first.
        askers: the names on the labels of those who ask, in the order of their first words.
        answerers: the same of those who answer.
        left_out: what was said, labels aside, and is neither introduction nor in an exchange; in order.
        misdirected: the curator's names of blocks that name none, or several.
    """

    title: str
    introduction: Span | None = None
    exchanges: tuple[Exchange, ...] = ()
    warnings: tuple[Caution, ...] = ()
    layout: str = ""
    layout_reason: LayoutReason = "best"
    fits: tuple[tuple[str, float], ...] = ()
    askers: tuple[str, ...] = ()
    answerers: tuple[str, ...] = ()
    left_out: tuple[Span, ...] = ()
    misdirected: tuple[Misdirection, ...] = ()


def draft_interview(document: Document, directions: Directions | None = None) -> Draft:
    """Tell questions and answers of a document apart.

    Args:
        document: as its format gave it.
        directions: the curator's, if there are any.

    Returns:
        the draft; of a document in which nobody is asked, one without exchanges. A question that nobody answers is left
        out with a warning, and so is what stands behind the last answer and belongs to none.
    """
    directions = directions or Directions()
    sheet = make_sheet(document.text, document.blocks, frozenset(directions.parts), document.styled)
    choice = choose_layout(sheet, directions.parts, directions.layout)
    pieces = choice.pieces if choice else pieces_of(sheet, lambda place, block: False)
    pieces, missed = direct(sheet, pieces, directions)
    title = sheet.said(sheet.title) if sheet.title else document.title
    talk = take_turns(pieces)
    if not talk.answered:
        return Draft(title, _introduction(sheet, pieces), misdirected=missed)
    layout = choice.layout if choice else ""
    talk, cut = _cut(sheet, talk, layout)
    named = [piece for piece in pieces if piece.speaker]
    return Draft(
        title=title,
        introduction=_introduction(sheet, talk.opening),
        exchanges=make_exchanges(sheet, talk.answered, layout),
        warnings=_warnings(sheet, talk, cut),
        layout=layout,
        layout_reason=_reason(layout, directions),
        fits=choice.fits if choice else (),
        askers=_names(named, "asks", directions),
        answerers=_names(named, "answers", directions),
        left_out=tuple(sorted(_left_out(talk, cut))),
        misdirected=missed,
    )


def _cut(sheet: Sheet, talk: Talk, layout: str) -> tuple[Talk, tuple[Piece, ...]]:
    """Cut off the answers what is no part of them.

    Returns:
        the turns, and what was cut behind the last one.
    """
    talk = replace(talk, turns=tuple(_without_captions(sheet, turn) for turn in talk.turns))
    level = max((turn.question[0].block.level for turn in talk.turns), default=0) if layout == "headings" else 0
    return cut_end(sheet, cut_between(sheet, talk, level), layout in _LABELLED)


def _without_captions(sheet: Sheet, turn: Turn) -> Turn:
    """A turn without the captions of figures, unless they are all of the answer."""
    captions = tuple(piece for piece in turn.answer if _is_caption(sheet, piece))
    kept = tuple(piece for piece in turn.answer if not _is_caption(sheet, piece))
    if not captions or all(piece.part != "answers" for piece in kept):
        return turn
    return replace(turn, answer=kept, cut=(*captions, *turn.cut)).ending(len(kept))


def _is_caption(sheet: Sheet, piece: Piece) -> bool:
    return not piece.speaker and bool(_CAPTION.match(sheet.text, piece.said.start))


def _introduction(sheet: Sheet, opening: Iterable[Piece]) -> Span | None:
    told = [piece.block for piece in opening if piece.block is not sheet.title and piece.block.kind != "quote"]
    return Span(told[0].span.start, told[-1].span.end) if told else None


def _warnings(sheet: Sheet, talk: Talk, cut: Sequence[Piece]) -> tuple[Caution, ...]:
    unanswered = [Caution("question-unanswered", turn.question[0].block.line) for turn in talk.turns if not turn.answer]
    left = [Caution("text-left-out", cut[0].block.line, (("count", len(cut)),))] if cut else []
    return tuple(sorted([*unanswered, *left, *_hidden(sheet, talk)], key=lambda caution: caution.line))


def _hidden(sheet: Sheet, talk: Talk) -> list[Caution]:
    """A warning if something is quoted that nobody sees and that changes how the rest is seen."""
    pieces = (piece for turn in talk.answered for piece in (*turn.question, *turn.answer))
    found = [(piece.block.line, mark[0]) for piece in pieces for mark in _HIDDEN.finditer(sheet.text, *piece.said)]
    if not found:
        return []
    marks = ", ".join(sorted({f"U+{ord(mark):04X}" for _, mark in found}))
    return [Caution("marks-hidden", found[0][0], (("marks", marks),))]


def _left_out(talk: Talk, cut: Sequence[Piece]) -> Iterable[Span]:
    for turn in talk.turns:
        yield from (piece.said for piece in turn.cut)
        if not turn.answer:
            yield from (piece.said for piece in turn.question)
    yield from (piece.said for piece in cut)


def _reason(layout: str, directions: Directions) -> LayoutReason:
    if not layout:
        return "directed"
    return "forced" if directions.layout else "best"


def _names(pieces: Iterable[Piece], part: Part, directions: Directions) -> tuple[str, ...]:
    """Names in the order of their first label, each once; words such as "问" are no names, nor are joint labels."""
    found: dict[str, str] = {}
    for piece in pieces:
        key = fold_name(piece.speaker)
        if piece.part == part and not part_of_word(piece.speaker) and len(split_joint(piece.speaker)) == 1:
            name = directions.names.get(key, piece.speaker)
            found.setdefault(fold_name(name), name)
    return tuple(found.values())
