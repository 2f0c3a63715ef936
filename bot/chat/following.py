"""``/interviews``: what can be asked here, and for moderators which of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answering.interview_pages import render_following, render_interviews
from bot.chat.permissions import moderated_server
from bot.guilds.servers import read_settings, write_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord
    from discord.app_commands import locale_str

    from bot.answering.message import Kind, Link, Message
    from bot.chat.client import InterviewBot

    Interaction = discord.Interaction[Any]


def add_interviews_command(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put ``/interviews`` into the bot's tree."""

    @bot.tree.command(name=said("name-interviews"), description=said("command-interviews"))
    async def interviews(interaction: discord.Interaction[Any]) -> None:
        await bot.tell(interaction, await _list(bot, interaction, 0))


async def _list(bot: InterviewBot, interaction: Interaction, page: int) -> Message:
    """A page of the interviews; moderators who have a choice get the way to choose."""
    server = bot.server_of(interaction)
    several = len(bot.shelves.everything.library) > 1
    choosing = server is not None and interaction.permissions.manage_guild and several
    return render_interviews((await bot.shelf(server)).library, page, bot.texts_of(interaction), choosing=choosing)


async def show_interviews(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Another page, in place."""
    await bot.turn(interaction, await _list(bot, interaction, link.page))


async def choose(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Take an interview in or out, if the link names one, and show what is followed then, in place."""
    server = await moderated_server(bot, interaction)
    if server is None:
        return
    library, database = bot.shelves.everything.library, bot.memory.database
    settings = await read_settings(database, server)
    picked = library.by_key(link.interview)
    if picked is not None:
        # What has left the library is not followed any longer.
        here = {one.id for one in library} & set(settings.interviews)
        settings = replace(settings, interviews=tuple(sorted(here ^ {picked.id})))
        await write_settings(database, server, settings)
        bot.book.forget(server)
    message = render_following(library, settings.interviews, link.page, bot.texts_of(interaction))
    await bot.turn(interaction, message)


FOLLOWING: dict[Kind, Callable[[InterviewBot, Interaction, Link], Awaitable[None]]] = {
    "interviews": show_interviews,
    "follow": choose,
}
