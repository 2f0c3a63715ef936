"""The real bot, in more of a hurry to notice that a connection is dead: ``python -m tests.survival.runner URL ...``.

Discord's heartbeats come every 41 seconds, and discord.py takes a connection for dead after 60; nothing else of it is
changed, and no clock.
"""

from __future__ import annotations

from typing import Any

from bot.chat import running
from bot.chat.client import InterviewBot
from tests.standin.runner import main

# Seconds of silence after which a connection is dead, in place of 60, and without any connection after which it is
# started anew, in place of 90.
SILENT, LOST = 5.0, 10.0


class HastyBot(InterviewBot):
    """The bot, with discord.py's option for that patience."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._connection.heartbeat_timeout = SILENT


if __name__ == "__main__":
    running.InterviewBot = HastyBot  # type: ignore[attr-defined]
    running.LOST_SECONDS = LOST
    main()
