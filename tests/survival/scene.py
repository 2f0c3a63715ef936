"""The real bot in a process of its own over real sockets, what it was asked, and what must hold after every fault."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from bot.guilds.deliveries import read_deliveries
from bot.guilds.gaps import read_taught, teach
from bot.guilds.migrating import open_database
from bot.guilds.models import ServerSettings
from bot.guilds.servers import read_settings, write_settings
from tests.conftest import ROOT
from tests.guilds.examples import set_due
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import BOT, ORDINARY, make_guild, make_user

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from tests.standin.values import Message

QUESTION = "什么是深度学习？"
# More than people can ask in within the limits of a person and a channel.
CHANNELS = 50
MANAGE_GUILD = 1 << 5
CHOSEN = ServerSettings("en", gap_days=30)
TAUGHT = "乔莱的本行"
# Seconds that anybody waits for a reply where nothing is wrong.
PATIENT = 15.0


class Scene:
    """A server whose moderators have chosen something, people who ask, and the bot.

    Args:
        folder: of the process and its log.
        cache: of what starts have in common.
        database: the folder of the database; that of the process if none is given.
        token: that Discord takes; None takes any.
        due: a quote of the day is due at the start.
    """

    def __init__(
        self, folder: Path, cache: Path, *, database: Path | None = None, token: str | None = None, due: bool = False
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.guild = make_guild(0, channels=[f"c{n}" for n in range(CHANNELS)], permissions=ORDINARY | MANAGE_GUILD)
        self.standin = Standin([self.guild], heartbeat=1.0, token=token)
        self.url = f"sqlite:///{database or folder}/memory.db"
        environment = {"INTERVIEW_BOT_DATABASE": self.url, "INTERVIEW_BOT_CACHE": str(cache)}
        arguments = ("--corpus", str(ROOT / "corpus"), "--config", str(ROOT / "config"), "run")
        self.process = BotProcess(
            self.standin, folder, *arguments, environment=environment, module="tests.survival.runner"
        )
        self.expected: list[Message] = []
        self._numbers = itertools.count(1)
        self._due = due

    def __enter__(self) -> Self:
        asyncio.run(self._choose())
        self.standin.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.__exit__(kind, error, trace)
        self.standin.__exit__(kind, error, trace)

    def start(self) -> Self:
        """Start the bot, again if it has ended, and wait until it is connected."""
        self.process.start()
        self.process.wait_ready()
        return self

    # What people do

    def say(self) -> Message:
        """Somebody new asks a question; the answer is not waited for, but expected."""
        number = next(self._numbers)
        channel = self.guild.channels[number % CHANNELS]
        person = make_user(number)
        said = self.standin.say(self.guild, channel, person, f"{BOT.mention} {QUESTION}")
        self.expected.append(said)
        return said

    def ask(self, seconds: float = PATIENT) -> float:
        """Somebody new asks and is answered; after how many seconds."""
        began = time.monotonic()
        self.wait_for(self.say(), seconds)
        return time.monotonic() - began

    def wait_for(self, said: Message, seconds: float = PATIENT) -> None:
        """Wait until a question is answered."""
        self.standin.wait(lambda: self.replies()[said.id], seconds)

    def overlook(self, said: Message) -> None:
        """A question that Discord told nobody of, or that nothing could be done about, need not be answered."""
        self.expected.remove(said)

    # What came of it

    def replies(self) -> Counter[int]:
        """How many replies each question has."""
        return Counter(made.reference for made in self.standin.created if made.reference)

    def posts(self) -> int:
        """How many quotes of the day there are."""
        return sum(made.reference is None and made.interaction is None for made in self.standin.created)

    def states(self) -> list[str]:
        """What became of the days of the quote, as the database has it."""
        return asyncio.run(self._states())

    def check(self) -> str:
        """Hold the bot to what must be true after every fault; in words."""
        seconds = self.ask()
        found = self.replies()
        assert {said.id: found[said.id] for said in self.expected} == {said.id: 1 for said in self.expected}
        assert max(found.values()) == 1
        assert self.posts() <= 1
        assert asyncio.run(self._chosen()) == (CHOSEN, [TAUGHT])
        return f"the next question answered after {seconds:.1f} s"

    async def _choose(self) -> None:
        database = await open_database(self.url)
        await write_settings(database, self.guild.id, CHOSEN)
        await teach(database, self.guild.id, "francois-chollet:2", TAUGHT)
        await database.close()
        if self._due:
            now = datetime.now(UTC).replace(second=0, microsecond=0)
            await set_due(self.url, [self.guild], now - timedelta(minutes=1))

    async def _chosen(self) -> tuple[ServerSettings, list[str]]:
        database = await open_database(self.url)
        settings = await read_settings(database, self.guild.id)
        taught = await read_taught(database, self.guild.id)
        await database.close()
        return settings, [one.phrasing for one in taught]

    async def _states(self) -> list[str]:
        database = await open_database(self.url)
        found = await read_deliveries(database, self.guild.id, limit=9)
        await database.close()
        return [delivery.state for delivery in found]
