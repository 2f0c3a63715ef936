"""The bot on Discord: what arrives is handed to the room that knows, what comes back is sent."""

from __future__ import annotations

import logging
import random
import secrets
import time
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.message import Message
from bot.answering.rendering import render_answer, render_help, render_place, render_topics
from bot.chat.asking import Incoming, extract_question
from bot.chat.commands import CatalogueTranslator, add_commands
from bot.chat.components import LinkButton, LinkMenu
from bot.chat.conversations import Conversations
from bot.chat.sending import compose
from bot.chat.syncing import sync_commands
from bot.errors import QuestionError
from bot.quotes.draw import draw_quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.texts import Texts
    from bot.app import App

log = logging.getLogger(__name__)


class InterviewBot(commands.AutoShardedBot):
    """Answers questions from interviews on Discord.

    Args:
        app: everything wired.
        clock: seconds that only grow, for how long a conversation lasts.
        dice: for random quotes.
        language: of private replies, whoever reads them; None takes each member's own.
    """

    def __init__(
        self,
        app: App,
        *,
        clock: Callable[[], float] = time.monotonic,
        dice: random.Random | None = None,
        language: str | None = None,
    ) -> None:
        settings = app.settings
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        intents.message_content = bool(settings.ask_channels)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=None if settings.shard_count == "auto" else settings.shard_count,
            proxy=settings.proxy,
        )
        self.app = app
        self.conversations = Conversations(clock)
        self._dice = dice or random.Random()
        self._language = language
        self._ask_channels = frozenset(settings.ask_channels)
        self.tree.on_error = self.fail  # type: ignore[method-assign]
        add_commands(self)

    async def setup_hook(self) -> None:
        """Once a start, before the connection: components that survive restarts, and the commands."""
        self.add_dynamic_items(LinkButton, LinkMenu)
        await self.tree.set_translator(CatalogueTranslator(self.app.catalogue))
        await sync_commands(self.tree)

    # What is said

    @property
    def texts(self) -> Texts:
        """The sentences of public replies."""
        return self.app.catalogue.texts(self.app.settings.language)

    def texts_of(self, interaction: discord.Interaction[Any]) -> Texts:
        """The sentences of a reply that only one person sees, in that person's language."""
        return self.app.catalogue.texts(self._language or interaction.locale.value)

    def compose(self, message: Message) -> dict[str, Any]:
        """A message as discord.py takes it."""
        return compose(message, self.app.settings.accent)

    def reply_to(self, question: str, texts: Texts, *, previous: str | None = None) -> Message:
        """The message that a question leads to.

        Raises:
            QuestionError: there is nothing in it that could be searched for.
        """
        answer = self.app.answerer.answer(question, previous=previous)
        library = self.app.answerer.library
        if answer.intent == "help":
            return render_help(texts)
        if answer.intent == "topics":
            return render_topics(library, 0, texts)
        if answer.intent == "quote":
            return self.random_quote(texts)
        return render_answer(answer, library, texts)

    def random_quote(self, texts: Texts) -> Message:
        """A random passage."""
        return render_place(draw_quote(self.app.answerer.library, self._dice), 0, texts)

    # What arrives

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer a message that is a question; leave every other alone."""
        if message.author.bot or message.webhook_id is not None or self.user is None:
            return
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return
        question = extract_question(_incoming(message, self.user), self.user.id, self._ask_channels)
        if question is None:
            return
        try:
            await self._answer_message(message, question)
        except discord.Forbidden:
            log.warning("no permission to answer in channel %d", message.channel.id)
        except Exception:
            reference = self._report("message")
            try:
                await self._reply(message, Message(self.texts("failed", reference=reference)))
            except discord.HTTPException:
                log.warning("nobody could be told reference %s", reference)

    async def _answer_message(self, message: discord.Message, question: str) -> None:
        here = (message.channel.id, message.author.id)
        replied = message.reference.message_id if message.reference else None
        if not question:
            await self._reply(message, Message(self.texts("ask-how")))
            return
        try:
            said = self.reply_to(question, self.texts, previous=self.conversations.recall(replied, here))
        except QuestionError as error:
            said = Message(self.texts.error(error))
        sent = await self._reply(message, said)
        self.conversations.remember(question, here, sent.id)

    async def _reply(self, message: discord.Message, said: Message) -> discord.Message:
        reference = message.to_reference(fail_if_not_exists=False)
        return await message.channel.send(**self.compose(said), reference=reference, mention_author=False)

    # What fails

    async def fail(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Log what failed, and tell the person who waits for it a reference and nothing else."""
        reference = self._report("interaction", error)
        said = self.compose(Message(self.texts_of(interaction)("failed", reference=reference)))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(**said, ephemeral=True)
            else:
                await interaction.response.send_message(**said, ephemeral=True)
        except discord.HTTPException:
            log.warning("nobody could be told reference %s", reference)

    def _report(self, where: str, error: BaseException | None = None) -> str:
        """Log a failure under a number that can be told to a person."""
        reference = secrets.token_hex(3)
        log.error("%s failed, reference %s", where, reference, exc_info=error or True)
        return reference


def _incoming(message: discord.Message, me: discord.ClientUser) -> Incoming:
    channel = message.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else None
    replied = message.reference.resolved if message.reference else None
    return Incoming(
        content=message.content,
        direct=message.guild is None,
        mentions_bot=any(user.id == me.id for user in message.mentions),
        answers_bot=isinstance(replied, discord.Message) and replied.author.id == me.id,
        channels=frozenset(
            part for place in (channel, parent) if place for part in (str(place.id), getattr(place, "name", "") or "")
        ),
    )
