"""Requests to Discord where the way there fails: sent again where that doubles nothing, and never given up halfway."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

Sent = TypeVar("Sent")

# Discord was not reached or failed itself, and whether it did what was asked is not known. A timeout is an OSError.
UNREACHED = (aiohttp.ClientError, OSError, discord.DiscordServerError)

# Between attempts. Discord knows a nonce for a few minutes: the last attempt begins well within them, even if
# discord.py itself has repeated each one for half a minute, as it does after a 500, 502 or 504.
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LONGEST = 90.0
# An interaction is answered within three seconds or not at all.
MOMENTS = (0.1, 0.3, 0.6)

# Seconds of a rate limit that are waited for; a longer one is told as a failure.
LIMITED_SECONDS = 60.0

_ANSWERED = 40060


class UnsentError(Exception):
    """A message did not arrive, for a reason that says nothing about the message.

    Args:
        reason: one line for the log.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


# Everything with which sending something can fail.
FAILED = (discord.HTTPException, discord.RateLimited, UnsentError, *UNREACHED)


async def insist(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Send a message, again where it is not known whether it arrived.

    Args:
        send: one attempt; each has the same nonce, so that Discord makes one message of them.

    Raises:
        UnsentError: it could not be sent for a minute and a half, or Discord wants to hear nothing for longer.
        discord.HTTPException: Discord refuses the message.
    """
    ends = asyncio.get_running_loop().time() + LONGEST
    pauses = iter(PAUSES)
    while True:
        try:
            return await send()
        except UNREACHED as error:
            pause = next(pauses, None)
            if pause is None or asyncio.get_running_loop().time() + pause > ends:
                raise UnsentError(describe(error)) from error
            await asyncio.sleep(pause)
        except discord.RateLimited as error:
            raise UnsentError(describe(error)) from error
        except discord.HTTPException as error:
            # From the network in front of Discord: another request would prolong the ban.
            if error.status == 429:
                raise UnsentError(describe(error)) from error
            raise


async def respond(send: Callable[[], Awaitable[object]]) -> None:
    """Send the first response to an interaction, again where it is not known whether it arrived.

    Args:
        send: one attempt; of several Discord takes the first and refuses the others.

    Raises:
        UnsentError: it could not be sent.
        discord.HTTPException: Discord refuses it.
    """
    tried = False
    for pause in (*MOMENTS, None):
        try:
            await send()
        except UNREACHED as error:
            tried = True
            if pause is None:
                raise UnsentError(describe(error)) from error
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if tried and error.code == _ANSWERED:
                return
            raise
        else:
            return


async def to_the_end(request: Coroutine[Any, Any, Sent], under_way: set[asyncio.Task[Any]]) -> Sent:
    """Wait for a request that goes on if whoever waits for it gives up.

    A request that is cancelled while discord.py waits for the rate limit of all routes leaves that limit in force for
    ever: every later request of the process would hang.

    Args:
        request: not yet begun.
        under_way: keeps it until it has ended; the event loop itself does not.

    Raises:
        Exception: what the request raises.
    """
    task = asyncio.ensure_future(request)
    under_way.add(task)
    task.add_done_callback(under_way.discard)
    # Nobody may be left who wants to know how it ended.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return await asyncio.shield(task)


def describe(error: BaseException) -> str:
    """A failure in one short line; Discord's network answers with whole pages."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}"
    if isinstance(error, discord.RateLimited):
        return f"rate limit of {error.retry_after:.0f} s"
    return str(error) or type(error).__name__
