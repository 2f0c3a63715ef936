"""All benchmarks: ``python -m tests.benchmarks [--size 100000] [--million] [--out docs/performance.md]``.

The extra ``benchmark`` brings the peers; without it those that are missing are left out. Nothing else should run on the
machine meanwhile: every figure is a ratio of what was measured in turns, but the longest of a thousand is not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import bench_answer, bench_cache, bench_cold, bench_memory, bench_queries, bench_replies, report
from tests.benchmarks.figures import Figure, Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[], Findings]

MILLION = 1_000_000


def choose(size: int, count: int, *, million: bool) -> dict[str, Measure]:
    """What is measured, by name, in its order."""
    return {
        "real": lambda: bench_queries.measure_real(count),
        "queries": lambda: bench_queries.measure(size, count),
        "million": lambda: (
            bench_queries.measure(MILLION, max(count // 4, bench_queries.ROUND)) if million else _left_out()
        ),
        "cache": lambda: bench_cache.measure(size),
        "answer": bench_answer.measure,
        "cold": bench_cold.measure,
        "memory": bench_memory.measure,
        "replies": bench_replies.measure,
    }


def _left_out() -> Findings:
    work = "one question of one field, 1,000,000 passages"
    return Findings("A million passages", [Figure(work, "see `--million`", "", met=None)], ["Only with `--million`."])


def _command(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> str:
    """How it was called, without where the report goes."""
    words = ["python -m tests.benchmarks"]
    for name, value in vars(chosen).items():
        if name != "out" and value != parser.get_default(name):
            words.append(f"--{name}")
            words += [] if value is True else [" ".join(value) if isinstance(value, list) else str(value)]
    return " ".join(words)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="passages that are drawn")
    parser.add_argument("--million", action="store_true", help="measure a million passages as well")
    parser.add_argument("--questions", type=int, default=400, help="that every index is asked")
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help="of: real queries million cache answer cold memory replies"
    )
    parser.add_argument("--out", type=Path, help="the page to write; without it the report is printed")
    chosen = parser.parse_args(arguments)
    work = choose(chosen.size, chosen.questions, million=chosen.million)
    found: list[Findings] = []
    written = ""
    for name in chosen.only or work:
        print(f"{name} ...", file=sys.stderr, flush=True)  # noqa: T201
        found.append(work[name]())
        written = report.write(found, _command(chosen, parser))
        if chosen.out is not None:
            report.put(chosen.out, written)
    if chosen.out is None:
        print(written)  # noqa: T201
        return
    report.draw({one.title: one.bars for one in found if one.bars}, chosen.out.parent / "pictures" / report.PICTURE)


if __name__ == "__main__":
    main()
