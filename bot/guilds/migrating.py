"""Opening a database: created if it is not there, brought up to date if it is old, left alone if it is not ours."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.errors import StorageError
from bot.files import create_secret
from bot.guilds.database import Database
from bot.guilds.schema import METADATA

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

# What tables can be, oldest first; a test holds it to the scripts in `migrations`.
VERSIONS = ("0001", "0002")
VERSION = VERSIONS[-1]
# Any number that nobody else locks: processes that start together migrate one after the other.
_MIGRATING = 0x696E74657276
# Seconds between attempts to set the journal of a new file.
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


async def open_database(url: str, *, to_read: bool = False) -> Database:
    """Open a database whose tables are those of this version.

    Args:
        url: see `Database`. A SQLite file and its folder are created where they are missing.
        to_read: do not ask whether it can be written, as somebody may be writing just now, and create nothing.

    Raises:
        StorageError: the address is none, it is to be read and not there, the database cannot be reached, read or
            written, is corrupt, belongs to something else, or to a newer version of the bot. Nothing in it has been
            changed then.
    """
    database = Database(url)
    try:
        if to_read and database.on_sqlite and not database.path.exists():
            raise StorageError("database-missing", path=database.path)
        if database.on_sqlite:
            await _prepare_file(database)
        if to_read and await _needs_nothing(database):
            return database
        async with database.writing() as connection:
            if not database.on_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            await connection.run_sync(_upgrade, database)
    except BaseException:
        await database.close()
        raise
    return database


async def _prepare_file(database: Database) -> None:
    if not database.url.query and database.url.database not in (None, "", ":memory:"):
        with database.faults():
            database.path.parent.mkdir(parents=True, exist_ok=True)
        create_secret(database.path)
    ((found,),) = await database.run_alone("PRAGMA quick_check(1)")
    if found != "ok":
        raise StorageError("database-corrupt", path=database.path, reason=found)
    # Readers and the one writer do not wait for each other; the file remembers it.
    for wait in _WAITS:
        try:
            await database.run_alone("PRAGMA journal_mode = WAL")
            return
        except StorageError as fault:
            # While another process sets it, SQLite refuses at once instead of waiting.
            if fault.code != "database-locked":
                raise
            await asyncio.sleep(wait)
    await database.run_alone("PRAGMA journal_mode = WAL")


async def _needs_nothing(database: Database) -> bool:
    async with database.reading() as connection:
        return await connection.run_sync(lambda found: _present(found) == (VERSION,))


def _present(connection: Connection) -> tuple[str, ...]:
    """The versions that a database's tables have: none while there are no tables, and else one of them."""
    if not inspect(connection).has_table("alembic_version"):
        return ()
    return tuple(connection.scalars(text("SELECT version_num FROM alembic_version ORDER BY version_num")))


def is_current(connection: Connection, database: Database) -> bool:
    """Whether a database's tables are those of this version; they are not while there are none.

    Raises:
        StorageError: they belong to something else, or to a newer version of the bot.
    """
    present = _present(connection)
    path = database.path if database.on_sqlite else None
    if not set(present) <= set(VERSIONS):
        raise StorageError("database-newer", path=path, version=", ".join(present))
    if not present and database.on_sqlite and inspect(connection).get_table_names():
        raise StorageError("database-foreign", path=path)
    return present == (VERSION,)


def touch(connection: Connection) -> None:
    """Write what stands there already: SQLite tells that it may not write only when it has to."""
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def _upgrade(connection: Connection, database: Database) -> None:
    if not is_current(connection, database):
        # Loaded late: it takes 8 MB that a start with an up-to-date database can do without.
        from alembic import command

        command.upgrade(_config(connection), "head")
        logging.getLogger(__name__).info("database upgraded to version %s", VERSION)
    touch(connection)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.guilds:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def version_of(database: Database) -> str:
    """The version of a database's tables."""
    async with database.reading() as connection:
        return ", ".join(await connection.run_sync(_present))


def differences(connection: Connection) -> list[object]:
    """What the tables of a migrated database have that `bot.guilds.schema` does not, and the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
    return list(compare_metadata(context, METADATA))
