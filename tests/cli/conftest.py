"""The command line as it is called, without a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner, Result

from bot.cli import build_cli
from bot.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App


class Run(Protocol):
    """Calls ``interview-bot`` with arguments, and perhaps text on standard input."""

    def __call__(self, *arguments: str, stdin: str | None = None) -> Result: ...


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder, in English; nothing is built yet."""
    return Terminal(environ={"INTERVIEW_BOT_LANGUAGE": "en", "COLUMNS": "200"}, directory=tmp_path)


@pytest.fixture
def run(terminal: Terminal) -> Run:
    """The command line in the terminal; what is no BotError goes through."""

    def call(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(build_cli(terminal), arguments, input=stdin, catch_exceptions=False)

    return call


@pytest.fixture
def run_app(terminal: Terminal, run: Run, app: App) -> Run:
    """The command line in front of the app that the whole run shares."""
    terminal.app = app
    return run
