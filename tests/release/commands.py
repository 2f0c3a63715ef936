"""Commands of other programs, shown with what they said when they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
# Where the tools of the extra are.
TOOLS = Path(sys.executable).parent


def say(line: str) -> None:
    """A line about what was seen."""
    sys.stdout.write(f"   {line}\n")
    sys.stdout.flush()


def run(
    *command: str | Path,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    expected: int = 0,
    user: int | None = None,
) -> str:
    """Run a command.

    Args:
        command: with its arguments; a name is looked for in PATH.
        folder: in which it runs.
        environment: all of its variables; those of this process by default.
        expected: the code with which it has to end.
        user: as whom, with a group of the same number, and no other; None as who runs this.

    Returns:
        what it wrote on standard output and standard error, in that order.

    Raises:
        SystemExit: it ended otherwise; with all that it said.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=dict(os.environ if environment is None else environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode != expected:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {done.returncode}, not {expected}:\n{said}")
    return said
