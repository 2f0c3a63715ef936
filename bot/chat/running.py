"""The connected bot: from a token to a clean end, with one clear sentence for what Discord refuses."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord

from bot.chat.client import InterviewBot
from bot.chat.reaching import UNREACHABLE, unreachable
from bot.errors import LoginError
from bot.quotes.zones import complete_zone

if TYPE_CHECKING:
    from bot.app import App

# Close codes of the gateway: https://discord.com/developers/docs/topics/opcodes-and-status-codes
_INTENTS_REFUSED = (4013, 4014)
_SHARDING_REQUIRED = 4011


def run_bot(app: App) -> None:
    """Connect and stay until a signal ends the process.

    Raises:
        LoginError: there is no token, Discord refuses it, an intent or the number of connections, or cannot be
            reached.
    """
    secret = app.settings.discord_token
    token = secret.get_secret_value().strip() if secret else ""
    if not token:
        raise LoginError("token-missing")
    logging.basicConfig(level=app.settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Alembic tells of each plugin that it sets up.
    logging.getLogger("alembic").setLevel(max(logging.WARNING, logging.getLogger().level))
    # Nothing is ever said aloud; discord.py would warn at each start that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    app.answerer.parser.prepare()
    # Names of cities in three languages take a tenth of a second, which nobody should wait for while typing.
    complete_zone("", app.settings.language, datetime.now(UTC))
    asyncio.run(_run(InterviewBot(app), token))


async def _run(bot: InterviewBot, token: str) -> None:
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, asked.set)
        except NotImplementedError:  # Windows has none; Ctrl-C ends the process all the same
            break
    try:
        async with bot:
            await _stay(bot, token, asked)
    except discord.LoginFailure:
        raise LoginError("token-refused") from None
    except discord.PrivilegedIntentsRequired:
        raise LoginError("intent-refused") from None
    except discord.ConnectionClosed as error:
        if error.code in _INTENTS_REFUSED:
            raise LoginError("intent-refused") from None
        if error.code == _SHARDING_REQUIRED:
            raise LoginError("shards-refused") from None
        raise
    except UNREACHABLE as error:
        raise unreachable(error, bot.app.settings.proxy) from None


async def _stay(bot: InterviewBot, token: str, asked: asyncio.Event) -> None:
    """Be connected until asked to end."""
    connected = asyncio.create_task(bot.start(token))
    asking = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait((connected, asking), return_when=asyncio.FIRST_COMPLETED)
        if asked.is_set():
            await bot.close()
            # While its shards connect one after the other, discord.py goes on with that after it was closed.
            connected.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await connected
    finally:
        connected.cancel()
        asking.cancel()
