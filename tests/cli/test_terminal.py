from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.answering.texts import DEFAULT, LANGUAGES
from bot.cli import build_cli
from bot.cli.terminal import Terminal
from bot.errors import BotError, ConfigError, FaultsError
from bot.settings import packaged
from bot.version import version


def said(terminal: Terminal, error: BotError, capsys: pytest.CaptureFixture[str]) -> str:
    """What a terminal writes about an error."""
    terminal.fail(error)
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_options_win_over_the_environment(tmp_path: Path) -> None:
    """What is typed for one command holds for it, whatever is set; what is not typed stays as it is set."""
    environ = {"INTERVIEW_BOT_LANGUAGE": "en", "INTERVIEW_BOT_CORPUS": "a", "OTHER": "x"}
    terminal = Terminal(environ, tmp_path, language="zh-TW", config="b")
    settings = terminal.settings
    assert (settings.language, settings.corpus, settings.config) == ("zh-TW", tmp_path / "a", tmp_path / "b")
    assert environ == {"INTERVIEW_BOT_LANGUAGE": "en", "INTERVIEW_BOT_CORPUS": "a", "OTHER": "x"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_speaks_the_language_chosen(tmp_path: Path, language: str) -> None:
    """Messages to the operator are in the language of the option or of the settings."""
    typed = Terminal({}, tmp_path, language=language)
    set_before = Terminal({"INTERVIEW_BOT_LANGUAGE": language}, tmp_path)
    assert typed.texts.language == set_before.texts.language == language


@pytest.mark.parametrize(("language", "expected"), [(None, DEFAULT), ("en", "en")])
def test_broken_settings_are_told_in_words(
    tmp_path: Path, language: str | None, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the language cannot be read from the settings there still are sentences for saying so."""
    terminal = Terminal({"INTERVIEW_BOT_LANGUAGE": "fr"}, tmp_path)
    if language is not None:
        terminal = Terminal({"INTERVIEW_BOT_LOG_LEVEL": "x"}, tmp_path, language=language)
    with pytest.raises(FaultsError) as caught:
        _ = terminal.settings
    assert terminal.texts.language == expected
    assert "INTERVIEW_BOT_L" in said(terminal, caught.value, capsys)


def test_faults_are_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Editors and people find each fault by its beginning: where it is."""
    faults = [ConfigError("toml", path=Path("a.toml"), line=3), ConfigError("file-missing", path=Path("b"))]
    lines = said(Terminal({}, tmp_path, language="en"), FaultsError(faults), capsys).split("\n")
    assert [line.partition(": ")[0] for line in lines] == ["a.toml:3", "b", ""]


@pytest.mark.parametrize(
    "catalogue",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(b"", id="without the sentence"),
        pytest.param(b"error-toml = { $nothing }\n", id="with a wrong value"),
    ],
)
def test_a_broken_catalogue_does_not_silence_errors(
    tmp_path: Path, catalogue: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever translates and errs is told what is wrong in the sentences that travel with the package."""
    folder = tmp_path / "config" / "texts"
    folder.mkdir(parents=True)
    if catalogue is not None:
        for language in LANGUAGES:
            (folder / f"{language}.ftl").write_bytes(catalogue)
    line = said(Terminal({}, tmp_path, language="en"), ConfigError("toml", path=Path("a"), line=1), capsys)
    assert line == Terminal({}, packaged("config"), language="en").texts.error(
        ConfigError("toml", path=Path("a"), line=1)
    ) + "\n"


def test_the_version_is_told(tmp_path: Path) -> None:
    """A report of a mistake can name what it is about."""
    result = CliRunner().invoke(build_cli(Terminal({}, tmp_path)), ["--version"])
    assert result.exit_code == 0
    assert version() in result.stdout


def test_every_command_explains_itself(tmp_path: Path) -> None:
    """Help costs no loading: it is there even where nothing else is right."""
    terminal = Terminal({"INTERVIEW_BOT_LANGUAGE": "fr", "INTERVIEW_BOT_CORPUS": "nowhere"}, tmp_path)
    group = build_cli(terminal)
    assert set(group.commands) == {"ask", "chat", "check", "explain", "eval", "fit", "preview", "run"}
    for name in group.commands:
        result = CliRunner().invoke(group, [name, "--help"])
        assert result.exit_code == 0
        assert f"interview-bot {name}" in result.stdout
    assert CliRunner().invoke(group, ["-h"]).exit_code == 0


@pytest.mark.parametrize("words", [["ask", "甲"], ["run"], ["explain", "甲"], ["chat"]])
def test_a_command_that_cannot_begin_says_why(tmp_path: Path, words: list[str]) -> None:
    """A missing folder ends every command with one line on standard error and exit code 2, never with a traceback."""
    terminal = Terminal({}, tmp_path, corpus="nowhere")
    result = CliRunner().invoke(build_cli(terminal), ["--corpus", "nowhere", *words])
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.strip().split("\n")
    assert line.startswith(f"{tmp_path / 'nowhere'}: ")
