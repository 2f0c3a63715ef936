"""What moderators choose for their server, and that the bot keeps to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.chat.setup import DAYS
from bot.guilds.models import ServerSettings
from bot.guilds.servers import read_settings
from tests.chat.conftest import MakeBot, Room, Stage, check_quote, labels

if TYPE_CHECKING:
    from collections.abc import Callable

    import simcord
    from simcord import ResponseMessage

    from bot.chat import InterviewBot

QUESTION = "什么是深度学习？"
UNKNOWN = "红烧肉怎么做才好吃？"
RESTARTED = pytest.mark.parametrize("restarted", [False, True])
# The operator has switched the content of messages on, as ask channels need it.
READING = Stage("answered", {"message_content": True})
reading = pytest.mark.parametrize("stage", [READING], indirect=True)
answered = pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)


async def open_panel(room: Room, who: simcord.MemberActor) -> ResponseMessage:
    """The panel, which nobody else sees."""
    result = await who.slash(room.channel, "setup")
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


async def choose(
    panel: ResponseMessage, who: simcord.MemberActor, name: str, values: list[Any] | list[str]
) -> ResponseMessage:
    """Choose in one of the panel's menus; the same panel as it is then."""
    result = await who.select(panel, values, custom_id=f"ib1:setup:{name}")
    assert result.response is not None
    assert result.response.id == panel.id
    return result.response


def shown(panel: ResponseMessage) -> str:
    """What the panel says."""
    (embed,) = panel.embeds
    return embed.description or ""


def findings(panel: ResponseMessage) -> list[str]:
    """What the panel says is missing, or that nothing is."""
    return shown(panel).split("\n\n", 1)[1].split("\n")


def chosen(panel: ResponseMessage, name: str) -> list[str]:
    """What stands in a menu as chosen."""
    (menu,) = (row["components"][0] for row in panel.components if row["components"][0]["custom_id"].endswith(name))
    if "options" in menu:
        return [option["value"] for option in menu["options"] if option.get("default")]
    return [str(value["id"]) for value in menu.get("default_values", [])]


async def kept(bot: InterviewBot, room: Room) -> ServerSettings:
    """The settings of the server as they stand in the database."""
    return await read_settings(bot.memory.database, room.guild.id)


async def maybe_restart(room: Room, make_bot: MakeBot, restarted: bool) -> InterviewBot:
    """The bot that goes on: the same one, or another that was started after the panel was sent."""
    if not restarted:
        return room.bot
    bot = make_bot(room.bot.app)
    await room.env.restart_bot(bot)
    return bot


# The panel


async def test_the_panel_shows_how_it_works_before_anything_is_chosen(
    room: Room, moderator: simcord.MemberActor
) -> None:
    """Without a choice there are no ask channels, everybody asks in public, and gaps are kept for ninety days."""
    panel = await open_panel(room, moderator)
    texts = room.private
    assert panel.embeds[0].title == texts("setup-title")
    assert shown(panel).split("\n") == [
        texts("setup-channels", value=texts("setup-none")),
        texts("setup-roles", value=texts("setup-everybody")),
        texts("setup-language", value=texts("language-zh-CN")),
        texts("setup-gaps", value=texts("setup-days", days=90)),
        texts("setup-private", value=texts("setup-private-no")),
        "",
        texts("setup-good"),
    ]
    assert [chosen(panel, name) for name in ("language", "days", "private")] == [["default"], ["90"], ["no"]]
    assert await kept(room.bot, room) == ServerSettings()


@reading
@RESTARTED
async def test_what_is_chosen_is_kept_and_shown(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """Each choice stands in the panel and in the database at once, and none touches another one."""
    panel = await open_panel(room, moderator)
    bot = await maybe_restart(room, make_bot, restarted)
    forum, role = room.guild.create_forum_channel("论坛"), room.guild.create_role("fans")
    panel = await choose(panel, moderator, "channels", [room.channel, forum])
    panel = await choose(panel, moderator, "roles", [role])
    panel = await choose(panel, moderator, "language", ["zh-TW"])
    panel = await choose(panel, moderator, "days", ["30"])
    panel = await choose(panel, moderator, "private", ["yes"])
    texts = room.private
    expected = [
        texts("setup-channels", value=f"{room.channel.mention} {forum.mention}"),
        texts("setup-roles", value=role.mention),
        texts("setup-language", value="繁體中文"),
        texts("setup-gaps", value=texts("setup-days", days=30)),
        texts("setup-private", value=texts("setup-private-yes")),
        "",
        texts("setup-good"),
    ]
    settings = ServerSettings("zh-TW", True, (room.channel.id, forum.id), (role.id,), 30)
    for seen in (panel, await open_panel(room, moderator)):
        assert shown(seen).split("\n") == expected
        assert chosen(seen, "channels") == [str(room.channel.id), str(forum.id)]
        assert chosen(seen, "roles") == [str(role.id)]
        assert [chosen(seen, name) for name in ("language", "days", "private")] == [["zh-TW"], ["30"], ["yes"]]
    assert await kept(bot, room) == settings


@RESTARTED
async def test_every_choice_can_be_taken_back(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """Nothing chosen and the bot's own language lead back to where a server begins."""
    panel = await open_panel(room, moderator)
    for name, values in (("channels", [room.channel]), ("language", ["en"]), ("days", ["0"]), ("private", ["yes"])):
        panel = await choose(panel, moderator, name, values)
    panel = await choose(panel, moderator, "roles", [room.guild.create_role("fans")])
    bot = await maybe_restart(room, make_bot, restarted)
    for name, back in (
        ("channels", []),
        ("roles", []),
        ("language", ["default"]),
        ("days", ["90"]),
        ("private", ["no"]),
    ):
        panel = await choose(panel, moderator, name, back)
    assert await kept(bot, room) == ServerSettings()


async def test_every_choice_says_what_it_is_for(room: Room, moderator: simcord.MemberActor) -> None:
    """Discord shows a menu's choice and nothing else: "not kept" alone would say nothing."""
    panel = await open_panel(room, moderator)
    for name in ("language", "days", "private"):
        (menu,) = [
            item for row in panel.components for item in row["components"] if item["custom_id"].endswith(f":{name}")
        ]
        subject = room.private(f"setup-choose-{name}")
        assert all(option["label"].startswith(f"{subject}: ") for option in menu["options"])


@pytest.mark.parametrize("days", DAYS)
async def test_every_number_of_days_can_be_chosen(room: Room, moderator: simcord.MemberActor, days: int) -> None:
    """The panel says for how long questions are kept, and of none that they are not."""
    panel = await choose(await open_panel(room, moderator), moderator, "days", [str(days)])
    texts = room.private
    said = texts("setup-days", days=days) if days else texts("setup-days-none")
    assert texts("setup-gaps", value=said) in shown(panel).split("\n")
    assert (await kept(room.bot, room)).gap_days == days


async def test_the_panel_speaks_the_moderators_language(
    room: Room, moderator: simcord.MemberActor, speak: Callable[[str], None]
) -> None:
    """It is private, so that the language of the server's public replies is not its own."""
    panel = await choose(await open_panel(room, moderator), moderator, "language", ["en"])
    assert panel.embeds[0].title == room.private("setup-title")
    speak("zh-CN")
    assert (await open_panel(room, moderator)).embeds[0].title == room.texts("setup-title")


# Who may choose


async def test_members_do_not_see_the_command(room: Room, moderator: simcord.MemberActor) -> None:
    """Discord shows it to who may manage the server."""
    assert "setup" in moderator.available_commands(room.channel)
    assert "setup" not in room.member.available_commands(room.channel)


@RESTARTED
@pytest.mark.parametrize("name", ["channels", "roles", "language", "days", "private"])
async def test_who_may_no_longer_manage_the_server_is_refused(
    room: Room, make_bot: MakeBot, restarted: bool, name: str
) -> None:
    """A panel outlives the rights of who opened it: its menus change nothing then, and say why in private."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True, view_channel=True))
    former = room.guild.add_member(room.env.create_user("former"), roles=[role])
    panel = await open_panel(room, former)
    before = shown(panel)
    bot = await maybe_restart(room, make_bot, restarted)
    guild = bot.get_guild(room.guild.id)
    assert guild is not None
    (held,) = (one for one in guild.roles if one.id == role.id)
    await held.edit(permissions=discord.Permissions(view_channel=True))
    values: dict[str, list[Any]] = {
        "channels": [room.channel],
        "roles": [role],
        "language": ["en"],
        "days": ["0"],
        "private": ["yes"],
    }
    result = await former.select(panel, values[name], custom_id=f"ib1:setup:{name}")
    assert result.response is not None
    assert result.ephemeral
    assert result.response.content == room.private("setup-refused")
    assert shown(panel) == before
    assert await kept(bot, room) == ServerSettings()


# What is missing


@reading
@pytest.mark.parametrize(
    ("denial", "lacking"),
    [
        ("embed_links", ["embed_links"]),
        ("read_message_history", ["read_message_history"]),
        # What Discord takes away together with another permission is lacking too.
        ("send_messages", ["send_messages", "embed_links"]),
        # Everything is denied in a channel that cannot be seen, given or not: what else is lacking shows afterwards.
        ("view_channel", ["view_channel"]),
    ],
)
async def test_missing_permissions_are_named_exactly(
    room: Room, moderator: simcord.MemberActor, denial: str, lacking: list[str]
) -> None:
    """Of a chosen channel the panel names what the bot lacks there, as Discord's own settings call it, and no more."""
    assert room.guild.me is not None
    denied = discord.PermissionOverwrite(**{denial: False})
    closed = room.guild.create_text_channel("closed", overwrites={room.guild.me: denied})
    panel = await choose(await open_panel(room, moderator), moderator, "channels", [room.channel, closed])
    texts = room.private
    names = texts.listed([texts(f"permission-{name}") for name in lacking])
    assert findings(panel) == [f"⚠️ {texts('daily-permissions', channel=closed.mention, permissions=names)}"]
    assert findings(await open_panel(room, moderator)) == findings(panel)


@reading
async def test_a_forum_needs_what_answers_in_its_posts(room: Room, moderator: simcord.MemberActor) -> None:
    """In a forum every question is a thread: without the permission to write in threads nothing is answered there."""
    role = next(role for name, role in room.guild.roles.items() if name == "TestBot")
    forum = room.guild.create_forum_channel("论坛")
    there = room.bot.get_channel(forum.id)
    guild = room.bot.get_guild(room.guild.id)
    assert isinstance(there, discord.ForumChannel)
    assert guild is not None
    (mine,) = (one for one in guild.roles if one.id == role.id)
    await there.set_permissions(mine, send_messages_in_threads=False)
    await room.env.settle()
    panel = await choose(await open_panel(room, moderator), moderator, "channels", [forum])
    assert room.private("permission-send_messages_in_threads") in findings(panel)[0]


async def test_a_missing_content_intent_is_named(room: Room, moderator: simcord.MemberActor) -> None:
    """Ask channels without the intent stay silent; the panel says so where it matters, and only there."""
    panel = await open_panel(room, moderator)
    assert findings(panel) == [room.private("setup-good")]
    panel = await choose(panel, moderator, "channels", [room.channel])
    assert findings(panel) == [f"⚠️ {room.private('setup-no-content')}"]
    assert "Message Content Intent" in findings(panel)[0]
    await room.member.send(room.channel, QUESTION)
    assert room.replies() == []


@reading
@RESTARTED
async def test_a_deleted_channel_is_named(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """A channel that was chosen and is gone is told, whether the bot saw it go or not, and can be left out."""
    gone = room.guild.create_text_channel("gone")
    await choose(await open_panel(room, moderator), moderator, "channels", [room.channel, gone])
    there = room.bot.get_channel(gone.id)
    assert isinstance(there, discord.TextChannel)
    await there.delete()
    bot = await maybe_restart(room, make_bot, restarted)
    panel = await open_panel(room, moderator)
    assert findings(panel) == [f"⚠️ {room.private('setup-channel-gone', channel=f'<#{gone.id}>')}"]
    panel = await choose(panel, moderator, "channels", [room.channel])
    assert findings(panel) == [room.private("setup-good")]
    assert (await kept(bot, room)).ask_channels == (room.channel.id,)


# That the bot keeps to it


@reading
@RESTARTED
async def test_a_chosen_channel_answers_plain_messages(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """At once, in that channel of that server only, and no longer when it is taken out."""
    other = room.guild.create_text_channel("other")
    await room.member.send(room.channel, QUESTION)
    assert room.replies() == []
    panel = await choose(await open_panel(room, moderator), moderator, "channels", [room.channel])
    await maybe_restart(room, make_bot, restarted)
    await room.member.send(other, QUESTION)
    await room.member.send(room.channel, QUESTION)
    assert room.replies(other) == []
    (reply,) = room.replies()
    check_quote(reply.embeds[0], room.place(QUESTION), room.texts)
    await choose(panel, moderator, "channels", [])
    await room.member.send(room.channel, QUESTION)
    assert len(room.replies()) == 1


@answered
async def test_only_a_chosen_role_may_ask(room: Room, moderator: simcord.MemberActor) -> None:
    """Others get a private sentence for their command, and silence for a mention, so that no channel fills with it."""
    fans = room.guild.create_role("fans")
    fan = room.guild.add_member(room.env.create_user("fan"), roles=[fans])
    await choose(await open_panel(room, moderator), moderator, "roles", [fans])
    refused = await room.member.slash(room.channel, "ask", question=QUESTION)
    assert refused.response is not None
    assert refused.response.ephemeral
    assert refused.response.content == room.private("ask-refused", roles=fans.mention)
    assert refused.response.embeds == []
    await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    assert room.replies() == []
    assert room.answerer.asked == []
    allowed = await fan.slash(room.channel, "ask", question=QUESTION)
    assert allowed.response is not None
    check_quote(allowed.response.embeds[0], room.place(QUESTION), room.texts)
    await fan.send(room.channel, f"{room.mention} {QUESTION}")
    check_quote(room.replies()[-1].embeds[0], room.place(QUESTION), room.texts)


@answered
async def test_who_may_not_ask_cannot_search_a_message_either(room: Room, moderator: simcord.MemberActor) -> None:
    """The menu of a message is another way to ask, and the same rule holds."""
    said = await room.member.send(room.channel, QUESTION)
    fans = room.guild.create_role("fans")
    await choose(await open_panel(room, moderator), moderator, "roles", [fans])
    name = room.bot.app.catalogue.texts("zh-CN")("menu-find")
    result = await room.other.context_menu(room.channel, name, said)
    assert result.response is not None
    assert result.response.ephemeral
    assert result.response.content == room.private("ask-refused", roles=fans.mention)


@answered
async def test_the_roles_of_one_server_are_no_rule_of_another(room: Room, moderator: simcord.MemberActor) -> None:
    """What one server's moderators choose stays in it; direct messages belong to nobody's server."""
    await choose(await open_panel(room, moderator), moderator, "roles", [room.guild.create_role("fans")])
    elsewhere = room.env.create_guild("elsewhere")
    channel = elsewhere.create_text_channel("general")
    member = elsewhere.add_member(room.member.user)
    await member.send(channel, f"{room.mention} {QUESTION}")
    assert len(room.replies(channel)) == 1
    await room.member.user.send_dm(QUESTION)
    assert len(room.replies(room.member.user.dm_channel)) == 1


@answered
@pytest.mark.parametrize("language", ["zh-TW", "en"])
async def test_the_language_of_public_replies_follows_the_choice(
    room: Room, moderator: simcord.MemberActor, language: str
) -> None:
    """Mentions and commands that everybody sees are answered in it, in this server and in no other."""
    await choose(await open_panel(room, moderator), moderator, "language", [language])
    texts = room.bot.app.catalogue.texts(language)
    place = room.place(QUESTION)
    check_quote((await room.ask(QUESTION)).embeds[0], place, texts)
    result = await room.member.slash(room.channel, "ask", question=QUESTION)
    assert result.response is not None
    check_quote(result.response.embeds[0], place, texts)
    quote = await room.member.slash(room.channel, "quote")
    assert quote.response is not None
    assert (quote.response.embeds[0].description or "").startswith(f"**{texts('question-label')}**")
    elsewhere = room.env.create_guild("elsewhere")
    channel = elsewhere.create_text_channel("general")
    await elsewhere.add_member(room.member.user).send(channel, f"{room.mention} {QUESTION}")
    check_quote(room.replies(channel)[-1].embeds[0], place, room.texts)


@answered
async def test_private_replies_follow_the_member(
    room: Room, moderator: simcord.MemberActor, speak: Callable[[str], None]
) -> None:
    """The choice is for what everybody reads; who alone reads a reply has it in their own language."""
    await choose(await open_panel(room, moderator), moderator, "language", ["zh-TW"])
    place = room.place(QUESTION)
    english = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert english.response is not None
    check_quote(english.response.embeds[0], place, room.private)
    speak("zh-CN")
    chinese = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert chinese.response is not None
    check_quote(chinese.response.embeds[0], place, room.texts)
    help_ = await room.member.slash(room.channel, "help")
    assert help_.response is not None
    assert help_.response.embeds[0].title == room.texts("help-title")


@answered
@RESTARTED
async def test_ask_is_private_where_moderators_want_it(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """By default then; who asks can still say otherwise, and mentions are answered in the channel as ever."""
    await choose(await open_panel(room, moderator), moderator, "private", ["yes"])
    await maybe_restart(room, make_bot, restarted)
    hidden = await room.member.slash(room.channel, "ask", question=QUESTION)
    public = await room.member.slash(room.channel, "ask", question=QUESTION, private=False)
    assert hidden.response is not None
    assert public.response is not None
    assert hidden.response.ephemeral
    assert not public.response.ephemeral
    check_quote(hidden.response.embeds[0], room.place(QUESTION), room.private)
    check_quote(public.response.embeds[0], room.place(QUESTION), room.texts)
    assert room.private("button-share") in labels(hidden.response)
    assert room.private("button-share") not in labels(public.response)
    assert not (await room.ask(QUESTION)).flags.ephemeral
