"""The daily quotes that servers have set."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, delete, select, update

from bot.guilds.database import insert_into
from bot.guilds.models import Daily, Shards, TopicName
from bot.guilds.schema import dailies
from bot.guilds.servers import in_shards, remember
from bot.quotes.calendar import Schedule, next_slot
from bot.quotes.zone_names import load_zone

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.guilds.database import Database

# Of what is due at once, as many are taken at a time.
BATCH = 100


async def read_daily(database: Database, server: int) -> Daily | None:
    """A server's daily quote, or None if it has none."""
    async with database.reading() as connection:
        row = (await connection.execute(select(dailies).where(dailies.c.server == server))).mappings().first()
    return None if row is None else _daily(row)


async def write_daily(database: Database, daily: Daily, now: datetime) -> None:
    """Set a server's daily quote; what was set before is replaced, what was delivered stays."""
    values: dict[str, Any] = {
        "server": daily.server,
        "channel": daily.channel,
        "minute": daily.schedule.at.hour * 60 + daily.schedule.at.minute,
        "zone": daily.schedule.zone.key,
        "since": daily.schedule.since,
        "topic": None if daily.topic is None else [daily.topic.interview, daily.topic.name],
        "role": daily.role,
        "picture": daily.picture,
        "chosen_by": daily.chosen_by,
        "next_at": next_slot(daily.schedule, now).moment,
        "told": daily.told,
    }
    async with database.writing() as connection:
        await remember(connection, daily.server)
        statement = insert_into(connection, dailies).values(values)
        await connection.execute(statement.on_conflict_do_update(index_elements=["server"], set_=values))


async def delete_daily(database: Database, server: int) -> bool:
    """Turn a server's daily quote off; whether it was on. What was delivered stays."""
    async with database.writing() as connection:
        return (await connection.execute(delete(dailies).where(dailies.c.server == server))).rowcount > 0


async def due_dailies(database: Database, now: datetime, shards: Shards, limit: int = BATCH) -> tuple[Daily, ...]:
    """Those whose next moment has come, the longest due first."""
    async with database.reading() as connection:
        rows = await connection.execute(select_due(now, shards, limit))
        return tuple(map(_daily, rows.mappings()))


def select_due(now: datetime, shards: Shards, limit: int) -> Any:
    """The statement of `due_dailies`."""
    found = select(dailies).where(dailies.c.next_at <= now).order_by(dailies.c.next_at).limit(limit)
    served = in_shards(dailies.c.server, shards)
    return found if served is None else found.where(served)


async def put_off(database: Database, server: int, next_at: datetime) -> None:
    """Look at a server's daily quote again at a moment, not before."""
    async with database.writing() as connection:
        await connection.execute(update(dailies).where(dailies.c.server == server).values(next_at=next_at))


async def recalculate(database: Database, now: datetime, shards: Shards) -> int:
    """Calculate every next moment that lies ahead anew, since a zone's rules may have changed; how many were wrong."""
    found = select(dailies).where(dailies.c.next_at > now)
    served = in_shards(dailies.c.server, shards)
    wrong = 0
    async with database.writing() as connection:
        rows = (await connection.execute(found if served is None else found.where(served))).mappings().all()
        for row in rows:
            right = next_slot(_daily(row).schedule, now).moment
            if right < row["next_at"]:
                wrong += 1
                await connection.execute(update(dailies).where(dailies.c.server == row["server"]).values(next_at=right))
    return wrong


async def claim_telling(database: Database, server: int, day: date) -> bool:
    """Whether the administrators are still to be told that quotes do not arrive; if so, it counts as done."""
    statement = update(dailies).where(dailies.c.server == server, dailies.c.told.is_(None)).values(told=day)
    async with database.writing() as connection:
        return (await connection.execute(statement)).rowcount > 0


def _daily(row: RowMapping) -> Daily:
    zone = load_zone(row["zone"]) or load_zone("UTC")
    assert zone is not None
    return Daily(
        server=row["server"],
        channel=row["channel"],
        schedule=Schedule(time(*divmod(row["minute"], 60)), zone, row["since"]),
        chosen_by=row["chosen_by"],
        topic=None if row["topic"] is None else TopicName(*row["topic"]),
        role=row["role"],
        picture=row["picture"],
        told=row["told"],
    )
