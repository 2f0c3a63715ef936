from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guilds.migrating import differences

if TYPE_CHECKING:
    from bot.guilds.database import Database


async def test_migrations_lead_to_the_tables_of_the_code(database: Database) -> None:
    """A new database has exactly the tables, columns and indexes that the code expects."""
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
