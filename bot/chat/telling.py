"""Telling administrators what only they can mend."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.outgoing import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.message import Message
    from bot.chat.client import InterviewBot

log = logging.getLogger(__name__)


async def tell_administrators(bot: InterviewBot, server: int, message: Message, people: Iterable[int] = ()) -> bool:
    """Say something where Discord itself tells administrators things, or to one person, or to the owner.

    Args:
        bot: who says it.
        server: its number.
        message: what is said.
        people: who is told before the owner.

    Returns:
        whether anybody was told.
    """
    guild = bot.get_guild(server)
    said = bot.compose(message)
    updates = guild.public_updates_channel if guild is not None else None
    owner = guild.owner_id if guild is not None else None
    for whom in (updates, *(discord.Object(one) for one in dict.fromkeys((*people, owner)) if one)):
        if whom is not None and await _told(bot, whom, said):
            return True
    log.warning("server %d: nobody could be told", server)
    return False


async def _told(bot: InterviewBot, whom: discord.TextChannel | discord.Object, said: dict[str, Any]) -> bool:
    try:
        to = await bot.create_dm(whom) if isinstance(whom, discord.Object) else whom
        await to.send(**said)
    except FAILED as error:
        log.info("%d could not be told: %s", whom.id, error)
        return False
    return True
