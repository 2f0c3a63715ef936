"""Interviews that change while the bot runs: taken over as a whole, or refused as a whole while the old ones go on."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from discord.ext import tasks

from bot.errors import BotError, StorageError
from bot.guilds.calls import count_calls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.chat.client import InterviewBot

    Watch = Callable[[Path, asyncio.Event], AsyncIterator[object]]

log = logging.getLogger(__name__)

# How often it is looked whether ``interview-bot reload`` was run, and how long that is waited for at the end.
TICK_SECONDS, ASK_SECONDS = 5.0, 5.0


async def watch_files(folder: Path, stop: asyncio.Event) -> AsyncIterator[object]:
    """Yield whenever files of a folder have changed, some time after the last of changes that come together."""
    from watchfiles import awatch

    async for changes in awatch(folder, stop_event=stop, recursive=False):
        yield changes


def settle() -> None:
    """Take what stands in memory now for what stays.

    Python would else go through all of it again whenever much has been made, in which everything waits for 40 ms.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Reloader:
    """Reads the interviews anew when that is asked for, or when their files change.

    Args:
        bot: not yet connected.

    Attributes:
        watch: tells of changes.
    """

    def __init__(self, bot: InterviewBot) -> None:
        self._bot = bot
        self.watch: Watch = watch_files
        self._working = asyncio.Lock()
        self._asking = asyncio.Lock()
        # Always the same thread: each has memory of its own, and what one reading gives back the next one takes.
        self._reader = ThreadPoolExecutor(1, "reader")
        self._seen: int | None = None
        self._stop = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen, and to watch if that is set."""
        self._tick.start()
        if self._bot.app.settings.watch:
            self._watching = asyncio.create_task(self._follow(self._bot.app.settings.corpus))

    async def stop(self) -> None:
        """End, after what the database was asked has been answered.

        A connection that is cut off in the middle is closed by a task of its own, which never ends where the whole
        database is closed meanwhile.
        """
        self._stop.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ASK_SECONDS), self._asking:
                pass
        self._tick.cancel()
        self._reader.shutdown(wait=False)
        if self._watching is not None:
            self._watching.cancel()

    @property
    def working(self) -> bool:
        """Whether interviews are being read just now."""
        return self._working.locked()

    async def reload(self) -> bool:
        """Read the interviews anew.

        Returns:
            whether they were taken over; if not, the reason is logged and nothing has changed.
        """
        async with self._working:
            try:
                app = await asyncio.get_running_loop().run_in_executor(self._reader, self._bot.app.reread)
            except BotError as fault:
                log.error("interviews not taken over, the old ones go on: %s", fault)
                self._bot.metrics.reloaded(taken=False)
                return False
            self._bot.serve(app)
            await asyncio.to_thread(settle)
            self._bot.metrics.reloaded(taken=True)
            log.info("interviews taken over: %d", len(app.answerer.library))
            return True

    @tasks.loop(seconds=TICK_SECONDS)
    async def _tick(self) -> None:
        try:
            await self.listen()
        except Exception:
            # What is raised here would end the loop for good.
            log.exception("interviews not taken over")

    async def listen(self) -> None:
        """Read the interviews anew if that was asked for since the last time."""
        try:
            async with self._asking:
                asked = await count_calls(self._bot.memory.database, "reload")
        except StorageError as fault:
            log.debug("not known whether to reload: %s", fault)
            return
        # What was asked before the start was done by starting.
        if self._seen is not None and asked != self._seen:
            await self.reload()
        self._seen = asked

    async def _follow(self, folder: Path) -> None:
        async for _ in self.watch(folder, self._stop):
            try:
                await self.reload()
            except Exception:
                log.exception("interviews not taken over")
