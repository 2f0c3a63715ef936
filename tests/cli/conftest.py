"""The command line as it is called, without a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import build_cli
from bot.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.app import App


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder, in English; nothing is built yet."""
    return Terminal(environ={"INTERVIEW_BOT_LANGUAGE": "en"}, directory=tmp_path)


@pytest.fixture
def run(terminal: Terminal) -> Callable[..., Result]:
    """The command line in the terminal; what is no BotError goes through."""

    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(build_cli(terminal), arguments, input=stdin, catch_exceptions=False)

    return call


@pytest.fixture
def run_app(terminal: Terminal, run: Callable[..., Result], app: App) -> Callable[..., Result]:
    """The command line in front of the app that the whole run shares."""
    terminal.app = app
    return run
