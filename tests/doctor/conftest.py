"""A whole installation, healthy until a test makes it ill: a real folder, a real database, and Discord over sockets."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.doctor.examining import Patient, examine
from bot.guilds.dailies import write_daily
from bot.guilds.migrating import open_database
from bot.guilds.models import Daily, ServerSettings
from bot.guilds.servers import write_settings
from bot.settings import salvage_settings
from tests.guilds.examples import EIGHT, NOW
from tests.standin.server import Standin
from tests.standin.values import Portal, make_guild
from tests.test_credentials import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from bot.doctor.findings import Finding
    from tests.standin.values import Guild

HOME = make_guild(0, channels=("questions", "quotes"))
QUESTIONS, QUOTES = HOME.channels
INTERVIEW = "为什么？\n\n因为这样更简单，也更容易让人记住。\n"


@dataclass
class Installation:
    """What is examined, and Discord as it is for it.

    Attributes:
        folder: the working folder, with ``.env``, ``config/``, ``corpus/`` and a database.
        variables: the environment.
        guilds: in which the bot is.
        portal: what its owner chose.
        token: that Discord accepts.
        ahead: seconds by which the clock of this machine is ahead.
        unplugged: Discord cannot be reached.
        free: bytes on every disk.
    """

    folder: Path
    variables: dict[str, str]
    path: pytest.MonkeyPatch
    guilds: list[Guild] = field(default_factory=lambda: [HOME])
    portal: Portal = field(default_factory=Portal)
    token: str = GOOD
    ahead: float = 0.0
    unplugged: bool = False
    free: int = 10**12

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "memory.db"

    def write(self, name: str, text: str) -> None:
        """Write a file of the working folder, and close it to others."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)

    def execute(self, statement: str, *values: object) -> None:
        """Change the database behind the bot's back."""
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute(statement, values)
        connection.close()

    def change_guild(self, **changes: Any) -> None:
        """Another state of the server."""
        self.guilds = [replace(self.guilds[0], **changes)]

    def set_distribution(self, *headers: str, name: str = "interview_bot", version: str = "0.1.0") -> None:
        """A distribution as pip leaves one, before those that are installed."""
        site = self.folder / "site"
        info = site / f"{name}-{version}.dist-info"
        info.mkdir(parents=True)
        lines = ["Metadata-Version: 2.1", f"Name: {name.replace('_', '-')}", f"Version: {version}", *headers]
        (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.path.syspath_prepend(str(site))

    async def examine(self, **options: Any) -> tuple[Finding, ...]:
        """Everything that the doctor finds."""
        settings, faults = salvage_settings(self.variables, self.folder)
        with ExitStack() as stack:
            standin = stack.enter_context(Standin(self.guilds, token=self.token, portal=self.portal))
            self.path.setattr(discord.http.Route, "BASE", standin.url)
            if self.unplugged:
                standin.unplug()
            patient = Patient(
                self.folder,
                self.variables,
                settings,
                faults,
                clock=lambda: time.time() + self.ahead,
                free=lambda folder: self.free,
                font_folders=(),
            )
            return await examine(patient, **options)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which a server has chosen a channel for questions and one for the quote of the day."""
    path = tmp_path_factory.mktemp("filled") / "memory.db"

    async def fill() -> None:
        database = await open_database(f"sqlite:///{path}")
        await write_settings(database, HOME.id, ServerSettings(ask_channels=(QUESTIONS.id,)))
        await write_daily(database, Daily(HOME.id, QUOTES.id, EIGHT, chosen_by=1), NOW)
        await database.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def installation(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """One that is healthy."""
    cache = tmp_path_factory.getbasetemp() / "doctor-cache"
    shutil.copyfile(filled, tmp_path / "memory.db")
    variables = {
        "INTERVIEW_BOT_DATABASE": f"sqlite:///{tmp_path}/memory.db",
        "INTERVIEW_BOT_CACHE": str(cache),
    }
    made = Installation(tmp_path, variables, monkeypatch)
    made.write(".env", f"DISCORD_TOKEN={GOOD}\n")
    made.write("config/settings.toml", "message_content = true\n")
    made.write("corpus/a.md", INTERVIEW)
    return made
