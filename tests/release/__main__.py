"""What is released, tried as a stranger would: ``python -m tests.release [--only linted ...]``.

The extra ``release`` brings the tools. Everything happens in a temporary folder; nothing is uploaded. As root, what is
installed is used by another user, who cannot write to it, as in the image; else it is merely made unwritable.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.release import built, installed, linted

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: dict[str, Callable[[Path], None]] = {
    "linted": linted.check,
    "built": built.check,
    "wheel": installed.check_locked_wheel,
    "sdist": installed.check_sdist,
}


def main() -> None:
    """Take the steps in their order; the first that fails ends it."""
    parser = argparse.ArgumentParser(prog="python -m tests.release", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), help="only these steps")
    chosen = parser.parse_args().only
    with tempfile.TemporaryDirectory(prefix="interview-bot-release-") as folder:
        # Another user has to get to what is installed in it.
        Path(folder).chmod(0o755)
        for name in (name for name in STEPS if name in chosen):
            started = time.monotonic()
            sys.stdout.write(f"== {name}\n")
            STEPS[name](Path(folder))
            sys.stdout.write(f"   {time.monotonic() - started:.0f} s\n")


if __name__ == "__main__":
    main()
