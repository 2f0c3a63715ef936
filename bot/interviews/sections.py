"""A TOML text cut at its table headers, so that one table can be edited while every other byte stays as it is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from typing import Any

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A header with its keys, or what stands before the first header.

    Attributes:
        path: the names in the header; none before the first.
        text: everything up to the next header; a TOML document of its own.
    """

    path: tuple[str, ...]
    text: str

    @property
    def table(self) -> dict[str, Any]:
        """The keys of this table alone."""
        found: Any = tomllib.loads(self.text)
        for name in self.path:
            found = _inside(found[name])
        return dict(found)

    def split(self) -> tuple[Section, str]:
        """The section up to its last key, with the comment right below that, and what leads on to the next header."""
        lines = self.text.split("\n")
        written = [place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
        last = written[-1] if written else -1
        # What looks like a comment may be the end of a text of several lines.
        ends = range(last, len(lines))
        last = next((place for place in ends if _is_whole("\n".join(lines[: place + 1]) + "\n")), last)
        end = next((place for place in range(last + 1, len(lines)) if not lines[place].strip()), len(lines))
        body = "\n".join(lines[:end])
        return replace(self, text=body and body + "\n"), "\n".join(lines[end:])


def split_sections(text: str) -> list[Section]:
    """Cut a TOML text at its headers.

    Args:
        text: valid TOML.

    Returns:
        the sections in order, the first without a path; joined they are the text.
    """
    sections: list[Section] = []
    path: tuple[str, ...] = ()
    start = 0
    for header in _HEADER.finditer(text):
        # A bracket may open a line of an array or of a string as well; what stands before it is no document then.
        if _is_whole(text[start : header.start()]) and (found := _path(text[header.start() :])) is not None:
            sections.append(Section(path, text[start : header.start()]))
            path, start = found, header.start()
    return [*sections, Section(path, text[start:])]


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _path(text: str) -> tuple[str, ...] | None:
    """The names in a header, or None where the line is none."""
    try:
        found: Any = tomllib.loads(text.partition("\n")[0].removesuffix("\r"))
    except tomllib.TOMLDecodeError:
        return None
    path: list[str] = []
    while found:
        (name,) = found
        path.append(name)
        found = _inside(found[name])
    return tuple(path)


def _inside(found: Any) -> Any:
    return found[0] if isinstance(found, list) else found
