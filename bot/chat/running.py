"""The connected bot: from a token to a clean end. What only a person can mend ends it; from everything else it comes
back by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord

from bot.chat.client import InterviewBot
from bot.chat.pausing import doubled
from bot.chat.reaching import UNREACHABLE, unreachable
from bot.chat.reloading import settle
from bot.chat.status import serve_status
from bot.errors import BotError, LoginError
from bot.quotes.zone_choices import complete_zone
from bot.watching.logs import configure_logs
from bot.watching.metrics import Metrics

if TYPE_CHECKING:
    from bot.app import App
    from bot.chat.status import Status

log = logging.getLogger(__name__)

# Close codes of the gateway: https://discord.com/developers/docs/topics/opcodes-and-status-codes
_REFUSED = {
    4004: "token-refused",
    4011: "shards-refused",
    4012: "protocol-refused",
    4013: "intent-refused",
    4014: "intent-refused",
}

# Before the next start of the connection: one second, two, four, and so on. One that fails again and again once
# it stands is not made more often than Discord allows, which is a thousand times a day.
PAUSE, LONGEST_PAUSE, LONGEST_AFTER_FAILURE = 1.0, 60.0, 300.0
# A connection that was up for so many seconds has not failed again, but for the first time.
LASTING_SECONDS = 60.0

# discord.py makes a lost connection anew itself, after pauses that grow to a quarter of an hour. Short outages are left
# to it, since replies that are under way go on meanwhile; after so many seconds without a connection all is begun anew.
LOST_SECONDS = 90.0
LOOK_SECONDS = 5.0

# Discord or the way there is at fault. A RecursionError comes from discord.py, which calls itself after each attempt at
# the first connection and can do so for about an hour.
_UNREACHABLE = (*UNREACHABLE, discord.RateLimited, RecursionError)


def run_bot(app: App) -> None:
    """Connect and stay until a signal ends the process, whatever happens to the connection.

    Raises:
        LoginError: there is no token, or Discord refuses it, an intent or the number of connections.
        ConfigError: the status port cannot be opened.
        SystemExit: anything else, which is in the log.
    """
    secret = app.settings.discord_token
    token = secret.get_secret_value().strip() if secret else ""
    if not token:
        raise LoginError("token-missing")
    configure_logs(app.settings)
    # Nothing is ever said aloud; discord.py would warn at each start that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    app.answerer.parser.prepare()
    # Names of cities in three languages take a tenth of a second, which nobody should wait for while typing.
    complete_zone("a", app.settings.language, datetime.now(UTC), readings_of=app.parts.readings.of)
    settle()
    try:
        asyncio.run(_run(app, token))
    except BotError:
        raise
    except Exception:
        # Where the log is read by a program, a trace is a line of it as well.
        log.critical("the bot has ended by a fault of its own", exc_info=True)
        sys.exit(1)


async def _run(app: App, token: str) -> None:
    asked = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            asyncio.get_running_loop().add_signal_handler(name, asked.set)
        except NotImplementedError:  # Windows has none; Ctrl-C ends the process all the same
            break
    async with serve_status(app.settings, Metrics()) as status:
        await stay_connected(app, token, asked, status)


async def stay_connected(app: App, token: str, asked: asyncio.Event, status: Status) -> None:
    """Be connected until asked to end; where Discord cannot be reached, say so once and go on trying.

    Args:
        app: from which is answered; a connection that is made anew goes on with what the last one has read.
        token: Discord's.
        asked: set when it is to end.
        status: tells of each connection.

    Raises:
        LoginError: what only a person can mend.
        Exception: what failed before the bot was ever connected and is not Discord's fault.
    """
    clock = asyncio.get_running_loop().time
    failures, told, connected = 0, "", False
    while not asked.is_set():
        bot, began = InterviewBot(app, metrics=status.metrics), clock()
        status.bot = bot
        fault = await _live(bot, token, asked)
        if fault is None:
            return
        app = bot.app
        connected = connected or bool(bot.shards)
        if clock() - began > LASTING_SECONDS and bot.is_ready():
            failures, told = 0, ""
        failures += 1
        pause = pause_after(failures, LONGEST_PAUSE)
        if _is_unreachable(fault):
            texts = app.catalogue.texts(app.settings.language)
            said = texts.error(unreachable(fault, app.settings.proxy))
            if said != told:
                log.error("%s", texts("run-goes-on", fault=said))
            told = said
        elif connected:
            pause = pause_after(failures, LONGEST_AFTER_FAILURE)
            log.error("the connection failed and is made anew in %g s", pause, exc_info=fault)
        else:
            raise fault
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await asked.wait()


def pause_after(failures: int, longest: float) -> float:
    """Seconds until the next attempt, after so many that failed one after the other."""
    return doubled(PAUSE, failures, longest)


async def _live(bot: InterviewBot, token: str, asked: asyncio.Event) -> Exception | None:
    """One connection with all its resumptions, and why it ended; None where that was asked for."""
    try:
        async with bot:
            await _stay(bot, token, asked)
    except discord.LoginFailure:
        raise LoginError("token-refused") from None
    except discord.PrivilegedIntentsRequired:
        raise LoginError("intent-refused") from None
    except discord.ConnectionClosed as error:
        if error.code in _REFUSED:
            raise LoginError(_REFUSED[error.code]) from None
        return error
    except Exception as error:
        if not asked.is_set():
            return error
        if not _is_unreachable(error):
            log.warning("the end was not clean", exc_info=error)
    return None if asked.is_set() else ConnectionError("the connection has ended")


def _is_unreachable(fault: Exception) -> bool:
    if isinstance(fault, discord.HTTPException):
        return fault.status >= 500 or fault.status == 429
    return isinstance(fault, (discord.ConnectionClosed, *_UNREACHABLE))


async def _stay(bot: InterviewBot, token: str, asked: asyncio.Event) -> None:
    """Be connected until asked to end, until the connection is lost, or until discord.py gives up."""
    connected = asyncio.create_task(bot.start(token))
    asking = asyncio.create_task(asked.wait())
    losing = asyncio.create_task(_lose(bot))
    try:
        await asyncio.wait((connected, asking, losing), return_when=asyncio.FIRST_COMPLETED)
        if not connected.done():
            await bot.close()
            # While its shards connect one after the other, discord.py goes on with that after it was closed.
            connected.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await connected
    finally:
        for task in (connected, asking, losing):
            task.cancel()


async def _lose(bot: InterviewBot) -> None:
    """Return when there has been no connection for long, although there was one."""
    clock = asyncio.get_running_loop().time
    seen = clock()
    while clock() - seen < LOST_SECONDS:
        await asyncio.sleep(min(LOOK_SECONDS, LOST_SECONDS))
        shards = bot.shards.values()
        if not shards or not all(shard.is_closed() for shard in shards):
            seen = clock()
