"""A database that is locked, read-only, full, corrupt, not ours or out of reach: one clear fault, nothing lost."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from bot.errors import StorageError
from bot.guilds.dailies import read_daily
from bot.guilds.database import BUSY_SECONDS, Database, parse_url
from bot.guilds.memory import Memory
from bot.guilds.migrating import open_database
from bot.guilds.transfer import back_up
from tests.guilds.examples import PLAIN, SERVER, add_gap, set_daily

if TYPE_CHECKING:
    from pathlib import Path


async def code_of(url: str) -> str:
    """The fault with which a database does not open."""
    with pytest.raises(StorageError) as caught:
        await (await open_database(url)).close()
    return caught.value.code


async def test_a_locked_file_is_told_soon(file: Path) -> None:
    """A member who waits is told within two seconds, and the file works again when the other program lets go."""
    database = await open_database(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = asyncio.get_running_loop().time()
    with pytest.raises(StorageError) as caught:
        await set_daily(database, SERVER)
    assert caught.value.code == "database-locked"
    assert asyncio.get_running_loop().time() - begun < BUSY_SECONDS + 2
    other.execute("ROLLBACK")
    other.close()
    await set_daily(database, SERVER)
    assert await read_daily(database, SERVER) == PLAIN
    await database.close()


async def test_a_read_only_file_is_left_alone(file: Path) -> None:
    """What cannot be written is told as such."""
    before = file.read_bytes()
    assert await code_of(f"sqlite:///file:{file}?mode=ro&uri=true") == "database-read-only"
    assert file.read_bytes() == before


async def test_a_full_database_keeps_what_it_has(file: Path) -> None:
    """Where nothing more fits the transaction ends as if it had never begun."""
    database = await open_database(f"sqlite:///{file}")
    await set_daily(database, SERVER)
    await database.close()
    database = Database(f"sqlite:///{file}")

    def limit(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")
        cursor.close()

    event.listen(database.engine.sync_engine, "connect", limit)
    with pytest.raises(StorageError) as caught:
        await set_daily(database, *range(1, 5000))
    assert caught.value.code == "database-full"
    await database.close()
    database = await open_database(f"sqlite:///{file}")
    assert await read_daily(database, SERVER) == PLAIN
    await database.close()


@pytest.mark.parametrize("spoil", [lambda whole: b"no database" * 1000, lambda whole: whole[:4096] + b"\xff" * 20000])
async def test_a_corrupt_file_is_not_touched(file: Path, spoil: Any) -> None:
    """What is broken stays byte for byte, for whoever wants to rescue it."""
    broken = spoil(file.read_bytes())
    file.write_bytes(broken)
    assert await code_of(f"sqlite:///{file}") == "database-corrupt"
    assert file.read_bytes() == broken


async def test_what_belongs_to_another_program_is_not_touched(tmp_path: Path) -> None:
    """A database with tables that are not ours is refused."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    assert await code_of(f"sqlite:///{path}") == "database-foreign"
    with sqlite3.connect(path) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["notes"]
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
async def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Neither the file, nor what SQLite writes beside it, nor a backup can be read by others; chosen rights stay."""
    path, backup = tmp_path / "bot.db", tmp_path / "backup.db"
    database = await open_database(f"sqlite:///{path}")
    await set_daily(database, SERVER)
    await back_up(database, backup)
    assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == dict.fromkeys(
        ("bot.db", "bot.db-wal", "bot.db-shm", "backup.db"), 0o600
    )
    await database.close()
    path.chmod(0o640)
    await (await open_database(f"sqlite:///{path}")).close()
    assert path.stat().st_mode & 0o777 == 0o640


async def test_a_newer_version_is_not_touched(file: Path) -> None:
    """An older bot does not work on tables that it does not know."""
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    assert await code_of(f"sqlite:///{file}") == "database-newer"


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """A path that leads elsewhere is told, and missing folders above a file are made."""
    assert await code_of(f"sqlite:///{tmp_path}") == "database-unopenable"
    await (await open_database(f"sqlite:///{tmp_path}/a/b/memory.db")).close()
    assert (tmp_path / "a" / "b" / "memory.db").is_file()


@pytest.mark.parametrize(
    "url", ["postgresql://bot:geheim@127.0.0.1:9/x", "postgresql+asyncpg://bot:geheim@127.0.0.1:9/x"]
)
async def test_a_server_out_of_reach_is_told_without_its_password(url: str) -> None:
    """The reason is named, the password is not."""
    with pytest.raises(StorageError) as caught:
        await open_database(url)
    assert caught.value.code == "database-unreachable"
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "memory.db", "mysql://host/name", "sqlite", "http://host/x", "postgresql+psycopg2://h/x"]
)
def test_other_kinds_of_address_are_refused(url: str) -> None:
    """Only SQLite and PostgreSQL are known."""
    with pytest.raises(StorageError) as caught:
        parse_url(url)
    assert caught.value.code == "database-kind"


async def test_what_fails_half_way_leaves_nothing(database: Database) -> None:
    """Whatever ends a transaction early, everything in it is as if it had not been."""

    async def fail(error: type[BaseException]) -> None:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO servers (id) VALUES (1)"))
            raise error

    for error in (RuntimeError, asyncio.CancelledError):
        with pytest.raises(error):
            await fail(error)
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM servers"))).scalar() == 0


async def test_opening_at_once_makes_one_database(url: str) -> None:
    """Processes that start together on a new database all find it whole."""
    opened = await asyncio.gather(*(open_database(url) for _ in range(4)))
    for database in opened:
        await set_daily(database, SERVER)
        await database.close()


async def test_memory_opens_when_the_fault_is_gone(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Until then it says why at once, and the log has the reason once."""
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 500)
    memory = Memory(f"sqlite:///{file}")
    with caplog.at_level(logging.INFO):
        assert not await memory.open()
        assert not await memory.open()
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1
    for _ in range(2):
        with pytest.raises(StorageError) as caught:
            _ = memory.database
        assert caught.value.code == "database-corrupt"
    file.write_bytes(whole)
    assert await memory.open()
    await set_daily(memory.database, SERVER)
    await memory.close()
    with pytest.raises(StorageError):
        _ = memory.database


async def test_memory_tells_whether_it_can_be_read(migrated: str) -> None:
    """Not before it is open, not after it is closed, and not where what stands in it is gone."""
    memory = Memory(migrated)
    assert not await memory.is_reachable()
    assert await memory.open()
    assert await memory.is_reachable()
    async with memory.database.writing() as connection:
        await connection.execute(text("DROP TABLE calls"))
    assert not await memory.is_reachable()
    await memory.close()
    assert not await memory.is_reachable()


async def test_a_fault_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    """Members' words stand among the parameters of a statement; a trace that is logged has none of them."""
    words = "红烧肉怎么做才好吃"
    async with database.writing() as connection:
        await connection.execute(text("CREATE UNIQUE INDEX only_one ON gaps (server)"))
    await add_gap(database, SERVER, "什么是 ARC？", datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(StorageError) as caught:
        await add_gap(database, SERVER, words, datetime(2026, 11, 24, tzinfo=UTC))
    trace = "".join(traceback.format_exception(caught.value))
    assert "INSERT INTO gaps" in trace
    assert words not in trace
