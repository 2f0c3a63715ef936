"""The bot on Discord: what arrives is handed to the room that knows, what comes back is sent."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.answering.message import Message
from bot.answering.rendering import render_place
from bot.chat.book import ServerBook
from bot.chat.commands import CatalogueTranslator, add_commands
from bot.chat.components import LinkButton, LinkMenu
from bot.chat.conversations import Conversations
from bot.chat.counting import count_connections, trace_requests
from bot.chat.daily import add_daily_commands
from bot.chat.delivering import DeliveryDesk
from bot.chat.ending import finish
from bot.chat.failing import tell_failure
from bot.chat.following import add_interviews_command
from bot.chat.guarding import guard
from bot.chat.limits import Cooldowns, Verdict
from bot.chat.listening import Listener
from bot.chat.moderating import add_gaps_command
from bot.chat.noting import GapKeeper
from bot.chat.outgoing import LIMITED_SECONDS, respond
from bot.chat.pictures import Painter
from bot.chat.quoting import add_quote_command
from bot.chat.reloading import Reloader
from bot.chat.sending import compose
from bot.chat.setup import SetupItem, add_setup_command
from bot.chat.syncing import sync_commands
from bot.errors import StorageError
from bot.guilds.memory import Memory
from bot.guilds.models import Shards
from bot.guilds.servers import forget_server
from bot.guilds.turns import take_turn
from bot.quotes.draw import draw_quote
from bot.shelves import Shelf, Shelves
from bot.watching.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.texts import Texts
    from bot.app import App
    from bot.interviews.models import Interview, Place, Topic

log = logging.getLogger(__name__)

# The language of names of commands where Discord has no translation.
_NAMES = "en"
# At the end of the process, for what has arrived and is not answered yet. Docker kills after ten seconds.
FAREWELL_SECONDS = 8.0
_COMMANDS = (
    add_commands,
    add_interviews_command,
    add_quote_command,
    add_daily_commands,
    add_setup_command,
    add_gaps_command,
)


class InterviewBot(commands.AutoShardedBot):
    """Answers questions from interviews on Discord.

    Args:
        app: everything wired.
        clock: seconds since 1970; nothing in the bot reads another one.
        dice: for random quotes.
        language: of private replies, whoever reads them; None takes each member's own.
        metrics: what counts; those of a process outlive its connections.
    """

    def __init__(
        self,
        app: App,
        *,
        clock: Callable[[], float] = time.time,
        dice: random.Random | None = None,
        language: str | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        settings = app.settings
        self.metrics = metrics or Metrics()
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        intents.message_content = bool(settings.ask_channels) or settings.message_content
        sharding: dict[str, Any] = {} if settings.shard_ids is None else {"shard_ids": settings.shard_ids}
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
            **sharding,
            # Shards wait for their turn while they connect; with many of them that is minutes.
            shard_connect_timeout=None,
            max_ratelimit_timeout=LIMITED_SECONDS,
            proxy=settings.proxy,
            http_trace=trace_requests(self.metrics),
        )
        count_connections(self, self.metrics)
        guard(self._connection.parsers)
        self.serve(app)
        self.memory = Memory(settings.database.get_secret_value())
        self.painter = Painter(settings)
        self.deliveries = DeliveryDesk(self)
        self.reloader = Reloader(self)
        self.conversations = Conversations(clock)
        self.cooldowns = Cooldowns(clock)
        self.gaps = GapKeeper(self)
        self.listener = Listener(self, clock)
        self.answering = asyncio.Lock()
        self.book = ServerBook(self.memory, clock)
        self._clock = clock
        self._ending = False
        self.under_way: set[asyncio.Task[Any]] = set()
        self._dice = dice or random.Random()
        self._language = language
        self.tree.on_error = self.fail  # type: ignore[method-assign]
        for add in _COMMANDS:
            add(self, self._said)

    def serve(self, app: App) -> None:
        """Answer from another app from now on; whoever is being answered is answered from the old one to the end."""
        self.app = app
        self.shelves = Shelves(app.answerer)

    async def setup_hook(self) -> None:
        """Once a start, before the connection: components that survive restarts, and the commands."""
        self.add_dynamic_items(LinkButton, LinkMenu, SetupItem)
        await self.tree.set_translator(CatalogueTranslator(self.app.catalogue))
        await sync_commands(self.tree)
        await self.memory.open()
        self.deliveries.start()
        self.reloader.start()

    async def close(self) -> None:
        """Disconnect, after what has arrived was answered and what is being delivered has been marked."""
        if not self._ending:
            self._ending = True
            await self.reloader.stop()
            left, _ = await asyncio.gather(finish(FAREWELL_SECONDS), self.deliveries.stop())
            if left:
                log.warning("ended with %d questions or presses unanswered", left)
        await super().close()
        await self.memory.close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn among all processes, or for the plain five seconds where there is only one."""
        if self.app.settings.shards is None or not await self.memory.open():
            await super().before_identify_hook(shard_id, initial=initial)
            return
        bucket = (shard_id or 0) % self.app.settings.identify_concurrency
        await asyncio.sleep(await take_turn(self.memory.database, bucket, self._clock()))

    # Servers

    def now(self) -> datetime:
        """The time."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def server_of(self, interaction: discord.Interaction[Any]) -> int | None:
        """The server in which the bot is; None in conversations, and where a member has brought it along."""
        number = interaction.guild_id
        return number if number is not None and self.get_guild(number) is not None else None

    def served(self) -> Shards:
        """Which servers this process serves."""
        ids = self.app.settings.shard_ids
        return Shards() if ids is None else Shards(frozenset(ids), self.shard_count or 1)

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """The bot has left a server: nothing is kept about it."""
        try:
            await forget_server(self.memory.database, guild.id)
        except StorageError as fault:
            log.error("server %d not forgotten: %s", guild.id, fault)

    # What is said

    @property
    def texts(self) -> Texts:
        """The sentences of public replies."""
        return self.app.catalogue.texts(self.app.settings.language)

    async def public_texts(self, server: int | None) -> Texts:
        """The sentences of what everybody sees in a server, or in a conversation outside servers."""
        chosen = (await self.book.settings(server)).language
        return self.app.catalogue.texts(chosen) if chosen else self.texts

    def texts_of(self, interaction: discord.Interaction[Any]) -> Texts:
        """The sentences of a reply that only one person sees, in that person's language."""
        return self.app.catalogue.texts(self._language or interaction.locale.value)

    def compose(self, message: Message) -> dict[str, Any]:
        """A message as discord.py takes it."""
        return compose(message, self.app.settings.accent)

    async def tell(self, interaction: discord.Interaction[Any], message: Message, *, private: bool = True) -> None:
        """The first response to an interaction, which only that person sees, or everybody."""
        await respond(lambda: interaction.response.send_message(**self.compose(message), ephemeral=private))

    async def turn(self, interaction: discord.Interaction[Any], message: Message) -> None:
        """The first response to a component: its message becomes another one."""
        await respond(lambda: interaction.response.edit_message(**self.compose(message)))

    async def shelf(self, server: int | None) -> Shelf:
        """The interviews that a server follows; outside servers all."""
        return self.shelves.following((await self.book.settings(server)).interviews)

    async def random_quote(self, shelf: Shelf, texts: Texts) -> Message:
        """A random passage."""
        place = await self.random_place(shelf)
        return render_place(place, 0, texts) if place else Message(texts("quote-none"))

    async def random_place(self, shelf: Shelf, topic: tuple[Interview, Topic] | None = None) -> Place | None:
        """Where a random passage stands, perhaps of a topic; None where nothing may be quoted."""
        if topic is not None:
            return draw_quote(self.shelves.following((topic[0].id,)).library, self._dice, topic)
        # With thousands of interviews the first time takes a while.
        worth = await asyncio.to_thread(lambda: shelf.deck.worth)
        return self._dice.choice(worth) if worth else None

    def _said(self, key: str) -> locale_str:
        """A sentence or name of Discord's own surface: in the operator's language, and translated for each member.

        Names have one language by default, so that they are the same in every document and every log.
        """
        texts = self.app.catalogue.texts(_NAMES) if key.startswith(("name-", "option-")) else self.texts
        return locale_str(texts(key), key=key)

    # What arrives

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer a message that is a question; leave every other alone."""
        if not self._ending:
            await self.listener.hear(message)

    def count_question(self, person: int, channel: int) -> Verdict:
        """Count a question, and whether it was one too many."""
        verdict = self.cooldowns.ask(person, channel)
        if verdict != "go":
            self.metrics.limited()
        return verdict

    async def fail(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Log what failed, and tell the person who waits for it what to do, or a reference and nothing else."""
        await tell_failure(self, interaction, error)
