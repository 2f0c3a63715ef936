"""What servers chose, at hand for every message: read from the database, kept for half a minute."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.guilds.gaps import read_taught
from bot.guilds.models import ServerSettings, Taught
from bot.guilds.servers import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.guilds.memory import Memory

log = logging.getLogger(__name__)

# Another process may have changed them.
SECONDS = 30.0
# Servers that are remembered; far more than speak within half a minute.
LIMIT = 10_000


class ServerBook:
    """Settings and taught phrasings of servers.

    Args:
        memory: from which they are read.
        clock: seconds.
    """

    def __init__(self, memory: Memory, clock: Callable[[], float]) -> None:
        self._memory = memory
        self._clock = clock
        self._known: dict[int, tuple[float, ServerSettings, tuple[Taught, ...]]] = {}

    async def settings(self, server: int | None) -> ServerSettings:
        """A server's settings; the last known ones, or the defaults, where the database is out of reach."""
        return (await self._look_up(server))[0]

    async def taught(self, server: int | None) -> tuple[Taught, ...]:
        """What moderators have taught in a server; the last known, or nothing, where the database is out of reach."""
        return (await self._look_up(server))[1]

    def forget(self, server: int) -> None:
        """A server has changed something: read it anew."""
        self._known.pop(server, None)

    async def _look_up(self, server: int | None) -> tuple[ServerSettings, tuple[Taught, ...]]:
        if server is None:
            return ServerSettings(), ()
        known = self._known.get(server)
        now = self._clock()
        if known is not None and 0 <= now - known[0] < SECONDS:
            return known[1:]
        try:
            database = self._memory.database
            found = await read_settings(database, server), await read_taught(database, server)
        except StorageError as fault:
            log.debug("server %d: settings not read: %s", server, fault)
            return known[1:] if known else (ServerSettings(), ())
        if len(self._known) >= LIMIT:
            self._known.clear()
        self._known[server] = (now, *found)
        return found
