"""Pieces in order made into turns: a question, and the answer that follows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.interviews.layouts.pieces import Piece


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what follows it.

    Attributes:
        question: at least one piece that asks.
        answer: pieces that answer, with headings and what stands apart between them; may be empty.
        cut: what stands around the answer and is no part of it.
    """

    question: tuple[Piece, ...]
    answer: tuple[Piece, ...]
    cut: tuple[Piece, ...] = ()

    def ending(self, place: int) -> Turn:
        """The same turn with an answer that ends before one of its pieces, and what can only stand between answers."""
        while place and self.answer[place - 1].part != "answers":
            place -= 1
        return replace(self, answer=self.answer[:place], cut=(*self.answer[place:], *self.cut))


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
    said = [piece for piece in pieces if piece.said.start < piece.said.end]
    opening = tuple(takewhile(lambda piece: piece.part != "asks", said))
    groups: list[list[Piece]] = []
    asking = False
    for piece in said[len(opening) :]:
        if piece.part == "asks" and not asking:
            groups.append([])
        asking = piece.part == "asks"
        groups[-1].append(piece)
    return Talk(opening, tuple(map(_turn, groups)))


def _turn(group: Sequence[Piece]) -> Turn:
    """The turn of pieces that ask and of what follows; nobody answers with what stands apart."""
    question = tuple(takewhile(lambda piece: piece.part == "asks", group))
    rest = group[len(question) :]
    apart = tuple(takewhile(lambda piece: piece.part == "apart", rest))
    answer = tuple(rest[len(apart) :])
    return Turn(question, answer, apart).ending(len(answer))
