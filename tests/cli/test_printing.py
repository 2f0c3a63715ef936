from __future__ import annotations

import io
import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.panel import Panel
from rich.table import Table

from bot.cli.printing import PlainConsole, json_text, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from bot.cli.terminal import Terminal

HOSTILE = """\
# \x1b]0;owned\x07 [/b] talk

Q: What is [bold]intelligence[/bold] :smile: \u202edesrever?
A: \x1b[2J\x1b[31mIntelligence is the efficiency of learning new things [/red] and not skill. \x9b31m
"""


def does_something(output: str) -> set[str]:
    """The characters of an output that a terminal would obey."""
    return {
        character
        for character in output
        if (unicodedata.category(character) == "Cc" and character not in "\n\t") or "\u202a" <= character <= "\u202e"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("智能\t是\n效率", "智能\t是\n效率"),
        ("\x1b[31m", "␛[31m"),
        ("a\x00b\x7fc\x9bd", "a␀b␡c\N{REPLACEMENT CHARACTER}d"),
        ("a\u202eb", "ab"),
    ],
)
def test_control_characters_are_shown_as_pictures(text: str, expected: str) -> None:
    """Words stay as they are; what a terminal would obey is a picture, and a mark that turns words round is gone."""
    assert shown(text) == expected


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_loses_nothing_and_does_nothing(value: object) -> None:
    """Every text is read back as it was, from a line without control characters that UTF-8 can write."""
    line = json_text(value)
    assert json.loads(line) == value
    assert not does_something(line)
    line.encode()


def test_markup_is_text() -> None:
    """Brackets and codes of emojis are shown where they stand, in frames and cells too, and end nothing."""
    file = io.StringIO()
    console = PlainConsole(file=file, width=60)
    table = Table("[/b]")
    table.add_row("[red]x[/red] :smile:")
    console.print(Panel("[/i]"), table, "[/]")
    for said in ("[/i]", "[/b]", "[red]x[/red] :smile:", "[/]"):
        assert said in file.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "corpus/hostile.md"),
        ("check", "--json", "corpus/hostile.md"),
        ("--corpus", "corpus", "ask", "What is intelligence?"),
        ("--corpus", "corpus", "ask", "--json", "What is \x1bintelligence?"),
        ("--corpus", "corpus", "explain", "What is [/b] intelligence \x1b?"),
    ],
)
def test_a_hostile_file_does_nothing_to_the_terminal(
    terminal: Terminal, run: Callable[..., Result], arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escapes and markup of an interview or a question are shown by what quotes them, and not obeyed."""
    folder = terminal.directory / "corpus"
    folder.mkdir()
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.chdir(terminal.directory)
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert "ntelligence" in result.stdout
    assert not does_something(result.output)


def test_a_stopped_command_says_so_in_its_own_language(run: Callable[..., Result]) -> None:
    """The end of input where a token is asked for is one sentence of the catalogue, not click's."""
    result = run("init")
    assert result.exit_code != 0
    assert "Aborted" not in result.output
