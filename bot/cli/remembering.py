"""``db``: what the bot remembers, for operators."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.printing import json_text
from bot.interviews import find_exchange, load_library

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cli.terminal import Terminal
    from bot.guilds.database import Database


def with_database(terminal: Terminal, work: Callable[[Database], Awaitable[Any]], *, to_read: bool = False) -> Any:
    """Do something with the open database."""

    async def opened() -> Any:
        from bot.guilds.migrating import open_database

        database = await open_database(terminal.settings.database.get_secret_value(), to_read=to_read)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(opened())


def db_commands(terminal: Terminal) -> click.Group:
    """``interview-bot db``."""

    def run(work: Callable[[Database], Awaitable[Any]], *, to_read: bool = False) -> Any:
        return with_database(terminal, work, to_read=to_read)

    server_option = click.option(
        "--server", type=click.IntRange(1), required=True, metavar="ID", help="The server's number."
    )

    @click.group(short_help="The database: upgrade, backup, export, forget.")
    def db() -> None:
        """What the bot remembers: settings, deliveries, votes, unanswered questions, taught phrasings."""

    @db.command(short_help="Create it, or bring it up to date.")
    def upgrade() -> None:
        """Create the database or bring its tables up to date; `run` does the same at each start."""
        from bot.guilds.migrating import version_of

        terminal.say(terminal.texts("cli-db-upgraded", version=run(version_of)))

    @db.command(short_help="Write everything into a new SQLite file.")
    @click.argument("file", type=click.Path(path_type=Path))
    def backup(file: Path) -> None:
        """Write everything into FILE, a new SQLite database, while the bot may be running."""
        from bot.guilds.transfer import back_up

        run(lambda database: back_up(database, file), to_read=True)
        terminal.say(terminal.texts("cli-db-backed-up", path=str(file)))

    @db.command(short_help="Print all that is kept about a server.")
    @server_option
    @click.pass_context
    def export(context: click.Context, server: int) -> None:
        """Print all that is kept about a server, as JSON; exit 1 if there is nothing."""
        from bot.guilds.transfer import export_server

        found = run(lambda database: export_server(database, server), to_read=True)
        if found is None:
            terminal.say(terminal.texts("cli-db-unknown", server=str(server)), err=True)
            context.exit(1)
        click.echo(json_text(found, indent=2, default=lambda value: value.isoformat()))

    @db.command(short_help="Delete all that is kept about a server.")
    @server_option
    @click.option("--yes", is_flag=True, help="Do not ask.")
    @click.pass_context
    def forget(context: click.Context, server: int, yes: bool) -> None:
        """Delete all that is kept about a server; exit 1 if there is nothing."""
        from bot.guilds.servers import forget_server

        if not yes:
            click.confirm(terminal.texts("cli-db-sure", server=str(server)), abort=True)
        known = run(lambda database: forget_server(database, server))
        terminal.say(terminal.texts("cli-db-forgotten" if known else "cli-db-unknown", server=str(server)))
        if not known:
            context.exit(1)

    return db


def taught_command(terminal: Terminal) -> click.Command:
    """``interview-bot taught``."""

    @click.command(short_help="What moderators taught, for the sidecars.")
    @click.option("--export", is_flag=True, help="Print it as tables of TOML, an interview each.")
    @click.option("--server", type=click.IntRange(1), metavar="ID", help="Only of this server.")
    def taught(export: bool, server: int | None) -> None:
        """List the phrasings that moderators taught with /gaps."""
        from bot.guilds.gaps import read_taught

        library = load_library(terminal.settings.corpus)
        found = with_database(terminal, lambda database: read_taught(database, server), to_read=True)
        phrasings: dict[tuple[str, int], list[str]] = {}
        for one in found:
            place = find_exchange(library, one.exchange)
            if place is None:
                terminal.say(terminal.texts("cli-taught-gone", phrasing=one.phrasing), err=True)
            else:
                phrasings.setdefault((place.interview.id, place.exchange.number), []).append(one.phrasing)
        terminal.say(_as_toml(phrasings) if export else _as_list(phrasings), end="")

    return taught


def _as_list(phrasings: dict[tuple[str, int], list[str]]) -> str:
    lines = (f"{name}\t{number}\t{one}\n" for (name, number), several in sorted(phrasings.items()) for one in several)
    return "".join(lines)


def _as_toml(phrasings: dict[tuple[str, int], list[str]]) -> str:
    """Tables of TOML, whose strings are those of JSON."""
    said: list[str] = []
    before = None
    for (name, number), several in sorted(phrasings.items()):
        if name != before:
            said.append(f"# {name}.toml\n")
            before = name
        asked = "".join(f"  {json_text(one)},\n" for one in dict.fromkeys(several))
        said.append(f"\n[[exchanges]]\nnumber = {number}\nasked_as = [\n{asked}]\n")
    return "".join(said)
