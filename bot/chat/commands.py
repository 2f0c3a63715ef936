"""The slash commands: each reads the interaction, calls the room that knows, and sends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.answering.message import Message
from bot.answering.rendering import (
    render_about,
    render_help,
    render_picture,
    render_place,
    render_topic,
    render_topics,
)
from bot.chat.daily import read_today, render_today
from bot.errors import QuestionError
from bot.interviews.topics import complete_topic, find_topic_named
from bot.version import version

if TYPE_CHECKING:
    from bot.answering.texts import Catalogue
    from bot.chat.client import InterviewBot
    from bot.interviews.models import Place

_LANGUAGES = {
    discord.Locale.chinese: "zh-CN",
    discord.Locale.taiwan_chinese: "zh-TW",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}
# Members' words repeated above an answer to /ask; Discord shows the command without them.
ECHO = 300


class CatalogueTranslator(app_commands.Translator):
    """Takes descriptions of commands from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in a language that we have, None in others: Discord then shows the default."""
        language, key = _LANGUAGES.get(locale), string.extras.get("key")
        return self._catalogue.texts(language)(key) if language and key else None


def add_commands(bot: InterviewBot) -> None:
    """Put the commands into the bot's tree."""
    tree, library = bot.tree, bot.app.answerer.library

    def said(key: str) -> locale_str:
        return locale_str(bot.texts(key), key=key)

    async def send(interaction: discord.Interaction[Any], message: Message, *, private: bool) -> None:
        await interaction.response.send_message(**bot.compose(message), ephemeral=private)

    async def pictured(place: Place, message: Message, label: str) -> Message:
        """A quote as a picture, or as text with the reason."""
        picture = await bot.painter.paint(place, "quote.png", label)
        if picture is None:
            return replace(message, content=bot.texts("quote-no-picture"))
        return render_picture(place, picture, None, bot.texts)

    @tree.command(name="ask", description=said("command-ask"))
    @app_commands.describe(question=said("command-ask-question"))
    async def ask(interaction: discord.Interaction[Any], question: str) -> None:
        here = (interaction.channel_id, interaction.user.id)
        try:
            previous = bot.conversations.recall(here)
            message = await bot.reply_to(question, bot.texts, previous=previous, server=interaction.guild_id)
        except QuestionError as error:
            await send(interaction, Message(bot.texts_of(interaction).error(error)), private=True)
            return
        bot.conversations.remember(question, here)
        echo = discord.utils.escape_markdown(_shorten(" ".join(question.split())))
        await send(interaction, Message(f"💬 {echo}", message.cards, message.menus, message.buttons), private=False)

    @tree.command(name="topics", description=said("command-topics"))
    async def topics(interaction: discord.Interaction[Any]) -> None:
        await send(interaction, render_topics(library, 0, bot.texts_of(interaction)), private=True)

    @tree.command(name="topic", description=said("command-topic"))
    @app_commands.describe(name=said("command-topic-name"))
    async def topic(interaction: discord.Interaction[Any], name: str) -> None:
        texts = bot.texts_of(interaction)
        found = find_topic_named(library, name)
        message = render_topic(*found, 0, texts) if found else Message(texts("topic-unknown", name=_shorten(name)))
        await send(interaction, message, private=True)

    @topic.autocomplete("name")
    async def complete(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=label, value=value) for label, value in complete_topic(library, typed)]

    @tree.command(name="quote", description=said("command-quote"))
    @app_commands.describe(which=said("command-quote-which"), card=said("command-quote-card"))
    @app_commands.choices(
        which=[
            app_commands.Choice(name=said("command-quote-random"), value="random"),
            app_commands.Choice(name=said("command-quote-today"), value="today"),
        ]
    )
    async def quote(
        interaction: discord.Interaction[Any], which: Literal["random", "today"] = "random", card: bool = False
    ) -> None:
        place, message, label = bot.random_place(), None, ""
        if which == "today":
            server = interaction.guild_id
            today = await read_today(bot, server) if server is not None else None
            if today is None or today.place is None:
                texts = bot.texts_of(interaction)
                why = await render_today(bot, today, texts) if today else Message(texts("daily-none"))
                await send(interaction, why, private=True)
                return
            place, message = today.place, await render_today(bot, today, bot.texts)
            label = message.cards[0].title
        if place is None:
            await send(interaction, Message(bot.texts_of(interaction)("quote-none")), private=True)
            return
        message = message or render_place(place, 0, bot.texts)
        await send(interaction, await pictured(place, message, label) if card else message, private=False)

    @tree.command(name="help", description=said("command-help"))
    async def help_(interaction: discord.Interaction[Any]) -> None:
        await send(interaction, render_help(bot.texts_of(interaction)), private=True)

    @tree.command(name="about", description=said("command-about"))
    async def about(interaction: discord.Interaction[Any]) -> None:
        await send(interaction, render_about(library, version(), bot.texts_of(interaction)), private=True)


def _shorten(said: str) -> str:
    return said if len(said) <= ECHO else said[:ECHO] + "…"
