"""Deliveries: claimed once, taken over once, never undone by somebody who came too late."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from bot.guilds.dailies import due_dailies, read_daily, select_due, write_daily
from bot.guilds.deliveries import (
    claim,
    count_deliveries,
    dealt_to,
    give_up,
    mark_posted,
    postpone,
    read_deliveries,
    read_delivery,
    select_unfinished,
    skip_day,
    skip_quote,
    take_over,
    unfinished,
)
from bot.guilds.migrating import open_database
from bot.guilds.models import Shards
from bot.quotes.calendar import Schedule, next_slot
from bot.quotes.deck import Dealt
from tests.guilds.examples import (
    DAY,
    DUE,
    EIGHT,
    LEASE,
    MINUTE,
    NOW,
    OTHER,
    PLAIN,
    SECOND,
    SERVER,
    claim_day,
    daily_of,
    set_daily,
    slot_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guilds.database import Database
    from bot.guilds.models import Delivery

EVERY = Shards()
LATER = DUE + LEASE + SECOND
DEALT = Dealt(1, "quote-0")


async def taken_over(database: Database, left: Delivery) -> Delivery | None:
    """Go on with a delivery after its time."""
    return await take_over(database, left, now=LATER, until=LATER + LEASE, dealt=left.dealt, channel=left.channel)


async def test_of_many_who_claim_a_day_one_gets_it(several: tuple[Database, ...]) -> None:
    """However many processes set out at the same moment, one sends."""
    await set_daily(several[0], SERVER)
    next_at = next_slot(EIGHT, DUE).moment
    claims = await asyncio.gather(
        *(
            claim(database, PLAIN, slot_of(0), DEALT, now=DUE, until=DUE + LEASE, next_at=next_at)
            for database in several * 5
        )
    )
    assert len([claimed for claimed in claims if claimed is not None]) == 1
    assert await count_deliveries(several[0], SERVER) == 1


async def test_a_claim_says_what_it_claims(database: Database) -> None:
    """Everything that is needed to go on after a crash is in the row."""
    await set_daily(database, SERVER)
    claimed = await claim_day(database, SERVER)
    assert claimed == await read_delivery(database, SERVER, slot_of(0).day)
    assert (claimed.state, claimed.moment, claimed.dealt, claimed.channel) == ("claimed", DUE, DEALT, PLAIN.channel)
    assert (claimed.attempts, claimed.tried_at, claimed.retry_at) == (1, DUE, DUE + LEASE)


async def test_a_claim_moves_the_daily_quote_on(database: Database) -> None:
    """What was claimed is not due any more until the next day."""
    await set_daily(database, SERVER)
    assert len(await due_dailies(database, DUE, EVERY)) == 1
    await claim_day(database, SERVER)
    assert await due_dailies(database, DUE, EVERY) == ()
    assert len(await due_dailies(database, DUE + DAY, EVERY)) == 1


async def test_a_schedule_changed_in_the_meantime_keeps_its_own_moment(database: Database) -> None:
    """A moderator who sets another time while the quote is being claimed gets that time."""
    await set_daily(database, SERVER)
    noon = replace(PLAIN, schedule=Schedule(EIGHT.at.replace(hour=12), EIGHT.zone, DUE))
    await write_daily(database, noon, DUE)
    await claim(database, PLAIN, slot_of(0), DEALT, now=DUE, until=DUE + LEASE, next_at=DUE + DAY)
    assert len(await due_dailies(database, DUE + 4 * 60 * MINUTE, EVERY)) == 1


async def test_a_claim_is_left_alone_for_a_while(database: Database) -> None:
    """Whoever claimed it has time to send; afterwards it is found, and once it is posted never again."""
    await set_daily(database, SERVER)
    claimed = await claim_day(database, SERVER)
    assert await unfinished(database, DUE + LEASE - SECOND, EVERY) == ()
    assert await unfinished(database, DUE + LEASE, EVERY) == (claimed,)
    await mark_posted(database, claimed, 99)
    assert await unfinished(database, DUE + DAY, EVERY) == ()
    posted = await read_delivery(database, SERVER, slot_of(0).day)
    assert posted is not None
    assert (posted.state, posted.message, posted.failure) == ("posted", 99, None)


async def test_of_many_who_take_over_one_goes_on(several: tuple[Database, ...]) -> None:
    """What a dead process left is taken up once."""
    await set_daily(several[0], SERVER)
    left = await claim_day(several[0], SERVER)
    taken = [one for one in await asyncio.gather(*(taken_over(database, left) for database in several * 5)) if one]
    assert [(one.attempts, one.retry_at) for one in taken] == [(2, LATER + LEASE)]


async def test_who_was_overtaken_changes_nothing(database: Database) -> None:
    """A process that wakes up late neither postpones nor gives up what another one has taken over."""
    await set_daily(database, SERVER)
    left = await claim_day(database, SERVER)
    mine = await taken_over(database, left)
    await postpone(database, left, DUE + DAY, "unreachable")
    assert await give_up(database, left, "late") is None
    assert await read_delivery(database, SERVER, slot_of(0).day) == mine


async def test_a_posted_delivery_is_not_given_up(database: Database) -> None:
    """Once the message stands there, nothing makes it missing."""
    await set_daily(database, SERVER)
    claimed = await claim_day(database, SERVER)
    await mark_posted(database, claimed, 99)
    assert await give_up(database, claimed, "late") is None
    found = await read_delivery(database, SERVER, slot_of(0).day)
    assert found is not None
    assert found.state == "posted"


async def test_a_postponed_delivery_says_why_and_comes_back(database: Database) -> None:
    """The reason stands in the row until the quote arrives."""
    await set_daily(database, SERVER)
    claimed = await claim_day(database, SERVER)
    await postpone(database, claimed, DUE + 5 * MINUTE, "forbidden")
    assert await unfinished(database, DUE + 4 * MINUTE, EVERY) == ()
    (found,) = await unfinished(database, DUE + 5 * MINUTE, EVERY)
    assert found.failure == "forbidden"
    missed = await give_up(database, found, "forbidden")
    assert missed is not None
    assert (missed.state, missed.failure, missed.retry_at) == ("missed", "forbidden", None)


async def test_a_skipped_day_cannot_be_claimed(database: Database) -> None:
    """A day is skipped or claimed, whichever came first."""
    await set_daily(database, SERVER)
    assert await skip_day(database, PLAIN, slot_of(0))
    assert not await skip_day(database, PLAIN, slot_of(0))
    assert await claim(database, PLAIN, slot_of(0), DEALT, now=DUE, until=DUE + LEASE, next_at=DUE + DAY) is None
    await claim_day(database, SERVER, 1)
    assert not await skip_day(database, PLAIN, slot_of(1))


async def test_what_was_dealt_comes_in_order_with_what_was_put_aside(database: Database) -> None:
    """The deck needs the current round and the one before it, and what was skipped of the current one."""
    await set_daily(database, SERVER, OTHER)
    assert await dealt_to(database, SERVER) == ()
    decks = [1, 1, 2, 2, 3]
    for number in (3, 0, 4, 1, 2):
        await claim_day(database, SERVER, number, Dealt(decks[number], f"quote-{number}"))
    await claim_day(database, OTHER, 0, Dealt(9, "another"))
    await skip_quote(database, SERVER, Dealt(3, "aside"))
    await skip_quote(database, SERVER, Dealt(2, "long ago"))
    await skip_day(database, PLAIN, slot_of(5))
    assert await dealt_to(database, SERVER) == (
        Dealt(3, "aside"),
        Dealt(2, "quote-2"),
        Dealt(2, "quote-3"),
        Dealt(3, "quote-4"),
    )


async def test_the_history_is_newest_first_in_pages(database: Database) -> None:
    """Pages hold every day once, of this server only."""
    await set_daily(database, SERVER, OTHER)
    for number in range(7):
        await claim_day(database, SERVER, number)
    await claim_day(database, OTHER)
    assert await count_deliveries(database, SERVER) == 7
    pages = [await read_deliveries(database, SERVER, limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [delivery.day for page in pages for delivery in page] == [slot_of(number).day for number in range(6, -1, -1)]
    assert pages[3] == ()


@pytest.mark.parametrize("count", [1, 2, 16])
async def test_each_shard_finds_its_own(database: Database, count: int) -> None:
    """Together all shards find everything, and no two of them the same."""
    servers = [(1000 + number) << 22 for number in range(20)]
    await set_daily(database, *servers)
    for server in servers[:10]:
        await claim_day(database, server)
    by_shard = [Shards(frozenset({shard}), count) for shard in range(count)]
    due = [daily.server for shards in by_shard for daily in await due_dailies(database, DUE, shards)]
    left = [one.server for shards in by_shard for one in await unfinished(database, LATER, shards)]
    assert sorted(due) == servers[10:]
    assert sorted(left) == servers[:10]
    own = [daily.server for daily in await due_dailies(database, DUE, by_shard[-1])]
    assert all((server >> 22) % count == count - 1 for server in own)


@pytest.mark.parametrize("shards", [EVERY, Shards(frozenset({0, 3}), 16)])
async def test_finding_what_is_due_uses_an_index(file: Path, shards: Shards) -> None:
    """Millions of finished deliveries cost nothing: neither query looks at a table as a whole."""
    database = await open_database(f"sqlite:///{file}")
    async with database.reading() as connection:
        for statement, index in (
            (select_due(NOW, shards, 100), "ix_dailies_next_at"),
            (select_unfinished(NOW, shards, 100), "ix_deliveries_unfinished"),
        ):
            # As it is sent, with parameters, since they could keep an index from being used.
            compiled = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
            rows = await connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}".replace("?", "1")))
            plan = " / ".join(row[3] for row in rows)
            assert f"USING INDEX {index}" in plan
            assert "SCAN" not in plan
    await database.close()


async def test_turning_off_keeps_what_was_delivered(database: Database) -> None:
    """The history and the deck outlive the setting."""
    await set_daily(database, SERVER)
    await claim_day(database, SERVER)
    await write_daily(database, daily_of(SERVER), DUE)
    assert await read_daily(database, SERVER) is not None
    assert await count_deliveries(database, SERVER) == 1
