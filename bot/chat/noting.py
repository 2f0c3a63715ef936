"""What was asked and not answered, kept for the moderators of a server."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering.likeness import MERGED, most_alike, redact
from bot.chat.setup import oldest_kept
from bot.errors import StorageError
from bot.guilds.gaps import LIMIT, keep_gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.client import InterviewBot

# With so many kept questions one is compared in about a millisecond; others should not wait longer for the loop.
FEW = 100

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
        now = self._bot.now()
        said = [redact(question) for question in questions]
        await keep_gaps(self._bot.memory.database, server, said, now, oldest_kept(now, settings), self._match)

    async def _match(self, said: str, known: Sequence[tuple[int, str]]) -> int | None:
        """Which of the kept questions one is like; None if it is like none."""

        def most_like() -> int | None:
            folded = ((number, self._folded(question)) for number, question in known)
            return most_alike(self._folded(said), folded, MERGED)

        return most_like() if len(known) <= FEW else await asyncio.to_thread(most_like)
