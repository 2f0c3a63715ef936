"""What was asked just before, so that a follow-up is understood. In memory only, for minutes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

SECONDS = 300.0
LIMIT = 10_000


class Conversations:
    """The last question of each person in each channel, and the question that each answer was given to.

    Args:
        clock: seconds that only grow.
        seconds: how long a question is remembered.
        limit: how many are remembered; the oldest go first.
    """

    def __init__(self, clock: Callable[[], float], *, seconds: float = SECONDS, limit: int = LIMIT) -> None:
        self._clock = clock
        self._seconds = seconds
        self._limit = limit
        self._asked: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()

    def remember(self, question: str, *keys: Hashable) -> None:
        """Keep a question under keys, such as (channel, person) or the number of the answering message."""
        now = self._clock()
        for key in keys:
            self._asked.pop(key, None)
            self._asked[key] = (now, question)
        while self._asked and (
            len(self._asked) > self._limit or now - next(iter(self._asked.values()))[0] > self._seconds
        ):
            self._asked.popitem(last=False)

    def recall(self, *keys: Hashable) -> str | None:
        """The question under the first key that has one that is not too old."""
        now = self._clock()
        for key in keys:
            found = self._asked.get(key)
            if found is not None and now - found[0] <= self._seconds:
                return found[1]
        return None
