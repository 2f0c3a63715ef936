"""The slash commands: each reads the interaction, calls the room that knows, and sends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answering.browsing import render_about, render_contents, render_help, render_topic, render_topics
from bot.answering.members import echo
from bot.answering.message import Button, Card, Link, Message
from bot.chat.completing import complete_interviews, complete_topics
from bot.chat.replying import Asked, may_ask, reply_to
from bot.errors import QuestionError
from bot.interviews.topics import find_interview, find_topic_named
from bot.version import version

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.app_commands import locale_str

    from bot.answering.texts import Catalogue
    from bot.chat.client import InterviewBot
    from bot.interviews import Interview, Library
    from bot.watching.metrics import Way

Interaction = discord.Interaction[Any]

_LANGUAGES = {
    discord.Locale.chinese: "zh-CN",
    discord.Locale.taiwan_chinese: "zh-TW",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}


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


def add_commands(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put the commands of members into the bot's tree."""
    tree = bot.tree

    async def library_of(interaction: Interaction) -> Library:
        return (await bot.shelf(bot.server_of(interaction))).library

    async def answer(
        interaction: Interaction,
        question: str,
        *,
        private: bool,
        alone: bool = False,
        interview: Interview | None = None,
    ) -> None:
        began = bot.loop.time()
        refusal = await _refusal(bot, interaction)
        if refusal is not None:
            await bot.tell(interaction, refusal)
            return
        here = (interaction.channel_id, interaction.user.id)
        server = bot.server_of(interaction)
        texts = bot.texts_of(interaction) if private else await bot.public_texts(server)
        previous = None if alone else bot.conversations.recall(here)
        way: Way = "menu" if alone else "command"
        asked = Asked(question, interaction.user.id, texts, previous, server, private, interview, way)
        try:
            reply = await reply_to(bot, asked)
        except QuestionError as error:
            bot.metrics.unread(way)
            await bot.tell(interaction, Message(bot.texts_of(interaction).error(error)))
            return
        if not alone:
            bot.conversations.remember(question, here)
        message = replace(reply.message, content=f"💬 {echo(question)}")
        await bot.tell(interaction, message, private=private)
        bot.metrics.replied(bot.loop.time() - began)
        if reply.decision == "not_found" and server is not None and not private:
            await bot.gaps.note(server, question)

    @tree.command(name=said("name-ask"), description=said("command-ask"))
    @app_commands.rename(
        question=said("option-question"), private=said("option-private"), interview=said("option-from")
    )
    @app_commands.describe(
        question=said("command-ask-question"), private=said("command-ask-private"), interview=said("command-ask-from")
    )
    async def ask(
        interaction: Interaction, question: str, private: bool | None = None, interview: str | None = None
    ) -> None:
        hidden = (await bot.book.settings(bot.server_of(interaction))).private if private is None else private
        named = find_interview(await library_of(interaction), interview) if interview else None
        if interview and named is None:
            unknown = bot.texts_of(interaction)("interview-unknown", name=echo(interview))
            await bot.tell(interaction, Message(unknown))
            return
        await answer(interaction, question, private=hidden, interview=named)

    @ask.autocomplete("interview")
    async def complete_asked(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_interviews(bot, interaction, typed)

    @tree.context_menu(name=said("menu-find"))
    async def find(interaction: Interaction, message: discord.Message) -> None:
        # Somebody else's words belong to no conversation of mine.
        await answer(interaction, message.content, private=True, alone=True)

    @tree.command(name=said("name-topics"), description=said("command-topics"))
    async def topics(interaction: Interaction) -> None:
        await bot.tell(interaction, render_topics(await library_of(interaction), 0, bot.texts_of(interaction)))

    @tree.command(name=said("name-topic"), description=said("command-topic"))
    @app_commands.rename(name=said("option-name"))
    @app_commands.describe(name=said("command-topic-name"))
    async def topic(interaction: Interaction, name: str) -> None:
        texts = bot.texts_of(interaction)
        found = find_topic_named(await library_of(interaction), name)
        message = render_topic(*found, 0, texts) if found else Message(texts("topic-unknown", name=echo(name)))
        await bot.tell(interaction, message)

    @topic.autocomplete("name")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_topics(bot, interaction, typed)

    @tree.command(name=said("name-interview"), description=said("command-interview"))
    @app_commands.rename(name=said("option-name"))
    @app_commands.describe(name=said("command-interview-name"))
    async def interview(interaction: Interaction, name: str | None = None) -> None:
        texts = bot.texts_of(interaction)
        library = await library_of(interaction)
        found = find_interview(library, name) if name else next(iter(library), None)
        unknown = Message(texts("interview-unknown", name=echo(name or "")))
        await bot.tell(interaction, render_contents(found, 0, texts) if found else unknown)

    @interview.autocomplete("name")
    async def complete_name(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_interviews(bot, interaction, typed)

    @tree.command(name=said("name-help"), description=said("command-help"))
    async def help_(interaction: Interaction) -> None:
        await bot.tell(interaction, render_help(bot.texts_of(interaction)))

    @tree.command(name=said("name-about"), description=said("command-about"))
    async def about(interaction: Interaction) -> None:
        await bot.tell(interaction, render_about(await library_of(interaction), version(), bot.texts_of(interaction)))

    @tree.command(name=said("name-privacy"), description=said("command-privacy"))
    async def privacy(interaction: Interaction) -> None:
        texts = bot.texts_of(interaction)
        days = (await bot.book.settings(bot.server_of(interaction))).gap_days
        kept = texts("privacy-days", days=days) if days else texts("privacy-no-questions")
        button = Button(texts("privacy-delete"), Link("forget"))
        card = Card(texts("privacy-body", questions=kept), title=texts("privacy-title"))
        await bot.tell(interaction, Message(cards=(card,), buttons=(button,)))


async def _refusal(bot: InterviewBot, interaction: Interaction) -> Message | None:
    """Why a person's question is not answered now, if it is not."""
    texts = bot.texts_of(interaction)
    settings = await bot.book.settings(bot.server_of(interaction))
    if not may_ask(interaction.user, settings):
        roles = texts.listed([f"<@&{role}>" for role in settings.roles])
        return Message(texts("ask-refused", roles=roles))
    if bot.count_question(interaction.user.id, interaction.channel_id or 0) != "go":
        return Message(texts("cooldown"))
    return None
