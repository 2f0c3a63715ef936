from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.toml_lines import line_of

TEXT = """\
# title = "no"
title = "x"
"quoted" = 1
  indented = 2

[licence]
name = "y" # name = "no"
[a."b".c]
key = 1

[[topics]]
name = "1"
exchanges = [
  1,
  2,
]

[[topics]] # second
aliases = ["a = b", "name = no"]
name = "2"
[topics.more]
deep = 1

[[exchanges]]
number = 1
[[exchanges.passages]]
begins = "a"
[[exchanges.passages]]
begins = "b"

[[ exchanges ]]
number = 2
[[exchanges.passages]]
begins = "c"
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        pytest.param(("title",), 2, id="key"),
        pytest.param(("quoted",), 3, id="quoted key"),
        pytest.param(("indented",), 4, id="indented key"),
        pytest.param(("licence",), 6, id="table"),
        pytest.param(("licence", "name"), 7, id="key in a table"),
        pytest.param(("licence", "link"), 6, id="missing key"),
        pytest.param(("a", "b", "c", "key"), 9, id="dotted table"),
        pytest.param(("topics", 0, "name"), 12, id="first table of an array"),
        pytest.param(("topics", 0, "exchanges", 1), 13, id="deeper than a line"),
        pytest.param(("topics", 1), 18, id="second table of an array"),
        pytest.param(("topics", 1, "name"), 20, id="key in the second"),
        pytest.param(("topics", 1, "exchanges"), 18, id="missing key in the second"),
        pytest.param(("topics", 1, "more", "deep"), 22, id="table in an array"),
        pytest.param(("exchanges", 0, "passages", 1, "begins"), 29, id="array in an array"),
        pytest.param(("exchanges", 1, "number"), 32, id="array with blanks"),
        pytest.param(("exchanges", 1, "passages", 0, "begins"), 34, id="array in the second of an array"),
        pytest.param(("nothing",), None, id="nowhere"),
        pytest.param(("topics", 7), None, id="beyond the end"),
    ],
)
def test_a_value_is_found_on_its_line(where: tuple[str | int, ...], line: int | None) -> None:
    """The line of a key, of the table above it if it is missing, or none."""
    assert line_of(TEXT, where) == line
    assert line_of(TEXT.replace("\n", "\r\n"), where) == line


names = st.text("abcXYZ019_-", min_size=1, max_size=6)
values = st.sampled_from(["1", "true", '"a"', '"x = 1 # y"', "[1, 2]", '["[a]", "b"]', "{ a = 1 }", "1979-05-27"])
keys = st.dictionaries(names, values, max_size=4)
spaces = st.sampled_from(["", "\n", "# note\n", "   \n", '# key = "1"\n# [table]\n'])


@given(
    top=keys, tables=st.lists(st.tuples(names, st.lists(st.tuples(keys, spaces), min_size=1, max_size=3)), max_size=4)
)
def test_every_key_of_a_generated_file_is_found(
    top: dict[str, str], tables: list[tuple[str, list[tuple[dict[str, str], str]]]]
) -> None:
    """Whatever stands between, the line found is the line on which the key was written."""
    lines: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}

    def write(line: str, where: tuple[str | int, ...] | None = None) -> None:
        lines.append(line)
        if where is not None:
            expected[where] = len(lines)

    for key, value in top.items():
        write(f"{key} = {value}", (key,))
    for name, entries in {name: entries for name, entries in tables if name not in top}.items():
        for number, (table, space) in enumerate(entries):
            lines.extend(space.split("\n")[:-1])
            write(f"[[{name}]]", (name, number))
            for key, value in table.items():
                write(f"{key}={value}", (name, number, key))
    text = "\n".join(lines)
    tomllib.loads(text)
    assert {where: line_of(text, where) for where in expected} == expected
