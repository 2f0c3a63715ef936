"""What moderators taught, carried from the database into the sidecars."""

from __future__ import annotations

import asyncio
import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.guilds.gaps import teach
from bot.guilds.migrating import open_database
from bot.interviews import load_library, name_exchange
from bot.settings import packaged
from tests.guilds.examples import NOW, add_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal
    from bot.interviews import Interview

SERVER, OTHER = 1456074443980800003, 7
# What TOML, JSON and terminals could trip over.
PHRASINGS = (
    "红烧肉怎么做才好吃？",
    'he said "Keras" and \\n',
    'C:\\new\\table \'x\' """',
    "# [exchanges] = {}",
    "emoji 🧩 e\u0301 \u2028 \x7f \x1b[31m",
    "tab\there",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the project's interviews that may be changed."""
    return shutil.copytree(packaged("corpus"), tmp_path / "corpus")


@pytest.fixture
def url(terminal: Terminal, corpus: Path, tmp_path: Path) -> str:
    """The address of the terminal's database, which does not exist yet."""
    url = f"sqlite:///{tmp_path}/memory.db"
    chosen = {"INTERVIEW_BOT_DATABASE": url, "INTERVIEW_BOT_CORPUS": str(corpus)}
    terminal.environ = {**terminal.environ, **chosen}
    return url


@pytest.fixture
def chollet_here(corpus: Path) -> Interview:
    """The interview of the copy."""
    (interview,) = load_library(corpus)
    return interview


def fill(url: str, interview: Interview, taught: Iterable[tuple[int, int, str]]) -> None:
    """Teach phrasings: of a server, an exchange by number, the words."""

    async def write() -> None:
        database = await open_database(url)
        for server, number, phrasing in taught:
            exchange = interview.exchange(number)
            assert exchange is not None
            gap = await add_gap(database, server, phrasing, NOW)
            await teach(database, server, name_exchange(interview, exchange), phrasing, gap)
        await database.close()

    asyncio.run(write())


def test_taught_lists_phrasings(run: Callable[..., Result], url: str, chollet_here: Interview) -> None:
    """A line each: the interview, the number of the exchange and the words, in the order of the interview."""
    fill(url, chollet_here, [(SERVER, 10, "乙"), (SERVER, 2, "甲"), (OTHER, 10, "丙")])
    result = run("taught")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"francois-chollet\t{one}" for one in ("2\t甲", "10\t乙", "10\t丙")]


def test_nothing_taught_is_nothing_printed(run: Callable[..., Result], url: str) -> None:
    """No line, no table and no fault."""
    assert run("db", "upgrade").exit_code == 0
    for arguments in ((), ("--export",)):
        result = run("taught", *arguments)
        assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("export", [(), ("--export",)])
def test_one_server_alone_can_be_listed(
    run: Callable[..., Result], url: str, chollet_here: Interview, export: tuple[str, ...]
) -> None:
    """What another server's moderators taught stays out of it."""
    fill(url, chollet_here, [(SERVER, 2, "甲甲"), (OTHER, 2, "乙乙")])
    said = run("taught", *export, "--server", str(OTHER)).stdout
    assert "乙乙" in said
    assert "甲甲" not in said
    assert run("taught", *export, "--server", "99").stdout == ""


@pytest.mark.parametrize("phrasing", PHRASINGS)
def test_the_export_is_toml_that_keeps_every_sign(
    run: Callable[..., Result], url: str, chollet_here: Interview, phrasing: str
) -> None:
    """Quotes, backslashes, brackets, controls and pictures come back as they were taught."""
    fill(url, chollet_here, [(SERVER, 5, phrasing), (SERVER, 5, "又一个"), (OTHER, 5, phrasing), (SERVER, 2, "甲")])
    said = run("taught", "--export").stdout
    assert "# francois-chollet.toml" in said
    assert tomllib.loads(said) == {
        "exchanges": [{"number": 2, "asked_as": ["甲"]}, {"number": 5, "asked_as": [phrasing, "又一个"]}]
    }


def test_the_export_put_into_the_sidecar_answers(
    terminal: Terminal, run: Callable[..., Result], url: str, corpus: Path, chollet_here: Interview
) -> None:
    """Added to a sidecar that has no such table yet, the bot answers what was taught, in every server."""
    fill(url, chollet_here, [(SERVER, 5, "红烧肉怎么做才好吃"), (SERVER, 2, 'what is "hong shao rou" \\ here')])
    before = run("ask", "红烧肉怎么做才好吃")
    del terminal.app
    said = run("taught", "--export").stdout
    sidecar = corpus / "francois-chollet.toml"
    kept, tables = sidecar.read_text(encoding="utf-8"), "[[exchanges]]"
    # The shipped sidecar has tables for these exchanges; what is exported stands in their place.
    head = kept[: kept.index(tables)] if tables in kept else kept
    sidecar.write_text(f"{head}\n{said}", encoding="utf-8")
    result = run("ask", "红烧肉怎么做才好吃")
    assert before.stdout != result.stdout
    assert chollet_here.cut(chollet_here.exchanges[4].question)[:20] in result.stdout


def test_what_is_gone_from_the_interview_is_told_and_left_out(
    run: Callable[..., Result], url: str, corpus: Path, chollet_here: Interview
) -> None:
    """The words are named where faults belong, and the rest is exported all the same."""
    fill(url, chollet_here, [(SERVER, 2, "还在的"), (SERVER, 5, "不在的")])
    path = corpus / "francois-chollet.md"
    asked, text = chollet_here.cut(chollet_here.exchanges[4].question), path.read_text(encoding="utf-8")
    assert text.count(asked) == 1
    path.write_text(text.replace(asked, "那么，园艺方面的事情您怎么看？"), encoding="utf-8")
    (corpus / "francois-chollet.toml").unlink()
    result = run("taught", "--export")
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout) == {"exchanges": [{"number": 2, "asked_as": ["还在的"]}]}
    assert "不在的" in result.stderr
    assert "还在的" not in result.stderr
