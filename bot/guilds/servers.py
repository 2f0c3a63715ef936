"""Servers and their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.guilds.database import insert_into
from bot.guilds.models import ServerSettings, Shards
from bot.guilds.schema import servers

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.guilds.database import Database

# A server's number holds its time of birth above 22 bits; the rest of dividing that names its shard.
# https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
_BORN = 1 << 22


async def read_settings(database: Database, server: int) -> ServerSettings:
    """The settings of a server; the defaults where nothing was chosen.

    Raises:
        StorageError: see `Database`, here and in every function of this room.
    """
    async with database.reading() as connection:
        row = (await connection.execute(select(servers).where(servers.c.id == server))).mappings().first()
    if row is None:
        return ServerSettings()
    return ServerSettings(
        row["language"],
        row["private"],
        tuple(row["ask_channels"]),
        tuple(row["roles"]),
        row["gap_days"],
        tuple(row["interviews"]),
    )


async def write_settings(database: Database, server: int, settings: ServerSettings) -> None:
    """Set all settings of a server."""
    values: dict[str, Any] = {
        "language": settings.language,
        "private": settings.private,
        "ask_channels": list(settings.ask_channels),
        "roles": list(settings.roles),
        "gap_days": settings.gap_days,
        "interviews": list(settings.interviews),
    }
    async with database.writing() as connection:
        await remember(connection, server)
        await connection.execute(update(servers).where(servers.c.id == server).values(values))


async def forget_server(database: Database, server: int) -> bool:
    """Delete everything that is kept about a server; whether there was anything."""
    async with database.writing() as connection:
        return (await connection.execute(delete(servers).where(servers.c.id == server))).rowcount > 0


async def remember(connection: AsyncConnection, server: int) -> None:
    """Make sure that a server is known, within a transaction that needs it."""
    await connection.execute(insert_into(connection, servers).values(id=server).on_conflict_do_nothing())


def in_shards(column: ColumnElement[int], shards: Shards) -> ColumnElement[bool] | None:
    """Whether a server belongs to shards; None where every one does."""
    if shards.ids is None:
        return None
    return (column // _BORN % shards.count).in_(sorted(shards.ids))
