"""The real bot whose clock can be put forward from outside: ``python -m tests.standin.clocked URL GATEWAY-URL ...``.

The file that ``SKIPPED`` names holds the seconds by which its clock is ahead of this machine's.
"""

from __future__ import annotations

import functools
import mmap
import os
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat import running
from bot.chat.client import InterviewBot
from tests.standin.runner import main

if TYPE_CHECKING:
    from types import TracebackType

SKIPPED = "SKIPPED_SECONDS_FILE"


class SharedClock:
    """Seconds since 1970, ahead of this machine's by what stands in a file that processes share.

    Args:
        path: of the file; it is made if there is none.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)

    def __call__(self) -> float:
        """The time."""
        return time.time() + self.skipped

    @property
    def skipped(self) -> float:
        """By how much it is ahead."""
        return float(struct.unpack("d", self._map[:])[0])

    def skip(self, seconds: float) -> None:
        """Put it forward."""
        self._map[:] = struct.pack("d", self.skipped + seconds)

    def __enter__(self) -> SharedClock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._map.close()


if __name__ == "__main__":
    clock = SharedClock(Path(os.environ[SKIPPED]))
    running.InterviewBot = functools.partial(InterviewBot, clock=clock)  # type: ignore[attr-defined, assignment]
    main()
