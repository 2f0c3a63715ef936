"""The database at the command line."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.guilds.dailies import read_daily, write_daily
from bot.guilds.deliveries import claim, mark_posted
from bot.guilds.migrating import open_database
from bot.guilds.models import Daily
from bot.quotes.calendar import Schedule, Slot
from bot.quotes.deck import Dealt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
SERVER, OTHER = 1456074443980800003, 7
DAILY = Daily(SERVER, 11, Schedule(time(8), ZoneInfo("Asia/Shanghai"), NOW), chosen_by=5)


async def fill(url: str) -> None:
    """Two servers with a daily quote, of which one was delivered."""
    database = await open_database(url)
    for server in (SERVER, OTHER):
        daily = Daily(server, DAILY.channel, DAILY.schedule, DAILY.chosen_by)
        await write_daily(database, daily, NOW)
    slot = Slot(date(2026, 11, 25), datetime(2026, 11, 25, tzinfo=UTC))
    delivery = await claim(database, DAILY, slot, Dealt(1, "a-b"), now=NOW, until=NOW, next_at=NOW)
    assert delivery is not None
    await mark_posted(database, delivery, 99)
    await database.close()


async def remembered(url: str, server: int) -> Daily | None:
    """What a database knows of a server's daily quote."""
    database = await open_database(url)
    daily = await read_daily(database, server)
    await database.close()
    return daily


@pytest.fixture
def url(terminal: Terminal, tmp_path: Path) -> str:
    """The address of the terminal's database, which does not exist yet."""
    url = f"sqlite:///{tmp_path}/memory.db"
    terminal.environ = {**terminal.environ, "INTERVIEW_BOT_DATABASE": url}
    return url


def test_upgrade_creates_the_database(run: Callable[..., Result], url: str, tmp_path: Path) -> None:
    """One command makes the file, a second one changes nothing; both say which version it has."""
    first, second = run("db", "upgrade"), run("db", "upgrade")
    assert first.exit_code == second.exit_code == 0
    assert "version 0002" in first.output
    assert first.output == second.output
    assert (tmp_path / "memory.db").is_file()


def test_a_backup_is_a_database_that_the_bot_runs_on(run: Callable[..., Result], url: str, tmp_path: Path) -> None:
    """The copy holds everything, alone in one file, and opens as it is."""
    asyncio.run(fill(url))
    result = run("db", "backup", str(tmp_path / "copy.db"))
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]
    assert asyncio.run(remembered(f"sqlite:///{tmp_path}/copy.db", SERVER)) == DAILY


def test_a_backup_overwrites_nothing(run: Callable[..., Result], url: str, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    run("db", "upgrade")
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    result = run("db", "backup", str(tmp_path / "copy.db"))
    assert result.exit_code == 2
    assert "copy.db: this file exists" in result.stderr
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("command", [("db", "backup", "copy.db"), ("db", "export", "--server", "1"), ("taught",)])
def test_reading_creates_no_database(
    run: Callable[..., Result], url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Who only looks leaves nothing behind, and is told that there is nothing yet."""
    result = run(*command)
    assert result.exit_code == 2
    assert "memory.db: there is no database yet" in result.stderr
    assert not list(tmp_path.glob("*.db*"))


def test_a_backup_into_nowhere_is_one_sentence(run: Callable[..., Result], url: str, tmp_path: Path) -> None:
    """A folder that does not exist is told, and nothing is left behind."""
    result = run("db", "backup", str(tmp_path / "none" / "copy.db"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_export_prints_all_that_is_kept_about_a_server(run: Callable[..., Result], url: str) -> None:
    """What is printed is JSON, of that server alone, from every table that knows servers."""
    asyncio.run(fill(url))
    found = json.loads(run("db", "export", "--server", str(SERVER)).output)
    assert {"servers", "dailies", "deliveries", "skips", "votes", "gaps", "taught"} == found.keys()
    assert [row["message"] for row in found["deliveries"]] == [99]
    assert [row["day"] for row in found["deliveries"]] == ["2026-11-25"]
    assert {row.get("server", row.get("id")) for row in found["servers"] + found["dailies"]} == {SERVER}


def test_forget_deletes_a_server_and_no_other(run: Callable[..., Result], url: str) -> None:
    """Afterwards nothing is known of it, and the others are as they were."""
    asyncio.run(fill(url))
    assert run("db", "forget", "--server", str(SERVER), "--yes").exit_code == 0
    assert run("db", "export", "--server", str(SERVER)).exit_code == 1
    assert asyncio.run(remembered(url, OTHER)) is not None


def test_forget_asks_first(run: Callable[..., Result], url: str) -> None:
    """Nothing is deleted without a yes."""
    asyncio.run(fill(url))
    refused = run("db", "forget", "--server", str(SERVER), stdin="n\n")
    assert refused.exit_code == 1
    assert str(SERVER) in refused.output
    assert asyncio.run(remembered(url, SERVER)) == DAILY
    assert run("db", "forget", "--server", str(SERVER), stdin="y\n").exit_code == 0


@pytest.mark.parametrize("command", ["export", "forget"])
def test_an_unknown_server_is_told(run: Callable[..., Result], url: str, command: str) -> None:
    """A wrong number is no silent success."""
    run("db", "upgrade")
    result = run("db", command, "--server", "1", *(["--yes"] if command == "forget" else []))
    assert result.exit_code == 1
    assert "Nothing is kept about server 1." in result.output + result.stderr


@pytest.mark.parametrize("command", [("upgrade",), ("backup", "x.db"), ("export", "--server", "1")])
def test_a_file_that_is_no_database_is_one_sentence(
    run: Callable[..., Result], url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What is not ours is named and left as it is."""
    (tmp_path / "memory.db").write_bytes(b"no database at all" * 100)
    result = run("db", *command)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path}/memory.db: this is no sound SQLite database")
    assert (tmp_path / "memory.db").read_bytes() == b"no database at all" * 100


def test_a_backup_can_be_made_while_somebody_writes(run: Callable[..., Result], url: str, tmp_path: Path) -> None:
    """A transaction that is under way neither stops the copy nor gets into it."""
    asyncio.run(fill(url))
    writer = sqlite3.connect(tmp_path / "memory.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE dailies SET channel = 12")
    try:
        assert run("db", "backup", str(tmp_path / "copy.db")).exit_code == 0
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert asyncio.run(remembered(f"sqlite:///{tmp_path}/copy.db", SERVER)) == DAILY
