"""Where in a TOML text a key stands, so that a fault can name its line.

tomllib gives values without positions; the files of this project are tables, arrays of tables and
``key = value`` lines, which is all that has to be recognised here.
"""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(
    r"^\s*+(\[\[?+)\s*+([A-Za-z0-9_.\-\"](?:[A-Za-z0-9_.\-\" ]*[A-Za-z0-9_.\-\"])?)\s*\]\]?\s*+(?:#.*)?$"
)
_KEY = re.compile(r"^\s*(\"?)([A-Za-z0-9_\-]+)\1\s*=")


def line_of(text: str, where: tuple[str | int, ...]) -> int | None:
    """Find the line on which a value begins.

    Args:
        text: the whole TOML text.
        where: the way to the value from the top, names and, in arrays of tables, numbers from 0, such as
            ``("topics", 2, "exchanges")``; what lies deeper than a line is passed over.

    Returns:
        the line counted from 1, the nearest table above it if the key itself is missing, or None if not
        even that stands in the text.
    """
    best: tuple[int, int] | None = None
    for number, path in _lines(text):
        length = len(path)
        if where[:length] == path and (best is None or length > best[0]):
            best = (length, number)
    return None if best is None else best[1]


def _lines(text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    found: list[tuple[int, tuple[str | int, ...]]] = []
    counts: Counter[tuple[str | int, ...]] = Counter()
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _resolve(header[2].replace('"', "").split("."), counts)
            if header[1] == "[[":
                counts[table] += 1
                table = (*table, counts[table] - 1)
            found.append((number, table))
        elif key := _KEY.match(line):
            found.append((number, (*table, key[2])))
    return found


def _resolve(parts: list[str], counts: Counter[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """A header's dotted name with the numbers of the arrays that it lies in."""
    path: tuple[str | int, ...] = ()
    for position, part in enumerate(parts):
        path = (*path, part.strip())
        if position < len(parts) - 1 and counts[path]:
            path = (*path, counts[path] - 1)
    return path
