"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import pytest
from click.testing import CliRunner
from platformdirs import user_cache_path

from bot.chat import create_bot
from bot.cli import build_cli
from bot.cli.terminal import Terminal
from bot.settings import Settings
from bot.version import version
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App

READMES = ("README.md", "README.en.md")
DOCUMENTS = (*READMES, *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")))


def read(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_stand_in_the_readme(name: str) -> None:
    """The commands that set everything up are there word for word, one a line."""
    lines = [line.strip() for line in read(name).split("\n")]
    assert "pip install -e '.[preview]' && interview-bot preview" in lines
    assert "pip install -e '.[test]' && pytest" in lines


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_examples_run(app: App, name: str) -> None:
    """Each `ask` and `explain` of the README answers from the interview."""
    examples = re.findall(r"^ +interview-bot ((?:ask|explain) '[^']+')$", read(name), re.MULTILINE)
    assert examples
    for example in examples:
        terminal = Terminal(environ={}, directory=ROOT)
        terminal.__dict__["app"] = app
        result = CliRunner().invoke(build_cli(terminal), shlex.split(example))
        assert result.exit_code == 0, result.output
        assert "Python" in result.output


@pytest.mark.parametrize("name", ["docs/operators.md"])
def test_every_setting_is_documented(name: str) -> None:
    """A setting that an operator cannot read about does not exist."""
    missing = [key for key in Settings.model_fields if f"`{key}`" not in read(name) and key != "discord_token"]
    assert missing == []
    assert "DISCORD_TOKEN" in read(name)


def test_every_command_is_documented() -> None:
    """The commands of the terminal stand in the operators' page, those of Discord in both READMEs."""
    page = read("docs/operators.md")
    cli = build_cli(Terminal(environ={}, directory=ROOT))
    assert [name for name in cli.commands if not re.search(rf"`(?:interview-bot )?{name}`", page)] == []


async def test_every_slash_command_is_documented(settings: Settings) -> None:
    """Members can read about each command in both languages of the README."""
    bot = create_bot(settings)
    for name in READMES:
        commands = bot.tree.get_commands(type=discord.AppCommandType.chat_input)
        assert [command.name for command in commands if f"`/{command.name}`" not in read(name)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """Files and pictures that a document points to exist."""
    targets = re.findall(r"\]\(([^)#\s]+)\)", read(name))
    folder = (ROOT / name).parent
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (folder / target).exists()] == []


@pytest.mark.parametrize(
    ("name", "saved"), [("docs/tutorial.md", ("存成", "里加上")), ("docs/tutorial.en.md", ("Save this as", "Add to"))]
)
def test_the_tutorial_runs(tmp_path: Path, name: str, saved: tuple[str, str]) -> None:
    """Whoever does word for word what it says sees what it shows."""
    environ = {"INTERVIEW_BOT_CACHE": str(user_cache_path("interview-bot")), "COLUMNS": "100"}
    shown = 0
    for before, block in blocks_of(read(name)):
        if match := re.search(rf"(?:{'|'.join(saved)})[^`]*`([^`]+)`|`([^`]+)` 里加上", before):
            path = tmp_path / (match[1] or match[2])
            path.write_text(f"{path.read_text(encoding='utf-8') if path.exists() else ''}\n{block}\n", encoding="utf-8")
        elif block.startswith("$ interview-bot "):
            command, *expected = block.split("\n")
            terminal = Terminal(environ=environ, directory=tmp_path)
            with contextlib.chdir(tmp_path):
                result = CliRunner().invoke(build_cli(terminal), shlex.split(command)[2:])
            said = plain(result.output)
            assert [line for line in expected if plain(line) not in said] == [], result.output
            shown += len(expected)
    assert shown > 6


def blocks_of(text: str) -> Iterator[tuple[str, str]]:
    """The indented blocks of a document, each with the paragraph before it."""
    before, block = "", ""
    for paragraph in re.split(r"\n{2,}", text):
        if paragraph.startswith("    "):
            separator = "\n\n" if block and not paragraph.startswith("    $") else ""
            if block and not separator:
                yield before, block
                block = ""
            block += separator + "\n".join(line.removeprefix("    ") for line in paragraph.split("\n"))
            continue
        if block:
            yield before, block
        before, block = paragraph, ""


def plain(text: str) -> str:
    """What is said, without frames and blanks."""
    return re.sub(r"[\s│╭╮╰╯─]+", "", text)


def test_the_changelog_and_the_version_agree() -> None:
    """There is one version, and the changelog has a place for what comes next."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_labelled_questions_are_well_formed(app: App) -> None:
    """Each labelled passage stands in the answer that its question is labelled with."""
    (interview,) = app.answerer.library
    for path in sorted((Path(__file__).parent / "data").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            found = json.loads(line)
            if found["passage"]:
                answers = [interview.cut(interview.exchanges[number - 1].answer) for number in found["gold"]]
                assert any(found["passage"] in answer for answer in answers), found["id"]
