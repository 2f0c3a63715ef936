"""What the bot may do in a channel, and what people may do with the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answering.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from bot.chat.client import InterviewBot

    Work = TypeVar("Work", bound=Callable[..., Any])

# What the bot needs where it answers.
NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
# What it asks for when it is invited: that in threads and posts of forums too, and quotes as pictures.
INVITED = (*NEEDED, "send_messages_in_threads", "attach_files")


def invitation(application: int) -> str:
    """The address at which somebody adds the bot to a server, with its commands and `INVITED`."""
    permissions = discord.Permissions(**dict.fromkeys(INVITED, True))
    return discord.utils.oauth_url(application, permissions=permissions, scopes=("bot", "applications.commands"))


def missing_permissions(
    channel: discord.abc.GuildChannel | discord.Thread,
    *more: str,
    bot: discord.Member | None = None,
    in_thread: bool = False,
) -> list[str]:
    """What the bot lacks in a channel, by the names of discord.py.

    Args:
        channel: a thread, and a forum in which every post is one, need another permission to write.
        more: what is needed there besides `NEEDED`.
        bot: the bot as a member, where the channel's server was not told by the gateway and does not know it.
        in_thread: a thread of the channel is meant.

    Returns:
        only the one to see the channel where that is missing: Discord then denies all others with it, given or not.
    """
    have = channel.permissions_for(bot or channel.guild.me)
    threads = in_thread or isinstance(channel, discord.ForumChannel | discord.Thread)
    writing = "send_messages_in_threads" if threads else "send_messages"
    if not have.view_channel:
        return ["view_channel"]
    needed = (writing if name == "send_messages" else name for name in (*NEEDED, *more))
    return [name for name in needed if not getattr(have, name)]


def for_moderators(work: Work) -> Work:
    """A command of servers, which Discord shows to those who may manage them."""
    shown = app_commands.default_permissions(manage_guild=True)(work)
    return app_commands.guild_only()(app_commands.allowed_installs(guilds=True, users=False)(shown))


async def moderated_server(bot: InterviewBot, interaction: discord.Interaction[Any]) -> int | None:
    """The server that a person may manage; None, after saying so, where they may not.

    A panel or list can be pressed by somebody who has lost the right since.
    """
    if interaction.guild_id is not None and interaction.permissions.manage_guild:
        return interaction.guild_id
    await bot.tell(interaction, Message(bot.texts_of(interaction)("setup-refused")))
    return None
