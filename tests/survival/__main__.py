"""Every fault, one after the other: ``python -m tests.survival [--out docs/survival.md] [--only NAME ...]``.

Needs root for the small disks; without it those faults fail.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.survival.faults import new_scene, strike
from tests.survival.table import FAULTS, write

if TYPE_CHECKING:
    from tests.survival.scene import Scene


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.survival", description=__doc__)
    parser.add_argument("--out", type=Path, help="the page to write the table into")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="faults whose names begin like this")
    chosen = parser.parse_args()
    rows = []
    with ExitStack() as stack:
        cache = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running: list[Scene] = []

        def shared() -> Scene:
            if not running:
                running.append(stack.enter_context(new_scene(cache)).start())
            return running[0]

        for fault in FAULTS:
            if chosen.only and not fault.name.startswith(tuple(chosen.only)):
                continue
            began = time.monotonic()
            row = strike(fault, shared, cache)
            rows.append(row)
            took = time.monotonic() - began
            print(f"{took:5.1f} s  {row.name}: {row.did}; {row.came}", file=sys.stderr, flush=True)  # noqa: T201
    if chosen.out:
        write(chosen.out, rows)


if __name__ == "__main__":
    main()
