"""A whole answer of the shipped interview: from a labelled question as typed to hits and a decision."""

from __future__ import annotations

import time
from contextlib import suppress

from bot.errors import QuestionError
from tests.benchmarks.figures import Figure, Findings, milliseconds, quantile, table
from tests.benchmarks.texts import real_app, real_questions

AIM = 0.002


def measure(rounds: int = 5, count: int | None = None) -> Findings:
    """Every question in each round; the first round only warms up.

    Args:
        rounds: that count.
        count: of the questions; None for all.
    """
    answerer = real_app().answerer
    answerer.parser.prepare()
    asked = real_questions()[:count]
    took: list[list[float]] = []
    for _ in range(rounds + 1):
        took.append([])
        for question in asked:
            begun = time.perf_counter()
            with suppress(QuestionError):  # nothing but marks was typed
                answerer.answer(question)
            took[-1].append(time.perf_counter() - begun)
    # What a question costs, and not what else the machine did meanwhile: its median over the rounds.
    each = [quantile(times, 0.5) for times in zip(*took[1:], strict=True)]
    every = [seconds for times in took[1:] for seconds in times]
    rows = [
        [name, str(len(times)), *(milliseconds(quantile(times, share)) for share in (0.5, 0.99, 1.0))]
        for name, times in (("every answer", every), ("each question's median", each))
    ]
    last = quantile(every, 0.99)
    figure = Figure("a whole `Answerer.answer`, this interview", "p99 < 2 ms", f"{milliseconds(last)} ms", last < AIM)
    text = [table(["answers", "count", "p50 ms", "p99 ms", "longest ms"], rows)]
    return Findings("A whole answer", [figure], text)
