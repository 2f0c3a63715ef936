"""Every benchmark of the search: ``python -m tests.benchmarks [--large] [--picture docs/search.png]``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks import bench_answer, bench_search
from tests.benchmarks.peers import PEERS

if TYPE_CHECKING:
    from tests.benchmarks.bench_search import Figures

SIZES = (10_000, 100_000)
LARGE = 1_000_000


def draw(figures: dict[int, dict[str, Figures]], path: Path) -> None:
    """A picture of the medians by size, a line a peer."""
    from matplotlib.figure import Figure

    picture = Figure(figsize=(7, 4), dpi=110, layout="constrained")
    axes = picture.add_subplot()
    sizes = list(figures)
    for name in PEERS:
        axes.plot(sizes, [np.median(figures[size][name].took) for size in sizes], marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds a question (median)")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    picture.savefig(path)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="a million passages as well: ten minutes, 8 GB")
    parser.add_argument("--picture", type=Path, help="where to draw the medians by size")
    arguments = parser.parse_args()
    bench_answer.main()
    sizes = (*SIZES, LARGE) if arguments.large else SIZES
    figures = {size: bench_search.run(size, list(PEERS)) for size in sizes}
    if arguments.picture:
        draw(figures, arguments.picture)


if __name__ == "__main__":
    main()
