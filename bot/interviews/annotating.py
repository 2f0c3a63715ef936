"""Writing into a sidecar without losing anything that a person wrote there."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import tomlkit

from bot.errors import CorpusError
from bot.interviews.sections import Section, split_sections

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | bool | Sequence[str]
Table = Mapping[str, Value]
# What makes two texts the same: those with an equal result are.
Same = Callable[[str], str]

_EXCHANGE, _PASSAGE = ("exchanges",), ("exchanges", "passages")


@dataclass(frozen=True, slots=True)
class Additions:
    """What is to stand in a sidecar besides what is there.

    Attributes:
        exchanges: other ways to ask for an exchange as a whole, by its number.
        passages: the same for a passage, by the number of its exchange and the words that it begins with.
        keys: whole keys by name: a text, a number, a list of texts or a table. A value that is there stays, a list is
            continued, a table is completed.
        tables: tables by the name of their list, such as people; each is put behind the others, unless it is there.
        remark: a comment behind each value that is added to a table or to a list of texts, for who reviews it; none if
            empty.
    """

    exchanges: Mapping[int, Sequence[str]] = field(default_factory=dict)
    passages: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)
    keys: Mapping[str, Value | Table] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Table]] = field(default_factory=dict)
    remark: str = ""


def annotate(text: str, additions: Additions, path: Path, *, same: Same = str) -> str:
    """Put additions into the text of a sidecar.

    Args:
        text: of the sidecar; may be empty.
        additions: what is to be there afterwards.
        path: the sidecar's file, for the fault.
        same: folds a text; what folds to what is in a list, or was added to it, is not added.

    Returns:
        the text with every value, comment and blank that it had, and with the additions.

    Raises:
        CorpusError: the text is not TOML, has something else in the place of a list of texts, or says what is to be
            continued in a form that cannot be, such as a list of tables in one line.
    """
    before = _values(text, path)
    # What is added to a file of Windows has its line ends; one that mixes them keeps its mixture.
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    sections = split_sections(text.replace("\r\n", "\n") if windows else text)
    draft = _Draft(sections, path, additions.remark, same)
    for number, phrasings in additions.exchanges.items():
        draft.extend(draft.exchange(number), "asked_as", phrasings)
    for (number, begins), phrasings in additions.passages.items():
        draft.extend(draft.passage(number, begins), "asked_as", phrasings)
    for key, value in additions.keys.items():
        draft.add_key(key, value)
    for key, tables in additions.tables.items():
        draft.add_tables(key, tables)
    annotated = draft.text.replace("\n", "\r\n") if windows else draft.text
    if not _holds(_values(annotated, path, "sidecar-form"), before):
        raise CorpusError("sidecar-form", path=path)
    return annotated


class _Draft:
    """A sidecar in the making.

    Args:
        sections: of the text so far.
        path, remark, same: as in `annotate`.
    """

    def __init__(self, sections: list[Section], path: Path, remark: str, same: Same) -> None:
        self._path = path
        self._sections = sections
        self._remark = remark
        self._same = same

    @property
    def text(self) -> str:
        """As it stands."""
        return "".join(section.text for section in self._sections)

    def exchange(self, number: int) -> int:
        """The place of an exchange's section, which is made where there is none."""
        for place in self._places(_EXCHANGE):
            if self._sections[place].table.get("number") == number:
                return place
        return self._insert(self._end_of(_EXCHANGE), _EXCHANGE, {"number": number})

    def passage(self, number: int, begins: str) -> int:
        """The place of a passage's section, which is made, with that of its exchange, where there is none.

        A beginning means one passage of its exchange only, so that a longer or shorter one means the same.
        """
        first = self.exchange(number)
        following = (place for place in self._places(_EXCHANGE) if place > first)
        end = next(following, len(self._sections))
        own = [place for place in self._places(_PASSAGE) if first < place < end]
        for place in own:
            known = str(self._sections[place].table.get("begins", ""))
            if known and (known.startswith(begins) or begins.startswith(known)):
                return place
        return self._insert(own[-1] if own else first, _PASSAGE, {"begins": begins})

    def add_key(self, key: str, value: Value | Table) -> None:
        """Add a whole key."""
        if isinstance(value, Mapping):
            self._complete(self._table(key), value)
        else:
            self._complete(0, {key: value})

    def add_tables(self, key: str, tables: Sequence[Table]) -> None:
        """Add tables to a list of them."""
        known = [self._sections[place].table for place in self._places((key,))]
        for table in tables:
            if dict(table) not in known:
                known.append(dict(table))
                self._insert(self._end_of((key,)), (key,), table)

    def extend(self, place: int, key: str, values: Sequence[str]) -> None:
        """Continue a list of a section, or begin it."""
        section = self._sections[place]
        there = section.table.get(key, [])
        if not isinstance(there, list) or not all(isinstance(value, str) for value in there):
            raise CorpusError("key-value", path=self._path, key=key, reason="list-type")
        taken = set(map(self._same, there))
        fresh: list[str] = []
        for value in values:
            if self._same(value) not in taken:
                taken.add(self._same(value))
                fresh.append(value)
        if not fresh:
            return
        if key in section.table:
            self._sections[place] = replace(section, text=_continued(section, key, fresh, self._remark))
        else:
            self._write(place, key, _lines(tomlkit.array(), fresh, self._remark))

    def _complete(self, place: int, table: Table) -> None:
        for key, value in table.items():
            if isinstance(value, Sequence) and not isinstance(value, str):
                self.extend(place, key, value)
            elif key not in self._sections[place].table:
                self._write(place, key, value, self._remark)

    def _table(self, key: str) -> int:
        places = self._places((key,))
        return places[0] if places else self._insert(len(self._sections) - 1, (key,), {}, listed=False)

    def _write(self, place: int, key: str, value: Any, remark: str = "") -> None:
        """Put a key behind the last one of a section."""
        body, rest = self._sections[place].split()
        gap = "" if body.text or rest or place + 1 == len(self._sections) else "\n"
        self._sections[place] = replace(body, text=f"{body.text}{_line(key, value, remark)}{gap}{rest}")

    def _insert(self, place: int, path: tuple[str, ...], table: Table, *, listed: bool = True) -> int:
        """Put a section behind another, before the blank lines and comments that lead on to the next."""
        body, rest = self._sections[place].split()
        name = ".".join(tomlkit.key(part).as_string() for part in path)
        header = f"[[{name}]]" if listed else f"[{name}]"
        gap = "\n" if "".join(section.text for section in self._sections[:place]) + body.text else ""
        keys = "".join(_line(key, value) for key, value in table.items())
        self._sections[place : place + 1] = [body, Section(path, f"{gap}{header}\n{keys}{rest}")]
        return place + 1

    def _places(self, path: tuple[str, ...]) -> list[int]:
        return [place for place, section in enumerate(self._sections) if section.path == path]

    def _end_of(self, path: tuple[str, ...]) -> int:
        """The last section of a list of tables with all that is below it, or of the text where there is none."""
        own = [place for place, section in enumerate(self._sections) if section.path[: len(path)] == path]
        return own[-1] if own else len(self._sections) - 1


def _line(key: str, value: Any, remark: str = "") -> str:
    behind = f"  # {remark}" if remark else ""
    return f"{tomlkit.key(key).as_string()} = {tomlkit.item(value).as_string()}{behind}\n"


def _continued(section: Section, key: str, values: list[str], remark: str) -> str:
    document = tomlkit.parse(section.text)
    found: Any = document
    for name in section.path:
        found = found[name]
        found = found[0] if isinstance(found, list) else found
    _lines(found[key], values, remark)
    return tomlkit.dumps(document)


def _lines(array: Any, values: list[str], remark: str) -> Any:
    """Put each value on a line of its own, behind it the remark."""
    for value in values:
        array.add_line(value, indent="  ", comment=remark or None)
    if not array.as_string().endswith("\n]"):
        array.add_line(indent="", add_comma=False)
    return array


def _values(text: str, path: Path, code: str = "toml") -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        # Besides what is no TOML: a number of thousands of digits, and brackets within brackets.
        raise CorpusError(code, path=path) from None


def _holds(after: Any, before: Any) -> bool:
    """Whether everything of a value is in another, lists in their order from the beginning."""
    if isinstance(before, dict):
        return isinstance(after, dict) and all(key in after and _holds(after[key], before[key]) for key in before)
    if isinstance(before, list):
        return (
            isinstance(after, list)
            and len(after) >= len(before)
            and all(_holds(*pair) for pair in zip(after, before, strict=False))
        )
    return bool(after == before)
