"""What was asked and not answered, kept for the moderators of a server."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.answering.likeness import MERGED, most_alike, redact
from bot.chat.setup import oldest_kept
from bot.errors import StorageError
from bot.guilds.gaps import add_gap, count_gap, prune_gaps, read_gaps

if TYPE_CHECKING:
    from bot.chat.client import InterviewBot

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
        fold = self._bot.app.parts.analyzer.folder.fold
        await prune_gaps(database, server, oldest_kept(now, settings))
        gaps = await read_gaps(database, server)
        # A thousand kept questions take longer than others should wait for the loop.
        known = await asyncio.to_thread(lambda: [(gap.id, fold(gap.question).text) for gap in gaps])
        for said in map(redact, questions):
            folded = fold(said).text
            found = await asyncio.to_thread(most_alike, folded, known, MERGED)
            if found is None:
                known.append((await add_gap(database, server, said, now), folded))
            else:
                await count_gap(database, server, found, now)
