"""A day with ten thousand questions: ``python -m tests.standin.soak [--questions 10000] [--hours 24]``.

The real process answers over real sockets. Its clock and Discord's are put forward between small groups of questions,
so that limits, conversations, quotes of the day and everything else that goes by the clock sees whole hours. Meanwhile
servers come and go, interviews change and are read anew, buttons are pressed, and connections drop.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.guilds.calls import call
from bot.guilds.migrating import open_database
from tests.benchmarks.figures import memory
from tests.benchmarks.texts import real_questions
from tests.conftest import ROOT
from tests.guilds.examples import set_due
from tests.standin.clocked import SKIPPED, SharedClock
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import make_guild, make_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.standin.values import Guild, Message, Reply

# Servers of which each has a quote of the day, and questions that are asked at the same time, each in another one.
GUILDS = 24
# Of the questions so many are behind when memory is looked at for the first time.
FIRST = 0.1
# Bytes at the end against those after the first questions.
AIM = 1.05


@dataclass(slots=True)
class Soaked:
    """What was seen.

    Attributes:
        questions: that were asked.
        hours: that passed by the bot's clock.
        sizes: bytes of resident memory by the number of questions that were answered.
        presses: buttons that were pressed.
        reloads: times that the interviews were read anew.
        drops: connections that were dropped.
        posts: quotes of the day by channel.
        doubled: questions with more than one reply.
        seconds: that it took.
    """

    questions: int = 0
    hours: float = 0.0
    sizes: dict[int, int] = field(default_factory=dict)
    presses: int = 0
    reloads: int = 0
    drops: int = 0
    posts: Counter[int] = field(default_factory=Counter)
    doubled: int = 0
    seconds: float = 0.0

    @property
    def quoted_twice(self) -> int:
        """Servers with more than one quote; each has one time of the day, and the run takes a day."""
        return sum(count > 1 for count in self.posts.values())

    @property
    def growth(self) -> float:
        """Memory at the end, as a multiple of that after the first questions."""
        return self.sizes[max(self.sizes)] / self.sizes[min(self.sizes)]


class Soak:
    """A run.

    Args:
        folder: of the bot's process, with a corpus of its own.
        clock: of the bot and of Discord.
        questions: how many are asked.
        hours: how many pass.
    """

    def __init__(self, folder: Path, clock: SharedClock, questions: int, hours: float) -> None:
        self._folder = folder
        self._clock = clock
        self._count = questions
        self._rounds = questions // GUILDS
        self._step = hours * 3600 / self._rounds
        self._guilds = [make_guild(number, channels=("general", "quotes")) for number in range(GUILDS)]
        self._texts = itertools.cycle(real_questions())
        self._people = itertools.count(1)
        self._url = f"sqlite:///{folder}/memory.db"
        self.found = Soaked()

    def run(self) -> Soaked:
        """Ask everything, and look."""
        found, began, start = self.found, time.monotonic(), self._clock()
        shutil.copytree(ROOT / "corpus", self._folder / "corpus")
        self._set_dailies()
        environment = {
            "INTERVIEW_BOT_DATABASE": self._url,
            "INTERVIEW_BOT_CACHE": str(self._folder / "cache"),
            SKIPPED: str(self._folder / "skipped"),
        }
        arguments = ("--corpus", str(self._folder / "corpus"), "--config", str(ROOT / "config"), "run")
        with (
            Standin(self._guilds, clock=self._clock) as standin,
            BotProcess(
                standin, self._folder, *arguments, environment=environment, module="tests.standin.clocked"
            ) as bot,
        ):
            bot.wait_ready()
            for number in range(self._rounds):
                standin.thread.wait(self._ask(standin, number), 120)
                self._disturb(standin, number)
                self._clock.skip(self._step)
                self._measure(bot)
            # What became due last.
            time.sleep(12)
            self._measure(bot)
            found.hours = (self._clock() - start) / 3600
            self._count_messages(standin.created)
            assert bot.stop() == 0
            assert "Traceback" not in bot.text(), bot.shown()
            found.reloads = bot.text().count("interviews taken over")
        found.seconds = time.monotonic() - began
        return found

    def _set_dailies(self) -> None:
        """A quote of the day for each server, one an hour."""
        now = datetime.fromtimestamp(self._clock(), UTC).replace(second=0, microsecond=0)
        for number, guild in enumerate(self._guilds):
            asyncio.run(set_due(self._url, [guild], now + timedelta(minutes=30 + 60 * number)))

    async def _ask(self, standin: Standin, number: int) -> None:
        """Somebody in each server asks, and one of them presses every button below the answer."""
        replies = await asyncio.gather(*(self._ask_in(standin, guild) for guild in self._guilds))
        self.found.questions += len(replies)
        await self._press(standin, replies[number % len(replies)])

    async def _ask_in(self, standin: Standin, guild: Guild) -> Reply:
        person, text = make_user(next(self._people)), next(self._texts)
        return await standin.mention(guild, guild.channels[0], person, text, seconds=60)

    async def _press(self, standin: Standin, reply: Reply) -> None:
        assert reply.message is not None
        person = make_user(next(self._people))
        buttons = [one for row in reply.message.components for one in row["components"] if one["type"] == 2]
        for button in buttons:
            # The one that deletes the answer is left to who asked.
            if "custom_id" in button and not button.get("disabled") and not button["custom_id"].startswith("ib1:x:"):
                await standin.press(reply.message, person, button["custom_id"], seconds=60)
                self.found.presses += 1

    def _disturb(self, standin: Standin, number: int) -> None:
        """Now and then: a changed interview, a dropped connection, a server that comes and goes."""
        if number % 20 == 5:
            path = self._folder / "corpus" / "francois-chollet.md"
            path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" * (1 + number % 3), encoding="utf-8")
            asyncio.run(self._reload())
        if number % 20 == 10:
            standin.gateway.drop()
            standin.wait(lambda: standin.gateway.connected(0), 60)
            self.found.drops += 1
        if number % 20 == 15:
            visited = make_guild(1000 + number)
            standin.add_guild(visited)
            standin.remove_guild(visited)

    async def _reload(self) -> None:
        database = await open_database(self._url)
        await call(database, "reload")
        await database.close()

    def _measure(self, bot: BotProcess) -> None:
        self.found.sizes[self.found.questions] = memory("VmRSS", bot.pid)

    def _count_messages(self, created: Sequence[Message]) -> None:
        replies = Counter(made.reference for made in created if made.reference)
        self.found.doubled = sum(count > 1 for count in replies.values())
        assert len(replies) == self.found.questions
        self.found.posts = Counter(made.channel for made in created if not made.reference and not made.interaction)


def soak(questions: int = 10_000, hours: float = 24.0) -> Soaked:
    """A whole run in a folder of its own; memory before the first tenth of the questions is left out."""
    with tempfile.TemporaryDirectory() as folder, SharedClock(Path(folder) / "skipped") as clock:
        found = Soak(Path(folder), clock, questions, hours).run()
    found.sizes = {asked: size for asked, size in found.sizes.items() if asked >= questions * FIRST}
    return found


def describe(found: Soaked) -> str:
    """What was seen, in a few lines."""
    sizes = {asked: size / 2**20 for asked, size in found.sizes.items()}
    tenths = sorted(sizes)[:: max(1, len(sizes) // 9)]
    return "\n".join(
        (
            f"{found.questions:,} questions, {found.hours:.1f} hours of the bot's clock, {found.seconds:.0f} seconds",
            f"{found.presses} presses, {found.reloads} reloads, {found.drops} dropped connections",
            f"quotes of the day: {sum(found.posts.values())} in {len(found.posts)} servers",
            f"questions answered twice: {found.doubled}; quotes posted twice: {found.quoted_twice}",
            "memory in MiB: " + ", ".join(f"{sizes[asked]:.0f} after {asked:,}" for asked in tenths),
            f"after {min(sizes):,} questions {sizes[min(sizes)]:.1f}, at the end {sizes[max(sizes)]:.1f} MiB",
            f"growth: {found.growth:.3f} times (aim: at most {AIM})",
        )
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin.soak", description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=24.0)
    chosen = parser.parse_args()
    found = soak(chosen.questions, chosen.hours)
    print(describe(found))  # noqa: T201
    sys.exit(found.growth > AIM or found.doubled > 0 or found.quoted_twice > 0)


if __name__ == "__main__":
    main()
