"""The quote of the day as moderators set it and members see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.guilds.dailies import read_daily
from bot.guilds.deliveries import read_deliveries
from tests.chat.conftest import MakeBot, Room, quoted

if TYPE_CHECKING:
    import simcord
    from simcord import ResponseMessage

# simcord's day begins at midnight UTC, which is eight in the morning in Shanghai.
HOUR, DAY = 3600, 86_400


async def run(room: Room, who: simcord.MemberActor, command: str, **options: Any) -> ResponseMessage:
    """A command's one response, which nobody else sees."""
    result = await who.slash(room.channel, f"daily {command}", **options)
    assert result.response is not None
    assert result.followups == []
    return result.response


async def set_daily(room: Room, moderator: simcord.MemberActor, **options: Any) -> ResponseMessage:
    """Set the quote of the day for nine in Shanghai, an hour from now."""
    chosen = {"channel": room.channel, "time": "9:00", "timezone": "上海", **options}
    response = await run(room, moderator, "set", **chosen)
    assert response.ephemeral
    return response


def shown(response: ResponseMessage) -> str:
    """All that a response says."""
    return "\n".join([response.content, *(f"{embed.title}\n{embed.description}" for embed in response.embeds)])


def posts(room: Room) -> list[discord.Message]:
    """What stands in the channel from the bot, oldest first."""
    return room.replies()


async def days(room: Room, count: int) -> None:
    """Let days pass, each with its morning."""
    for _ in range(count):
        await room.wait(DAY)


async def test_a_quote_is_posted_every_day_at_its_time(room: Room, moderator: simcord.MemberActor) -> None:
    """Not before the time, once at it, and again the next day with another quote, each verbatim."""
    await set_daily(room, moderator)
    await room.wait(HOUR - 20)
    assert posts(room) == []
    await room.wait(40)
    assert len(posts(room)) == 1
    await room.wait(DAY - 60)
    assert len(posts(room)) == 1
    await room.wait(60)
    first, second = posts(room)
    for post in (first, second):
        assert quoted(post.embeds[0]) in room.place("Keras").interview.text
    assert quoted(first.embeds[0]) != quoted(second.embeds[0])
    assert "2026年1月1日" in (first.embeds[0].title or "")
    assert "2026年1月2日" in (second.embeds[0].title or "")


async def test_the_next_three_times_are_shown_in_the_servers_zone(room: Room, moderator: simcord.MemberActor) -> None:
    """A moderator sees at once when it will happen there, across a change of the clocks too."""
    response = await set_daily(room, moderator, time="早上八点", timezone="America/New_York")
    said = shown(response)
    for expected in ("08:00", "Thu 1 Jan, 08:00", "Fri 2 Jan, 08:00", "Sat 3 Jan, 08:00", f"<#{room.channel.id}>"):
        assert expected in said


async def test_setting_it_posts_nothing_for_a_time_that_has_passed(room: Room, moderator: simcord.MemberActor) -> None:
    """Eight o'clock chosen at nine begins tomorrow."""
    await room.wait(HOUR)
    response = await set_daily(room, moderator, time="8:00")
    assert "Fri 2 Jan, 08:00" in shown(response)
    await room.wait(HOUR)
    assert posts(room) == []


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"time": "25:00"}, "daily-time-unknown"),
        ({"time": "**x**" * 60}, "daily-time-unknown"),
        ({"timezone": "Atlantis"}, "daily-zone-unknown"),
        ({"timezone": "../etc/passwd"}, "daily-zone-unknown"),
        ({"topic": "没有的话题"}, "topic-unknown"),
    ],
)
async def test_what_cannot_be_read_is_one_sentence(
    room: Room, moderator: simcord.MemberActor, options: dict[str, str], key: str
) -> None:
    """A wrong time, zone or topic is named, and nothing is set."""
    said = shown(await set_daily(room, moderator, **options))
    beginning = room.private(key, **dict.fromkeys(("time", "zone", "name"), "§")).split("§")[0]
    assert said.startswith(beginning)
    assert await read_daily(room.bot.memory.database, room.guild.id) is None


async def test_missing_permissions_are_named(room: Room, moderator: simcord.MemberActor) -> None:
    """A channel in which the bot may not post is refused with the names that Discord's settings have."""
    denied = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    quiet = room.guild.create_text_channel("quiet", overwrites={room.bot.user: denied})  # type: ignore[dict-item]
    said = shown(await set_daily(room, moderator, channel=quiet))
    assert "Send Messages" in said
    assert "Embed Links" in said
    assert "View Channel" not in said
    assert await read_daily(room.bot.memory.database, room.guild.id) is None


async def test_a_role_is_mentioned_and_nobody_else(room: Room, moderator: simcord.MemberActor) -> None:
    """The role that a moderator chose is told of the quote."""
    fans = room.guild.create_role("fans", mentionable=True)
    await set_daily(room, moderator, mention=fans)
    await room.wait(HOUR + 20)
    (post,) = posts(room)
    assert post.content == f"<@&{fans.id}>"
    body = next(
        request.json
        for request in room.env.http_requests
        if request.method == "POST" and request.path.endswith(f"/channels/{room.channel.id}/messages")
    )
    assert isinstance(body, dict)
    assert body["allowed_mentions"] == {"parse": [], "roles": [fans.id]}


async def test_roles_that_cannot_be_mentioned_are_refused(room: Room, moderator: simcord.MemberActor) -> None:
    """Neither everyone nor a role that the bot may not mention is chosen, and the reason is told."""
    closed = room.guild.create_role("closed")
    everyone = room.guild.default_role
    quiet = {room.bot.user: discord.PermissionOverwrite(mention_everyone=False)}
    channel = room.guild.create_text_channel("quiet", overwrites=quiet)  # type: ignore[arg-type]
    for role, key in ((closed, "daily-mention-refused"), (everyone, "daily-mention-everyone")):
        said = shown(await set_daily(room, moderator, channel=channel, mention=role))
        assert said == room.private(key, role="closed")
    assert await read_daily(room.bot.memory.database, room.guild.id) is None


async def test_a_topic_bounds_the_deck(room: Room, moderator: simcord.MemberActor) -> None:
    """Every quote is from the exchanges of the chosen topic."""
    _, topic = room.bot.app.answerer.library.topics[0]
    await set_daily(room, moderator, topic=topic.name)
    await room.wait(HOUR + 20)
    await days(room, 2)
    delivered = await read_deliveries(room.bot.memory.database, room.guild.id, limit=10)
    places = [room.bot.shelves.everything.deck.find(delivery.dealt.quote) for delivery in delivered]
    assert len(places) == 3
    assert {place.exchange.number for place in places if place} <= set(topic.exchanges)


async def test_the_preview_is_what_will_be_posted(room: Room, moderator: simcord.MemberActor) -> None:
    """What a moderator sees beforehand is word for word what members see later."""
    await set_daily(room, moderator)
    seen = await run(room, moderator, "preview")
    await room.wait(HOUR + 20)
    (post,) = posts(room)
    assert quoted(seen.embeds[0]) == quoted(post.embeds[0])
    assert seen.embeds[0].title == post.embeds[0].title


async def test_a_skipped_quote_is_put_aside(room: Room, moderator: simcord.MemberActor) -> None:
    """Another one comes in its place, and it does not come back in this deck."""
    await set_daily(room, moderator)
    aside = quoted((await run(room, moderator, "preview")).embeds[0])
    instead = quoted((await run(room, moderator, "skip")).embeds[0])
    assert instead != aside
    await room.wait(HOUR + 20)
    assert quoted(posts(room)[0].embeds[0]) == instead
    assert quoted((await run(room, moderator, "preview")).embeds[0]) not in (aside, instead)


async def test_a_skipped_day_has_no_quote(room: Room, moderator: simcord.MemberActor) -> None:
    """The day is left out, the next one is not."""
    await set_daily(room, moderator)
    said = shown(await run(room, moderator, "skip", what="day"))
    assert "Thu 1 Jan, 09:00" in said
    assert "Thu 1 Jan" not in shown(await run(room, moderator, "show"))
    await room.wait(2 * HOUR)
    assert posts(room) == []
    await room.wait(DAY)
    assert len(posts(room)) == 1


async def test_off_ends_it_and_set_goes_on_with_the_deck(room: Room, moderator: simcord.MemberActor) -> None:
    """Nothing is posted while it is off; afterwards what was posted does not come again."""
    await set_daily(room, moderator)
    await room.wait(HOUR + 20)
    await days(room, 1)
    await run(room, moderator, "off")
    await days(room, 2)
    assert len(posts(room)) == 2
    await set_daily(room, moderator)
    await days(room, 3)
    said = [quoted(post.embeds[0]) for post in posts(room)]
    assert len(said) == len(set(said)) == 5


@pytest.mark.parametrize("command", ["show", "preview", "skip", "off"])
async def test_without_a_daily_quote_the_way_to_one_is_told(
    room: Room, moderator: simcord.MemberActor, command: str
) -> None:
    """Nobody has to know beforehand which command comes first."""
    assert (await run(room, moderator, command)).content == room.private("daily-none")


async def test_the_history_lists_posts_with_links(room: Room, moderator: simcord.MemberActor) -> None:
    """Each day stands there with a link to its message, the latest first, in pages."""
    assert shown(await run(room, moderator, "history")).endswith(room.private("daily-history-none"))
    await set_daily(room, moderator)
    await room.wait(HOUR + 20)
    await days(room, 11)
    lines = (await run(room, moderator, "history")).embeds[0].description or ""
    ids = [post.id for post in posts(room)]
    assert len(ids) == 12
    found = [line for line in lines.split("\n") if "discord.com/channels" in line]
    assert [str(number) in line for number, line in zip(ids[:1:-1], found, strict=True)] == [True] * 10
    rest = (await run(room, moderator, "history", page=2)).embeds[0].description or ""
    assert str(ids[0]) in rest
    assert shown(await run(room, moderator, "history", page=99)) == shown(await run(room, moderator, "history", page=2))


async def test_members_see_todays_quote_again(room: Room, moderator: simcord.MemberActor) -> None:
    """Asked for by command or in words, today's is shown as it was posted; before its time, when it will come."""
    before = await room.member.slash(room.channel, "quote", which="today")
    assert before.response is not None
    assert before.response.content == room.private("daily-none")
    await set_daily(room, moderator)
    early = await room.member.slash(room.channel, "quote", which="today")
    assert early.response is not None
    assert "Thu 1 Jan, 09:00" in early.response.content
    assert early.response.ephemeral
    await room.wait(HOUR + 20)
    (post,) = posts(room)
    again = await room.member.slash(room.channel, "quote", which="today")
    assert again.response is not None
    assert not again.response.ephemeral
    assert quoted(again.response.embeds[0]) == quoted(post.embeds[0])
    asked = await room.ask("今日语录")
    assert quoted(asked.embeds[0]) == quoted(post.embeds[0])


async def test_members_cannot_set_it(room: Room) -> None:
    """The commands are Discord's to show to moderators only."""
    assert not [name for name in room.member.available_commands(room.channel) if name.startswith("daily")]


async def test_zones_and_times_complete_as_one_types(room: Room, moderator: simcord.MemberActor) -> None:
    """A city's name leads to its zone, words to a time, a topic's beginning to the topic."""
    zones = await moderator.autocomplete(room.channel, "daily set", "timezone", "台北")
    assert zones[0]["value"] == "Asia/Taipei"
    times = await moderator.autocomplete(room.channel, "daily set", "time", "晚上八点半")
    assert [choice["value"] for choice in times] == ["20:30"]
    assert await moderator.autocomplete(room.channel, "daily set", "time", "")
    topics = await moderator.autocomplete(room.channel, "daily set", "topic", "K")
    assert "Keras" in [choice["name"] for choice in topics]


async def test_leaving_a_server_forgets_it(room: Room, moderator: simcord.MemberActor) -> None:
    """When the bot is removed nothing is kept about the server."""
    await set_daily(room, moderator)
    await room.wait(HOUR + 20)
    guild = room.bot.get_guild(room.guild.id)
    assert guild is not None
    await room.bot.on_guild_remove(guild)
    assert await read_daily(room.bot.memory.database, room.guild.id) is None
    assert await read_deliveries(room.bot.memory.database, room.guild.id, limit=9) == ()


async def test_without_its_memory_the_bot_answers(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor
) -> None:
    """A database that cannot be opened is told to who needs it, and questions are answered all the same."""
    broken = room.bot.memory.database.path
    await room.bot.memory.close()
    broken.write_bytes(b"no database" * 500)
    for suffix in ("-wal", "-shm"):
        broken.with_name(broken.name + suffix).unlink(missing_ok=True)
    await room.env.restart_bot(make_bot(room.bot.app))
    said = (await run(room, moderator, "show")).content
    assert said == room.private("memory-failed", reason=said.split(": ", 1)[1].rsplit(" Questions", 1)[0])
    assert "no sound SQLite database" in said
    result = await room.member.slash(room.channel, "ask", question="什么是深度学习？")
    assert result.response is not None
    assert result.response.embeds
    assert broken.read_bytes() == b"no database" * 500
    assert all(isinstance(error, discord.app_commands.CommandInvokeError) for error in room.env.errors)
