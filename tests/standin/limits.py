"""Rate limits as Discord keeps them: so many requests in a window that the first one opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.standin.answers import wait
from tests.standin.faults import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiohttp import web

    from tests.standin.values import Clock, Request

# Answers to interactions are bound to no common limit.
_FREE = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    count: int
    seconds: float


@dataclass(slots=True)
class _Window:
    opened: float
    used: int = 0


class Limits:
    """The windows of every route and of all together.

    Args:
        everywhere: the limit of all routes together, for each token.
        routes: limits of single routes by method and pattern, ``("POST", "/channels/*/messages")``; each path that
            fits has a window of its own.
        clock: seconds.
    """

    def __init__(self, everywhere: Limit | None, routes: Mapping[tuple[str, str], Limit], clock: Clock) -> None:
        self._everywhere = everywhere
        self._routes = [(method, compile_pattern(pattern), limit) for (method, pattern), limit in routes.items()]
        self._clock = clock
        self._windows: dict[tuple[str, ...], _Window] = {}

    def take(self, method: str, path: str, token: str | None) -> tuple[web.Response | None, dict[str, str]]:
        """Count a request.

        Returns:
            the 429 that answers it, if it is one too many, and the headers of its answer otherwise.
        """
        if self._everywhere and not path.startswith(_FREE):
            window = self._window(("", token or ""), self._everywhere)
            if window.used > self._everywhere.count:
                return wait(self._left(window, self._everywhere), everywhere=True), {}
        for wanted, pattern, limit in self._routes:
            if wanted == method and pattern.fullmatch(path):
                window = self._window((method, path, token or ""), limit)
                left = self._left(window, limit)
                headers = {
                    "X-RateLimit-Limit": str(limit.count),
                    "X-RateLimit-Remaining": str(max(0, limit.count - window.used)),
                    "X-RateLimit-Reset-After": f"{left:.3f}",
                    "X-RateLimit-Bucket": f"{method}-{pattern.pattern}".encode().hex()[:32],
                }
                if window.used > limit.count:
                    return wait(left, everywhere=False, headers=headers), headers
                return None, headers
        return None, {}

    def _window(self, key: tuple[str, ...], limit: Limit) -> _Window:
        now = self._clock()
        window = self._windows.get(key)
        if window is None or now - window.opened >= limit.seconds:
            window = self._windows[key] = _Window(now)
        window.used += 1
        return window

    def _left(self, window: _Window, limit: Limit) -> float:
        return max(0.001, window.opened + limit.seconds - self._clock())


def busiest(requests: Iterable[Request], seconds: float) -> int:
    """How many requests came within the busiest stretch of so many seconds, answers to interactions left out."""
    times = sorted(request.at for request in requests if not request.path.startswith(_FREE))
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most
