"""What the benchmarks have in common: figures beside their aims, and how times are summed up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of aims.

    Attributes:
        work: what is done.
        aim: what it should show.
        seen: what was seen.
        met: whether the aim was reached; None where it was not measured.
    """

    work: str
    aim: str
    seen: str
    met: bool | None


@dataclass(slots=True)
class Findings:
    """What one benchmark found.

    Attributes:
        title: of its part of the report.
        figures: its lines in the table of aims.
        text: Markdown below its title: tables of everything that was measured.
        bars: median milliseconds by name, for the picture.
    """

    title: str
    figures: list[Figure] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    bars: dict[str, float] = field(default_factory=dict)


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which a share of all lie: one that was seen, nothing interpolated."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds with three digits that say something."""
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def mebibytes(count: float) -> str:
    """Bytes as MiB."""
    return f"{count / 2**20:,.0f}"


def memory(key: str, process: int | None = None) -> int:
    """Bytes of this process, or of another one, as Linux counts them: ``VmRSS`` now, ``VmHWM`` at most.

    Not getrusage's: what it calls the maximum begins with that of the process which started this one.
    """
    for line in Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name == key:
            return int(value.split()[0]) * 1024
    raise LookupError(f"/proc/self/status has no {key}")
