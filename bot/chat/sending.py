"""Messages as plain data turned into Discord's objects."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.components import LinkButton, LinkMenu

if TYPE_CHECKING:
    from bot.answering.message import Button, Card, Message


def compose(message: Message, accent: int) -> dict[str, Any]:
    """The keyword arguments with which discord.py sends or edits a message.

    Nothing that is sent can ping but the roles that a message names, which a moderator chose.
    """
    mentions = discord.AllowedMentions.none()
    if message.roles:
        mentions.roles = [discord.Object(role) for role in message.roles]
    sent: dict[str, Any] = {
        "content": message.content or None,
        "embeds": [_embed(card, accent) for card in message.cards],
        "view": _view(message),
        "allowed_mentions": mentions,
    }
    if message.pictures:
        sent["files"] = [
            discord.File(io.BytesIO(picture.data), picture.name, description=picture.alt)
            for picture in message.pictures
        ]
    return sent


# Discord's limit of a title and an author; of a footer what the 6,000 of a whole message leave.
TITLE, FOOTER = 256, 1024


def _embed(card: Card, accent: int) -> discord.Embed:
    embed = discord.Embed(description=card.body, colour=accent, title=card.title[:TITLE] or None, timestamp=card.stamp)
    if card.author:
        embed.set_author(name=card.author[:TITLE], url=card.author_url or None)
    if card.footer:
        embed.set_footer(text=card.footer[:FOOTER])
    return embed


def _view(message: Message) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, menu in enumerate(message.menus):
        view.add_item(LinkMenu.build(menu, number))
    for number, button in enumerate(message.buttons):
        view.add_item(_button(button, number))
    # What is pressed is found by its custom_id (`bot.chat.components`); discord.py need not keep this view for it.
    view.stop()
    return view


def _button(button: Button, number: int) -> discord.ui.Button[discord.ui.View] | LinkButton:
    if button.url is not None:
        return discord.ui.Button(label=button.label, url=button.url)
    if button.link is None:
        # A button that leads nowhere is greyed out; Discord wants a custom_id of its own all the same.
        return discord.ui.Button(label=button.label, custom_id=f"ib1:none:{number}", disabled=True)
    return LinkButton.build(button)
