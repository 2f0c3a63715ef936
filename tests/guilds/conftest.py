"""Both databases for real: a SQLite file, and a database of the PostgreSQL server that the tests start."""

from __future__ import annotations

import itertools
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncpg
import pytest

from bot.guilds.database import Database
from bot.guilds.migrating import open_database
from tests.conftest import create_postgres

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

# How many connections of other processes a test has, at least.
OTHERS = 3
# Nobody: what root becomes where a test is about permissions.
NOBODY = 65534


@dataclass
class Templates:
    """Databases that are up to date and empty, each migrated once and copied for every test.

    Attributes:
        folder: of the SQLite file.
        urls: the addresses of those that are there, by their kind.
        numbers: of the copies.
    """

    folder: Path
    urls: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def copy_file(self, path: Path) -> str:
        """A SQLite file that is up to date; its address."""
        source = self.folder / "template.db"
        await self._migrate("sqlite", f"sqlite:///{source}")
        shutil.copyfile(source, path)
        return f"sqlite:///{path}"

    async def copy_postgres(self, server: Path) -> str:
        """A database of a PostgreSQL server that is up to date; its address."""
        if "postgresql" not in self.urls:
            # The power does not fail in these tests.
            await administer(server, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            await self._migrate("postgresql", await create_postgres(server))
        template = name_of(self.urls["postgresql"])
        name = f"copy{next(self.numbers)}"
        await administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://postgres@/{name}?host={server}"

    async def _migrate(self, kind: str, url: str) -> None:
        if kind not in self.urls:
            await (await open_database(url)).close()
            self.urls[kind] = url


def name_of(url: str) -> str:
    """The name of a PostgreSQL database."""
    return url.split("/")[3].split("?")[0]


async def administer(server: Path, *statements: str) -> None:
    """Run statements on a PostgreSQL server, outside of the databases that are tested."""
    connection = await asyncpg.connect(host=str(server), user="postgres", database="postgres")
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """What every test's database is copied from."""
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database of each kind that holds nothing yet, not even tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/memory.db"
        return
    server = request.getfixturevalue("postgres")
    created = await create_postgres(server)
    yield created
    await administer(server, f"DROP DATABASE {name_of(created)} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
async def migrated(request: pytest.FixtureRequest, tmp_path: Path, templates: Templates) -> AsyncIterator[str]:
    """The address of a database of each kind that is up to date and empty."""
    if request.param == "sqlite":
        yield await templates.copy_file(tmp_path / "memory.db")
        return
    server = request.getfixturevalue("postgres")
    copied = await templates.copy_postgres(server)
    yield copied
    await administer(server, f"DROP DATABASE {name_of(copied)} WITH (FORCE)")


@pytest.fixture
async def database(migrated: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    opened = Database(migrated)
    yield opened
    await opened.close()


@pytest.fixture
async def several(database: Database, migrated: str) -> AsyncIterator[tuple[Database, ...]]:
    """The same database, opened several times, as several processes have it; the first is `database`."""
    others = tuple(Database(migrated) for _ in range(OTHERS))
    yield (database, *others)
    for other in others:
        await other.close()


@pytest.fixture
async def file(tmp_path: Path, templates: Templates) -> Path:
    """A SQLite file that is up to date and empty."""
    path = tmp_path / "file.db"
    await templates.copy_file(path)
    return path


@pytest.fixture
async def postgres_url(postgres: Path, templates: Templates) -> AsyncIterator[str]:
    """The address of a PostgreSQL database that is up to date and empty."""
    copied = await templates.copy_postgres(postgres)
    yield copied
    await administer(postgres, f"DROP DATABASE {name_of(copied)} WITH (FORCE)")


@pytest.fixture
def unprivileged(file: Path) -> Iterator[None]:
    """Permissions count for this process: root, to whom nothing is forbidden, becomes nobody for a while.

    Everything that is imported late was imported before, as nobody may be kept from the packages.
    """
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)
