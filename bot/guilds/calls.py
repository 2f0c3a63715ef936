"""What is asked of all running processes together: a number that counts up, which each of them looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, update

from bot.guilds.database import insert_into
from bot.guilds.schema import calls

if TYPE_CHECKING:
    from bot.guilds.database import Database

Call = Literal["reload"]


async def call(database: Database, name: Call) -> None:
    """Ask for something once more."""
    async with database.writing() as connection:
        await connection.execute(insert_into(connection, calls).values(name=name, count=0).on_conflict_do_nothing())
        await connection.execute(update(calls).where(calls.c.name == name).values(count=calls.c.count + 1))


async def count_calls(database: Database, name: Call) -> int:
    """How often something has been asked for."""
    async with database.reading() as connection:
        return await connection.scalar(select(calls.c.count).where(calls.c.name == name)) or 0
