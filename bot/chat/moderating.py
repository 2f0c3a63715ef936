"""``/gaps``: what was asked and not answered, and how moderators teach the bot what it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.lines import CHOICES, LABEL, gist, turning
from bot.answering.linking import find_place, link_to
from bot.answering.members import escape, visible
from bot.answering.message import Button, Card, Choice, Link, Menu, Message
from bot.chat.permissions import for_moderators, moderated_server
from bot.chat.setup import oldest_kept
from bot.guilds.gaps import (
    prune_gaps,
    read_gap,
    read_gaps,
    read_taught,
    set_gap_state,
    teach,
    unteach,
)
from bot.interviews import Place, find_exchange, name_exchange

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from discord.app_commands import locale_str

    from bot.answering.answerer import Answerer
    from bot.answering.message import Kind
    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.guilds.models import Taught

Interaction = discord.Interaction[Any]

PER_PAGE = 10


def add_gaps_command(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put ``/gaps`` into the bot's tree."""

    @bot.tree.command(name=said("name-gaps"), description=said("command-gaps"))
    @for_moderators
    async def gaps(interaction: Interaction) -> None:
        assert interaction.guild_id is not None
        message = await _list(bot, interaction.guild_id, 0, bot.texts_of(interaction))
        await bot.tell(interaction, message)


async def _list(bot: InterviewBot, server: int, page: int, texts: Texts) -> Message:
    settings = await bot.book.settings(server)
    await prune_gaps(bot.memory.database, server, oldest_kept(bot.now(), settings))
    found = await read_gaps(bot.memory.database, server, "open")
    taught = await read_taught(bot.memory.database, server)
    more = (Button(texts("gaps-taught", count=len(taught)), Link("taught")),) if taught else ()
    if not found:
        return Message(cards=(Card(texts("gaps-none"), title=texts("gaps-title")),), buttons=more)
    last = (len(found) - 1) // PER_PAGE
    page = min(page, last)
    shown = found[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [texts("gaps-line", question=_plain(gap.question), count=gap.count) for gap in shown]
    choices = tuple(
        Choice(gist(visible(gap.question), LABEL), Link("gap", number=gap.id), texts("gaps-count", count=gap.count))
        for gap in shown
    )
    return Message(
        cards=(Card("\n".join(lines), title=texts("gaps-title"), footer=texts("gaps-hint")),),
        menus=(Menu(texts("gaps-menu"), choices),),
        buttons=(*turning(Link("gaps"), page, last + 1, texts), *more),
    )


async def _one(bot: InterviewBot, server: int, number: int, texts: Texts) -> Message:
    gap = await read_gap(bot.memory.database, server, number)
    if gap is None:
        return await _list(bot, server, 0, texts)
    answerer = (await bot.shelf(server)).answerer
    choices = tuple(
        Choice(
            gist(place.question, LABEL),
            replace(link_to(place), kind="teach", page=gap.id),
            texts("exchange-number", number=place.exchange.number),
        )
        for place in _candidates(answerer, gap.question)
    )
    body = texts("gap-body", question=_plain(gap.question), count=gap.count, day=gap.last_at.date())
    return Message(
        cards=(Card(body, title=texts("gaps-title")),),
        menus=(Menu(texts("gap-menu"), choices),),
        buttons=(
            Button(texts("gap-ignore"), Link("ignore", number=gap.id)),
            Button(texts("gaps-return"), Link("gaps")),
        ),
    )


def _candidates(answerer: Answerer, question: str) -> list[Place]:
    """Exchanges that may answer a question: first what the search finds, then the others in order."""
    found = [Place(hit.place.interview, hit.place.exchange) for hit in answerer.search(question, CHOICES)]
    rest = (Place(interview, exchange) for interview in answerer.library for exchange in interview.exchanges)
    chosen: dict[tuple[str, int], Place] = {}
    for place in (*found, *rest):
        chosen.setdefault((place.interview.id, place.exchange.number), place)
        if len(chosen) == CHOICES:
            break
    return list(chosen.values())


async def show_gaps(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """A page of the list."""
    await _turn(bot, interaction, lambda server, texts: _list(bot, server, link.page, texts))


async def show_gap(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """One question, with what could be done about it."""
    await _turn(bot, interaction, lambda server, texts: _one(bot, server, link.number, texts))


async def ignore_gap(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Leave a question out of the list."""

    async def act(server: int, texts: Texts) -> Message:
        await set_gap_state(bot.memory.database, server, link.number, "ignored")
        return await _list(bot, server, 0, texts)

    await _turn(bot, interaction, act)


async def teach_gap(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Remember which exchange answers a question; from now on it is answered in this server."""

    async def act(server: int, texts: Texts) -> Message:
        found = find_place(bot.shelves.everything.library, replace(link, kind="answer"))
        gap = await read_gap(bot.memory.database, server, link.page)
        if found is None or gap is None:
            return await _list(bot, server, 0, texts)
        name = name_exchange(found.interview, found.exchange)
        await teach(bot.memory.database, server, name, gap.question, gap.id)
        bot.book.forget(server)
        said = texts("gap-taught", question=_plain(gap.question), number=found.exchange.number)
        message = await _list(bot, server, 0, texts)
        return replace(message, content=said)

    await _turn(bot, interaction, act)


async def show_taught(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """What was taught, with a menu that takes one back."""
    await _turn(bot, interaction, lambda server, texts: _taught(bot, server, texts))


async def _taught(bot: InterviewBot, server: int, texts: Texts) -> Message:
    found = await read_taught(bot.memory.database, server)
    if not found:
        return await _list(bot, server, 0, texts)
    shown = [(one, _meaning(bot, one, texts)) for one in found[-CHOICES:]]
    choices = tuple(
        Choice(gist(visible(one.phrasing), LABEL), Link("unteach", number=one.id), meaning) for one, meaning in shown
    )
    lines = [f"- {_plain(one.phrasing)} → {meaning}" for one, meaning in shown]
    return Message(
        cards=(Card("\n".join(lines)[:4000], title=texts("taught-title"), footer=texts("taught-hint")),),
        menus=(Menu(texts("taught-menu"), choices),),
        buttons=(Button(texts("gaps-return"), Link("gaps")),),
    )


def _meaning(bot: InterviewBot, taught: Taught, texts: Texts) -> str:
    place = find_exchange(bot.shelves.everything.library, taught.exchange)
    return texts("exchange-number", number=place.exchange.number) if place else texts("taught-gone")


async def undo_taught(bot: InterviewBot, interaction: Interaction, link: Link) -> None:
    """Forget a taught phrasing; its question is open again."""

    async def act(server: int, texts: Texts) -> Message:
        await unteach(bot.memory.database, server, link.number)
        bot.book.forget(server)
        return await _taught(bot, server, texts)

    await _turn(bot, interaction, act)


async def _turn(bot: InterviewBot, interaction: Interaction, make: Callable[[int, Texts], Awaitable[Message]]) -> None:
    """Show a moderator the next message in place of the last one."""
    server = await moderated_server(bot, interaction)
    if server is None:
        return
    message = await make(server, bot.texts_of(interaction))
    await bot.turn(interaction, message)


def _plain(question: str) -> str:
    """A member's words as plain text in one line."""
    return escape(gist(question, 120))


MODERATION: dict[Kind, Callable[[InterviewBot, Interaction, Link], Awaitable[None]]] = {
    "gaps": show_gaps,
    "gap": show_gap,
    "ignore": ignore_gap,
    "teach": teach_gap,
    "taught": show_taught,
    "unteach": undo_taught,
}
