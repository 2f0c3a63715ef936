"""Deliveries: one row for each server and local day, claimed before anything is sent.

    claim ──> claimed ──> posted
                │  ^
                │  └── retry, by whoever comes first after `retry_at`
                └────> missed

Whoever inserts the row sends the quote; the database lets only one. A process that dies in between leaves a row whose
`retry_at` passes, and another one goes on with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, func, insert, literal_column, select, update

from bot.guilds.database import insert_into
from bot.guilds.models import Delivery, Shards
from bot.guilds.schema import dailies, deliveries, skips
from bot.guilds.servers import in_shards, remember
from bot.quotes.deck import Dealt

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.guilds.database import Database
    from bot.guilds.models import Daily
    from bot.quotes.calendar import Slot

BATCH = 100


async def claim(
    database: Database, daily: Daily, slot: Slot, dealt: Dealt, *, now: datetime, until: datetime, next_at: datetime
) -> Delivery | None:
    """Claim a server's day.

    Args:
        database: see `Database`.
        daily: the server's daily quote.
        slot: which day, and when it was due.
        dealt: the quote.
        now: when the caller sets out to send it.
        until: as long as it is left to the caller.
        next_at: when the server's daily quote is to be looked at next.

    Returns:
        the delivery, to be sent by the caller and nobody else; None if the day was claimed before.
    """
    values: dict[str, Any] = {
        "server": daily.server,
        "day": slot.day,
        "moment": slot.moment,
        "state": "claimed",
        "deck": dealt.deck,
        "quote": dealt.quote,
        "channel": daily.channel,
        "attempts": 1,
        "tried_at": now,
        "retry_at": until,
    }
    async with database.writing() as connection:
        row = await _insert_day(connection, values)
        # A schedule that was changed in the meantime has a next moment of its own, which lies ahead.
        passed = (dailies.c.server == daily.server, dailies.c.next_at <= slot.moment)
        await connection.execute(update(dailies).where(*passed).values(next_at=next_at))
    return None if row is None else _delivery(row)


async def unfinished(database: Database, now: datetime, shards: Shards, limit: int = BATCH) -> tuple[Delivery, ...]:
    """Claimed deliveries that nobody is at work on any more, the longest left first."""
    async with database.reading() as connection:
        rows = await connection.execute(select_unfinished(now, shards, limit))
        return tuple(map(_delivery, rows.mappings()))


def select_unfinished(now: datetime, shards: Shards, limit: int) -> Any:
    """The statement of `unfinished`."""
    # Written out, so that the index of unfinished rows serves whatever a database makes of parameters.
    claimed = deliveries.c.state == literal_column("'claimed'")
    found = select(deliveries).where(claimed, deliveries.c.retry_at <= now)
    served = in_shards(deliveries.c.server, shards)
    found = found if served is None else found.where(served)
    return found.order_by(deliveries.c.retry_at).limit(limit)


async def take_over(
    database: Database, delivery: Delivery, *, now: datetime, until: datetime, dealt: Dealt, channel: int
) -> Delivery | None:
    """Go on with an unfinished delivery, perhaps with another quote or channel than before.

    Returns:
        the delivery as it is now; None if somebody else took it over, or finished it, first.
    """
    statement = (
        update(deliveries)
        .where(
            deliveries.c.id == delivery.id,
            deliveries.c.state == "claimed",
            deliveries.c.retry_at == delivery.retry_at,
            deliveries.c.attempts == delivery.attempts,
        )
        .values(
            tried_at=now,
            retry_at=until,
            attempts=delivery.attempts + 1,
            deck=dealt.deck,
            quote=dealt.quote,
            channel=channel,
        )
        .returning(deliveries)
    )
    async with database.writing() as connection:
        row = (await connection.execute(statement)).mappings().first()
    return None if row is None else _delivery(row)


async def mark_posted(database: Database, delivery: Delivery, message: int) -> None:
    """A delivery stands in its channel; the next failure is worth telling again."""
    async with database.writing() as connection:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery.id)
            .values(state="posted", message=message, retry_at=None, failure=None)
        )
        await connection.execute(update(dailies).where(dailies.c.server == delivery.server).values(told=None))


async def postpone(database: Database, delivery: Delivery, until: datetime, failure: str) -> None:
    """Try a delivery again, not before a moment."""
    await _settle(database, delivery, retry_at=until, failure=failure)


async def give_up(database: Database, delivery: Delivery, failure: str) -> Delivery | None:
    """A delivery has missed its day; as it is then, or None if somebody else went on with it."""
    return await _settle(database, delivery, state="missed", retry_at=None, failure=failure)


async def _settle(database: Database, delivery: Delivery, **values: Any) -> Delivery | None:
    # Of two that went on with the same delivery, the one that failed must not undo what the other one did.
    mine = (
        deliveries.c.id == delivery.id,
        deliveries.c.state == "claimed",
        deliveries.c.attempts == delivery.attempts,
    )
    async with database.writing() as connection:
        settled = await connection.execute(update(deliveries).where(*mine).values(values).returning(deliveries))
        row = settled.mappings().first()
    return None if row is None else _delivery(row)


async def skip_day(database: Database, daily: Daily, slot: Slot) -> bool:
    """Leave a day without a quote; False if it was claimed or skipped before."""
    values = {
        "server": daily.server,
        "day": slot.day,
        "moment": slot.moment,
        "state": "skipped",
        "deck": 0,
        "quote": "",
        "channel": daily.channel,
        "attempts": 0,
    }
    async with database.writing() as connection:
        return await _insert_day(connection, values) is not None


async def skip_quote(database: Database, server: int, dealt: Dealt) -> None:
    """Leave a quote out of the deck that it was dealt from."""
    async with database.writing() as connection:
        await remember(connection, server)
        await connection.execute(insert(skips).values(server=server, deck=dealt.deck, quote=dealt.quote))


async def dealt_to(database: Database, server: int) -> tuple[Dealt, ...]:
    """What was dealt to a server, in order: the current deck and the one before it; left out quotes come first."""
    of_server = deliveries.c.server == server
    async with database.reading() as connection:
        current = await connection.scalar(select(func.max(deliveries.c.deck)).where(of_server)) or 0
        skipped = await connection.execute(
            select(skips.c.deck, skips.c.quote)
            .where(skips.c.server == server, skips.c.deck >= current)
            .order_by(skips.c.id)
        )
        posted = await connection.execute(
            select(deliveries.c.deck, deliveries.c.quote)
            .where(of_server, deliveries.c.deck >= max(1, current - 1))
            .order_by(deliveries.c.day)
        )
        return tuple(Dealt(*row) for row in (*skipped, *posted))


async def read_delivery(database: Database, server: int, day: date) -> Delivery | None:
    """What became of a server's day, or None if it was not claimed."""
    wanted = select(deliveries).where(deliveries.c.server == server, deliveries.c.day == day)
    async with database.reading() as connection:
        row = (await connection.execute(wanted)).mappings().first()
    return None if row is None else _delivery(row)


async def read_deliveries(database: Database, server: int, *, limit: int, offset: int = 0) -> tuple[Delivery, ...]:
    """A server's deliveries, the latest first."""
    wanted = select(deliveries).where(deliveries.c.server == server).order_by(deliveries.c.day.desc())
    async with database.reading() as connection:
        rows = await connection.execute(wanted.limit(limit).offset(offset))
        return tuple(map(_delivery, rows.mappings()))


async def count_deliveries(database: Database, server: int) -> int:
    """How many days of a server are on record."""
    async with database.reading() as connection:
        found = await connection.scalar(select(func.count()).where(deliveries.c.server == server))
    return found or 0


async def _insert_day(connection: AsyncConnection, values: dict[str, Any]) -> RowMapping | None:
    """The row of a server's day, or None if it has one."""
    statement = insert_into(connection, deliveries).values(values)
    unique = statement.on_conflict_do_nothing(index_elements=["server", "day"])
    row: RowMapping | None = (await connection.execute(unique.returning(deliveries))).mappings().first()
    return row


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["id"],
        server=row["server"],
        day=row["day"],
        moment=row["moment"],
        state=row["state"],
        dealt=Dealt(row["deck"], row["quote"]),
        channel=row["channel"],
        attempts=row["attempts"],
        tried_at=row["tried_at"],
        message=row["message"],
        retry_at=row["retry_at"],
        failure=row["failure"],
    )
