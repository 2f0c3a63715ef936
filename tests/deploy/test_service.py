from __future__ import annotations

import plistlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from click.testing import CliRunner

from bot.cli import build_cli
from bot.cli.terminal import Terminal
from bot.settings import PREFIX, load_settings
from tests.deploy.files import is_command, read, read_unit

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App

UNIT = read_unit("deploy/interview-bot.service")
AGENT = plistlib.loads(read("deploy/interview-bot.plist").encode())


def command_of(line: list[str]) -> list[str]:
    """A command line without the folder of its program."""
    return [PurePosixPath(line[0]).name, *line[1:]]


def test_the_services_run_a_command_that_there_is() -> None:
    """Both start the bot with a command line that it understands, from an absolute path."""
    for line in (UNIT["ExecStart"][0].split(), AGENT["ProgramArguments"]):
        assert "/bin/" in line[0]
        assert is_command(command_of(line))


def test_what_has_to_be_mended_is_not_tried_again(app: App, tmp_path: Path) -> None:
    """Without a token `run` ends with the code on which systemd gives up; other failures are tried again."""
    terminal = Terminal(environ={}, directory=tmp_path)
    terminal.app = app
    code = CliRunner().invoke(build_cli(terminal), ["run"]).exit_code
    assert UNIT["RestartPreventExitStatus"] == [str(code)]
    assert UNIT["Restart"] == ["on-failure"]


def test_the_unit_keeps_what_it_writes_in_its_own_folders(tmp_path: Path) -> None:
    """With a read-only system the bot works in its state folder, its cache in another, and both are its own."""
    own = UNIT["StateDirectory"] + UNIT["CacheDirectory"]
    assert own == UNIT["User"] + UNIT["Group"]
    assert UNIT["WorkingDirectory"] == [f"%S/{own[0]}"]
    variables = dict(pair.split("=") for line in UNIT["Environment"] for pair in line.split())
    assert variables[f"{PREFIX}CACHE"] == f"%C/{own[1]}"
    load_settings(variables, tmp_path)


def test_the_unit_holds_no_secret() -> None:
    """Units can be read by everybody: the token comes from a file that only root has to be able to read."""
    assert UNIT["EnvironmentFile"] == ["/etc/interview-bot/environment"]
    assert "TOKEN=" not in " ".join(UNIT["Environment"])
    assert "EnvironmentVariables" not in AGENT or "TOKEN" not in " ".join(AGENT["EnvironmentVariables"])


def test_the_agent_comes_back_unless_it_was_asked_to_end() -> None:
    """A minute lies between two starts, since launchd knows no codes: a refused token is not asked about too often."""
    assert AGENT["KeepAlive"] == {"SuccessfulExit": False}
    assert AGENT["ThrottleInterval"] >= 60
    assert AGENT["RunAtLoad"] is True


def test_the_agents_paths_are_all_to_be_filled_in() -> None:
    """One replacement makes the file right for a person: every path begins with the same word."""
    paths = [AGENT["ProgramArguments"][0], AGENT["WorkingDirectory"]]
    paths += [AGENT["StandardOutPath"], AGENT["StandardErrorPath"]]
    assert {path.split("/")[0] for path in paths} == {"HOME"}
