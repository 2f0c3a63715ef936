"""Turns told by labels: the two layouts of questions and answers by letter, and of speakers by name, share this."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.interviews.asking import addresses, asks, invites, only_listens, wonders
from bot.interviews.layouts.names import fold_name
from bot.interviews.layouts.pieces import Piece
from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.interviews.blocks import Block
    from bot.interviews.layouts.pieces import Label, Part, Sheet

# How far behind an asker's label its question may end where no answer is labelled.
_REACH = 3
# Somebody who speaks once, where others speak so often, is a clip or a guest of a minute.
_OFTEN = 4


@dataclass(slots=True)
class Stretch:
    """What stands from one label to the next.

    Attributes:
        label: None before the first.
        blocks: in order; of the first, the label is a part.
        part: of the speaker; "answers" before the first label.
    """

    label: Label | None
    blocks: list[Block] = field(default_factory=list)
    part: Part = "answers"

    @property
    def key(self) -> str:
        """The speaker's name as a key; before the first label, nothing."""
        return fold_name(self.label.name) if self.label else ""


def stretches_of(sheet: Sheet, words_only: bool) -> list[Stretch]:
    """Cut a document at its labels.

    Args:
        sheet: the document.
        words_only: take only labels that say their part themselves ("问", "A").
    """
    found = [Stretch(None)]
    for block, label in zip(sheet.blocks, sheet.labels, strict=True):
        if label and (label.word or not words_only):
            found.append(Stretch(label))
        found[-1].blocks.append(block)
    return found


def said_in(sheet: Sheet, stretch: Stretch, place: int) -> Span:
    """The words of a stretch's block without the label."""
    block = stretch.blocks[place]
    inside = block.bold or block.slanted
    begin, end = inside or block.span
    if place == 0 and stretch.label:
        begin = max(begin, min(stretch.label.end, end))
        end = _without_closing(sheet.text, stretch.label, begin, end)
    return Span(begin, max(begin, end))


def _without_closing(text: str, label: Label, begin: int, end: int) -> int:
    """Leave out marks at the end that close what the label opened."""
    opened = text.count("**", label.start, begin) % 2
    return end - 2 if opened and text.endswith("**", begin, end) and text.count("**", begin, end) % 2 else end


def parts_by_name(sheet: Sheet, stretches: Sequence[Stretch], given: Mapping[str, Part]) -> dict[str, Part]:
    """Who asks and who answers, by the keys of their names.

    What the curator or the name itself says counts; else, whoever's turns end in questions more than anybody's asks,
    and so does everybody who comes near that.
    """
    marks: dict[str, list[float]] = {}
    parts: dict[str, Part] = {}
    last = ""
    for stretch in stretches:
        if stretch.label is None:
            continue
        key = fold_name(stretch.label.name)
        part = given.get(key) or stretch.label.word
        if part:
            parts[key] = part
        mark = max((_mark(said) for said in _voiced(sheet, stretch)), default=0.0)
        if key == last and marks[key]:
            marks[key][-1] = max(marks[key][-1], mark)
        else:
            marks.setdefault(key, []).append(mark)
        last = key
    rates = {key: sum(found) / len(found) for key, found in marks.items() if key not in parts}
    best = max(rates.values(), default=0.0)
    settled = "asks" in parts.values()
    for key, rate in rates.items():
        near = rate >= max(0.45, 0.6 * best) or rate == best >= 0.25
        parts[key] = "asks" if near and not (settled and len(rates) == 1) and (not settled or rate > 0.6) else "answers"
    return parts


def _voiced(sheet: Sheet, stretch: Stretch) -> Iterator[str]:
    """What a stretch says up to the first block without a label that looks like somebody else's question."""
    for place, block in enumerate(stretch.blocks):
        if place and (block.bold or block.slanted or block.kind in ("heading", "quote")):
            return
        yield sheet.text[slice(*said_in(sheet, stretch, place))]


def _mark(said: str) -> float:
    """How far a block asks, 0 to 1."""
    return max(0.7 * asks(said) + 0.3 * wonders(said), 0.5 * invites(said))


def assign(sheet: Sheet, stretches: Sequence[Stretch], parts: dict[str, Part]) -> tuple[Piece, ...]:
    """Give every block its part.

    Args:
        sheet: the document.
        stretches: its stretches.
        parts: of every name.

    Returns:
        the pieces, in order.
    """
    turns: dict[str, int] = {}
    for before, stretch in zip([None, *stretches], stretches, strict=False):
        if stretch.label is None:
            continue
        key = fold_name(stretch.label.name)
        stretch.part = parts.get(key, "answers")
        if before is None or before.label is None or fold_name(before.label.name) != key:
            turns[key] = turns.get(key, 0) + 1
    _set_apart(sheet, stretches, turns)
    pieces: list[Piece] = []
    for place, stretch in enumerate(stretches):
        after = stretches[place + 1] if place + 1 < len(stretches) else None
        asked, tail = _division(sheet, stretch, after)
        for order, block in enumerate(stretch.blocks):
            part: Part = stretch.part
            if part == "asks" and order >= asked:
                part = "answers"
            if order >= len(stretch.blocks) - tail:
                part = "asks"
            elif block.kind == "heading" and not (order == 0 and stretch.label):
                part = "heads"
            name = stretch.label.name if stretch.label and order == 0 else ""
            pieces.append(Piece(block, said_in(sheet, stretch, order), part, name))
    return _in_one_look(pieces)


def _in_one_look(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Where all questions without a label are quotes, a quote asks also where no label follows it."""
    asking = [place for place, piece in enumerate(pieces) if piece.part == "asks" and not piece.speaker]
    if len(asking) < 2 or any(pieces[place].block.kind != "quote" for place in asking):
        return tuple(pieces)
    return tuple(
        replace(piece, part="asks")
        if place > asking[0] and piece.block.kind == "quote" and not piece.speaker
        else piece
        for place, piece in enumerate(pieces)
    )


def _set_apart(sheet: Sheet, stretches: Sequence[Stretch], turns: dict[str, int]) -> None:
    """Third voices that speak once without being asked, and remarks between, are no part of the conversation."""
    most = max((count for count in turns.values()), default=0)
    for place, stretch in enumerate(stretches):
        if stretch.label is None or place == 0:
            continue
        before = stretches[place - 1]
        if stretch.part == "answers" and turns[fold_name(stretch.label.name)] == 1 and most >= _OFTEN:
            if before.part == "asks" and not _wonders(sheet, before):
                stretch.part = "apart"
        elif stretch.part == "asks" and len(stretch.blocks) == 1 and before.part == "answers" and before.label:
            after = stretches[place + 1] if place + 1 < len(stretches) else None
            listens = only_listens(sheet.text[slice(*said_in(sheet, stretch, 0))])
            if listens and after and after.part == "answers":
                stretch.part = "apart"


def _wonders(sheet: Sheet, stretch: Stretch) -> bool:
    return any(wonders(sheet.text[slice(*said_in(sheet, stretch, place))]) for place in range(len(stretch.blocks)))


def _division(sheet: Sheet, stretch: Stretch, after: Stretch | None) -> tuple[int, int]:
    """How many blocks of a stretch ask from its front, and how many from its end, where labels are missing."""
    if stretch.part == "asks":
        answered = after is not None and after.part == "answers"
        return (len(stretch.blocks) if answered else _front(sheet, stretch, after)), 0
    if after is None or after.part != "answers" or after.label is None:
        return 0, 0
    tail = 0
    for block in reversed(stretch.blocks[1 if stretch.label else 0 :]):
        said = sheet.said(block)
        if not (block.kind == "quote" or block.bold or (asks(said) and (addresses(said) or block.kind == "heading"))):
            break
        tail += 1
    return 0, tail


def _front(sheet: Sheet, stretch: Stretch, after: Stretch | None) -> int:
    """Of an asker's stretch that no labelled answer follows: to the first block that asks, or the first alone.

    Nobody is announced again who has not been interrupted.
    """
    spoken = [place for place in range(len(stretch.blocks)) if _is_said(sheet, stretch, place)]
    for place in spoken[:_REACH]:
        if asks(sheet.said(stretch.blocks[place])):
            return place + 1
    if after is None or not spoken:
        return len(stretch.blocks)
    return spoken[0] + 1


def _is_said(sheet: Sheet, stretch: Stretch, place: int) -> bool:
    begin, end = said_in(sheet, stretch, place)
    return begin < end
