"""Values that the tests of this room share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.guilds.dailies import write_daily
from bot.guilds.deliveries import claim, read_deliveries
from bot.guilds.gaps import keep_gaps, read_gaps
from bot.guilds.migrating import open_database
from bot.guilds.models import Daily, TopicName
from bot.quotes.calendar import Schedule, Slot, next_slot
from bot.quotes.deck import Dealt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.guilds.database import Database
    from bot.guilds.models import Delivery
    from tests.standin.values import Guild

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
SERVER, OTHER = 1456074443980800003, 81384788765712384
LARGEST = 2**63 - 1
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
LEASE = timedelta(seconds=30)
TODAY = date(2026, 11, 24)
# Nothing is older.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

EIGHT = Schedule(time(8), ZoneInfo("Asia/Shanghai"), NOW)
# Eight in the morning in Shanghai on the day after `NOW`.
DUE = datetime(2026, 11, 25, 0, tzinfo=UTC)

PLAIN = Daily(SERVER, 11, EIGHT, chosen_by=5)
FULL = Daily(
    SERVER,
    LARGEST,
    Schedule(time(23, 59), ZoneInfo("America/St_Johns"), NOW),
    chosen_by=LARGEST - 1,
    topic=TopicName("francois-chollet", "智能：“测量”？"),
    role=LARGEST - 2,
    picture=True,
    told=date(2026, 11, 23),
)


def daily_of(server: int) -> Daily:
    """A server's plain daily quote."""
    return replace(PLAIN, server=server)


def slot_of(number: int) -> Slot:
    """The slot of a day, counted from the first one that is due."""
    return Slot(DUE.date() + number * DAY, DUE + number * DAY)


async def set_daily(database: Database, *servers: int) -> None:
    """Give servers a plain daily quote."""
    for server in servers:
        await write_daily(database, daily_of(server), NOW)


async def add_gap(database: Database, server: int, question: str, now: datetime) -> int:
    """Keep an unanswered question that is like no other one; its number."""

    async def match(said: str, known: Sequence[tuple[int, str]]) -> None:
        """None is like another."""

    await keep_gaps(database, server, [question], now, LONG_AGO, match)
    return max(gap.id for gap in await read_gaps(database, server))


async def count_gap(database: Database, server: int, number: int, now: datetime) -> None:
    """Ask an unanswered question again."""

    async def match(said: str, known: Sequence[tuple[int, str]]) -> int:
        """All are like the one."""
        return number

    await keep_gaps(database, server, ["again"], now, LONG_AGO, match)


async def claim_day(database: Database, server: int, number: int = 0, dealt: Dealt | None = None) -> Delivery:
    """Claim a server's day that nobody has claimed."""
    slot = slot_of(number)
    claimed = await claim(
        database,
        daily_of(server),
        slot,
        dealt or Dealt(1, f"quote-{number}"),
        now=slot.moment,
        until=slot.moment + LEASE,
        next_at=next_slot(EIGHT, slot.moment).moment,
    )
    assert claimed is not None
    return claimed


async def set_due(url: str, guilds: Iterable[Guild], moment: datetime) -> None:
    """A daily quote in each of a stand-in's guilds, due since a moment."""
    database = await open_database(url)
    zone, before = ZoneInfo("Asia/Shanghai"), moment - timedelta(hours=1)
    at = moment.astimezone(zone).time().replace(second=0, microsecond=0)
    for guild in guilds:
        await write_daily(database, Daily(guild.id, guild.channels[0].id, Schedule(at, zone, before), 1), before)
    await database.close()


async def delivered(url: str, guilds: Iterable[Guild]) -> list[tuple[Delivery, ...]]:
    """What became of each guild's days."""
    database = await open_database(url)
    found = [await read_deliveries(database, guild.id, limit=9) for guild in guilds]
    await database.close()
    return found
