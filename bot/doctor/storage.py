"""The database: reachable, whole, ours, writable, up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor.findings import Finding, dubious, good, of_error
from bot.errors import StorageError

if TYPE_CHECKING:
    from bot.guilds.models import ChosenChannel


async def check_database(url: str) -> tuple[list[Finding], tuple[ChosenChannel, ...]]:
    """How the database is.

    Returns:
        what was found, and the channels that moderators chose, which nobody knows where there is anything to mend.
    """
    from bot.guilds.examining import examine_database

    try:
        condition = await examine_database(url)
    except StorageError as error:
        return [of_error("database", error)], ()
    if condition.current:
        return [good("database-good", version=condition.version)], condition.chosen
    if condition.version:
        return [dubious("database-old", version=condition.version)], ()
    return [good("database-new")], ()
