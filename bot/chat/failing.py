"""What fails: told to whom it concerns, with a number that leads to it in the log."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answering.message import Message
from bot.chat.outgoing import FAILED
from bot.chat.typed import typed_words
from bot.errors import StorageError
from bot.watching.logs import unsaid

if TYPE_CHECKING:
    from bot.chat.client import InterviewBot
    from bot.watching.metrics import Metrics

log = logging.getLogger(__name__)


async def tell_failure(bot: InterviewBot, interaction: discord.Interaction[Any], error: Exception) -> None:
    """Log what failed, and tell the person who waits for it what to do, or a reference and nothing else."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    texts = bot.texts_of(interaction)
    if isinstance(cause, StorageError):
        log.error("interaction failed: %s", cause)
        said = bot.compose(Message(texts("memory-failed", reason=texts.reason(cause))))
        reference = "-"
    else:
        reference = report(bot.metrics, "interaction", cause, *typed_words(interaction.data))
        said = bot.compose(Message(texts("failed", reference=reference)))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(**said, ephemeral=True)
        else:
            await interaction.response.send_message(**said, ephemeral=True)
    except FAILED:
        log.warning("nobody could be told reference %s", reference)


def report(metrics: Metrics, where: str, error: BaseException | None, *words: str) -> str:
    """Log a failure, but none of these words, under a number that can be told to a person."""
    metrics.failed()
    reference = secrets.token_hex(3)
    log.error("%s failed, reference %s", where, reference, exc_info=error or True, extra=unsaid(*words))
    return reference
