"""One open database, SQLite or PostgreSQL, and what goes wrong with it as one kind of error."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StorageError
from bot.network import network_reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sqlalchemy import URL, Connection, Table
    from sqlalchemy.engine.interfaces import DBAPIConnection

# A member waits for an answer: a file that another program holds longer than this is told as locked.
BUSY_SECONDS = 1.5
# A server that does not answer for longer than this is told as out of reach.
REACH_SECONDS = 10.0

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

# https://www.sqlite.org/rescode.html: primary result codes, in the last byte of an extended one; and an extended one:
# on a full disk the file that its connections share cannot grow, which SQLite tells as a failure of the disk.
_SQLITE = {
    sqlite3.SQLITE_BUSY: "database-locked",
    sqlite3.SQLITE_LOCKED: "database-locked",
    sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_PERM: "database-read-only",
    sqlite3.SQLITE_FULL: "database-full",
    sqlite3.SQLITE_CORRUPT: "database-corrupt",
    sqlite3.SQLITE_NOTADB: "database-corrupt",
    sqlite3.SQLITE_CANTOPEN: "database-unopenable",
    sqlite3.SQLITE_IOERR: "database-unopenable",
    sqlite3.SQLITE_IOERR_SHMSIZE: "database-full",
}

# What a server understood and refused, which says nothing against the connection.
_REFUSED = (ProgrammingError, IntegrityError, DataError)


class Database:
    """One open database.

    Args:
        url: ``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``, with or without the driver's name.

    Raises:
        StorageError: the address is none of these, or the package for it is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self._lock = asyncio.Lock()
        options: dict[str, Any] = {
            "pool_pre_ping": True,
            "connect_args": {"timeout": REACH_SECONDS, "command_timeout": REACH_SECONDS},
        }
        if self.on_sqlite:
            options = {"connect_args": {"timeout": BUSY_SECONDS}}
        try:
            # What members say stands among the parameters; a trace in a log is not to repeat it.
            self.engine: AsyncEngine = create_async_engine(self.url, hide_parameters=True, **options)
        except ModuleNotFoundError as missing:
            raise StorageError("database-driver", package=missing.name or "") from None
        if self.on_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @property
    def on_sqlite(self) -> bool:
        """Whether it is a file of SQLite's."""
        return self.url.get_backend_name() == "sqlite"

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes nothing.

        Raises:
            StorageError: the database cannot be reached or read.
        """
        with self.faults():
            async with self.engine.connect() as connection, connection.begin():
                yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: everything in it happens or nothing does.

        Raises:
            StorageError: the database cannot be reached or written; nothing has changed.
        """
        # SQLite has one writer at a time; waiting here is fair, waiting in its busy handler is not.
        alone = self._lock if self.on_sqlite else contextlib.nullcontext()
        with self.faults():
            async with alone, self.engine.connect() as connection:
                await connection.execution_options(writing=True)
                async with connection.begin():
                    yield connection

    async def run_alone(self, statement: str, *values: str) -> list[Any]:
        """Run a statement that SQLite takes outside of transactions only; its rows."""
        with self.faults():
            async with self.engine.connect() as connection:
                raw = (await connection.get_raw_connection()).driver_connection
                assert raw is not None
                async with raw.execute(statement, values) as cursor:
                    return list(await cursor.fetchall())

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Turns what a driver raises into a StorageError."""
        try:
            yield
        except DBAPIError as error:
            raise self._fault(error.orig or error, refused=isinstance(error, _REFUSED)) from error
        except (SQLAlchemyError, sqlite3.Error, OSError, TimeoutError) as error:
            raise self._fault(error) from error

    def _fault(self, error: BaseException, *, refused: bool = False) -> StorageError:
        reason = str(error) or type(error).__name__
        if not self.on_sqlite:
            code = "database-failed" if refused else "database-unreachable"
            return StorageError(code, reason=network_reason(error) or reason)
        number = getattr(error, "sqlite_errorcode", None)
        known = (_SQLITE.get(number) or _SQLITE.get(number & 0xFF)) if isinstance(number, int) else None
        return StorageError(known or "database-failed", path=self.path, reason=reason)

    @property
    def path(self) -> Path:
        """The file of a SQLite database, for its errors."""
        return Path(self.url.database or ":memory:")


def parse_url(url: str) -> URL:
    """An address with the driver that is used for it.

    Raises:
        StorageError: it is none, or of another kind of database.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername not in {*_DRIVERS, *_DRIVERS.values()}:
            raise StorageError("database-kind", kind=parsed.drivername)
        parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StorageError("database-kind", kind="") from None
    return parsed


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that can say what happens to a row that is there already, which both databases spell alike."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _prepare_sqlite(connection: DBAPIConnection, record: object) -> None:
    # The driver would begin transactions by itself, and only before some statements; see `_begin_sqlite`.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # Safe with a write-ahead log: a power cut can lose the last transactions, never tear one.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that becomes a writer in the middle is refused at once where another one writes; a writer says so first.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
