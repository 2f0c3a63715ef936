"""The quote of the day in the running bot: when it is looked for, how it looks, who is told that it does not arrive."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from discord.ext import tasks

from bot.answering.message import Message
from bot.chat.courier import DiscordCourier
from bot.chat.postman import SEND_SECONDS, Postman
from bot.chat.telling import tell_administrators
from bot.errors import StorageError
from bot.guilds import dailies

if TYPE_CHECKING:
    from datetime import datetime

    from bot.answering.message import Picture
    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.guilds.models import Daily, Delivery, Shards
    from bot.interviews.models import Place
    from bot.quotes.deck import Deck
    from bot.watching.metrics import Outcome

log = logging.getLogger(__name__)

# How often what is due is looked for.
TICK_SECONDS = 10


class DeliveryDesk:
    """Looks for what is due as long as the bot runs; it is the postman's `bot.chat.postman.Desk`.

    Args:
        bot: not yet connected.
    """

    def __init__(self, bot: InterviewBot) -> None:
        self._bot = bot
        self._recalculated = False
        self._working = asyncio.Lock()

    def start(self) -> None:
        """Begin, once the bot has logged in; it need not be connected."""
        self._tick.start()

    async def stop(self) -> None:
        """End, after what is under way has been marked."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SEND_SECONDS), self._working:
                pass
        self._tick.cancel()

    @tasks.loop(seconds=TICK_SECONDS)
    async def _tick(self) -> None:
        await self.deliver()

    async def deliver(self) -> None:
        """Deliver what is due; nothing that fails here is raised."""
        try:
            async with self._working:
                if await self._bot.memory.open():
                    await self._deliver()
        except StorageError as fault:
            log.error("nothing delivered: %s", fault)
        except Exception:
            log.exception("nothing delivered")

    async def _deliver(self) -> None:
        database = self._bot.memory.database
        if not self._recalculated:
            wrong = await dailies.recalculate(database, self.now(), self.served())
            self._recalculated = True
            if wrong:
                log.info("moments calculated anew, the rules of their zones have changed: %d", wrong)
        await self.postman().deliver_due()

    def postman(self) -> Postman:
        """Who delivers.

        Raises:
            StorageError: the database is not open.
        """
        return Postman(self._bot.memory.database, DiscordCourier(self._bot), self, self.grace)

    @property
    def grace(self) -> timedelta:
        """How late a quote may be."""
        return timedelta(hours=self._bot.app.settings.daily_grace_hours)

    # What the postman asks for

    async def deck_of(self, server: int) -> Deck:
        """What may be quoted in a server."""
        return (await self._bot.shelf(server)).deck

    def now(self) -> datetime:
        """The time."""
        return self._bot.now()

    def served(self) -> Shards:
        """Which servers are served."""
        return self._bot.served()

    async def texts_for(self, server: int) -> Texts:
        """The sentences of a server's public replies."""
        return await self._bot.public_texts(server)

    def compose(self, message: Message) -> dict[str, Any]:
        """A message as the courier takes it."""
        return self._bot.compose(message)

    async def picture_of(self, place: Place, name: str, label: str) -> Picture | None:
        """A quote as a picture; None where none can be drawn."""
        return await self._bot.painter.paint(place, name, label)

    def count(self, outcome: Outcome) -> None:
        """Take note of what came of an attempt."""
        self._bot.metrics.delivered(outcome)

    async def tell_administrators(self, daily: Daily, delivery: Delivery) -> None:
        """Say that quotes do not arrive: where Discord tells administrators, or to who chose it, or to the owner."""
        guild = self._bot.get_guild(daily.server)
        texts = await self.texts_for(daily.server)
        said = texts(
            "daily-undelivered",
            server=guild.name if guild else str(daily.server),
            channel=f"<#{delivery.channel}>",
            day=delivery.day,
            reason=texts(f"delivery-{delivery.failure}"),
        )
        await tell_administrators(self._bot, daily.server, Message(said), [daily.chosen_by])
