"""Turns to identify to Discord, among processes that start at the same time."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.guilds.turns import SECONDS, take_turn
from tests.guilds.examples import NOW

if TYPE_CHECKING:
    from bot.guilds.database import Database

START = NOW.timestamp()
HOUR = 3600.0


async def test_turns_that_are_taken_at_once_lie_apart(several: tuple[Database, ...]) -> None:
    """However many processes start together, Discord sees one identification of a bucket at a time, without a gap."""
    waits = await asyncio.gather(*(take_turn(database, 0, START) for database in several * 3))
    assert sorted(waits) == pytest.approx([SECONDS * place for place in range(len(waits))], abs=1e-3)


async def test_clocks_that_differ_a_little_still_keep_turns_apart(several: tuple[Database, ...]) -> None:
    """What counts is when each of them goes, by whichever clock it came."""
    clocks = [START + place * 0.7 for place in range(2 * len(several))]
    waits = await asyncio.gather(
        *(take_turn(database, 0, now) for database, now in zip(several * 2, clocks, strict=True))
    )
    goes = sorted(now + wait for now, wait in zip(clocks, waits, strict=True))
    assert all(wait >= 0 for wait in waits)
    assert all(later - earlier >= SECONDS - 1e-3 for earlier, later in pairwise(goes))


async def test_buckets_do_not_wait_for_each_other(several: tuple[Database, ...]) -> None:
    """A large bot starts as fast as Discord lets it."""
    waits = await asyncio.gather(*(take_turn(several[bucket % 4], bucket, START) for bucket in range(8)))
    assert waits == [0.0] * 8


async def test_a_turn_that_is_over_is_not_waited_for(database: Database) -> None:
    """Turns are not saved up while nobody takes them."""
    assert await take_turn(database, 0, START) == 0
    assert await take_turn(database, 0, START + SECONDS) == pytest.approx(0, abs=1e-3)
    assert await take_turn(database, 0, START + HOUR) == 0
    assert await take_turn(database, 0, START + HOUR) == pytest.approx(SECONDS, abs=1e-3)


async def test_a_turn_by_a_wrong_clock_is_not_waited_for(database: Database) -> None:
    """A process whose clock was a day ahead keeps nobody from starting today, and turns are apart again at once."""
    await take_turn(database, 0, START + 24 * HOUR)
    assert await take_turn(database, 0, START) == 0
    assert await take_turn(database, 0, START) == pytest.approx(SECONDS, abs=1e-3)
