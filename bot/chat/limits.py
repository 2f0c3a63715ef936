"""Quiet limits: so many questions a person and a channel, said once and then passed over in silence."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Verdict = Literal["go", "say", "silent"]

# Questions within a minute.
PERSON, CHANNEL = 8, 30
WINDOW = 60.0
# Persons and channels that are remembered at most, if so many ask within a window.
LIMIT = 20_000


class Cooldowns:
    """Who has asked how often of late.

    Args:
        clock: seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._said: dict[Hashable, float] = {}

    def ask(self, person: int, channel: int) -> Verdict:
        """Count a question.

        Returns:
            whether it is answered; if not, whether that is worth a sentence: once a person and window, and in a full
            channel once for all.
        """
        now = self._clock()
        self._forget(now)
        mine, here = self._recent(("person", person), now), self._recent(("channel", channel), now)
        if len(mine) >= PERSON or len(here) >= CHANNEL:
            told = ("person", person) if len(mine) >= PERSON else ("channel", channel)
            said = self._said.get(told)
            if said is not None and 0 <= now - said < WINDOW:
                return "silent"
            self._said = {who: when for who, when in self._said.items() if 0 <= now - when < WINDOW}
            self._said[told] = now
            return "say"
        mine.append(now)
        here.append(now)
        return "go"

    def _recent(self, key: Hashable, now: float) -> deque[float]:
        times = self._asked.pop(key, deque())
        while times and not 0 <= now - times[0] < WINDOW:
            times.popleft()
        self._asked[key] = times
        if len(self._asked) > LIMIT:
            self._asked.popitem(last=False)
        return times

    def _forget(self, now: float) -> None:
        """Forget who has not asked within the window; the longest unseen stand first."""
        while self._asked:
            key, times = next(iter(self._asked.items()))
            if times and 0 <= now - times[-1] < WINDOW:
                return
            del self._asked[key]
