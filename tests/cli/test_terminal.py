from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import build_cli
from bot.cli.terminal import Terminal
from bot.errors import ConfigError, CorpusError, FaultsError
from bot.settings import packaged
from bot.version import version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.app import App

COMMANDS = [
    "ask",
    "chat",
    "check",
    "db",
    "doctor",
    "eval",
    "expand",
    "explain",
    "fit",
    "init",
    "preview",
    "run",
    "taught",
]


def test_options_are_stronger_than_the_environment(tmp_path: Path) -> None:
    """What is typed on the command line wins over what is set, and what is not typed stays."""
    environ = {"INTERVIEW_BOT_LANGUAGE": "en", "INTERVIEW_BOT_CORPUS": "theirs", "INTERVIEW_BOT_LOG_LEVEL": "debug"}
    terminal = Terminal(environ=environ, directory=tmp_path, corpus="mine", language="zh-TW")
    settings = terminal.settings
    assert (settings.corpus, settings.language, settings.log_level) == (tmp_path / "mine", "zh-TW", "debug")
    assert settings.config == packaged("config")
    assert environ["INTERVIEW_BOT_CORPUS"] == "theirs"


@pytest.mark.parametrize(
    ("environ", "language", "expected"),
    [
        ({}, None, "zh-CN"),
        ({"INTERVIEW_BOT_LANGUAGE": "en"}, None, "en"),
        ({"INTERVIEW_BOT_LANGUAGE": "en"}, "zh-TW", "zh-TW"),
        ({"INTERVIEW_BOT_QUESTION_LIMIT": "x"}, "en", "en"),
        ({"INTERVIEW_BOT_QUESTION_LIMIT": "x"}, None, "zh-CN"),
    ],
)
def test_sentences_are_in_the_operators_language(
    tmp_path: Path, environ: dict[str, str], language: str | None, expected: str
) -> None:
    """The option, the setting or the default, even when another setting is wrong."""
    assert Terminal(environ=environ, directory=tmp_path, language=language).texts.language == expected


def test_folders_hold_even_when_a_setting_is_wrong(tmp_path: Path) -> None:
    """To find everything wrong at once, the named folders are read although the settings are not valid."""
    (tmp_path / "config").mkdir()
    terminal = Terminal(environ={"INTERVIEW_BOT_LANGUAGE": "x"}, directory=tmp_path, corpus="mine")
    assert (terminal.plain_settings.corpus, terminal.plain_settings.config) == (tmp_path / "mine", tmp_path / "config")


def test_faults_go_to_standard_error_a_line_each(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong does not mix with what was asked for."""
    faults = [ConfigError("toml", path=terminal.directory / "a"), CorpusError("file-empty")]
    terminal.fail(FaultsError(faults))
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "".join(terminal.texts.error(fault) + "\n" for fault in faults)


@pytest.mark.parametrize("text", [None, b"\xff\n", b"a = A\n"])
def test_a_broken_catalogue_does_not_silence_a_fault(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], text: bytes | None
) -> None:
    """With texts that are missing, unreadable or incomplete, faults are told in the packaged sentences."""
    folder = terminal.directory / "config" / "texts"
    folder.mkdir(parents=True)
    if text is not None:
        for language in ("en", "zh-CN"):
            (folder / f"{language}.ftl").write_bytes(text)
    terminal.language = "en"
    terminal.fail(CorpusError("file-empty", path=terminal.directory / "a.md"))
    assert capsys.readouterr().err == f"{terminal.directory / 'a.md'}: The file is empty. Put the interview into it.\n"


def test_every_command_is_there(run: Callable[..., Result]) -> None:
    """``--help`` lists all commands with what they do."""
    result = run("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Callable[..., Result], command: str) -> None:
    """Each command has a help text, also behind ``-h``, and needs nothing built to show it."""
    result = run(command, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: interview-bot {command}")


def test_the_version_is_told(run: Callable[..., Result]) -> None:
    """Who reports a bug can say of which version."""
    assert version() in run("--version").stdout


@pytest.mark.parametrize(
    "arguments", [("dance",), ("--language", "fr", "check"), ("explain",), ("fit",), ("explain", "--hit", "0", "x")]
)
def test_a_wrong_call_ends_with_2(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    """Scripts can tell a mistyped command from a failed one; usage goes to standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--corpus", "none", "ask", "x"), "none: "),
        (("--config", "broken", "ask", "x"), "settings.toml:2: "),
        (("--config", "broken", "explain", "x"), "settings.toml:2: "),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_line(
    terminal: Terminal, run: Callable[..., Result], arguments: tuple[str, ...], named: str
) -> None:
    """An operator reads where the fault is and no traceback."""
    (terminal.directory / "broken").mkdir()
    (terminal.directory / "broken" / "settings.toml").write_text("\nlanguge = 'en'\n", encoding="utf-8")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert named in result.stderr
    assert result.stderr.count("\n") == 1


def test_run_without_a_token_says_how_to_get_one(run_app: Callable[..., Result]) -> None:
    """The first thing a new operator forgets is told in a sentence, and nothing connects."""
    result = run_app("run")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "DISCORD_TOKEN" in result.stderr


def test_two_terminals_do_not_share_options(app: App, tmp_path: Path) -> None:
    """Options of one call are not remembered for the next."""
    terminal = Terminal(environ={}, directory=tmp_path)
    terminal.app = app
    CliRunner().invoke(build_cli(terminal), ["--corpus", "a", "--language", "en", "ask", "--json", "Keras"])
    assert (terminal.corpus, terminal.language) == ("a", "en")
    CliRunner().invoke(build_cli(terminal), ["ask", "--json", "Keras"])
    assert (terminal.corpus, terminal.language) == (None, None)
