"""From nothing to an answer: ``interview-bot ask`` in a new process, beside a process that only loads jieba.

They take turns. With warm caches both find jieba's prepared dictionary, and the bot the interview that it has read;
with cold ones each makes its own, in a folder that nobody else uses. Python's compiled modules are there in every case.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, Findings, milliseconds, table
from tests.standin.processes import ROOT

ASK = ("-m", "bot", "ask", "他为什么喜欢 Python？")
JIEBA = ("-W", "ignore", "-c", "import jieba; jieba.initialize()")
TIMES, MORE = 1.5, 0.3


def once(arguments: tuple[str, ...], folder: Path) -> float:
    """Seconds of a Python process whose caches are in a folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("INTERVIEW_BOT_", "DISCORD_"))}
    caches = {"TMPDIR": str(folder), "INTERVIEW_BOT_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=kept | caches, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def measure(rounds: int = 7) -> Findings:
    """The medians of some rounds."""
    took: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as warm:
        for number in range(rounds + 1):
            for name, arguments in (("interview-bot ask", ASK), ("jieba.initialize()", JIEBA)):
                with tempfile.TemporaryDirectory() as cold:
                    for state, folder in (("cold", cold), ("warm", warm)):
                        seconds = once(arguments, Path(folder))
                        if number:
                            took.setdefault((name, state), []).append(seconds)
    middle = {key: statistics.median(times) for key, times in took.items()}
    rows = (
        [name, state, milliseconds(middle[name, state]), milliseconds(min(times)), milliseconds(max(times))]
        for (name, state), times in took.items()
    )
    figures: list[Figure] = []
    for state in ("warm", "cold"):
        ask, jieba = middle["interview-bot ask", state], middle["jieba.initialize()", state]
        most = TIMES * jieba + MORE
        figures.append(
            Figure(
                f"`interview-bot ask`, new process, {state} caches",
                f"≤ {TIMES} × jieba + {MORE} s = {most:.2f} s",
                f"{ask:.2f} s = {(ask - MORE) / jieba:.2f} × jieba + {MORE} s",
                ask <= most,
            )
        )
    head = ["process", "caches", "median ms", "fastest ms", "slowest ms"]
    return Findings("A new process", figures, [table(head, rows)])
