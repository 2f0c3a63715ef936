"""What goes wrong on purpose: which requests, how, and how often."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aiohttp import web

from tests.standin.answers import answer, wait

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Dropped = Literal["closed", "reset"]

# Discord's own sentences for what tests ask for most.
_SENTENCES = {403: (50013, "Missing Permissions"), 404: (10003, "Unknown Channel"), 401: (0, "401: Unauthorized")}


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request fails. `Fault.refused(403)`, `Fault.slow(4)`, ... read better than the constructor.

    Attributes:
        committed: what was asked for is done first; only the answer fails or is late.
        delay: seconds before the rest happens.
        status: with which it is answered; None where only the delay or the connection is at fault.
        code: Discord's number in the answer.
        message: Discord's sentence in the answer.
        dropped: the connection ends without an answer, orderly or by a reset.
        retry_after: seconds to wait after a 429.
        everywhere: the 429 is that of all routes together.
        via: the 429 comes from Discord itself.
        text: a body that is no JSON, in place of the plain one.
    """

    committed: bool = False
    delay: float = 0.0
    status: int | None = None
    code: int = 0
    message: str = ""
    dropped: Dropped | None = None
    retry_after: float = 1.0
    everywhere: bool = False
    via: bool = True
    text: str | None = None

    @classmethod
    def refused(cls, status: int, *, code: int | None = None, message: str | None = None) -> Fault:
        """Nothing is done, and the answer is an error; a 5xx is what a client may take for a lost request."""
        plain = _SENTENCES.get(status, (0, f"{status}: Error"))
        return cls(status=status, code=plain[0] if code is None else code, message=message or plain[1])

    @classmethod
    def failed(cls, status: int = 500) -> Fault:
        """What was asked for is done, and the answer is an error all the same."""
        return cls(status=status, message=f"{status}: Error", committed=True)

    @classmethod
    def slow(cls, seconds: float, *, committed: bool = False) -> Fault:
        """The answer is right but late."""
        return cls(delay=seconds, committed=committed)

    @classmethod
    def lost(cls, *, committed: bool = False, reset: bool = False, delay: float = 0.0) -> Fault:
        """The connection ends before the answer: before or after what was asked for is done."""
        return cls(dropped="reset" if reset else "closed", committed=committed, delay=delay)

    @classmethod
    def limited(cls, retry_after: float, *, everywhere: bool = False, via: bool = True) -> Fault:
        """429: too many requests, on this route or everywhere, by Discord or by the network in front of it."""
        return cls(status=429, retry_after=retry_after, everywhere=everywhere, via=via)

    @classmethod
    def garbled(cls, status: int = 200, text: str = "<html>not JSON</html>", *, committed: bool = False) -> Fault:
        """The answer is a page of HTML instead of JSON."""
        return cls(status=status, text=text, committed=committed)

    async def happen(self, work: Callable[[], Awaitable[web.StreamResponse]]) -> web.StreamResponse | None:
        """Do a request's work as the fault leaves it.

        Returns:
            its answer; None where the connection ends instead.
        """
        done = await work() if self.committed else None
        await asyncio.sleep(self.delay)
        if self.dropped is not None:
            return None
        failed = self._answer()
        if failed is not None:
            return failed
        return await work() if done is None else done

    def _answer(self) -> web.Response | None:
        if self.status is None:
            return None
        if self.text is not None:
            return web.Response(text=self.text, status=self.status, content_type="text/html")
        if self.status == 429:
            return wait(self.retry_after, everywhere=self.everywhere, via=self.via)
        return answer({"message": self.message, "code": self.code}, self.status)


class Trap:
    """A fault that waits for requests.

    Attributes:
        fault: what happens to them.
        left: how many more it takes; None for every one.
        hits: how many it took.
    """

    def __init__(self, method: str, pattern: str, fault: Fault, left: int | None) -> None:
        self.fault = fault
        self.left = left
        self.hits = 0
        self._method = method.upper()
        self._path = compile_pattern(pattern)

    def remove(self) -> None:
        """Let every further request pass."""
        self.left = 0

    def catches(self, method: str, path: str) -> bool:
        """Whether it takes this request, and count it if so."""
        if self.left == 0 or self._method not in ("*", method) or not self._path.fullmatch(path):
            return False
        self.hits += 1
        if self.left is not None:
            self.left -= 1
        return True


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A path behind ``/api/v10`` in which ``*`` stands for one part and ``**`` for any number of them."""
    parts = [{"*": "[^/]*", "**": ".*"}.get(part, re.escape(part)) for part in re.split(r"(\*+)", pattern)]
    return re.compile("".join(parts))


class Faults:
    """Every trap that was set; the oldest that catches a request keeps it."""

    def __init__(self) -> None:
        self._traps: list[Trap] = []

    def add(self, method: str, pattern: str, fault: Fault, times: int | None) -> Trap:
        """Set a trap."""
        trap = Trap(method, pattern, fault, times)
        self._traps.append(trap)
        return trap

    def clear(self) -> None:
        """Remove every trap."""
        for trap in self._traps:
            trap.remove()
        self._traps.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that happens to a request, if one does."""
        self._traps = [trap for trap in self._traps if trap.left != 0]
        return next((trap.fault for trap in self._traps if trap.catches(method, path)), None)
