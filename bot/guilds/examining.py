"""Looking at a database as it is, without bringing it up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.errors import StorageError
from bot.guilds.database import Database
from bot.guilds.migrating import is_current, touch, version_of
from bot.guilds.models import ChosenChannel
from bot.guilds.schema import dailies, servers

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Condition:
    """How a database is.

    Attributes:
        path: its file; None for PostgreSQL.
        there: whether there is one; what is not is created at the start of the bot.
        version: of its tables; nothing where there are none.
        current: whether they are those of this version; older ones are brought up to date at the start of the bot.
        chosen: the channels that moderators chose, server by server; known of current tables only.
    """

    path: Path | None
    there: bool
    version: str = ""
    current: bool = False
    chosen: tuple[ChosenChannel, ...] = ()


async def examine_database(url: str) -> Condition:
    """Whether a database is there, whole, ours and can be written.

    Args:
        url: see `Database`. Nothing is created, and nothing in it changes.

    Raises:
        StorageError: the address is none, the database cannot be reached, read or written, is corrupt, belongs to
            something else, or to a newer version of the bot.
    """
    database = Database(url)
    try:
        return await _examine(database)
    finally:
        await database.close()


async def _examine(database: Database) -> Condition:
    path = database.path if database.on_sqlite else None
    if path is not None:
        # With a query it is no path but an address of SQLite's own, which it resolves itself.
        if not database.url.query and not path.exists():
            return Condition(path, there=False)
        ((found,),) = await database.run_alone("PRAGMA integrity_check(1)")
        if found != "ok":
            raise StorageError("database-corrupt", path=path, reason=found)
    version = await version_of(database)
    async with database.writing() as connection:
        current = await connection.run_sync(is_current, database)
        if version:
            await connection.run_sync(touch)
    return Condition(path, True, version, current, await read_chosen(database) if current else ())


async def read_chosen(database: Database) -> tuple[ChosenChannel, ...]:
    """Every channel that moderators chose, server by server.

    Raises:
        StorageError: the database cannot be reached or read.
    """
    async with database.reading() as connection:
        asked = (await connection.execute(select(servers.c.id, servers.c.ask_channels))).all()
        posted = (await connection.execute(select(dailies.c.server, dailies.c.channel, dailies.c.picture))).all()
    found = [ChosenChannel(server, channel, "ask") for server, channels in asked for channel in channels]
    found += [ChosenChannel(server, channel, "daily", picture) for server, channel, picture in posted]
    return tuple(sorted(found, key=lambda one: (one.server, one.use, one.channel)))
