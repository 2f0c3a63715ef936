"""What is kept on disk and could be damaged, and what is written into files that people wrote."""

from __future__ import annotations

import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import CorpusError
from bot.interviews import load_interview
from bot.interviews.annotating import Additions, annotate
from bot.interviews.keeping import ENDING, Kept
from bot.interviews.sections import split_sections
from bot.keeping import KeptFiles
from bot.search.packing import pack_arrays, unpack_arrays
from bot.toml_lines import line_of
from tests.fuzz.examples import ANNOTATED, JSON, KINDS, TALK, TOML
from tests.fuzz.reading import CONFIG, CORPUS
from tests.fuzz.target import Target, beginning, encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.interviews import Interview

NAME = "entry"
ADDITIONS = Additions(
    exchanges={1: ["怎么问？", "甲\"'\\#[]"]},
    passages={(1, "说了"): ["说了什么？"]},
    keys={"title": "题", "speakers": ["林晓"], "licence": {"name": "CC0"}, "reading": {"leave_out": ["目录"]}},
    tables={"people": [{"name": "林晓", "role": "answers"}]},
    remark="请检查",
)


@cache
def _entry() -> tuple[Interview, bytes]:
    """An interview, and the file in which it is kept."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "a.md").write_text(TALK, encoding="utf-8")
        interview = load_interview(folder / "a.md")
        Kept(folder).keep(NAME, interview)
        return interview, (folder / f"{NAME}{ENDING}").read_bytes()


def _find_damaged(data: bytes, folder: Path) -> None:
    """An entry of a damaged disk: what was kept, or nothing."""
    interview, whole = _entry()
    (folder / f"{NAME}{ENDING}").write_bytes(data)
    found = Kept(folder).find(NAME)
    assert found == (interview if data == whole else None)


def _find_sealed(data: bytes, folder: Path) -> None:
    """An entry that is whole and holds something else: an interview, or nothing."""
    KeptFiles(folder, ENDING).keep(NAME, data)
    found = Kept(folder).find(NAME)
    assert found is None or found.id is not None


def _unpack(data: bytes, _: Path) -> None:
    """Arrays of numbers that take no more memory than they lie in, or the one error that is told."""
    try:
        arrays = unpack_arrays(memoryview(data))
    except ValueError:
        return
    assert sum(array.nbytes for array in arrays.values()) <= len(data)


def _packed() -> list[bytes]:
    arrays: dict[str, Any] = {"a": np.arange(5, dtype=np.int32), "b": np.zeros(0, dtype=np.uint8), "c": np.ones(3)}
    return [b"".join(bytes(part) for part in pack_arrays(arrays))]


def _annotate(data: bytes, _: Path) -> None:
    """A sidecar that somebody wrote: it gains what is added, once, and is cut nowhere else than at its headers."""
    text = data.decode("utf-8", "replace")
    after = annotate(text, ADDITIONS, Path("a.toml"))
    assert annotate(text, Additions(), Path("a.toml")) == text
    assert "".join(section.text for section in split_sections(text)) == text
    values = tomllib.loads(after)
    if isinstance(values["exchanges"], list):
        asked = [one["asked_as"] for one in values["exchanges"] if one.get("number") == 1]
        assert any(all(said in known for said in ADDITIONS.exchanges[1]) for known in asked)
    assert annotate(after, ADDITIONS, Path("a.toml")) == after


def _locate(data: bytes, _: Path) -> None:
    """Every value of a TOML text is on one of its lines, or on none that can be told."""
    text = data.decode("utf-8", "replace")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError):
        values = {}
    last = text.count("\n") + 1
    for where in (("title",), ("topics", 0, "name"), *_ways(values)):
        line = line_of(text, where)
        assert line is None or 1 <= line <= last


def _ways(values: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to some values."""
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for name, value in list(inner)[:5]:
        yield (*way, name)
        if len(way) < 4:
            yield from _ways(value, (*way, name))


def _tables() -> list[bytes]:
    written = encoded(ANNOTATED, ANNOTATED.replace("\n", "\r\n"), "")
    return [beginning(CORPUS / "francois-chollet.toml", 800), *written, beginning(CONFIG / "decision.toml", 600)]


KEPT = {
    "damaged": Target(_find_damaged, lambda: [_entry()[1], _entry()[1][:-1]]),
    "sealed": Target(_find_sealed, lambda: [_entry()[1].partition(b"\n")[2]], words=JSON),
    "arrays": Target(_unpack, _packed, words=KINDS, longest=400),
    "annotating": Target(_annotate, _tables, (CorpusError,), TOML, longest=1000),
    "lines": Target(_locate, _tables, words=TOML, longest=1000),
}
