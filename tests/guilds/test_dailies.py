"""The daily quotes that servers have set."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.guilds.dailies import (
    claim_telling,
    delete_daily,
    due_dailies,
    put_off,
    read_daily,
    recalculate,
    write_daily,
)
from bot.guilds.deliveries import mark_posted
from bot.guilds.models import Daily, Shards
from bot.quotes.calendar import Schedule
from tests.guilds.examples import (
    DAY,
    DUE,
    FULL,
    MINUTE,
    NOW,
    OTHER,
    PLAIN,
    SECOND,
    SERVER,
    TODAY,
    claim_day,
    daily_of,
    set_daily,
)

if TYPE_CHECKING:
    from bot.guilds.database import Database

EVERY = Shards()


@pytest.mark.parametrize("daily", [PLAIN, FULL])
async def test_what_was_set_is_read_again(database: Database, daily: Daily) -> None:
    """Every value comes back as it was, the largest numbers and Chinese names too."""
    await write_daily(database, daily, NOW)
    assert await read_daily(database, daily.server) == daily
    assert await read_daily(database, OTHER) is None


async def test_setting_again_replaces_everything(database: Database) -> None:
    """Of an older setting nothing is left."""
    await write_daily(database, FULL, NOW)
    await write_daily(database, PLAIN, NOW)
    assert await read_daily(database, SERVER) == PLAIN


async def test_turning_off_is_of_one_server(database: Database) -> None:
    """It says whether it was on, and the others stay on."""
    await set_daily(database, SERVER, OTHER)
    assert await delete_daily(database, SERVER)
    assert not await delete_daily(database, SERVER)
    assert await read_daily(database, OTHER) is not None


async def test_what_is_due_comes_the_longest_due_first(database: Database) -> None:
    """Not before its moment, and no more than asked for."""
    for number in range(5):
        at = Schedule(time(8, number), PLAIN.schedule.zone, NOW)
        await write_daily(database, replace(daily_of(100 - number), schedule=at), NOW)
    assert await due_dailies(database, DUE - SECOND, EVERY) == ()
    assert [daily.server for daily in await due_dailies(database, DUE, EVERY)] == [100]
    everything = [daily.server for daily in await due_dailies(database, DUE + 9 * MINUTE, EVERY)]
    assert everything == [100, 99, 98, 97, 96]
    assert [daily.server for daily in await due_dailies(database, DUE + 9 * MINUTE, EVERY, 2)] == [100, 99]


async def test_what_is_put_off_is_not_due_before(database: Database) -> None:
    """A quote that is not to be posted now is looked at again at its next moment."""
    await set_daily(database, SERVER)
    await put_off(database, SERVER, DUE + DAY)
    assert await due_dailies(database, DUE + DAY - SECOND, EVERY) == ()
    assert len(await due_dailies(database, DUE + DAY, EVERY)) == 1


async def test_a_moment_that_is_too_late_is_mended(database: Database) -> None:
    """When a zone's rules change, the next quote is not an hour late; what is right stays."""
    await set_daily(database, SERVER, OTHER)
    await put_off(database, SERVER, DUE + 60 * MINUTE)
    assert await recalculate(database, NOW, EVERY) == 1
    assert len(await due_dailies(database, DUE, EVERY)) == 2
    assert await recalculate(database, NOW, EVERY) == 0


async def test_administrators_are_told_once_until_a_quote_arrives(database: Database) -> None:
    """One sentence a failure, not one a day."""
    await set_daily(database, SERVER)
    assert await claim_telling(database, SERVER, TODAY)
    assert not await claim_telling(database, SERVER, TODAY + DAY)
    await mark_posted(database, await claim_day(database, SERVER), 1)
    assert await claim_telling(database, SERVER, TODAY + 2 * DAY)


async def test_a_zone_that_is_gone_falls_to_utc(database: Database) -> None:
    """A database written with newer zones is read all the same."""
    await set_daily(database, SERVER)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE dailies SET zone = 'Mars/Olympus'"))
    daily = await read_daily(database, SERVER)
    assert daily is not None
    assert daily.schedule.zone == ZoneInfo("UTC")
