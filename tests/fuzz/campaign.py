"""A target's turn: seeds and words are written for libFuzzer, a process tries, and what it did is read back."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.target import Target

# Seconds that one try may take before it is a finding, and megabytes that the process may.
SLOW, MEMORY = 20, 3000
# Seconds for starting and ending a process, on a busy machine.
AROUND = 180
_TRIES = re.compile(r"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
_TRACE = re.compile(r"Uncaught Python exception: ===(.*?)\n==\d+==", re.DOTALL)
_REACHED = re.compile(r"\bcov: (\d+)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a turn.

    Attributes:
        tries: how many bytes were tried.
        reached: how many places in the code.
        findings: files that hold what was found; each can be given again.
        failed: the process ended as it does where something is found, or by itself.
        said: the trace of what was found, or the end of what the process said.
    """

    tries: int
    reached: int
    findings: tuple[Path, ...]
    failed: bool
    said: str


def take_turn(name: str, target: Target, seconds: int, corpus: Path, findings: Path) -> Outcome:
    """Fuzz a target in a process of its own.

    Args:
        name: of the target.
        target: gives seeds and words.
        seconds: how long.
        corpus: the folder in which what led on is kept, and is begun with the next time.
        findings: the folder into which findings are written.
    """
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    before = set(findings.iterdir())
    with tempfile.TemporaryDirectory(prefix="interview-bot-fuzz-") as made:
        words, place = Path(made) / "words", Path(made) / "place"
        words.write_text("".join(map(_entry, target.words)), encoding="ascii")
        place.mkdir()
        flags = [f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-timeout={SLOW}"]
        # An empty dictionary is an error to libFuzzer.
        flags += [f"-dict={words}"] if target.words else []
        flags += [
            f"-rss_limit_mb={MEMORY}",
            "-print_final_stats=1",
            f"-artifact_prefix={findings}/{name}-",
            str(corpus),
        ]
        command = [sys.executable, "-m", "tests.fuzz.guided", name, str(place), *flags]
        ended = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=seconds + AROUND
        )
    said = ended.stdout.decode("utf-8", "replace")
    tries, reached = _TRIES.search(said), _REACHED.findall(said)
    return Outcome(
        int(tries[1]) if tries else 0,
        int(reached[-1]) if reached else 0,
        tuple(sorted(set(findings.iterdir()) - before)),
        ended.returncode != 0,
        _trace(said),
    )


def _trace(said: str) -> str:
    found = _TRACE.search(said)
    return found[1].strip() if found else "\n".join(said.split("\n")[-20:])


def _entry(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return '"' + "".join(f"\\x{byte:02X}" for byte in word.encode()) + '"\n'
