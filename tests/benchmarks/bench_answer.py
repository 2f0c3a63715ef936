"""Answers and starts with the shipped interview: ``python -m tests.benchmarks.bench_answer``.

Every question of tests/data is answered several times; of each the least time counts, which is what it costs when the
machine does nothing else. A start of ``interview-bot ask`` is measured in turns with jieba's alone, and a start from
kept cuts in turns with one that cuts anew.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.app import build_answerer, build_app
from bot.errors import QuestionError
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import App

ROUNDS, STARTS = 7, 9
DATA = Path(__file__).parent.parent / "data"
ASK = (sys.executable, "-m", "bot", "ask", "什么是深度学习？")
JIEBA = (sys.executable, "-c", "import jieba; jieba.initialize()")


def answers(app: App) -> list[float]:
    """Milliseconds of every question."""
    files = (DATA / "questions-1.jsonl", DATA / "questions-2.jsonl")
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").split("\n") if line]
    app.answerer.parser.prepare()
    took: list[list[float]] = []
    for _ in range(ROUNDS):
        took.append([])
        for question in questions:
            begun = time.perf_counter()
            with suppress(QuestionError):
                app.answerer.answer(question)
            took[-1].append((time.perf_counter() - begun) * 1e3)
    return sorted(np.min(took, axis=0).tolist())


def in_turns(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of seconds of two things done in turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, seconds in zip((one, other), took, strict=True):
            begun = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - begun)
    return statistics.median(took[0]), statistics.median(took[1])


def start(command: tuple[str, ...]) -> Callable[[], object]:
    """What runs a command to its end."""
    return lambda: subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as empty:
        settings = load_settings({"INTERVIEW_BOT_CACHE": empty}, Path(empty))
        app = build_app(settings)
        took = answers(app)
        library, parts = app.answerer.library, app.parts

        def anew() -> None:
            with tempfile.TemporaryDirectory() as nothing:
                build_answerer(library, parts, settings.model_copy(update={"cache": Path(nothing)}))

        warm, cold = in_turns(lambda: build_answerer(library, parts, settings), anew, 5)
    shown = (statistics.median(took), *np.percentile(took, [90, 99]), took[-1])
    print("\n| questions | median ms | p90 ms | p99 ms | largest ms |\n|---|---|---|---|---|")  # noqa: T201
    print(f"| {len(took)} | " + " | ".join(f"{value:.2f}" for value in shown) + " |")  # noqa: T201
    start(ASK)()
    ask, jieba = in_turns(start(ASK), start(JIEBA), STARTS)
    print(f"\nask, cold: {ask:.2f} s; jieba alone: {jieba:.2f} s; allowed: {1.5 * jieba + 0.3:.2f} s")  # noqa: T201
    print(f"index from kept cuts: {warm:.2f} s; cut anew: {cold:.2f} s; ratio: {cold / warm:.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
