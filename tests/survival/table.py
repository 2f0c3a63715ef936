"""Every fault there is, and the page that tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.figures import table
from tests.survival.connections import CONNECTIONS
from tests.survival.processes import PROCESSES
from tests.survival.requests import REQUESTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.survival.faults import Row

FAULTS = (*CONNECTIONS, *REQUESTS, *PROCESSES)
MARK = "<!-- faults -->"


def write(page: Path, rows: Sequence[Row]) -> None:
    """Put the table behind its mark in the page, in place of what stands there."""
    before, _, _ = page.read_text(encoding="utf-8").partition(MARK)
    lines = table(
        ["fault", "sent", "what the bot did", "what came back"], [[r.name, r.sent, r.did, r.came] for r in rows]
    )
    page.write_text(f"{before}{MARK}\n\n{lines}\n", encoding="utf-8")


def names_in(page: Path) -> list[str]:
    """The faults that have a row in the page, in its order."""
    _, _, after = page.read_text(encoding="utf-8").partition(MARK)
    rows = [line for line in after.split("\n") if line.startswith("| ")]
    return [row.split(" | ")[0].removeprefix("| ") for row in rows[2:]]
