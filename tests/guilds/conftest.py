"""Both databases for real: a SQLite file, and a database of the PostgreSQL server that the tests start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.guilds.migrating import open_database
from tests.conftest import create_postgres

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.guilds.database import Database


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
