"""What a curator says of how a document is to be read, where the document does not settle it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.interviews.layouts.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.interviews.layouts.pieces import Part, Piece, Sheet
    from bot.interviews.sidecar import Sidecar

_PARTS: dict[str, Part] = {"asks": "asks", "answers": "answers", "neither": "apart"}

_KEYS: dict[str, Part] = {"questions": "asks", "answers": "answers", "leave_out": "apart"}


@dataclass(frozen=True, slots=True)
class Directions:
    """The tables ``[[people]]`` and ``[reading]`` of a sidecar.

    Attributes:
        parts: who asks and who answers, by the keys of all spellings.
        names: how each spelling is shown, by its key.
        layout: the one to use; empty for the one that fits best.
        blocks: for each key of the table that names blocks, the words they begin with.
    """

    parts: Mapping[str, Part] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Misdirection:
    """A name of a block that does not name one.

    Attributes:
        key: in ``[reading]``.
        begins: the words.
        found: how many blocks begin with them.
    """

    key: str
    begins: str
    found: int


def directions_of(sidecar: Sidecar) -> Directions:
    """Take the directions out of a sidecar."""
    spelled = [(spelling, person) for person in sidecar.people for spelling in (person.name, *person.aliases)]
    reading = sidecar.reading
    return Directions(
        parts={fold_name(spelling): _PARTS[person.role] for spelling, person in spelled},
        names={fold_name(spelling): person.name for spelling, person in spelled},
        layout=reading.layout,
        blocks={
            "questions": reading.questions,
            "answers": reading.answers,
            "joined": reading.joined,
            "leave_out": reading.leave_out,
        },
    )


def direct(
    sheet: Sheet, pieces: Sequence[Piece], directions: Directions
) -> tuple[tuple[Piece, ...], tuple[Misdirection, ...]]:
    """Give the blocks that a curator names the parts that he gives them.

    Args:
        sheet: the document.
        pieces: what its layout made of it.
        directions: the curator's.

    Returns:
        the pieces, and every name that no block, or more than one, begins with: it changes nothing.
    """
    directed = list(pieces)
    missed: list[Misdirection] = []
    for key, names in directions.blocks.items():
        for begins in names:
            places = [place for place, piece in enumerate(directed) if _begins(sheet, piece, begins)]
            if len(places) == 1:
                directed[places[0]] = replace(directed[places[0]], part=_part(key, directed, places[0]))
            else:
                missed.append(Misdirection(key, begins, len(places)))
    return tuple(directed), tuple(missed)


def _begins(sheet: Sheet, piece: Piece, begins: str) -> bool:
    """Whether a piece begins with some words, with or without its label and marks."""
    starts = {piece.said.start, piece.block.span.start}
    return any(sheet.text.startswith(begins, start) for start in starts)


def _part(key: str, pieces: Sequence[Piece], place: int) -> Part:
    if key == "joined":
        # It goes on with what stands before it, be that a question or its answer.
        return next((piece.part for piece in reversed(pieces[:place]) if piece.part in ("asks", "answers")), "answers")
    return _KEYS[key]
