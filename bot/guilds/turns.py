"""Whose turn it is to identify itself to Discord, among processes that share a database.

Discord lets one shard of each bucket identify itself in five seconds, and tells how many buckets there are
(``max_concurrency``); a shard's bucket is its number modulo that.
https://discord.com/developers/docs/events/gateway#rate-limiting
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.guilds.database import insert_into
from bot.guilds.schema import turns

if TYPE_CHECKING:
    from bot.guilds.database import Database

# A little more than Discord's five, for clocks and networks that are not exact.
SECONDS = 5.5


async def take_turn(database: Database, bucket: int, now: float) -> float:
    """Take the next free turn of a bucket.

    Args:
        database: see `Database`.
        bucket: from 0.
        now: seconds since 1970.

    Returns:
        how many seconds to wait for it.
    """
    async with database.writing() as connection:
        fresh = insert_into(connection, turns).values(bucket=bucket, free_at=now)
        await connection.execute(fresh.on_conflict_do_nothing())
        mine = turns.c.bucket == bucket
        free_at = await connection.scalar(select(turns.c.free_at).where(mine).with_for_update())
        # A turn far ahead was taken by a clock that was wrong.
        start = now if free_at is None or free_at > now + _FAR else max(now, free_at)
        await connection.execute(update(turns).where(mine).values(free_at=start + SECONDS))
    return start - now


_FAR = 3600.0
