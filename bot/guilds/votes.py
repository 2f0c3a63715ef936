"""Votes on answers: one a person and answer, changeable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bot.guilds.database import insert_into
from bot.guilds.models import Vote
from bot.guilds.schema import votes
from bot.guilds.servers import remember

if TYPE_CHECKING:
    from bot.guilds.database import Database


async def cast_vote(database: Database, vote: Vote) -> None:
    """Keep a vote; an earlier one of the same person on the same answer is replaced."""
    async with database.writing() as connection:
        if vote.server is not None:
            await remember(connection, vote.server)
        statement = insert_into(connection, votes).values(asdict(vote))
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["message", "member"], set_={"value": vote.value, "quote": vote.quote}
            )
        )


async def withdraw_vote(database: Database, message: int, member: int) -> bool:
    """Take a vote back; whether there was one."""
    mine = (votes.c.message == message, votes.c.member == member)
    async with database.writing() as connection:
        return (await connection.execute(delete(votes).where(*mine))).rowcount > 0


async def read_vote(database: Database, message: int, member: int) -> Vote | None:
    """A person's vote on an answer."""
    mine = (votes.c.message == message, votes.c.member == member)
    async with database.reading() as connection:
        row = (await connection.execute(select(votes).where(*mine))).mappings().first()
    return None if row is None else Vote(**row)


async def count_votes(database: Database, message: int) -> tuple[int, int]:
    """How many are for an answer, and how many against."""
    statement = select(votes.c.value, func.count()).where(votes.c.message == message).group_by(votes.c.value)
    async with database.reading() as connection:
        counts = {row[0]: int(row[1]) for row in await connection.execute(statement)}
    return counts.get(1, 0), counts.get(-1, 0)


async def delete_votes(database: Database, member: int) -> int:
    """Delete everything that a person has voted, everywhere; how many votes that were."""
    async with database.writing() as connection:
        return (await connection.execute(delete(votes).where(votes.c.member == member))).rowcount
