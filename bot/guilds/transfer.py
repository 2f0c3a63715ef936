"""Copies of what is kept: a backup of everything, and all that is kept about one server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, insert, select, text

from bot.errors import StorageError
from bot.files import create_secret
from bot.guilds.migrating import open_database
from bot.guilds.schema import METADATA, servers

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guilds.database import Database

# Rows that are copied at a time.
BATCH = 5000


async def back_up(database: Database, path: Path) -> None:
    """Write everything as it is at this moment into a new SQLite file, which the bot can run on.

    The bot may be running meanwhile. The file is written beside its place and put there when it is whole.

    Raises:
        StorageError: the file exists or cannot be written, or the database cannot be read.
    """
    if path.exists():
        raise StorageError("file-exists", path=path)
    if not path.parent.is_dir():
        raise StorageError("file-unwritable", path=path)
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    try:
        if database.on_sqlite:
            create_secret(beside)
            await database.run_alone("VACUUM INTO ?", str(beside))
        else:
            await _copy_rows(database, beside)
        beside.replace(path)
    except OSError:
        raise StorageError("file-unwritable", path=path) from None
    finally:
        for suffix in ("", "-wal", "-shm"):
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)


async def _copy_rows(database: Database, path: Path) -> None:
    copy = await open_database(f"sqlite:///{path}")
    try:
        async with database.reading() as source, copy.writing() as target:
            # One picture of the whole, whatever is written meanwhile.
            await source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            for table in METADATA.sorted_tables:
                rows = await source.stream(select(table), execution_options={"yield_per": BATCH})
                async for batch in rows.mappings().partitions():
                    await target.execute(insert(table), [dict(row) for row in batch])
        # A copy is one file, without a log beside it.
        await copy.run_alone("PRAGMA journal_mode = DELETE")
    finally:
        await copy.close()


async def export_server(database: Database, server: int) -> dict[str, list[dict[str, Any]]] | None:
    """All that is kept about a server: the rows of each table, in order; None if it is not known.

    Numbers of members and messages are left as they are; moments are in UTC.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    async with database.reading() as connection:
        for table in METADATA.sorted_tables:
            column = _server_of(table)
            if column is None:
                continue
            rows = await connection.execute(select(table).where(column == server).order_by(*table.primary_key))
            found[table.name] = [dict(row) for row in rows.mappings()]
    return found if found[servers.name] else None


def _server_of(table: Table) -> Any:
    return table.c.id if table is servers else table.c.get("server")
