"""What Discord offers while somebody types: topics and interviews that the server follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.interviews.topics import complete_interview, complete_topic

if TYPE_CHECKING:
    import discord

    from bot.chat.client import InterviewBot

    Choices = list[app_commands.Choice[str]]


async def complete_topics(bot: InterviewBot, interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Topics that fit what has been typed."""
    return _choices(complete_topic((await bot.shelf(bot.server_of(interaction))).library, typed))


async def complete_interviews(bot: InterviewBot, interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Interviews that fit what has been typed."""
    return _choices(complete_interview((await bot.shelf(bot.server_of(interaction))).library, typed))


def _choices(found: list[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=label, value=value) for label, value in found]
