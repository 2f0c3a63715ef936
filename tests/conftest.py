"""What several rooms' tests need: the project's own corpus, wired once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pydantic import SecretStr

from bot.app import App, build_app
from bot.settings import Settings, packaged

if TYPE_CHECKING:
    from bot.interviews import Interview, Library

# The first example of a test may have to load a dictionary; a timing is no fact about the code.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The defaults with the project's own corpus and configuration, and a database out of the way."""
    database = SecretStr(f"sqlite:///{tmp_path_factory.mktemp('settings')}/memory.db")
    return Settings(corpus=packaged("corpus"), config=packaged("config"), database=database)


@pytest.fixture(scope="session")
def app(settings: Settings) -> App:
    """Everything wired, once for the whole run: nothing in it changes."""
    return build_app(settings)


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
