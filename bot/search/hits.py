"""What a search finds: passages with what they are worth and what earned it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.interviews.models import Place
    from bot.search.query import Channel

Said = Literal["passage", "answer", "question", "topic"]
FieldName = Said | Literal["asked", "asked_passage"]
# The fields whose words are the interview's own.
SAID: tuple[Said, ...] = ("passage", "answer", "question")


class Part(NamedTuple):
    """What one term of a query adds to a hit's score, in one field and channel."""

    field: FieldName
    channel: Channel
    term: str
    origin: str
    value: float


class Matched(NamedTuple):
    """Terms with their channels: those that the interview's own words have, and those that earned anything."""

    said: set[tuple[Channel, str]]
    all: set[tuple[Channel, str]]


@dataclass(frozen=True)
class Hit:
    """A passage with its score and the terms that earned it.

    Attributes:
        place: the passage.
        score: above 0; comparable within one search only.
        row: the passage's place in the index.
        explain: takes the score apart.
    """

    place: Place
    score: float
    row: int
    explain: Callable[[], tuple[Part, ...]] = field(repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What the score is the sum of."""
        return self.explain()

    @property
    def matched(self) -> tuple[str, ...]:
        """The words and concepts that earned it, the best first, without repeats."""
        worth: Counter[str] = Counter()
        for part in self.parts:
            if part.channel in ("word", "concept"):
                worth[part.term] += part.value  # type: ignore[assignment]
        return tuple(term for term, _ in worth.most_common())
