"""Questions that were not answered, and what moderators taught about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, Select, delete, insert, select, update

from bot.guilds.models import Gap, GapState, Taught
from bot.guilds.schema import gaps, taught
from bot.guilds.servers import remember

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.guilds.database import Database

    # Given a question and those that are kept, with their numbers: the number of the one that it is like, or None.
    Match = Callable[[str, Sequence[tuple[int, str]]], Awaitable[int | None]]

# Of a server, as many unanswered questions are kept; the longest unasked go first.
LIMIT = 1000


async def keep_gaps(
    database: Database, server: int, questions: Sequence[str], now: datetime, before: datetime, match: Match
) -> None:
    """Keep unanswered questions, all of them or none; those that were last asked before a moment go.

    Args:
        database: of the bot.
        server: in which they were asked.
        questions: as they are to be kept.
        now: when they were asked.
        before: see `prune_gaps`.
        match: which of those that are kept a question is to be counted with.
    """
    async with database.writing() as connection:
        await _prune(connection, server, before)
        rows = await connection.execute(_in_order(select(gaps.c.id, gaps.c.question).where(gaps.c.server == server)))
        known = [(row.id, row.question) for row in rows]
        for question in questions:
            found = await match(question, known)
            if found is None:
                known.append((await _add(connection, server, question, now), question))
            else:
                await _count(connection, server, found, now)


async def _add(connection: AsyncConnection, server: int, question: str, now: datetime) -> int:
    """Keep a question that is like no other one; its number."""
    values: dict[str, Any] = {
        "server": server,
        "question": question,
        "state": "open",
        "count": 1,
        "last_at": now,
    }
    await remember(connection, server)
    result = await connection.execute(insert(gaps).values(values))
    kept = select(gaps.c.id).where(gaps.c.server == server).order_by(gaps.c.last_at.desc(), gaps.c.id.desc())
    await connection.execute(
        delete(gaps).where(gaps.c.server == server, gaps.c.id.not_in(kept.limit(LIMIT).scalar_subquery()))
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


async def _count(connection: AsyncConnection, server: int, gap: int, now: datetime) -> None:
    """A question was asked again, in whatever words."""
    statement = (
        update(gaps).where(gaps.c.id == gap, gaps.c.server == server).values(count=gaps.c.count + 1, last_at=now)
    )
    await connection.execute(statement)


async def read_gaps(database: Database, server: int, state: GapState | None = None) -> tuple[Gap, ...]:
    """A server's unanswered questions, the most asked first, then the latest."""
    wanted = select(gaps).where(gaps.c.server == server)
    if state is not None:
        wanted = wanted.where(gaps.c.state == state)
    async with database.reading() as connection:
        rows = await connection.execute(_in_order(wanted))
        return tuple(map(_gap, rows.mappings()))


def _in_order(wanted: Select[Any]) -> Select[Any]:
    return wanted.order_by(gaps.c.count.desc(), gaps.c.last_at.desc(), gaps.c.id)


async def read_gap(database: Database, server: int, gap: int) -> Gap | None:
    """One of a server's unanswered questions, or None if it is not there."""
    wanted = select(gaps).where(gaps.c.id == gap, gaps.c.server == server)
    async with database.reading() as connection:
        row = (await connection.execute(wanted)).mappings().first()
    return None if row is None else _gap(row)


async def set_gap_state(database: Database, server: int, gap: int, state: GapState) -> bool:
    """Ignore a question or open it again; False if it is not there."""
    statement = update(gaps).where(gaps.c.id == gap, gaps.c.server == server).values(state=state)
    async with database.writing() as connection:
        return (await connection.execute(statement)).rowcount > 0


async def prune_gaps(database: Database, server: int, before: datetime) -> int:
    """Delete questions that were last asked before a moment, unless something was taught about them; how many."""
    async with database.writing() as connection:
        return await _prune(connection, server, before)


async def _prune(connection: AsyncConnection, server: int, before: datetime) -> int:
    old = (gaps.c.server == server, gaps.c.last_at < before, gaps.c.state != "taught")
    return (await connection.execute(delete(gaps).where(*old))).rowcount


async def teach(database: Database, server: int, exchange: str, phrasing: str, gap: int | None = None) -> Taught:
    """Remember that a phrasing asks for an exchange, and that a gap is closed with it."""
    values: dict[str, Any] = {"server": server, "exchange": exchange, "phrasing": phrasing, "gap": gap}
    # A second press of the same choice teaches nothing new.
    same = (taught.c.server == server, taught.c.exchange == exchange, taught.c.gap == gap)
    async with database.writing() as connection:
        await remember(connection, server)
        known = None if gap is None else await connection.scalar(select(taught.c.id).where(*same))
        if known is not None:
            return Taught(int(known), exchange, phrasing, gap)
        result = await connection.execute(insert(taught).values(values))
        await connection.execute(update(gaps).where(gaps.c.id == gap, gaps.c.server == server).values(state="taught"))
        assert result.inserted_primary_key is not None
        return Taught(int(result.inserted_primary_key[0]), exchange, phrasing, gap)


async def unteach(database: Database, server: int, number: int) -> bool:
    """Forget a taught phrasing and open its gap again; False if it is not there."""
    mine = (taught.c.id == number, taught.c.server == server)
    async with database.writing() as connection:
        row = (await connection.execute(select(taught).where(*mine))).mappings().first()
        if row is None:
            return False
        await connection.execute(delete(taught).where(*mine))
        await connection.execute(update(gaps).where(gaps.c.id == row["gap"]).values(state="open"))
        return True


async def read_taught(database: Database, server: int | None = None) -> tuple[Taught, ...]:
    """What was taught in a server, or in all, in order."""
    wanted = select(taught).order_by(taught.c.id)
    if server is not None:
        wanted = wanted.where(taught.c.server == server)
    async with database.reading() as connection:
        rows = await connection.execute(wanted)
        return tuple(Taught(row["id"], row["exchange"], row["phrasing"], row["gap"]) for row in rows.mappings())


def _gap(row: RowMapping) -> Gap:
    return Gap(row["id"], row["question"], row["state"], row["count"], row["last_at"])
