"""The quote of the day where something goes wrong: late, refused, interrupted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
import pytest
from sqlalchemy import update

from bot.guilds.dailies import delete_daily, read_daily, write_daily
from bot.guilds.deliveries import read_deliveries
from bot.guilds.models import Daily
from bot.guilds.schema import deliveries
from bot.quotes.calendar import Schedule
from tests.chat.conftest import MakeBot, Room, Stage, quoted

if TYPE_CHECKING:
    import simcord

    from bot.guilds.models import Delivery

HOUR, DAY = 3600, 86_400
FONTS = Path(str(resources.files("simcord") / "preview" / "static" / "fonts"))


async def set_daily(room: Room, *, chosen_by: int | None = None, picture: bool = False, at: time = time(9)) -> Daily:
    """A quote of the day at nine in Shanghai, an hour from simcord's beginning."""
    schedule = Schedule(at, ZoneInfo("Asia/Shanghai"), room.bot.now())
    daily = Daily(room.guild.id, room.channel.id, schedule, chosen_by or room.member.id, picture=picture)
    await write_daily(room.bot.memory.database, daily, room.bot.now())
    return daily


async def latest(room: Room) -> Delivery:
    """What became of the latest day."""
    (delivery,) = await read_deliveries(room.bot.memory.database, room.guild.id, limit=1)
    return delivery


async def as_a_crash_leaves_it(room: Room) -> None:
    """The latest delivery as it is when the process dies after sending and before marking."""
    async with room.bot.memory.database.writing() as connection:
        await connection.execute(
            update(deliveries).values(state="claimed", message=None, retry_at=deliveries.c.tried_at)
        )


async def test_a_sent_quote_that_was_not_marked_is_found_again(room: Room) -> None:
    """After a crash between sending and marking the message in the channel is recognised, and none is added."""
    await set_daily(room, at=time(8, 1))
    await room.env.advance_time(80)
    (post,) = room.replies()
    await as_a_crash_leaves_it(room)
    await room.env.advance_time(60)
    assert room.replies() == [post]
    assert (await latest(room)).state == "posted"
    assert (await latest(room)).message == post.id


@pytest.mark.parametrize("stage", [Stage(settings={"card_font": FONTS / "noto-sans-sc-v2.004.ttf"})], indirect=True)
async def test_a_picture_holds_the_whole_quote_for_those_who_do_not_see_it(room: Room) -> None:
    """The post is a picture, its description the quote verbatim; after a crash it is recognised as well."""
    await set_daily(room, picture=True, at=time(8, 1))
    await room.env.advance_time(80)
    (post,) = room.replies()
    (picture,) = post.attachments
    place = room.bot.shelves.everything.deck.find((await latest(room)).dealt.quote)
    assert place is not None
    assert picture.description == place.quote
    assert picture.filename == "quote-2026-01-01.png"
    await as_a_crash_leaves_it(room)
    await room.env.advance_time(60)
    assert len(room.replies()) == 1
    assert (await latest(room)).message == post.id


@pytest.mark.parametrize("stage", [Stage(settings={"card_font": FONTS / "noto-sans-hebrew-v3.001.ttf"})], indirect=True)
async def test_without_a_font_that_fits_it_stays_text(room: Room) -> None:
    """A font without Chinese draws nothing; the quote comes as text."""
    await set_daily(room, picture=True)
    await room.wait(HOUR + 20)
    (post,) = room.replies()
    assert post.attachments == []
    assert quoted(post.embeds[0])


@pytest.mark.parametrize(("late", "posted"), [(5 * HOUR, 1), (7 * HOUR, 0)])
async def test_after_downtime_today_is_caught_up_within_the_grace(
    room: Room, make_bot: MakeBot, late: int, posted: int
) -> None:
    """A bot that was away posts today's if it is at most some hours late, and otherwise waits for tomorrow."""
    await set_daily(room)
    await room.bot.memory.close()
    room.clock.seconds += HOUR + late
    await room.env.restart_bot(make_bot(room.bot.app))
    assert len(room.replies()) == posted
    await room.wait(DAY - late + 60)
    assert len(room.replies()) == posted + 1


async def test_after_a_week_one_quote_comes_and_not_seven(room: Room, make_bot: MakeBot) -> None:
    """What was missed is missed."""
    await set_daily(room)
    await room.bot.memory.close()
    room.clock.seconds += 7 * DAY + HOUR + 60
    await room.env.restart_bot(make_bot(room.bot.app))
    await room.wait(20)
    assert len(room.replies()) == 1


async def test_a_clock_that_jumps_back_posts_nothing_twice(room: Room) -> None:
    """The day that was delivered stays delivered."""
    await set_daily(room)
    await room.wait(HOUR + 20)
    room.clock.seconds -= HOUR
    for _ in range(6):
        await room.wait(HOUR / 4)
    assert len(room.replies()) == 1


async def test_a_failing_discord_is_tried_again(room: Room) -> None:
    """A burst of errors of Discord's own costs some minutes and no quote."""
    await set_daily(room)
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=503, times=3)
    await room.wait(HOUR + 20)
    assert room.replies() == []
    failed = await latest(room)
    assert (failed.state, failed.failure, failed.attempts) == ("claimed", "unreachable", 1)
    for _ in range(8):
        await room.wait(60)
    assert len(room.replies()) == 1
    assert (await latest(room)).failure is None


async def test_pauses_grow_inside_the_window_and_then_it_is_told_once(room: Room) -> None:
    """A lost permission is tried ever more seldom, given up after the grace, and told to who chose it, once."""
    moderator = room.guild.add_member(room.env.create_user("mod"))
    await set_daily(room, chosen_by=moderator.id)
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=None)
    await room.wait(HOUR + 20)
    tried: list[datetime] = []
    for _ in range(7 * 12):
        delivery = await latest(room)
        assert delivery.tried_at is not None
        if delivery.tried_at not in tried:
            tried.append(delivery.tried_at)
        if delivery.state == "missed":
            break
        await room.wait(5 * 60)
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(tried)]
    assert pauses == sorted(pauses)
    assert 5 <= len(pauses) <= 12
    assert (await latest(room)).failure == "forbidden"
    told = direct_messages(room)
    assert len(told) == 1
    assert room.bot.texts("delivery-forbidden") in told[0]
    for _ in range(2 * 12):
        await room.wait(2 * HOUR)
    assert len(direct_messages(room)) == 1


def direct_messages(room: Room) -> list[str]:
    """What the bot has written to somebody alone."""
    return [
        request.json["content"]
        for request in room.env.http_requests
        if request.method == "POST"
        and request.path.endswith("/messages")
        and not request.path.endswith(f"/channels/{room.channel.id}/messages")
        and isinstance(request.json, dict)
    ]


async def test_a_failure_after_a_success_is_told_again(room: Room) -> None:
    """Once a quote has arrived, the next time that quotes do not is news."""
    daily = await set_daily(room)
    for wanted in (1, 2):
        room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=None)
        await room.wait(DAY if wanted == 2 else HOUR + 20)
        for _ in range(8):
            await room.wait(HOUR)
        assert len(direct_messages(room)) == wanted
        room.env.backend.faults.clear()
        await room.wait(DAY - 8 * HOUR)
    assert len(room.replies()) == 2
    found = await read_daily(room.bot.memory.database, daily.server)
    assert found is not None
    assert found.told is None


async def test_a_channel_that_is_gone_is_shown(room: Room) -> None:
    """Whoever looks at the settings sees why nothing comes."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    moderator = room.guild.add_member(room.env.create_user("mod"), roles=[role])
    other = room.guild.create_text_channel("other")
    await set_daily(room)
    await delete_channel(room, room.channel)
    await room.wait(HOUR + 20)
    result = await moderator.slash(other, "daily show")
    assert result.response is not None
    assert room.private("delivery-channel-gone") in (result.response.embeds[0].description or "")


async def delete_channel(room: Room, channel: simcord.ChannelHandle) -> None:
    """Somebody deletes a channel."""
    there = room.bot.get_channel(channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.delete()
    await room.env.settle()


async def test_turned_off_in_between_it_is_not_sent(room: Room) -> None:
    """What was left unfinished is not sent to a server that has turned its daily quote off."""
    await set_daily(room)
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=1)
    await room.wait(HOUR + 20)
    await delete_daily(room.bot.memory.database, room.guild.id)
    await room.wait(10 * 60)
    assert room.replies() == []
    assert ((await latest(room)).state, (await latest(room)).day) == ("missed", date(2026, 1, 1))


async def test_a_quote_goes_to_the_channel_that_was_chosen_last(room: Room) -> None:
    """A channel that refuses is replaced by a moderator, and the quote of the day still comes."""
    daily = await set_daily(room)
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=None)
    await room.wait(HOUR + 20)
    other = room.guild.create_text_channel("other")
    chosen = Daily(daily.server, other.id, daily.schedule, daily.chosen_by)
    await write_daily(room.bot.memory.database, chosen, room.bot.now())
    await room.wait(10 * 60)
    assert len(room.replies(other)) == 1
    assert (await latest(room)).channel == other.id


async def test_a_database_that_fails_now_and_then_keeps_the_loop_alive(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be read at one moment is delivered at another; the loop never ends."""
    await set_daily(room)
    path = room.bot.memory.database.path
    hidden = path.with_name("hidden.db")
    async with room.bot.memory.database.writing():
        pass
    await room.bot.memory.close()
    path.rename(hidden)
    path.mkdir()
    await room.wait(HOUR + 20)
    assert room.replies() == []
    assert "no memory" in caplog.text
    path.rmdir()
    hidden.rename(path)
    await room.wait(20)
    assert len(room.replies()) == 1
    assert (await latest(room)).moment == datetime(2026, 1, 1, 1, tzinfo=UTC)
