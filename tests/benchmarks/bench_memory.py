"""The most memory of the connected bot, beside an empty discord.py bot that has loaded jieba.

Each is a process of its own, connected to the stand-in; the bot is asked one question in Chinese and one in English, so
that everything is loaded. Each is started twice, and the second start counts: its caches are warm.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.benchmarks.clients import told_by
from tests.benchmarks.figures import Figure, Findings, mebibytes, table
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import make_guild

MODULE = "tests.benchmarks.clients"
ASKED = ("他为什么喜欢 Python？", "What does he think of deep learning?")
AIM = 1.3


def peak(which: str, starts: int = 2) -> int:
    """Bytes at most of the last of some starts of a bot."""
    guild = make_guild(0)
    with Standin([guild]) as standin, tempfile.TemporaryDirectory() as folder:
        caches = {"TMPDIR": folder, "INTERVIEW_BOT_CACHE": f"{folder}/cache"}
        for number in range(starts):
            process = BotProcess(
                standin, Path(folder), which, "run", token=f"{which}-{number}", environment=caches, module=MODULE
            )
            with process:
                process.wait_ready()
                if which != "empty":
                    for asked in ASKED:
                        standin.thread.wait(standin.mention(guild, guild.channels[0], guild.owner, asked))
                time.sleep(0.5)
                process.stop()
            last = told_by(process).peak
    return last


def measure() -> Findings:
    """All three."""
    found = {which: peak(which) for which in ("empty", "plain", "bot")}
    names = {
        "empty": "empty discord.py bot that has loaded jieba",
        "plain": "this bot, connected",
        "bot": "this bot, connected, with the extra `bilingual`",
    }
    shares = {which: found[which] / found["empty"] for which in found}
    rows = ([names[which], mebibytes(found[which]), f"{shares[which]:.2f}"] for which in found)
    seen = f"{shares['plain']:.2f} ×; with `bilingual` {shares['bot']:.2f} ×"
    work = "peak memory of the connected bot, this interview"
    figure = Figure(work, f"≤ {AIM} × an empty discord.py bot with jieba", seen, shares["plain"] <= AIM)
    return Findings("Peak memory", [figure], [table(["process", "MiB", "of the empty bot"], rows)])
