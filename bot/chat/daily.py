"""The commands with which moderators set the quote of the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.answering.members import echo
from bot.answering.message import Message
from bot.answering.rendering import render_daily
from bot.chat.completing import complete_topics
from bot.chat.daily_pages import PER_PAGE, moment_in, render_history, render_settings
from bot.chat.permissions import missing_permissions
from bot.chat.postman import find_daily_topic, next_quote, render_post
from bot.guilds import dailies, deliveries
from bot.guilds.models import Daily, TopicName
from bot.interviews.topics import find_topic_named
from bot.quotes.calendar import Schedule, due_slot, upcoming
from bot.quotes.times import parse_time, render_time
from bot.quotes.zone_choices import complete_zone
from bot.quotes.zone_names import load_zone
from bot.quotes.zones import find_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import time
    from zoneinfo import ZoneInfo

    from discord.app_commands import locale_str

    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.guilds.models import Delivery
    from bot.interviews.models import Place
    from bot.quotes.calendar import Slot

Interaction = discord.Interaction[Any]
Channel = discord.TextChannel | discord.Thread

# Posting times that are shown back.
SHOWN = 3
# Offered before anything is typed.
TIMES = ("07:00", "08:00", "09:00", "12:00", "18:00", "20:00", "21:00", "22:00")


def add_daily_commands(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put ``/daily`` into the bot's tree."""
    group = app_commands.Group(
        name=said("name-daily"),
        description=said("command-daily"),
        guild_only=True,
        allowed_installs=app_commands.AppInstallationType(guild=True),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(name=said("name-set"), description=said("command-daily-set"))
    @app_commands.rename(
        channel=said("option-channel"),
        at=said("option-time"),
        zone=said("option-timezone"),
        topic=said("option-topic"),
        role=said("option-mention"),
        picture=said("option-picture"),
    )
    @app_commands.describe(
        channel=said("command-daily-channel"),
        at=said("command-daily-time"),
        zone=said("command-daily-timezone"),
        topic=said("command-daily-topic"),
        role=said("command-daily-mention"),
        picture=said("command-daily-picture"),
    )
    async def set_(
        interaction: Interaction,
        channel: Channel,
        at: str,
        zone: str,
        topic: str | None = None,
        role: discord.Role | None = None,
        picture: bool = False,
    ) -> None:
        texts = bot.texts_of(interaction)
        read = await _read(channel, at, zone, topic, role, picture, interaction, bot)
        if isinstance(read, str):
            await bot.tell(interaction, Message(read))
            return
        notes = [texts("daily-no-font")] if picture and not await bot.painter.ready() else []
        await dailies.write_daily(bot.memory.database, read, bot.now())
        slots = await _next_slots(bot, read)
        await bot.tell(interaction, render_settings(read, slots, None, texts, title=texts("daily-set"), notes=notes))

    @set_.autocomplete("at")
    async def complete_at(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        read = parse_time(typed)
        times = TIMES if read is None else (render_time(read),)
        return [app_commands.Choice(name=one, value=one) for one in times]

    @set_.autocomplete("zone")
    async def complete_zone_(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = complete_zone(
            typed, bot.texts_of(interaction).language, bot.now(), readings_of=bot.app.parts.readings.of
        )
        return [app_commands.Choice(name=label, value=name) for label, name in found]

    @set_.autocomplete("topic")
    async def complete_topic_(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await complete_topics(bot, interaction, typed)

    @group.command(name=said("name-show"), description=said("command-daily-show"))
    async def show(interaction: Interaction) -> None:
        texts = bot.texts_of(interaction)
        daily = await _set_here(bot, interaction)
        if daily is None:
            return
        last = await deliveries.read_deliveries(bot.memory.database, daily.server, limit=1)
        slots = await _next_slots(bot, daily)
        deck = (await bot.shelf(daily.server)).deck
        gone = daily.topic is not None and find_daily_topic(deck, daily.topic) is None
        notes = [texts("daily-topic-gone")] if gone else []
        title = texts("daily-title-settings")
        message = render_settings(daily, slots, last[0] if last else None, texts, title=title, notes=notes)
        await bot.tell(interaction, message)

    @group.command(name=said("name-preview"), description=said("command-daily-preview"))
    async def preview(interaction: Interaction) -> None:
        daily = await _set_here(bot, interaction)
        if daily is not None:
            await bot.tell(interaction, await _preview(bot, daily, bot.texts_of(interaction)))

    @group.command(name=said("name-skip"), description=said("command-daily-skip"))
    @app_commands.rename(what=said("option-what"))
    @app_commands.describe(what=said("command-daily-skip-what"))
    @app_commands.choices(
        what=[
            app_commands.Choice(name=said("command-daily-skip-quote"), value="quote"),
            app_commands.Choice(name=said("command-daily-skip-day"), value="day"),
        ]
    )
    async def skip(interaction: Interaction, what: Literal["quote", "day"] = "quote") -> None:
        texts = bot.texts_of(interaction)
        daily = await _set_here(bot, interaction)
        if daily is None:
            return
        database = bot.memory.database
        if what == "day":
            slot = next(iter(await _next_slots(bot, daily)))
            await deliveries.skip_day(database, daily, slot)
            await bot.tell(interaction, Message(texts("daily-day-skipped", moment=moment_in(daily, slot, texts))))
            return
        drawn = await next_quote(database, (await bot.shelf(daily.server)).deck, daily.server, daily.topic)
        if drawn is not None:
            await deliveries.skip_quote(database, daily.server, drawn[0])
        await bot.tell(interaction, await _preview(bot, daily, texts))

    @group.command(name=said("name-off"), description=said("command-daily-off"))
    async def off(interaction: Interaction) -> None:
        daily = await _set_here(bot, interaction)
        if daily is not None:
            await dailies.delete_daily(bot.memory.database, daily.server)
            await bot.tell(interaction, Message(bot.texts_of(interaction)("daily-off")))

    @group.command(name=said("name-history"), description=said("command-daily-history"))
    @app_commands.rename(page=said("option-page"))
    @app_commands.describe(page=said("command-daily-history-number"))
    async def history(interaction: Interaction, page: app_commands.Range[int, 1, 10_000] = 1) -> None:
        assert interaction.guild_id is not None
        database, server = bot.memory.database, interaction.guild_id
        total = await deliveries.count_deliveries(database, server)
        page = min(page, max(1, (total - 1) // PER_PAGE + 1))
        found = await deliveries.read_deliveries(database, server, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        deck = bot.shelves.everything.deck
        await bot.tell(interaction, render_history(found, total, page, deck, bot.texts_of(interaction)))

    bot.tree.add_command(group)


@dataclass(frozen=True, slots=True)
class Today:
    """A server's quote of this day.

    Attributes:
        daily: how it is set.
        delivery: what became of it, if its time has come.
        place: what it shows, if it was posted and is still in the interview.
    """

    daily: Daily
    delivery: Delivery | None
    place: Place | None


async def read_today(bot: InterviewBot, server: int) -> Today | None:
    """A server's quote of this day; None if it has no daily quote.

    Raises:
        StorageError: what the bot remembers is out of reach.
    """
    daily = await dailies.read_daily(bot.memory.database, server)
    if daily is None:
        return None
    day = bot.now().astimezone(daily.schedule.zone).date()
    delivery = await deliveries.read_delivery(bot.memory.database, server, day)
    posted = delivery is not None and delivery.state == "posted"
    deck = bot.shelves.everything.deck
    return Today(daily, delivery, deck.find(delivery.dealt.quote) if delivery is not None and posted else None)


async def render_today(bot: InterviewBot, today: Today, texts: Texts) -> Message:
    """The quote of this day again, or when it will come."""
    if today.delivery is not None and today.place is not None:
        return render_daily(today.place, today.delivery.day, today.delivery.moment, None, texts)
    slot = next(iter(await _next_slots(bot, today.daily)))
    return Message(texts("daily-not-yet", moment=moment_in(today.daily, slot, texts)))


async def _set_here(bot: InterviewBot, interaction: Interaction) -> Daily | None:
    """The daily quote of the server; where it has none, that is said."""
    assert interaction.guild_id is not None
    daily = await dailies.read_daily(bot.memory.database, interaction.guild_id)
    if daily is None:
        await bot.tell(interaction, Message(bot.texts_of(interaction)("daily-none")))
    return daily


async def _read(
    channel: Channel,
    at: str,
    zone: str,
    topic: str | None,
    role: discord.Role | None,
    picture: bool,
    interaction: Interaction,
    bot: InterviewBot,
) -> Daily | str:
    """What a moderator has chosen, or the sentence that says what is wrong with it."""
    texts, guild = bot.texts_of(interaction), channel.guild
    schedule = _read_schedule(at, zone, bot, texts)
    if isinstance(schedule, str):
        return schedule
    found = find_topic_named((await bot.shelf(guild.id)).library, topic) if topic else None
    if topic and found is None:
        return texts("topic-unknown", name=echo(topic))
    missing = missing_permissions(channel, *(["attach_files"] if picture else []))
    if missing:
        return texts("daily-permissions", channel=channel.mention, permissions=texts.permissions(missing))
    if role is not None and (role.is_default() or not _may_mention(role, channel)):
        return texts("daily-mention-everyone" if role.is_default() else "daily-mention-refused", role=role.name)
    return Daily(
        server=guild.id,
        channel=channel.id,
        schedule=schedule,
        chosen_by=interaction.user.id,
        topic=TopicName(found[0].id, found[1].name) if found else None,
        role=role.id if role else None,
        picture=picture,
    )


def _read_schedule(at: str, zone: str, bot: InterviewBot, texts: Texts) -> Schedule | str:
    time_of_day: time | None = parse_time(at)
    if time_of_day is None:
        return texts("daily-time-unknown", time=echo(at))
    name = find_zone(zone)
    loaded: ZoneInfo | None = load_zone(name) if name else None
    if loaded is None:
        return texts("daily-zone-unknown", zone=echo(zone))
    return Schedule(time_of_day, loaded, bot.now())


def _may_mention(role: discord.Role, channel: Channel) -> bool:
    return role.mentionable or channel.permissions_for(channel.guild.me).mention_everyone


async def _next_slots(bot: InterviewBot, daily: Daily) -> tuple[Slot, ...]:
    """The next posting times that are not taken: neither claimed nor skipped."""
    recent = await deliveries.read_deliveries(bot.memory.database, daily.server, limit=_AHEAD)
    taken = {delivery.day for delivery in recent}
    return tuple(islice((slot for slot in _coming(bot, daily) if slot.day not in taken), SHOWN))


# Days that can be skipped in advance.
_AHEAD = 100


def _coming(bot: InterviewBot, daily: Daily) -> Iterator[Slot]:
    now = bot.now()
    due = due_slot(daily.schedule, now, bot.deliveries.grace)
    if due is not None:
        yield due
    yield from upcoming(daily.schedule, now)


async def _preview(bot: InterviewBot, daily: Daily, texts: Texts) -> Message:
    """The next quote as it will look, for the moderator's eyes."""
    drawn = await next_quote(bot.memory.database, (await bot.shelf(daily.server)).deck, daily.server, daily.topic)
    if drawn is None:
        return Message(texts("quote-none"))
    _, place = drawn
    slot = next(iter(await _next_slots(bot, daily)))
    public = await bot.public_texts(daily.server)
    message = await render_post(bot.painter.paint if daily.picture else None, place, slot, None, public)
    return replace(message, content=texts("daily-preview", moment=moment_in(daily, slot, texts)))
