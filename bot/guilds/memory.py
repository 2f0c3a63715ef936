"""The database as a running bot holds it: opened at start, and again later where that failed."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.guilds.calls import count_calls
from bot.guilds.migrating import open_database

if TYPE_CHECKING:
    from bot.guilds.database import Database

log = logging.getLogger(__name__)


class Memory:
    """A database that may be out of reach for a while; answering goes on without it.

    Args:
        url: see `bot.guilds.database.Database`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._database: Database | None = None
        self._fault = StorageError("database-closed")
        self._opening = asyncio.Lock()

    @property
    def database(self) -> Database:
        """The open database, at once.

        Raises:
            StorageError: why it is not open.
        """
        if self._database is None:
            raise self._fault.again()
        return self._database

    async def open(self) -> bool:
        """Open it if it is not; whether it is open then. A new reason why it cannot be is logged."""
        async with self._opening:
            if self._database is None:
                try:
                    self._database = await open_database(self._url)
                except StorageError as fault:
                    if str(fault) != str(self._fault):
                        log.error("no memory, answering goes on without it: %s", fault)
                    self._fault = fault
            return self._database is not None

    async def is_reachable(self) -> bool:
        """Whether the database can be read now."""
        try:
            await count_calls(self.database, "reload")
        except StorageError:
            return False
        return True

    async def close(self) -> None:
        """Close it."""
        if self._database is not None:
            await self._database.close()
            self._database = None
            self._fault = StorageError("database-closed")
