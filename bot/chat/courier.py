"""The way to Discord for a message that nobody waits for: sent at most once, found again, or refused with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
import discord

from bot.chat.outgoing import to_the_end

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.client import InterviewBot

# Clocks of machines and of Discord differ by less than this.
SKEW = timedelta(minutes=5)
# Of a busy channel, at most as many messages are looked through.
LOOKED_AT = 500


class UndeliverableError(Exception):
    """A message could not be sent or looked for.

    Args:
        reason: ``channel-gone``, ``forbidden``, ``refused`` or ``unreachable``; the catalogue has a sentence for each
            under ``delivery-<reason>``.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Courier(Protocol):
    """What delivering needs of Discord."""

    async def send(self, server: int, channel: int, message: dict[str, Any], nonce: str) -> int:
        """Send a message and return its number; another one with the same nonce within minutes is not sent again.

        Raises:
            UndeliverableError: it was not sent, or (``unreachable``) it is not known whether it was.
        """
        ...

    async def find(self, server: int, channel: int, marks: tuple[datetime, str], tried_at: datetime) -> int | None:
        """The number of the bot's own message that an attempt sent, or None.

        Args:
            server: where to look.
            channel: where in it.
            marks: the stamp of its card, or the name of its picture.
            tried_at: when the attempt began.

        Raises:
            UndeliverableError: the channel cannot be read.
        """
        ...


class DiscordCourier:
    """The real one.

    Args:
        bot: logged in.
    """

    def __init__(self, bot: InterviewBot) -> None:
        self._bot = bot

    async def send(self, server: int, channel: int, message: dict[str, Any], nonce: str) -> int:
        """See `Courier`."""
        there = self._bot.get_partial_messageable(channel, guild_id=server)
        try:
            sent = await to_the_end(there.send(**message, nonce=nonce), self._bot.under_way)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise UndeliverableError(_reason(error)) from error
        return sent.id

    async def find(self, server: int, channel: int, marks: tuple[datetime, str], tried_at: datetime) -> int | None:
        """See `Courier`."""
        there = self._bot.get_partial_messageable(channel, guild_id=server)
        stamp, name = marks
        span = {"after": tried_at - SKEW, "before": tried_at + SKEW}
        try:
            async for message in there.history(limit=LOOKED_AT, oldest_first=True, **span):
                mine = self._bot.user is not None and message.author.id == self._bot.user.id
                stamped = any(embed.timestamp == stamp for embed in message.embeds)
                if mine and (stamped or any(file.filename == name for file in message.attachments)):
                    return message.id
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise UndeliverableError(_reason(error)) from error
        return None


def _reason(error: BaseException) -> str:
    if isinstance(error, discord.Forbidden):
        return "forbidden"
    if isinstance(error, discord.NotFound):
        return "channel-gone"
    if isinstance(error, discord.HTTPException) and error.status < 500 and error.status != 429:
        return "refused"
    return "unreachable"
