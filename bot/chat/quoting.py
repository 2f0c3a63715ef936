"""``/quote``: a random passage, today's, one of a topic, or one by its name; as text or as a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.answering.members import echo
from bot.answering.message import Message
from bot.answering.rendering import render_picture, render_place
from bot.chat.completing import complete_interviews, complete_topics
from bot.chat.daily import read_today, render_today
from bot.interviews import find_passage, name_passage
from bot.interviews.topics import find_interview, find_topic_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.app_commands import locale_str

    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.interviews.models import Place

Interaction = discord.Interaction[Any]
Which = Literal["random", "today"]


def add_quote_command(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put ``/quote`` into the bot's tree."""

    @bot.tree.command(name=said("name-quote"), description=said("command-quote"))
    @app_commands.rename(
        which=said("option-which"),
        topic=said("option-topic"),
        interview=said("option-from"),
        name=said("option-id"),
        card=said("option-card"),
    )
    @app_commands.describe(
        which=said("command-quote-which"),
        topic=said("command-quote-topic"),
        interview=said("command-quote-from"),
        name=said("command-quote-id"),
        card=said("command-quote-card"),
    )
    @app_commands.choices(
        which=[
            app_commands.Choice(name=said("command-quote-random"), value="random"),
            app_commands.Choice(name=said("command-quote-today"), value="today"),
        ]
    )
    async def quote(
        interaction: Interaction,
        which: Which = "random",
        topic: str | None = None,
        interview: str | None = None,
        name: str | None = None,
        card: bool = False,
    ) -> None:
        public = await bot.public_texts(bot.server_of(interaction))
        chosen = await _choose(bot, interaction, Wanted(which, topic, interview, name), public)
        if isinstance(chosen, str):
            await bot.tell(interaction, Message(chosen))
            return
        place, message = chosen
        if card:
            message = await _pictured(bot, place, message, public)
        await bot.tell(interaction, message, private=False)

    @quote.autocomplete("topic")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_topics(bot, interaction, typed)

    @quote.autocomplete("interview")
    async def complete_name(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_interviews(bot, interaction, typed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member chose to have quoted."""

    which: Which
    topic: str | None
    interview: str | None
    name: str | None


async def _choose(
    bot: InterviewBot, interaction: Interaction, wanted: Wanted, public: Texts
) -> tuple[Place, Message] | str:
    """What is quoted and how it looks, or the sentence that says why nothing is."""
    texts = bot.texts_of(interaction)
    shelf = await bot.shelf(bot.server_of(interaction))
    if wanted.name is not None:
        place = find_passage(shelf.library, wanted.name.strip())
        return _shown(place, public) if place else texts("quote-unknown", id=echo(wanted.name))
    if wanted.interview:
        interview = find_interview(shelf.library, wanted.interview)
        if interview is None:
            return texts("interview-unknown", name=echo(wanted.interview))
        shelf = bot.shelves.following((interview.id,))
    if wanted.which == "today":
        server = bot.server_of(interaction)
        today = await read_today(bot, server) if server is not None else None
        if today is None:
            return texts("daily-none")
        message = await render_today(bot, today, public if today.place else texts)
        return (today.place, message) if today.place else message.content
    found = find_topic_named(shelf.library, wanted.topic) if wanted.topic else None
    if wanted.topic and found is None:
        return texts("topic-unknown", name=echo(wanted.topic))
    place = await bot.random_place(shelf, found)
    return _shown(place, public) if place else texts("quote-none")


def _shown(place: Place, texts: Texts) -> tuple[Place, Message]:
    message = render_place(place, 0, texts)
    (card,) = message.cards
    footer = f"{card.footer} · {name_passage(place)}"
    return place, replace(message, cards=(replace(card, footer=footer),))


async def _pictured(bot: InterviewBot, place: Place, message: Message, texts: Texts) -> Message:
    """A quote as a picture, or as text with the reason."""
    picture = await bot.painter.paint(place, "quote.png", message.cards[0].title)
    if picture is None:
        return replace(message, content=texts("quote-no-picture"))
    return render_picture(place, picture, None, texts)
