"""``doctor`` as it is drawn and as machines read it; what it finds is tested in tests/doctor."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.doctor.findings import SUBJECTS
from tests.test_credentials import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal


@pytest.fixture
def ready(terminal: Terminal, tmp_path: Path) -> Path:
    """A working folder in which nothing is wrong."""
    terminal.environ = {
        "INTERVIEW_BOT_LANGUAGE": "en",
        "INTERVIEW_BOT_DATABASE": f"sqlite:///{tmp_path}/memory.db",
        "INTERVIEW_BOT_CACHE": str(tmp_path / "cache"),
        "DISCORD_TOKEN": GOOD,
    }
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("为什么？\n\n因为这样更简单。\n", encoding="utf-8")
    return tmp_path


def test_without_faults_the_exit_code_is_zero(ready: Path, run: Callable[..., Result]) -> None:
    """A script can go by it; warnings do not count, and nothing was made by looking."""
    result = run("doctor", "--offline", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["wrong"], result.stderr) == (0, 0, "")
    assert [one["subject"] for one in found["findings"]] == [
        subject for subject in SUBJECTS if subject not in ("portal", "intents", "servers")
    ]
    assert found["warnings"] == sum(one["state"] == "warning" for one in found["findings"])
    assert sorted(path.name for path in ready.iterdir()) == ["corpus"]
    assert GOOD not in result.output


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_table_stands_in_columns(
    ready: Path, terminal: Terminal, run: Callable[..., Result], language: str
) -> None:
    """At eighty columns each text begins below the one before, whatever the width of its characters."""
    terminal.console = Console(width=80, highlight=False)
    (ready / ".env").write_text("A=1\n", encoding="utf-8")
    (ready / ".env").chmod(0o644)
    (ready / "corpus" / "a.md").write_text("只有一句话。\n", encoding="utf-8")
    result = run("--language", language, "doctor", "--offline")
    assert result.exit_code == 1
    *table, summary = result.stdout.rstrip("\n").split("\n")
    assert summary == terminal.texts(
        "doctor-bad", wrong=2 if os.name == "posix" else 1, warnings=warnings(table, terminal)
    )
    assert {cell_len(line) for line in table} == {80}
    begins = cell_len(table[0][: table[0].index("3.")].removesuffix(terminal.texts("doctor-python-good", version="")))
    states = {terminal.texts(f"doctor-state-{state}") for state in ("ok", "warning", "wrong")}
    assert begins > 12
    for line in table:
        before, after = split_cells(line, begins)
        assert before.endswith(" ")
        assert not after.startswith(" ")
        assert not before.strip() or before.split()[0] in states


def warnings(table: list[str], terminal: Terminal) -> int:
    """How many lines of a table are warnings."""
    return sum(line.startswith(terminal.texts("doctor-state-warning")) for line in table)


def split_cells(line: str, cells: int) -> tuple[str, str]:
    """A line before and after so many columns of the terminal."""
    place = next(place for place in range(len(line) + 1) if cell_len(line[:place]) >= cells)
    assert cell_len(line[:place]) == cells
    return line[:place], line[place:]


def test_settings_that_cannot_be_read_do_not_stop_it(ready: Path, run: Callable[..., Result]) -> None:
    """Every key that is wrong is told, and the rest is examined all the same."""
    (ready / "config").mkdir()
    (ready / "config" / "settings.toml").write_text("languge = 1\nquestion_limit = 1\n", encoding="utf-8")
    result = run("doctor", "--offline", "--json")
    found = json.loads(result.stdout)
    told = [one for one in found["findings"] if one["subject"] == "settings"]
    assert (result.exit_code, found["wrong"], [one["state"] for one in told]) == (1, 2, ["wrong", "wrong"])
    assert told[0]["what"] == f"{ready / 'config' / 'settings.toml'}:1: There is no key “languge”."
    assert told[0]["mend"] == "Check the spelling."


def test_texts_of_an_earlier_version_do_not_stop_it(ready: Path, run: Callable[..., Result]) -> None:
    """Where an operator's own texts do not know the doctor yet, the packaged ones speak."""
    (ready / "config" / "texts").mkdir(parents=True)
    for language in ("zh-CN", "zh-TW", "en"):
        (ready / "config" / "texts" / f"{language}.ftl").write_text("cli-bye = Bye.\n", encoding="utf-8")
    result = run("--language", "en", "doctor", "--offline")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "is wrong" in result.stdout
