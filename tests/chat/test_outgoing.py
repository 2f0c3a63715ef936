"""What is sent again and what is not; tests/survival does the same over real sockets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.chat import outgoing
from bot.chat.outgoing import LONGEST, PAUSES, UnsentError, insist, respond, to_the_end

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LOST = (aiohttp.ServerDisconnectedError(), ConnectionResetError(), TimeoutError("late"))


def failing(*errors: BaseException) -> tuple[Callable[[], Awaitable[str]], list[int]]:
    """A request that fails with each of some errors first, and how often it was sent."""
    sent: list[int] = []

    async def send() -> str:
        sent.append(1)
        if len(sent) <= len(errors):
            raise errors[len(sent) - 1]
        return "sent"

    return send, sent


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "PAUSES", (0.0,) * len(PAUSES))
    monkeypatch.setattr(outgoing, "MOMENTS", (0.0,) * len(outgoing.MOMENTS))


async def test_what_may_be_lost_is_sent_again() -> None:
    """A connection that broke says nothing about the message."""
    send, sent = failing(*LOST)
    assert await insist(send) == "sent"
    assert len(sent) == len(LOST) + 1


@pytest.mark.parametrize("deliver", [insist, respond])
async def test_an_end_comes(deliver: Callable[[Callable[[], Awaitable[str]]], Awaitable[object]]) -> None:
    """What never arrives is told in the end, with the reason."""
    send, _ = failing(*[aiohttp.ServerDisconnectedError()] * 99)
    with pytest.raises(UnsentError, match="Server disconnected"):
        await deliver(send)


@pytest.mark.parametrize("deliver", [insist, respond])
async def test_other_failures_are_not_sent_again(
    deliver: Callable[[Callable[[], Awaitable[str]]], Awaitable[object]],
) -> None:
    """A mistake of the bot's own is told at once."""
    send, sent = failing(KeyError("a mistake"))
    with pytest.raises(KeyError):
        await deliver(send)
    assert len(sent) == 1


def test_a_nonce_is_known_until_the_last_attempt() -> None:
    """Attempts end within two minutes, as Discord knows a nonce for a few."""
    assert sum(PAUSES) <= LONGEST < 120


async def test_who_gives_up_does_not_end_the_request() -> None:
    """A request goes on after its waiter's time is over, and is forgotten when it has ended."""
    done, go = asyncio.Event(), asyncio.Event()
    under_way: set[asyncio.Task[None]] = set()

    async def request() -> None:
        await go.wait()
        done.set()
        raise ConnectionResetError

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await to_the_end(request(), under_way)
    assert len(under_way) == 1
    go.set()
    await asyncio.wait(under_way)
    await asyncio.sleep(0)
    assert done.is_set()
    assert under_way == set()
