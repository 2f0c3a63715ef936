from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import build_cli
from bot.cli.completing import NAME, SHELLS, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from bot.cli.terminal import Terminal


def completed(terminal: Terminal, words: str, place: int) -> list[str]:
    """What bash is told when Tab is pressed at a word of a line."""
    asked = {VARIABLE: "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    result = CliRunner(env=asked).invoke(build_cli(terminal), [], prog_name=NAME)
    return result.stdout.split("\n")[:-1]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_a_script_that_asks_the_command(run: Callable[..., Result], shell: str) -> None:
    """The script calls the command by its name, with the variable at which click looks."""
    script = run("completion", shell).stdout
    assert f"{VARIABLE}={shell}_complete" in script
    assert f" {NAME}" in script


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("interview-bot che", 1, ["plain,check"]),
        ("interview-bot db ba", 2, ["plain,backup"]),
        ("interview-bot run --shard", 2, ["plain,--shards", "plain,--shard-count"]),
        ("interview-bot --language zh", 2, ["plain,zh-CN", "plain,zh-TW"]),
        ("interview-bot completion ", 2, [f"plain,{shell}" for shell in SHELLS]),
        ("interview-bot check int", 2, ["file,int"]),
        ("interview-bot --corpus int", 2, ["dir,int"]),
    ],
)
def test_commands_options_and_files_are_completed(
    terminal: Terminal, words: str, place: int, expected: list[str]
) -> None:
    """Commands, those below `db`, options, their values, and files and folders where they are taken."""
    assert completed(terminal, words, place) == expected


def test_completing_reads_neither_settings_nor_interviews(terminal: Terminal) -> None:
    """Tab answers at once, and also where a setting is wrong."""
    terminal.environ = {"INTERVIEW_BOT_LANGUAGE": "xx"}
    assert completed(terminal, "interview-bot ask --js", 2) == ["plain,--json", "plain,--jsonl"]
    assert "settings" not in vars(terminal)
