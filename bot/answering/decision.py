"""Answered, unsure or not found: what the signals of a search say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.answerer import Decision
    from bot.search.index import Hit
    from bot.search.query import Query


@dataclass(frozen=True, slots=True)
class Signals:
    """What a decision rests on.

    Attributes:
        coverage: the share of the question's words that the best hit holds, 0 to 1.
    """

    coverage: float


class Decider:
    """Tells an answer from a guess."""

    def decide(self, query: Query, hits: tuple[Hit, ...]) -> tuple[Decision, Signals]:
        """Decide on a search that found something."""
        words = {weighted.term.text for weighted in query.terms["word"]}
        coverage = len(words & set(hits[0].matched)) / len(words) if words else 0.0
        if coverage >= 0.5:
            return "answered", Signals(coverage)
        return ("unsure" if coverage >= 0.25 else "not_found"), Signals(coverage)
