"""From a question to the message that answers it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.answering.browsing import render_help, render_topics
from bot.answering.emphasis import find_matched
from bot.answering.likeness import TAUGHT, most_alike
from bot.answering.rendering import render_answer, with_feedback, with_sharing
from bot.chat.daily import read_today, render_today
from bot.interviews import find_exchange

if TYPE_CHECKING:
    import discord

    from bot.answering.answerer import Answer, Answerer
    from bot.answering.decision import Decision
    from bot.answering.message import Message
    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.guilds.models import ServerSettings, Taught
    from bot.interviews import Interview
    from bot.shelves import Shelf
    from bot.watching.metrics import Way

# So many taught phrasings are compared without leaving the event loop.
FEW = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and who asked it.

    Attributes:
        question: as it was typed, without the mention of the bot.
        asker: the person's number.
        texts: the language of the reply.
        previous: what the same person asked before.
        server: where, outside direct messages.
        private: nobody else sees the reply.
        interview: the only one that is asked; None for all that the server follows.
        way: how it came.
    """

    question: str
    asker: int
    texts: Texts
    previous: str | None = None
    server: int | None = None
    private: bool = False
    interview: Interview | None = None
    way: Way = "message"


@dataclass(frozen=True, slots=True)
class Reply:
    """The message that answers a question, and how it was decided; None where nothing was searched."""

    message: Message
    decision: Decision | None = None


def may_ask(person: discord.User | discord.Member, settings: ServerSettings) -> bool:
    """Whether moderators let a person ask."""
    return not settings.roles or any(role.id in settings.roles for role in getattr(person, "roles", ()))


async def reply_to(bot: InterviewBot, asked: Asked) -> Reply:
    """The message that a question leads to.

    Raises:
        QuestionError: there is nothing in it that could be searched for.
        StorageError: the quote of the day was asked for, and what the bot remembers is out of reach.
    """
    shelf = bot.shelves.following((asked.interview.id,)) if asked.interview else await bot.shelf(asked.server)
    taught = await bot.book.taught(asked.server)
    work = partial(_answer, shelf.answerer, asked, taught)
    if shelf.answerer.is_quick(asked.question) and len(taught) <= FEW:
        # The way to a thread would take longer. Of many who ask at once one is answered in each round of the loop, so
        # that whatever else is due comes in between.
        async with bot.answering:
            answered = work()
            await asyncio.sleep(0)
    else:
        answered = await asyncio.to_thread(work)
    answer, message, seconds = answered
    decision = answer.decision if message else "none"
    bot.metrics.answered(asked.way, answer.intent, decision, seconds)
    if message is None:
        return Reply(await _serve(bot, shelf, asked, answer))
    if answer.decision != "answered":
        return Reply(message, answer.decision)
    best = answer.hits[0].place
    if asked.private:
        return Reply(with_sharing(message, best, asked.texts), answer.decision)
    return Reply(with_feedback(message, best, asked.asker, asked.texts), answer.decision)


async def _serve(bot: InterviewBot, shelf: Shelf, asked: Asked, answer: Answer) -> Message:
    """What a question leads to that means a function."""
    texts = asked.texts
    if answer.intent == "help":
        return render_help(texts)
    if answer.intent == "topics":
        return render_topics(shelf.library, 0, texts)
    today = await read_today(bot, asked.server) if answer.of_today and asked.server else None
    return await (render_today(bot, today, texts) if today else bot.random_quote(shelf, texts))


def _answer(answerer: Answerer, asked: Asked, taught: tuple[Taught, ...]) -> tuple[Answer, Message | None, float]:
    """A question's answer, its message, none where the question means a function, and the seconds that both took."""
    began = time.perf_counter()
    answer = answerer.answer(asked.question, previous=asked.previous)
    message = None
    if answer.intent == "question":
        answer = _as_taught(answerer, answer, taught)
        bold = partial(find_matched, query=answer.query, analyzer=answerer.parser.analyzer)
        message = render_answer(answer, answerer.library, asked.texts, bold)
    return answer, message, time.perf_counter() - began


def _as_taught(answerer: Answerer, answer: Answer, taught: tuple[Taught, ...]) -> Answer:
    """An answer as a server's moderators have taught it: a question like one of theirs asks for its exchange."""
    fold = answerer.parser.analyzer.folder.fold
    phrasings = ((number, fold(one.phrasing).text) for number, one in enumerate(taught))
    number = most_alike(answer.query.folded.text, phrasings, TAUGHT)
    place = find_exchange(answerer.library, taught[number].exchange) if number is not None else None
    if place is None:
        return answer
    best = answerer.index.best_of(answer.query, place)
    others = tuple(hit for hit in answer.hits if hit.place.exchange is not place.exchange)
    return replace(answer, decision="answered", hits=(best, *others), also=None)
