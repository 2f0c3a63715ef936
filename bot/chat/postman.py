"""The quote of the day, delivered: claimed in the database, sent with a nonce, marked with the message's number.

A process can die at any point. What it claimed is taken up again after a while, by it or another one, which first looks
whether the message stands in the channel; and within the first minutes Discord itself refuses a second message with the
same nonce.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.answering.rendering import render_daily, render_picture
from bot.chat.courier import UndeliverableError
from bot.chat.pausing import doubled
from bot.errors import StorageError
from bot.guilds import dailies, deliveries
from bot.quotes.calendar import Slot, due_slot, next_slot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import date, datetime

    from bot.answering.message import Message, Picture
    from bot.answering.texts import Texts
    from bot.chat.courier import Courier
    from bot.guilds.database import Database
    from bot.guilds.models import Daily, Delivery, Shards, TopicName
    from bot.interviews.models import Interview, Place, Topic
    from bot.quotes.deck import Dealt, Deck
    from bot.watching.metrics import Outcome

    # Draws a quote: the place, the name of the file, a line above it.
    Paint = Callable[[Place, str, str], Awaitable[Picture | None]]

Item = TypeVar("Item")

log = logging.getLogger(__name__)

# An attempt that takes longer than this has failed; what is claimed is left alone for a little longer than that.
SEND_SECONDS = 10
LEASE = timedelta(seconds=15)
# Between attempts: one minute, two, four, up to an hour.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# Deliveries that are under way at the same time.
AT_ONCE = 10


class Desk(Protocol):
    """What the postman needs to know of the bot."""

    async def deck_of(self, server: int) -> Deck:
        """What may be quoted in a server."""
        ...

    def now(self) -> datetime:
        """The time."""
        ...

    def served(self) -> Shards:
        """Which servers are served."""
        ...

    async def texts_for(self, server: int) -> Texts:
        """The sentences of a server's public replies."""
        ...

    def compose(self, message: Message) -> dict[str, object]:
        """A message as the courier takes it."""
        ...

    async def picture_of(self, place: Place, name: str, label: str) -> Picture | None:
        """A quote as a picture; None where none can be drawn."""
        ...

    async def tell_administrators(self, daily: Daily, delivery: Delivery) -> None:
        """Say that quotes do not arrive."""
        ...

    def count(self, outcome: Outcome) -> None:
        """Take note of what came of an attempt."""
        ...


class Postman:
    """Delivers what is due.

    Args:
        database: holds dailies and deliveries.
        courier: the way to Discord.
        desk: the bot.
        grace: how late a quote may be.
    """

    def __init__(self, database: Database, courier: Courier, desk: Desk, grace: timedelta) -> None:
        self._database = database
        self._courier = courier
        self._desk = desk
        self._grace = grace

    async def deliver_due(self) -> None:
        """Deliver everything that is due or was left unfinished; one that fails does not keep the others.

        Raises:
            StorageError: the database cannot be read.
        """
        now, shards = self._desk.now(), self._desk.served()
        seen: set[int] = set()
        while True:
            left = await deliveries.unfinished(self._database, now, shards)
            due = await dailies.due_dailies(self._database, now, shards)
            # What could not even be claimed is found again at once; it has its next chance with the next call.
            fresh = [one for one in due if one.server not in seen]
            await _each(self._go_on, [one for one in left if one.server not in seen])
            await _each(self._begin, fresh)
            seen |= {one.server for one in left} | {one.server for one in due}
            if not fresh or len(due) < dailies.BATCH:
                return

    async def _begin(self, daily: Daily) -> None:
        now = self._desk.now()
        slot = due_slot(daily.schedule, now, self._grace)
        after = next_slot(daily.schedule, now).moment
        drawn = await self._draw(daily) if slot else None
        if slot is None or drawn is None:
            await dailies.put_off(self._database, daily.server, after)
            return
        dealt, place = drawn
        now = self._desk.now()
        claimed = await deliveries.claim(self._database, daily, slot, dealt, now=now, until=now + LEASE, next_at=after)
        if claimed is not None:
            await self._send(daily, claimed, place)

    async def _go_on(self, left: Delivery) -> None:
        daily = await dailies.read_daily(self._database, left.server)
        drawn = await self._drawn(daily, left) if daily else None
        if daily is None or drawn is None:
            await deliveries.give_up(self._database, left, left.failure or "off")
            return
        dealt, place = drawn
        now = self._desk.now()
        mine = await deliveries.take_over(
            self._database, left, now=now, until=now + LEASE, dealt=dealt, channel=daily.channel
        )
        if mine is None:
            return
        try:
            marks = (left.moment, picture_name(left.day))
            message = await self._courier.find(left.server, left.channel, marks, left.tried_at or left.moment)
        except UndeliverableError as error:
            await self._fail(daily, mine, error.reason)
            return
        if message is not None:
            await deliveries.mark_posted(self._database, mine, message)
            self._desk.count("found")
        elif now - mine.moment > self._grace:
            await self._miss(daily, mine, left.failure or "late")
        else:
            await self._send(daily, mine, place)

    async def _send(self, daily: Daily, delivery: Delivery, place: Place) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                message = self._desk.compose(await self._render(daily, delivery, place))
                sent = await self._courier.send(
                    delivery.server, delivery.channel, message, nonce_of(delivery.server, delivery.day)
                )
        except (UndeliverableError, TimeoutError) as error:
            reason = error.reason if isinstance(error, UndeliverableError) else "unreachable"
            await self._fail(daily, delivery, reason)
        else:
            await deliveries.mark_posted(self._database, delivery, sent)
            self._desk.count("posted")

    async def _render(self, daily: Daily, delivery: Delivery, place: Place) -> Message:
        texts = await self._desk.texts_for(daily.server)
        paint = self._desk.picture_of if daily.picture else None
        return await render_post(paint, place, Slot(delivery.day, delivery.moment), daily.role, texts)

    async def _fail(self, daily: Daily, delivery: Delivery, reason: str) -> None:
        self._desk.count("failed")
        log.warning("server %d: quote of %s not delivered: %s", delivery.server, delivery.day, reason)
        again = self._desk.now() + pause_after(delivery.attempts)
        if again - delivery.moment > self._grace:
            await self._miss(daily, delivery, reason)
        else:
            await deliveries.postpone(self._database, delivery, again, reason)

    async def _miss(self, daily: Daily, delivery: Delivery, reason: str) -> None:
        missed = await deliveries.give_up(self._database, delivery, reason)
        if missed is None:
            return
        self._desk.count("missed")
        if await dailies.claim_telling(self._database, daily.server, delivery.day):
            await self._desk.tell_administrators(daily, missed)

    async def _draw(self, daily: Daily) -> tuple[Dealt, Place] | None:
        deck = await self._desk.deck_of(daily.server)
        return await next_quote(self._database, deck, daily.server, daily.topic)

    async def _drawn(self, daily: Daily, left: Delivery) -> tuple[Dealt, Place] | None:
        """What a delivery was going to show; another quote if that was withdrawn in the meantime."""
        place = (await self._desk.deck_of(daily.server)).find(left.dealt.quote)
        return (left.dealt, place) if place is not None else await self._draw(daily)


async def next_quote(
    database: Database, deck: Deck, server: int, topic: TopicName | None
) -> tuple[Dealt, Place] | None:
    """What a server will be dealt next; of everything if its topic is gone, None if there is nothing to quote."""
    dealt = await deliveries.dealt_to(database, server)
    # With thousands of interviews this takes a while.
    return await asyncio.to_thread(deck.deal, server, dealt, find_daily_topic(deck, topic))


def find_daily_topic(deck: Deck, topic: TopicName | None) -> tuple[Interview, Topic] | None:
    """The topic of a daily quote as it is today; None if there is none, or if it is gone."""
    if topic is None:
        return None
    return next(
        (
            (interview, one)
            for interview, one in deck.library.topics
            if interview.id == topic.interview and one.name == topic.name
        ),
        None,
    )


async def render_post(paint: Paint | None, place: Place, slot: Slot, role: int | None, texts: Texts) -> Message:
    """The quote of a day as it is posted.

    Args:
        paint: draws it; None for text, which it is as well where nothing can be drawn.
        place: what is quoted.
        slot: the day that it is for, and when it was due.
        role: who is mentioned.
        texts: the server's language.
    """
    if paint is not None:
        picture = await paint(place, picture_name(slot.day), texts("daily-title", day=slot.day))
        if picture is not None:
            return render_picture(place, picture, role, texts)
    return render_daily(place, slot.day, slot.moment, role, texts)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the given number of attempts."""
    return doubled(PAUSE, attempts, LONGEST_PAUSE)


def nonce_of(server: int, day: date) -> str:
    """The nonce of a server's day, at most the 25 characters that Discord takes."""
    return hashlib.sha256(f"{server}:{day.isoformat()}".encode()).hexdigest()[:25]


def picture_name(day: date) -> str:
    """The file name of a day's picture, by which it is found again."""
    return f"quote-{day.isoformat()}.png"


async def _each(work: Callable[[Item], Awaitable[None]], items: Iterable[Item]) -> None:
    """Work on several things at a time; what fails is logged and keeps nothing else."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(item: Item) -> None:
        async with limit:
            try:
                await work(item)
            except StorageError as error:
                log.error("delivery interrupted: %s", error)
            except Exception:
                log.exception("delivery failed")

    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(one(item))
