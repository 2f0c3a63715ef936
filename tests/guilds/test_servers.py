"""Settings of servers, and what is left when a server is forgotten: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.guilds.deliveries import skip_quote
from bot.guilds.gaps import teach
from bot.guilds.models import ServerSettings, Vote
from bot.guilds.schema import METADATA
from bot.guilds.servers import forget_server, read_settings, write_settings
from bot.guilds.turns import take_turn
from bot.guilds.votes import cast_vote
from bot.quotes.deck import Dealt
from tests.guilds.examples import LARGEST, NOW, OTHER, SERVER, add_gap, claim_day, set_daily

if TYPE_CHECKING:
    from bot.guilds.database import Database

CHOSEN = ServerSettings(
    "zh-TW",
    private=True,
    ask_channels=(3, LARGEST),
    roles=(LARGEST - 1, 2),
    gap_days=0,
    interviews=("chollet", "另一篇"),
)

# What belongs to no server: the turns of the whole bot.
SHARED = {"turns", "calls"}


async def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything that a database holds, by table."""
    async with database.reading() as connection:
        return {
            table.name: [
                dict(row)
                for row in (await connection.execute(select(table).order_by(*table.primary_key))).mappings().all()
            ]
            for table in METADATA.sorted_tables
        }


def server_of(row: dict[str, Any], table: str) -> Any:
    """The server that a row is about."""
    return row["id"] if table == "servers" else row.get("server")


async def fill(database: Database, server: int) -> None:
    """Keep something about a server in every table that knows servers."""
    await write_settings(database, server, CHOSEN)
    await set_daily(database, server)
    await claim_day(database, server)
    await skip_quote(database, server, Dealt(1, "left-out"))
    await cast_vote(database, Vote(message=server + 1, member=4, quote="a-b", value=1, server=server))
    gap = await add_gap(database, server, "为什么？", NOW)
    await teach(database, server, "francois-chollet-1", "何故", gap)


async def test_a_server_that_chose_nothing_has_the_defaults(database: Database) -> None:
    """Nobody has to set anything before the bot can be used."""
    assert await read_settings(database, SERVER) == ServerSettings()


async def test_a_server_that_only_voted_has_the_defaults(database: Database) -> None:
    """A server becomes known by anything that is kept of it, and has still chosen nothing."""
    await cast_vote(database, Vote(message=1, member=2, quote="a-b", value=1, server=SERVER))
    assert await read_settings(database, SERVER) == ServerSettings()


@pytest.mark.parametrize("settings", [CHOSEN, ServerSettings(), ServerSettings(roles=(1,)), ServerSettings("en")])
async def test_settings_come_back_as_they_were_set(database: Database, settings: ServerSettings) -> None:
    """Every value survives, order and the largest numbers that Discord can give included."""
    await write_settings(database, SERVER, settings)
    assert await read_settings(database, SERVER) == settings


async def test_settings_are_replaced_as_a_whole(database: Database) -> None:
    """What is set back to its default is its default, and nothing of the choice before stays."""
    await write_settings(database, SERVER, CHOSEN)
    await write_settings(database, SERVER, ServerSettings(gap_days=7))
    assert await read_settings(database, SERVER) == ServerSettings(gap_days=7)


async def test_settings_are_a_servers_own(database: Database) -> None:
    """What one server chooses changes nothing for another one."""
    await write_settings(database, OTHER, ServerSettings("en", gap_days=1))
    await write_settings(database, SERVER, CHOSEN)
    assert await read_settings(database, OTHER) == ServerSettings("en", gap_days=1)


async def test_settings_survive_what_else_is_kept(database: Database) -> None:
    """A server that is known already keeps its settings when more of it is kept."""
    await write_settings(database, SERVER, CHOSEN)
    await fill(database, SERVER)
    assert await read_settings(database, SERVER) == CHOSEN


async def test_forgetting_deletes_everything_of_a_server_and_nothing_else(several: tuple[Database, ...]) -> None:
    """No table keeps a row of it, also when another process than the one that wrote it forgets it."""
    database, elsewhere, *_ = several
    await fill(database, SERVER)
    await fill(database, OTHER)
    await cast_vote(database, Vote(message=9, member=4, quote="a-b", value=-1))
    await take_turn(database, 0, NOW.timestamp())
    before = await rows_of(database)
    # Whoever adds a table that knows servers adds a row to `fill`.
    assert {name for name, rows in before.items() if any(server_of(row, name) == SERVER for row in rows)} == {
        table.name for table in METADATA.sorted_tables if table.name not in SHARED
    }
    assert await forget_server(elsewhere, SERVER)
    assert await rows_of(database) == {
        name: [row for row in rows if server_of(row, name) != SERVER] for name, rows in before.items()
    }


async def test_forgetting_tells_whether_there_was_anything(database: Database) -> None:
    """Nothing is kept of a server that was never there or is forgotten already."""
    assert not await forget_server(database, SERVER)
    await set_daily(database, SERVER)
    assert await forget_server(database, SERVER)
    assert not await forget_server(database, SERVER)


async def test_a_forgotten_server_begins_anew(database: Database) -> None:
    """A bot that is invited again knows nothing and can be set up as the first time."""
    await fill(database, SERVER)
    await forget_server(database, SERVER)
    assert await read_settings(database, SERVER) == ServerSettings()
    await fill(database, SERVER)
    assert await read_settings(database, SERVER) == CHOSEN
