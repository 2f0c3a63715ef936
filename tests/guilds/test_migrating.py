from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.guilds.migrating import VERSIONS, differences

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guilds.database import Database


async def test_migrations_lead_to_the_tables_of_the_code(database: Database) -> None:
    """A new database has exactly the tables, columns and indexes that the code expects."""
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


def test_the_versions_are_those_of_the_scripts() -> None:
    """What a start takes for the latest version is the script that no other follows."""
    config = Config()
    config.set_main_option("script_location", "bot.guilds:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == VERSIONS


def test_a_database_that_is_up_to_date_needs_no_migrations(tmp_path: Path) -> None:
    """Only the start that makes or changes tables loads what migrates them, which takes 8 MB."""
    code = (
        "import asyncio, sys; from bot.guilds.migrating import open_database\n"
        f"async def main(): await (await open_database('sqlite:///{tmp_path.as_posix()}/bot.sqlite')).close()\n"
        "asyncio.run(main()); print('alembic' in sys.modules)"
    )
    shown = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    ]
    assert shown == ["True", "False"]
