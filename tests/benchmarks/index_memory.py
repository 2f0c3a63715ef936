"""What a peer's index keeps in memory, in a process of its own: ``python -m tests.benchmarks.index_memory PEER SIZE``.

Prints, in bytes, by how much the process has grown once the index stands and everything else was given back, and by how
much it had grown at most while the index was built.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from bot.search.selecting import LARGE
from tests.benchmarks.figures import memory
from tests.benchmarks.peers import peers
from tests.benchmarks.texts import passages


class Grown(NamedTuple):
    """Bytes."""

    kept: int
    peak: int


def give_back() -> None:
    """Let go of everything that is free, so that what is left is in use."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def measure(name: str, size: int) -> Grown:
    """Build an index in this process; passages become words only while it reads them."""
    build = peers()[name]
    # Whatever a peer loads once, such as compiled code, is no part of its index; ours compiles for large ones only.
    build(passages(LARGE // 40))(["的"], 10)
    documents = passages(size)
    give_back()
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # VmHWM begins anew
    before = memory("VmRSS")
    search = build(documents)
    search(documents[0][:3], 10)
    peak = memory("VmHWM")
    give_back()
    return Grown(memory("VmRSS") - before, peak - before)


def measure_apart(name: str, size: int) -> Grown:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.index_memory", name, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Grown(*map(int, done.stdout.split()[-2:]))


if __name__ == "__main__":
    print(*measure(sys.argv[1], int(sys.argv[2])))  # noqa: T201
