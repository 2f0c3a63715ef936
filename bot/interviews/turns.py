"""Pieces in order made into turns: a question, and the answer that follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.interviews.layouts.pieces import Piece


@dataclass(slots=True)
class Turn:
    """A question with what follows it.

    Attributes:
        question: at least one piece that asks.
        answer: pieces that answer, with headings and what stands apart between them; may be empty.
        cut: what stood behind the answer and is no part of it.
    """

    question: list[Piece]
    answer: list[Piece] = field(default_factory=list)
    cut: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation.

    Attributes:
        opening: what stands before the first question.
        turns: in order; of some the answer is empty.
    """

    opening: tuple[Piece, ...]
    turns: tuple[Turn, ...]

    @property
    def answered(self) -> list[Turn]:
        """The turns with an answer."""
        return [turn for turn in self.turns if turn.answer]


def take_turns(pieces: Iterable[Piece]) -> Talk:
    """Put pieces together.

    Args:
        pieces: of one document, in order; those that say nothing count for nothing.

    Returns:
        the turns. Pieces that ask one after the other are one question, unless something apart stands between. What
        only leads to the next question is cut off the answer before.
    """
    opening: list[Piece] = []
    turns: list[Turn] = []
    for piece in pieces:
        if piece.said.start >= piece.said.end:
            continue
        if piece.part == "asks":
            if turns and not turns[-1].answer and not turns[-1].cut:
                turns[-1].question.append(piece)
                continue
            if turns:
                _close(turns[-1])
            turns.append(Turn([piece]))
        elif not turns:
            opening.append(piece)
        elif piece.part == "apart" and not turns[-1].answer:
            turns[-1].cut.append(piece)
        elif turns[-1].cut:
            # Behind what stood apart nobody answers the question any more, unless somebody speaks up again.
            _resume(turns[-1], piece)
        else:
            turns[-1].answer.append(piece)
    if turns:
        _close(turns[-1])
    return Talk(tuple(opening), tuple(turns))


def _resume(turn: Turn, piece: Piece) -> None:
    if piece.part == "answers":
        turn.answer.append(piece)
    else:
        turn.cut.append(piece)


def _close(turn: Turn) -> None:
    """Cut what introduces the next question, or what nobody says, off the end of an answer."""
    kept = len(turn.answer)
    while kept and turn.answer[kept - 1].part != "answers":
        kept -= 1
    turn.cut.extend(turn.answer[kept:])
    del turn.answer[kept:]
