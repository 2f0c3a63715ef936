"""Discord: the only room that imports discord.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import build_app
from bot.chat.client import InterviewBot

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["InterviewBot", "create_bot"]


def create_bot(settings: Settings) -> InterviewBot:
    """The bot, ready to log in: everything under corpus/ and config/ is read here, nothing before.

    Raises:
        FaultsError: what is wrong in those files, all at once.
    """
    return InterviewBot(build_app(settings))
