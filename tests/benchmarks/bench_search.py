"""One question of one field beside the peers: ``python -m tests.benchmarks.bench_search [--passages 1000000]``.

Each peer has a process of its own, all of them on one core. The same questions go around, one peer after the other, so
that whatever else the machine does concerns all alike. Prints a table of medians, of ratios to the postings, of
agreement with rank-bm25's ten best scores, and of the memory that a process holds once its index is built.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import multiprocessing
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.benchmarks.peers import PEERS
from tests.benchmarks.texts import Texts, ask, generate

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

QUESTIONS, ROUNDS = 200, 3
# rank-bm25 takes seconds a question; so many are enough to know how many.
SLOW = {"rank-bm25": 10, "SQLite FTS5": 40}
OURS = "postings, numba"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one peer.

    Attributes:
        took: milliseconds of each question that it was asked, the least of all rounds.
        built: seconds of building, loading the texts included.
        memory: megabytes that the process grew by.
        scores: of the ten best of each question.
    """

    took: NDArray[np.float64]
    built: float
    memory: float
    scores: list[list[float]]


def serve(connection: Connection, name: str, path: str, folder: str) -> None:
    """A peer's process: builds, tells seconds and megabytes, and then answers questions with times and scores."""
    before = _resident()
    begun = time.perf_counter()
    search = PEERS[name](Texts.load(Path(path)), Path(folder))
    built = time.perf_counter() - begun
    # What is loaded with the first question counts as well.
    search(["t0"])
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    connection.send((built, (_resident() - before) / 1e6))
    while (terms := connection.recv()) is not None:
        begun = time.perf_counter()
        _, scores = search(terms)
        connection.send(((time.perf_counter() - begun) * 1e3, scores))


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(texts: Texts, names: list[str]) -> dict[str, Figures]:
    """Start the peers, ask around, and stop them."""
    spawn = multiprocessing.get_context("spawn")
    questions = ask(texts, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.npz"
        texts.save(path)
        lines: dict[str, Connection] = {}
        built: dict[str, tuple[float, float]] = {}
        for name in names:
            own = Path(folder) / name
            own.mkdir()
            lines[name], theirs = spawn.Pipe()
            spawn.Process(target=serve, args=(theirs, name, str(path), str(own)), daemon=True).start()
            theirs.close()
            # One after the other: memory is grown, and given back, by one at a time.
            built[name] = lines[name].recv()
        rounds = [_ask_around(lines, questions) for _ in range(ROUNDS)]
        for line in lines.values():
            line.send(None)
    return {
        name: Figures(
            np.min([[took for took, _ in answers[name]] for answers in rounds], axis=0),
            *built[name],
            [scores for _, scores in rounds[0][name]],
        )
        for name in names
    }


def _ask_around(lines: dict[str, Connection], questions: list[list[str]]) -> dict[str, list[Any]]:
    answers: dict[str, list[Any]] = {name: [] for name in lines}
    for number, terms in enumerate(questions):
        for name, line in lines.items():
            if number < SLOW.get(name, QUESTIONS):
                line.send(terms)
                answers[name].append(line.recv())
    return answers


def table(figures: dict[str, Figures]) -> list[str]:
    """A row a peer: median and 99th percentile, how many times ours they are, agreement, memory and building."""
    ours, exact = figures[OURS], figures.get("rank-bm25")
    lines = ["| peer | median ms | p99 ms | times ours | p99, times ours | largest difference | MB | built, s |"]
    lines.append("|---" * 8 + "|")
    for name, own in figures.items():
        same = ours.took[: len(own.took)]
        ratio = float(np.median(own.took) / np.median(same))
        ratio99 = float(np.percentile(own.took, 99) / np.percentile(same, 99))
        difference = "" if exact is None else f"{_difference(own.scores, exact.scores):.0e}"
        lines.append(
            f"| {name} | {np.median(own.took):.3f} | {np.percentile(own.took, 99):.3f} | {ratio:.2f} | {ratio99:.2f} "
            f"| {difference} | {own.memory:,.0f} | {own.built:.0f} |"
        )
    return lines


def _difference(scores: list[list[float]], exact: list[list[float]]) -> float:
    pairs = zip(scores, exact, strict=False)
    return max(abs(a - b) for own, right in pairs for a, b in zip(own, right, strict=False))


def run(passages: int, names: list[str]) -> dict[str, Figures]:
    """Generate, measure and print."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = generate(passages)
    postings = len(texts.counts().terms)
    print(f"\n{passages:,} passages, {postings:,} postings, {QUESTIONS} questions of 2 to 6 words\n")  # noqa: T201
    figures = measure(texts, names)
    print("\n".join(table(figures)))  # noqa: T201
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--without", action="append", default=[], choices=list(PEERS), help="leave a peer out")
    arguments = parser.parse_args()
    run(arguments.passages, [name for name in PEERS if name not in arguments.without])


if __name__ == "__main__":
    main()
