"""Messages that are questions: which ones are, how they are answered, and who is told where that is not allowed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.members import escape
from bot.answering.message import Message
from bot.chat.asking import Incoming, extract_question, looks_like_question
from bot.chat.failing import report
from bot.chat.outgoing import FAILED, UnsentError, insist
from bot.chat.permissions import missing_permissions
from bot.chat.replying import Asked, Reply, may_ask, reply_to
from bot.chat.telling import tell_administrators
from bot.errors import QuestionError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.watching.metrics import Way

log = logging.getLogger(__name__)

DAY = 86_400.0


class Listener:
    """Hears messages and answers those that are questions.

    Args:
        bot: who is asked.
        clock: seconds since 1970.
    """

    def __init__(self, bot: InterviewBot, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._clock = clock
        self._forbidden: dict[int, float] = {}

    async def hear(self, message: discord.Message) -> None:
        """Answer a message that is a question; leave every other alone."""
        bot = self._bot
        if message.author.bot or message.webhook_id is not None or bot.user is None:
            return
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return
        began = bot.loop.time()
        server = message.guild.id if message.guild else None
        settings = await bot.book.settings(server)
        incoming = _incoming(message, bot.user)
        channels = frozenset([*bot.app.settings.ask_channels, *map(str, settings.ask_channels)])
        question = extract_question(incoming, bot.user.id, channels)
        if question is None or not may_ask(message.author, settings):
            return
        texts = await bot.public_texts(server)
        try:
            await self._answer_message(message, question, texts, began, called=incoming.called)
        except discord.Forbidden:
            await self._tell_forbidden(message)
        except UnsentError as error:
            log.warning("a question in channel %d stays unanswered: %s", message.channel.id, error)
        except Exception:
            reference = report(bot.metrics, "message", None, question, message.content)
            try:
                await self._reply(message, Message(texts("failed", reference=reference)))
            except FAILED:
                log.warning("nobody could be told reference %s", reference)

    async def _tell_forbidden(self, message: discord.Message) -> None:
        """The bot may not answer in a channel: whoever can mend that is told, once a day and channel."""
        log.warning("no permission to answer in channel %d", message.channel.id)
        now, guild = self._clock(), message.guild
        if guild is None or 0 <= now - self._forbidden.get(message.channel.id, -DAY) < DAY:
            return
        self._forbidden = {one: when for one, when in self._forbidden.items() if 0 <= now - when < DAY}
        self._forbidden[message.channel.id] = now
        texts = await self._bot.public_texts(guild.id)
        channel = guild.get_channel(getattr(message.channel, "parent_id", None) or message.channel.id)
        missing = missing_permissions(channel) if channel is not None else []
        names = texts.permissions(missing or ["send_messages"])
        said = texts("forbidden", server=escape(guild.name), channel=f"<#{message.channel.id}>", permissions=names)
        await tell_administrators(self._bot, guild.id, Message(said))

    async def _is_in_time(self, message: discord.Message, texts: Texts) -> bool:
        """Count a question; whether it is answered, after saying so where it is not."""
        verdict = self._bot.count_question(message.author.id, message.channel.id)
        if verdict == "say":
            await self._reply(message, Message(texts("cooldown")))
        return verdict == "go"

    async def _answer_message(
        self, message: discord.Message, question: str, texts: Texts, began: float, *, called: bool
    ) -> None:
        bot = self._bot
        here = (message.channel.id, message.author.id)
        replied = message.reference.message_id if message.reference else None
        # Of talk in a channel of questions only what is answered counts.
        if called and not await self._is_in_time(message, texts):
            return
        if not question:
            await self._reply(message, Message(texts("ask-how")))
            return
        previous = bot.conversations.recall(replied, here)
        server = message.guild.id if message.guild else None
        way: Way = "message" if called else "channel"
        asked = Asked(question, message.author.id, texts, previous, server, way=way)
        try:
            reply = await reply_to(bot, asked)
        except QuestionError as error:
            bot.metrics.unread(way)
            if not called:
                return
            reply = Reply(Message(texts.error(error)))
        except StorageError as error:
            log.error("message failed: %s", error)
            reply = Reply(Message(texts("memory-failed", reason=texts.reason(error))))
        # In a channel of questions people also talk; what is neither answered nor asked is passed over.
        if not called and reply.decision not in (None, "answered") and not looks_like_question(question):
            return
        if not called and not await self._is_in_time(message, texts):
            return
        sent = await self._reply(message, reply.message)
        bot.metrics.replied(bot.loop.time() - began)
        bot.conversations.remember(question, here, sent.id)
        if reply.decision == "not_found" and server is not None:
            await bot.gaps.note(server, question)

    async def _reply(self, message: discord.Message, said: Message) -> discord.Message:
        """Reply to a message, once: whatever is sent again, Discord makes one message of a nonce."""
        about: dict[str, Any] = {
            "reference": message.to_reference(fail_if_not_exists=False),
            "mention_author": False,
            "nonce": str(message.id),
        }
        return await insist(lambda: message.channel.send(**self._bot.compose(said), **about))


def _content(message: discord.Message) -> str:
    """What a message says; of a forum's post the title where the post itself asks nothing."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and channel.id == message.id and not looks_like_question(message.content):
        return channel.name
    return message.content


def _incoming(message: discord.Message, me: discord.ClientUser) -> Incoming:
    channel = message.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else None
    replied = message.reference.resolved if message.reference else None
    return Incoming(
        content=_content(message),
        direct=message.guild is None,
        mentions_bot=any(user.id == me.id for user in message.mentions),
        answers_bot=isinstance(replied, discord.Message) and replied.author.id == me.id,
        channels=frozenset(
            part for place in (channel, parent) if place for part in (str(place.id), getattr(place, "name", "") or "")
        ),
    )
