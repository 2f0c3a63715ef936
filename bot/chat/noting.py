"""What was asked and not answered, kept for the moderators of a server."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from bot.answering.likeness import MERGED, most_alike, redact
from bot.chat.setup import oldest_kept
from bot.errors import StorageError
from bot.guilds.gaps import LIMIT, add_gap, count_gap, prune_gaps, read_gaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.client import InterviewBot

# With so many kept questions one is compared in a millisecond; others should not wait longer for the loop.
FEW = 50

Found = TypeVar("Found")

log = logging.getLogger(__name__)


class GapKeeper:
    """Keeps questions that were not answered, as long as their server wants.

    Those that come while others are being written are written together: what is read and compared for one serves all.

    Args:
        bot: whose memory keeps them.
    """

    def __init__(self, bot: InterviewBot) -> None:
        self._bot = bot
        self._waiting: dict[int, list[str]] = defaultdict(list)
        self._writing = asyncio.Lock()
        # What a busy server keeps is compared with every new question, and folding takes most of that time.
        self._folded = lru_cache(2 * LIMIT)(lambda said: bot.app.parts.analyzer.folder.fold(said).text)

    async def note(self, server: int, question: str) -> None:
        """Keep a question, together with those that are like it; where that fails, the reply stands all the same."""
        self._waiting[server].append(question)
        async with self._writing:
            questions = self._waiting.pop(server, None)
            if questions is None:
                # Somebody has written it with theirs.
                return
            try:
                await self._keep(server, questions)
            except StorageError as fault:
                log.warning("unanswered questions not kept: %d: %s", len(questions), fault)

    async def _keep(self, server: int, questions: list[str]) -> None:
        settings = await self._bot.book.settings(server)
        if not settings.gap_days:
            return
        database, now = self._bot.memory.database, self._bot.now()
        await prune_gaps(database, server, oldest_kept(now, settings))
        gaps = await read_gaps(database, server)
        known = await self._off_loop(len(gaps), lambda: [(gap.id, self._folded(gap.question)) for gap in gaps])
        for said in map(redact, questions):
            folded = self._folded(said)
            found = await self._off_loop(len(known), partial(most_alike, folded, known, MERGED))
            if found is None:
                known.append((await add_gap(database, server, said, now), folded))
            else:
                await count_gap(database, server, found, now)

    async def _off_loop(self, size: int, work: Callable[[], Found]) -> Found:
        """Do some work, in a thread where it takes longer than to hand it over."""
        return work() if size <= FEW else await asyncio.to_thread(work)
