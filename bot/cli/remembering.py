"""``db``: what the bot remembers, for operators."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cli.terminal import Terminal
    from bot.guilds.database import Database


def db_commands(terminal: Terminal) -> click.Group:
    """``interview-bot db``."""

    def run(work: Callable[[Database], Awaitable[Any]], *, to_read: bool = False) -> Any:
        """Do something with the open database."""

        async def opened() -> Any:
            from bot.guilds.migrating import open_database

            database = await open_database(terminal.settings.database.get_secret_value(), to_read=to_read)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(opened())

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

        click.echo(terminal.texts("cli-db-upgraded", version=run(version_of)))

    @db.command(short_help="Write everything into a new SQLite file.")
    @click.argument("file", type=click.Path(path_type=Path))
    def backup(file: Path) -> None:
        """Write everything into FILE, a new SQLite database, while the bot may be running."""
        from bot.guilds.transfer import back_up

        run(lambda database: back_up(database, file), to_read=True)
        click.echo(terminal.texts("cli-db-backed-up", path=str(file)))

    @db.command(short_help="Print all that is kept about a server.")
    @server_option
    @click.pass_context
    def export(context: click.Context, server: int) -> None:
        """Print all that is kept about a server, as JSON; exit 1 if there is nothing."""
        from bot.guilds.transfer import export_server

        found = run(lambda database: export_server(database, server), to_read=True)
        if found is None:
            click.echo(terminal.texts("cli-db-unknown", server=str(server)), err=True)
            context.exit(1)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=lambda value: value.isoformat()))

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
        click.echo(terminal.texts("cli-db-forgotten" if known else "cli-db-unknown", server=str(server)))
        if not known:
            context.exit(1)

    return db
