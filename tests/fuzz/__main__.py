"""What strangers write, guided by coverage: ``python -m tests.fuzz [TARGET ...] [--seconds N] [--corpus DIR]``.

The extra ``fuzz`` brings atheris. Each target is fuzzed in a process of its own, which ends with the first finding.
That is a file, and ``python -m tests.fuzz TARGET --again FILE`` shows the trace; this needs no atheris.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.campaign import Outcome, take_turn
from tests.fuzz.table import TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDINGS = Path("fuzz-findings")
MISSING = "atheris is not installed: pip install -e '.[fuzz]'. It is there for Linux on x86-64 and Python up to 3.13."


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line.

    Args:
        arguments: of it; None takes the process's own.

    Returns:
        1 where something was found, 2 where nothing could be tried, else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of: {', '.join(TARGETS)}; without one, all")
    parser.add_argument("--seconds", type=int, default=10, help="for each target (10)")
    parser.add_argument("--corpus", type=Path, help="a folder for what led on, to begin with the next time; else none")
    parser.add_argument("--findings", type=Path, default=FINDINGS, help=f"a folder for what is found ({FINDINGS})")
    parser.add_argument("--again", nargs="+", type=Path, metavar="FILE", help="only read these files once more")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.targets if name not in TARGETS]
    if unknown:
        parser.error(f"there is no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    if chosen.again:
        if len(chosen.targets) != 1:
            parser.error("--again needs the one target that the files are for")
        return _again(chosen.targets[0], chosen.again)
    if find_spec("atheris") is None:
        _say(MISSING)
        return 2
    found = 0
    with ExitStack() as stack:
        corpus = chosen.corpus or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="interview-bot-fuzz-")))
        for name in chosen.targets or TARGETS:
            outcome = take_turn(name, TARGETS[name], chosen.seconds, corpus / name, chosen.findings)
            found += outcome.failed
            _tell(name, outcome)
    return 1 if found else 0


def _again(name: str, paths: list[Path]) -> int:
    """Read findings once more; what is wrong shows as the trace that it is."""
    for path in paths:
        with tempfile.TemporaryDirectory(prefix="interview-bot-fuzz-") as folder:
            TARGETS[name](path.read_bytes(), Path(folder))
        _say(f"{path}: nothing found")
    return 0


def _tell(name: str, outcome: Outcome) -> None:
    _say(f"{name:12} {outcome.tries:9,} tries, {outcome.reached:6,} places reached: {_verdict(name, outcome)}")
    if outcome.failed:
        _say(outcome.said)


def _verdict(name: str, outcome: Outcome) -> str:
    if outcome.findings:
        return "; ".join(f"python -m tests.fuzz {name} --again {path}" for path in outcome.findings)
    return "the process ended by itself" if outcome.failed else "nothing found"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
