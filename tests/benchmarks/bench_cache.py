"""A start with the index kept on disk, beside building it: from interviews in memory to the first answer.

Building is measured with one process that cuts, with one for each core, and once more from the cuts that were kept, as
it is after one interview of many has changed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import build_answerer, load_parts
from bot.errors import FaultsError, Loading
from bot.interviews.models import Exchange, Interview, Library, Passage, Span
from bot.settings import Settings, packaged
from tests.benchmarks.figures import Figure, Findings, table
from tests.benchmarks.texts import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.app import Parts

# Exchanges of an interview, each of one passage, and characters of a question.
EXCHANGES, ASKED = 100, 15
QUESTION = "什么是深度学习？"
FASTER = 20.0


def drawn_library(size: int) -> Library:
    """Interviews with so many passages, drawn as for the other benchmarks."""
    texts = ["".join(words) for words in passages(size)]
    return Library(
        tuple(
            _interview(f"drawn-{start // EXCHANGES:05}", texts[start : start + EXCHANGES])
            for start in range(0, size, EXCHANGES)
        )
    )


def _interview(name: str, answers: Sequence[str]) -> Interview:
    lines: list[str] = []
    exchanges: list[Exchange] = []
    place = 0
    for number, answer in enumerate(answers, start=1):
        question = answer[:ASKED]
        asked = Span(place, place + len(question))
        said = Span(asked.end + 1, asked.end + 1 + len(answer))
        place = said.end + 1
        lines += [question, answer]
        exchanges.append(Exchange(number, asked, said, (Passage(1, said),)))
    return Interview(name, "\n".join(lines), name, tuple(exchanges))


def start(library: Library, parts: Parts, settings: Settings) -> float:
    """Seconds from interviews in memory to the first answer."""
    begun = time.perf_counter()
    build_answerer(library, parts, settings).answer(QUESTION)
    return time.perf_counter() - begun


def measure(size: int, rounds: int = 5) -> Findings:
    """Starts with so many passages.

    Args:
        size: passages.
        rounds: of warm starts, whose median counts; the others take minutes and are measured once.
    """
    library = drawn_library(size)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=packaged("corpus"), config=packaged("config"), cache=Path(folder))
        parts = _parts(settings)
        took: dict[str, float] = {}
        if cores:
            os.sched_setaffinity(0, cores[:1])
            took["building, one process"] = start(library, parts, settings)
            os.sched_setaffinity(0, cores)
            _forget(folder, ("cuts", "indexes"))
        took[f"building, as many processes as cores ({len(cores) or os.cpu_count()})"] = start(library, parts, settings)
        least = min(took.values())
        _forget(folder, ("indexes",))
        took["building of kept cuts"] = start(library, parts, settings)
        warm = statistics.median(start(library, parts, settings) for _ in range(rounds))
        took[f"warm start, median of {rounds}"] = warm
        kept = sum(path.stat().st_size for path in (Path(folder) / "indexes").iterdir())
    faster = least / warm
    figure = Figure(
        f"index cache, {size:,} passages",
        f"a warm start ≥ {FASTER:g} × faster than building",
        f"{faster:,.0f} × ({warm:.2f} s)",
        faster >= FASTER,
    )
    rows = ([name, f"{seconds:,.2f}", f"{seconds / warm:,.1f}"] for name, seconds in took.items())
    text = f"The index takes {kept / 2**20:,.0f} MiB on disk and is read whole, to check its seal."
    return Findings("The index cache", [figure], [table(["start", "s", "of a warm one"], rows), text])


def _parts(settings: Settings) -> Parts:
    loading = Loading()
    parts = load_parts(settings, loading)
    if parts is None:
        raise FaultsError(loading.faults)
    parts.analyzer.tokenizer.prepare()
    return parts


def _forget(folder: str, names: Iterable[str]) -> None:
    for name in names:
        shutil.rmtree(Path(folder) / name)
