"""An event loop in a thread of its own, and calls into it from other threads."""

from __future__ import annotations

import asyncio
import functools
import threading
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

T = TypeVar("T")
P = ParamSpec("P")

# A call that takes longer waits for something that never comes.
SECONDS = 30.0


class LoopThread:
    """The thread of the stand-in; everything that it holds is touched there only."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._started = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start the loop; return when it runs."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name=self._name, daemon=True)
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """End the loop with everything that still runs in it."""
        if self._loop and self._stopping and self._thread:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._thread = self._loop = None

    async def _live(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._started.set()
        await self._stopping.wait()

    def call(self, function: Callable[[], T]) -> T:
        """What a plain function returns, called in the loop; directly when there already or when it has ended."""
        if self._loop is None or self._thread is None or self._thread.ident == threading.get_ident():
            return function()

        async def run() -> T:
            return function()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(SECONDS)

    def wait(self, coroutine: Coroutine[Any, Any, T], seconds: float = SECONDS) -> T:
        """What a coroutine returns, run in the loop, while this thread is blocked."""
        assert self._loop is not None, "the stand-in does not run"
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(seconds)

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine returns, run in the loop, awaited in this one or another."""
        assert self._loop is not None, "the stand-in does not run"
        if self._loop is asyncio.get_running_loop():
            return await coroutine
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, self._loop))


class InLoop(Protocol):
    """What has a thread."""

    @property
    def thread(self) -> LoopThread:
        """The thread in which its methods run."""


S = TypeVar("S", bound=InLoop)


def in_loop(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """A plain method that any thread may call and that runs in the stand-in's."""

    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.thread.call(lambda: method(self, *args, **kwargs))

    functools.update_wrapper(call, method)
    return call


def from_any_loop(
    method: Callable[Concatenate[S, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, T]]:
    """A method that can be awaited in any loop and that runs in the stand-in's."""

    async def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.thread.run(method(self, *args, **kwargs))

    functools.update_wrapper(call, method)
    return call


class Changes:
    """Tells those who wait for something that anything changed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def tell(self) -> None:
        """Something changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, predicate: Callable[[], T], seconds: float) -> T:
        """What a predicate returns as soon as it is true.

        Raises:
            TimeoutError: it was not within so many seconds.
        """
        async with asyncio.timeout(seconds):
            while not (found := predicate()):
                await self._event.wait()
        return found
