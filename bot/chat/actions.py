"""What buttons do beyond leading somewhere: share a quote, vote on it, take an answer away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.browsing import render_stale
from bot.answering.linking import find_place
from bot.answering.members import escape
from bot.answering.message import Message
from bot.answering.rendering import render_place, with_feedback
from bot.chat.following import FOLLOWING
from bot.chat.moderating import MODERATION
from bot.guilds.models import Vote
from bot.guilds.votes import cast_vote, delete_votes, read_vote, withdraw_vote
from bot.interviews import name_passage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.answering.message import Kind, Link
    from bot.chat.client import InterviewBot

Interaction = discord.Interaction[Any]


async def share(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Show everybody in the channel what until now only one person saw."""
    place = find_place(bot.shelves.everything.library, replace(link, kind="passage"))
    if place is None:
        await bot.tell(interaction, render_stale(bot.texts_of(interaction)))
        return
    if bot.count_question(interaction.user.id, interaction.channel_id or 0) != "go":
        await bot.tell(interaction, Message(bot.texts_of(interaction)("cooldown")))
        return
    texts = await bot.public_texts(bot.server_of(interaction))
    name = escape(interaction.user.display_name)
    message = with_feedback(render_place(place, 0, texts), place, interaction.user.id, texts)
    message = replace(message, content=texts("shared", name=name))
    await bot.tell(interaction, message, private=False)


async def vote(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Keep one vote a person and answer; the same one again takes it back."""
    texts = bot.texts_of(interaction)
    place = find_place(bot.shelves.everything.library, replace(link, kind="passage", page=0))
    if place is None or interaction.message is None:
        await bot.tell(interaction, render_stale(texts))
        return
    database, message, member = bot.memory.database, interaction.message.id, interaction.user.id
    value = 1 if link.page else -1
    before = await read_vote(database, message, member)
    if before is not None and before.value == value:
        await withdraw_vote(database, message, member)
        await bot.tell(interaction, Message(texts("vote-withdrawn")))
        return
    await cast_vote(database, Vote(message, member, name_passage(place), value, bot.server_of(interaction)))
    await bot.tell(interaction, Message(texts("vote-good" if value == 1 else "vote-bad")))


async def dismiss(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Take an answer away, for who asked and for moderators."""
    moderates = interaction.permissions.manage_messages and interaction.guild_id is not None
    if interaction.user.id != link.number and not moderates:
        await bot.tell(interaction, Message(bot.texts_of(interaction)("dismiss-refused")))
        return
    await interaction.response.defer()
    await interaction.delete_original_response()


async def forget_votes(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Delete everything that a person has voted."""
    count = await delete_votes(bot.memory.database, interaction.user.id)
    await bot.tell(interaction, Message(bot.texts_of(interaction)("privacy-votes-deleted", count=count)))


ACTIONS: dict[Kind, Callable[[InterviewBot, Interaction, Link], Awaitable[None]]] = {
    "share": share,
    "vote": vote,
    "dismiss": dismiss,
    "forget": forget_votes,
    **MODERATION,
    **FOLLOWING,
}
