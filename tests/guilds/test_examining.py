"""A database is looked at as it is: nothing in it changes, and nothing is created."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.errors import StorageError
from bot.guilds.dailies import write_daily
from bot.guilds.database import Database
from bot.guilds.examining import Condition, examine_database
from bot.guilds.models import ChosenChannel, ServerSettings
from bot.guilds.servers import write_settings
from tests.guilds.examples import NOW, OTHER, PLAIN, SERVER

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_moderators_chose_is_found(database: Database, migrated: str) -> None:
    """Channels of questions and of quotes come with their server, of both kinds of database."""
    await write_settings(database, SERVER, ServerSettings(ask_channels=(7, 8)))
    await write_settings(database, OTHER, ServerSettings())
    await write_daily(database, replace(PLAIN, picture=True), NOW)
    found = await examine_database(migrated)
    assert (found.there, found.current) == (True, True)
    assert found.chosen == (
        ChosenChannel(SERVER, 7, "ask"),
        ChosenChannel(SERVER, 8, "ask"),
        ChosenChannel(SERVER, PLAIN.channel, "daily", picture=True),
    )


async def test_nothing_is_created(tmp_path: Path) -> None:
    """A database that is not there is told as such, and still is not there."""
    path = tmp_path / "deep" / "none.db"
    assert await examine_database(f"sqlite:///{path}") == Condition(path, there=False)
    assert list(tmp_path.iterdir()) == []


async def test_an_empty_database_waits_for_the_first_start(url: str) -> None:
    """One without tables is ours to fill, but not yet."""
    database = Database(url)
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))
    await database.close()
    found = await examine_database(url)
    assert (found.there, found.version, found.current) == (True, "", False)


async def test_old_tables_are_not_brought_up_to_date(file: Path) -> None:
    """Looking is no start of the bot: the version before stays the version before."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    found = await examine_database(f"sqlite:///{file}")
    assert (found.there, found.version, found.current, found.chosen) == (True, "0001", False, ())


@pytest.mark.parametrize(
    ("statement", "address", "code"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "sqlite:///{}", "database-newer"),
        ("DROP TABLE alembic_version", "sqlite:///{}", "database-foreign"),
        ("SELECT 1", "sqlite:///file:{}?mode=ro&uri=true", "database-read-only"),
    ],
)
async def test_what_is_wrong_is_one_fault(file: Path, statement: str, address: str, code: str) -> None:
    """The faults are those of opening it, and the file stays as it is, byte for byte."""
    with sqlite3.connect(file) as connection:
        connection.execute(statement)
    connection.close()
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with pytest.raises(StorageError) as caught:
        await examine_database(address.format(file))
    assert caught.value.code == code
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


async def test_a_damaged_file_is_told(file: Path) -> None:
    """Damage in the middle, where opening alone would not see it."""
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StorageError) as caught:
        await examine_database(f"sqlite:///{file}")
    assert caught.value.code == "database-corrupt"
