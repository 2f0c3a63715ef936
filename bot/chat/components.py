"""Buttons and menus that survive restarts: all they need is in the custom_id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.answering.browsing import render_contents, render_stale, render_topic, render_topics
from bot.answering.linking import find_place, find_topic
from bot.answering.message import LINK_PATTERN, Link, parse_link
from bot.answering.rendering import render_place, with_sharing
from bot.chat.actions import ACTIONS

if TYPE_CHECKING:
    import re

    from bot.answering.message import Button, Menu, Message
    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.interviews.models import Library


def follow(link: Link | None, library: Library, texts: Texts) -> Message:
    """The private message that a link leads to; one that fits no longer says so."""
    if link is None:
        return render_stale(texts)
    if link.kind == "topics":
        return render_topics(library, link.page, texts)
    if link.kind == "contents":
        interview = library.by_key(link.interview)
        return render_contents(interview, link.page, texts) if interview else render_stale(texts)
    if link.kind == "topic":
        found = find_topic(library, link)
        return render_topic(*found, link.page, texts) if found else render_stale(texts)
    place = find_place(library, link)
    return with_sharing(render_place(place, link.page, texts), place, texts) if place else render_stale(texts)


async def show(interaction: discord.Interaction[Any], link: Link | None) -> None:
    """Show where a link leads, to the person who pressed it only.

    On a message that only this person sees the page is turned in place; below a public one a private message is
    added, so that nobody else's click changes what the asker reads.
    """
    bot = cast("InterviewBot", interaction.client)
    try:
        if link is not None and link.kind in ACTIONS:
            await ACTIONS[link.kind](bot, interaction, link)
            return
        message = follow(link, await _library(bot, interaction, link), bot.texts_of(interaction))
        private = interaction.message is not None and interaction.message.flags.ephemeral
        if private and message.cards:
            await bot.turn(interaction, message)
        else:
            await bot.tell(interaction, message)
    except Exception as error:
        await bot.fail(interaction, error)


async def _library(bot: InterviewBot, interaction: discord.Interaction[Any], link: Link | None) -> Library:
    """Where a link leads: pages of topics through what the server follows, everything else anywhere."""
    if link is not None and link.kind == "topics":
        return (await bot.shelf(bot.server_of(interaction))).library
    return bot.shelves.everything.library


class LinkButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=LINK_PATTERN):
    """A button that leads somewhere; a forged one, whose number nothing has, leads nowhere."""

    def __init__(self, item: discord.ui.Button[discord.ui.View], link: Link | None) -> None:
        super().__init__(item)
        self.link = link

    @classmethod
    def build(cls, button: Button) -> LinkButton:
        """A new button; it must have a link."""
        assert button.link is not None
        style = discord.ButtonStyle.primary if button.primary else discord.ButtonStyle.secondary
        item: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=button.label, style=style, custom_id=button.link.encode(), disabled=button.disabled
        )
        return cls(item, button.link)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> LinkButton:
        """A button that was pressed, perhaps long after it was sent."""
        return cls(cast("discord.ui.Button[discord.ui.View]", item), parse_link(match[0]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show where it leads."""
        await show(interaction, self.link)


class LinkMenu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=r"ib1:menu:\d"):
    """A menu whose values are links."""

    @classmethod
    def build(cls, menu: Menu, number: int) -> LinkMenu:
        """A new menu, the number-th of its message."""
        options = [
            discord.SelectOption(label=choice.label, value=choice.link.encode(), description=choice.description or None)
            for choice in menu.choices
        ]
        return cls(discord.ui.Select(custom_id=f"ib1:menu:{number}", placeholder=menu.placeholder, options=options))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> LinkMenu:
        """A menu from which something was picked, perhaps long after it was sent."""
        return cls(cast("discord.ui.Select[discord.ui.View]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show where the choice leads."""
        await show(interaction, parse_link(self.item.values[0]))
