from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from bot.errors import BotError, ConfigError, CorpusError, FaultsError
from bot.files import kind_of, read_text, read_toml, validate, write_text

if TYPE_CHECKING:
    from pathlib import Path


class Inner(BaseModel):
    """A table."""

    model_config = ConfigDict(extra="forbid", strict=True)

    number: Annotated[int, Field(ge=1, le=9)]


class Outer(BaseModel):
    """A file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1, max_length=3)] = "x"
    inner: list[Inner] = []


def written(folder: Path, content: bytes) -> Path:
    """A file on disk."""
    path = folder / "a.toml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\0", ""])
def test_a_text_is_read_as_it_is(tmp_path: Path, end: str) -> None:
    """No line end is changed on the way."""
    assert read_text(written(tmp_path, f"甲{end}乙{end}".encode()), ConfigError) == f"甲{end}乙{end}"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Files of Windows editors work; only who wants the exact characters gets the mark, and only one is taken off."""
    path = written(tmp_path, "\ufeff\ufeff甲".encode())
    assert read_text(path, ConfigError) == "\ufeff甲"
    assert read_text(path, ConfigError, exact=True) == "\ufeff\ufeff甲"


@pytest.mark.parametrize("fault", [ConfigError, CorpusError])
@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"a\n\nb\xe4\xb8", 3), ("甲\n".encode("utf-16"), 1), (b"a\r\n\xb5", 2), (b"\xed\xa0\x80", 1)],
)
def test_what_is_not_utf8_is_named_with_its_line(
    tmp_path: Path, fault: type[BotError], content: bytes, line: int
) -> None:
    """The fault is of the kind that the reader asked for and points to the first wrong byte."""
    path = written(tmp_path, content)
    with pytest.raises(fault) as caught:
        read_text(path, fault)
    assert (caught.value.code, caught.value.path, caught.value.line) == ("not-utf8", path, line)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """A missing file and a folder in its place are told apart."""
    for path, code in ((tmp_path / "none", "file-missing"), (tmp_path, "file-unreadable")):
        with pytest.raises(ConfigError) as caught:
            read_text(path, ConfigError)
        assert (caught.value.code, caught.value.path) == (code, path)


def test_what_nobody_can_tell_is_a_fault(tmp_path: Path) -> None:
    """A name that is too long for the system is no trace of Python's, on no version of it; nothing is nothing."""
    (tmp_path / "file").write_bytes(b"")
    kinds = [kind_of(tmp_path / name, CorpusError) for name in ("", "file", "none", "file/none", "a\0b")]
    assert kinds == ["folder", "file", None, None, None]
    with pytest.raises(CorpusError) as caught:
        kind_of(tmp_path / ("a" * 300), CorpusError)
    assert caught.value.code == "file-unreadable"


def test_a_limit_is_kept(tmp_path: Path) -> None:
    """A file of just the limit is read, a byte more is refused."""
    path = written(tmp_path, b"x" * 2_000_000)
    assert len(read_text(path, ConfigError, limit=2_000_000)) == 2_000_000
    with pytest.raises(ConfigError) as caught:
        read_text(path, ConfigError, limit=1_999_999)
    assert (caught.value.code, caught.value.details) == ("file-too-large", {"limit": 1})


def test_toml_comes_with_its_text(tmp_path: Path) -> None:
    """Values have no lines; the text beside them has."""
    for mark in ("", "\ufeff"):
        assert read_toml(written(tmp_path, f"{mark}a = 1\n".encode()), ConfigError) == ({"a": 1}, "a = 1\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\na = 2\n", 2),
        ('a = 1\n\nb = "x\nc = 1\n', 3),
        ("a = 1\nb = '''x\ny\n", 4),
        ("a = 1\n[b", 2),
        ("a = [1,", 1),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """The line is where reading stopped: the last if something is never closed."""
    path = written(tmp_path, text.encode())
    with pytest.raises(CorpusError) as caught:
        read_toml(path, CorpusError)
    assert (caught.value.code, caught.value.path, caught.value.line) == ("toml", path, line)


@given(content=st.one_of(st.binary(max_size=60), st.text("a1=[]'\"\n.#{}, ", max_size=60).map(str.encode)))
def test_any_file_is_values_or_one_fault(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Nothing that can stand in a file ends in another error than ours, and a fault's line is one of the file."""
    path = written(tmp_path_factory.getbasetemp(), content)
    line: int | None = 1
    try:
        read_toml(path, ConfigError)
    except ConfigError as fault:
        line = fault.line
    assert line in range(1, content.count(b"\n") + 2)


@pytest.mark.parametrize(
    ("text", "code", "line", "details"),
    [
        ("a = 1\n", "key-unknown", 1, {"key": "a"}),
        ("name = 1\n", "key-value", 1, {"key": "name", "reason": "string-type"}),
        ("name = ''\n", "key-value", 1, {"key": "name", "reason": "string-too-short", "min_length": "1"}),
        ("\nname = 'long'\n", "key-value", 2, {"key": "name", "reason": "string-too-long", "max_length": "3"}),
        ("[[inner]]\n[[inner]]\nnumber = 1\n", "key-value", 1, {"key": "inner.number", "reason": "missing"}),
        (
            "[[inner]]\nnumber = 1\n[[inner]]\nnumber = 0\n",
            "key-value",
            4,
            {"key": "inner.number", "reason": "greater-than-equal", "ge": "1"},
        ),
        ("inner = [1]\n", "key-value", 1, {"key": "inner", "reason": "model-type"}),
    ],
)
def test_a_value_that_does_not_fit_is_explained(
    tmp_path: Path, text: str, code: str, line: int, details: dict[str, str]
) -> None:
    """Key, line, kind of finding and the limit that was passed: what the sentence for the reader needs."""
    path = written(tmp_path, text.encode())
    values, kept = read_toml(path, ConfigError)
    with pytest.raises(FaultsError) as caught:
        validate(Outer, values, path, kept, ConfigError)
    (fault,) = caught.value.faults
    found = {key: value for key, value in fault.details.items() if key in details}
    assert (fault.code, fault.path, fault.line, found) == (code, path, line, details)


def test_all_values_that_do_not_fit_are_told_at_once(tmp_path: Path) -> None:
    """One fault does not hide the next."""
    values: dict[str, Any] = {"a": 1, "name": 2, "inner": [{"number": 10}, {"b": 1}]}
    with pytest.raises(FaultsError) as caught:
        validate(Outer, values, tmp_path, "", ConfigError)
    assert sorted(str(fault.details["key"]) for fault in caught.value.faults) == [
        "a",
        "inner.b",
        "inner.number",
        "inner.number",
        "name",
    ]


def test_values_that_fit_become_the_model(tmp_path: Path) -> None:
    """What is right passes as it is."""
    assert validate(Outer, {"name": "abc", "inner": [{"number": 9}]}, tmp_path, "", ConfigError) == Outer(
        name="abc", inner=[Inner(number=9)]
    )


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """Writing leaves the new text alone, and a place that does not exist is an error with the path."""
    path = tmp_path / "a.toml"
    path.write_text("old", encoding="utf-8")
    write_text(path, "new\n", ConfigError)
    assert path.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ConfigError) as caught:
        write_text(tmp_path / "none" / "a.toml", "x", ConfigError)
    assert caught.value.code == "file-unwritable"


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """What was written until then does not stay about."""
    (tmp_path / "a.toml" / "inside").mkdir(parents=True)
    with pytest.raises(ConfigError):
        write_text(tmp_path / "a.toml", "甲", ConfigError)
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]
