"""Replies a second through discord.py over real sockets, beside an echo bot on the same stand-in.

Fifty members mention the bot at once, each in a channel of its own, and ask again as soon as they are answered. The bot
and the echo take turns; both processes run all the time, each with a stand-in of its own, and are asked the same. Bot
and stand-in share the machine, so that the figure is a ratio of both together.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.clients import told_by
from tests.benchmarks.figures import Figure, Findings, milliseconds, quantile, table
from tests.benchmarks.texts import real_questions
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import make_guild, make_user

if TYPE_CHECKING:
    from tests.standin.values import Guild

MODULE = "tests.benchmarks.clients"
# The bot lets a person ask eight times a minute, so that each round has people and channels of its own.
EACH = 7
SHARE, SLOWER, BLOCK = 0.7, 2.0, 0.05


@dataclass(slots=True)
class Asked:
    """A bot and what came of asking it.

    Attributes:
        took: seconds of each reply.
        rates: replies a second by round.
        spans: from when to when each round was.
        blocks: how late the event loop was during those, and how busy its thread, longest first.
    """

    process: BotProcess
    standin: Standin
    took: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    blocks: list[tuple[float, float]] = field(default_factory=list)

    def ask(self, guild: Guild, places: range, questions: list[str], *, counted: bool) -> None:
        """Let everybody ask at once, each one question after the other."""

        async def member(place: int) -> list[float]:
            mine = questions[place % len(questions) :] + questions[: place % len(questions)]
            channel, person = guild.channels[place], guild.members[place]
            return [
                (await self.standin.mention(guild, channel, person, question, seconds=60)).seconds
                for question in itertools.islice(itertools.cycle(mine), EACH)
            ]

        async def everybody() -> list[list[float]]:
            return await asyncio.gather(*map(member, places))

        begun, clock = time.time(), time.perf_counter()
        took = [seconds for each in self.standin.thread.wait(everybody(), 300) for seconds in each]
        elapsed = time.perf_counter() - clock
        if counted:
            self.took += took
            self.rates.append(len(took) / elapsed)
            self.spans.append((begun, time.time()))

    def stop(self) -> None:
        """End the bot and read what it tells of its event loop."""
        self.process.stop()
        late = told_by(self.process).late
        mine = (one for one in late if any(begun <= one.at <= end for begun, end in self.spans))
        self.blocks = sorted(((one.seconds, one.busy) for one in mine), reverse=True) or [(0.0, 0.0)]


def run(members: int, rounds: int) -> dict[str, Asked]:
    """Ask both bots in turns; the first round of each only warms up."""
    count = members * (rounds + 1)
    guild = make_guild(0, channels=[f"c{n}" for n in range(count)], members=[make_user(n) for n in range(count)])
    questions = real_questions()
    found: dict[str, Asked] = {}
    with ExitStack() as stack:
        for which in ("echo", "bot"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            standin = stack.enter_context(Standin([guild]))
            caches = {"INTERVIEW_BOT_CACHE": str(folder / "cache"), "INTERVIEW_BOT_LOG_LEVEL": "warning"}
            process = BotProcess(standin, folder, which, "run", environment=caches, module=MODULE)
            found[which] = Asked(stack.enter_context(process), standin)
            process.wait_ready()
        for number in range(rounds + 1):
            for asked in found.values():
                asked.ask(guild, range(number * members, (number + 1) * members), questions, counted=number > 0)
        for asked in found.values():
            asked.stop()
    return found


def measure(members: int = 50, rounds: int = 6) -> Findings:
    """Both bots, a table, and what was aimed at."""
    found = run(members, rounds)
    echo, bot = found["echo"], found["bot"]
    rates = {which: statistics.median(asked.rates) for which, asked in found.items()}
    share = rates["bot"] / rates["echo"]
    slower = quantile(bot.took, 0.99) / quantile(echo.took, 0.99)
    longest, busy = bot.blocks[0]
    work = f"replies a second, {members} members asking at once"
    figures = [
        Figure(work, f"≥ {SHARE} of an echo bot", f"{share:.2f}", share >= SHARE),
        Figure(work, f"p99 < {SLOWER:g} × the echo's", f"{slower:.2f} ×", slower < SLOWER),
        Figure(
            "longest block of the event loop during that",
            f"< {milliseconds(BLOCK)} ms",
            f"{milliseconds(longest)} ms, of which its thread was busy {milliseconds(busy)} ms",
            longest < BLOCK,
        ),
    ]

    def line(which: str, asked: Asked) -> list[str]:
        times = [quantile(asked.took, 0.5), quantile(asked.took, 0.99), *asked.blocks[0]]
        return [which, str(len(asked.took)), f"{rates[which]:,.0f}", *map(milliseconds, times)]

    head = ["process", "replies", "a second", "p50 ms", "p99 ms", "longest block ms", "of it busy ms"]
    return Findings("Replies over real sockets", figures, [table(head, itertools.starmap(line, found.items()))])
