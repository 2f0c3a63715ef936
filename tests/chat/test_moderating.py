"""What was asked and not answered, what moderators teach about it, and what each person can take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.answering.members import escape
from bot.answering.message import parse_link
from bot.guilds.gaps import read_gaps, read_taught
from bot.guilds.models import ServerSettings
from bot.guilds.servers import write_settings
from bot.guilds.votes import count_votes
from tests.chat.conftest import MakeBot, Room, Stage, labels, quoted
from tests.guilds.examples import add_gap

if TYPE_CHECKING:
    import simcord
    from simcord import ResponseMessage

    from bot.chat import InterviewBot
    from bot.interviews.models import Exchange

DAY = 86_400
# Nothing of it stands in the interview.
UNKNOWN = "红烧肉怎么做才好吃？"
LIKE_IT = "红烧肉怎样做才好吃"
OTHER = "股票应该怎么买？"
KNOWN = "什么是深度学习？"
RESTARTED = pytest.mark.parametrize("restarted", [False, True])


async def list_gaps(room: Room, who: simcord.MemberActor) -> ResponseMessage:
    """The list of questions without an answer, which nobody else sees."""
    result = await who.slash(room.channel, "gaps")
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


def shown(message: ResponseMessage) -> list[str]:
    """The lines of a message's one embed."""
    (embed,) = message.embeds
    return (embed.description or "").split("\n")


def line(room: Room, question: str, count: int = 1) -> str:
    """A question as the list has it."""
    return room.private("gaps-line", question=question, count=count)


def menu(message: ResponseMessage) -> dict[str, Any]:
    """The one menu of a message."""
    (found,) = (item for row in message.components for item in row["components"] if item["type"] == 3)
    return dict(found)


async def pick(message: ResponseMessage, who: simcord.MemberActor, label: str) -> ResponseMessage:
    """Pick a line of the menu; the same message as it is then."""
    (value,) = (option["value"] for option in menu(message)["options"] if option["label"] == label)
    result = await who.select(message, [value], custom_id=menu(message)["custom_id"])
    assert result.response is not None
    assert result.response.id == message.id
    return result.response


async def press(message: ResponseMessage, who: simcord.MemberActor, label: str) -> ResponseMessage:
    """Press a button; the same message as it is then."""
    result = await who.click(message, label=label)
    assert result.response is not None
    assert result.response.id == message.id
    return result.response


async def restart(room: Room, make_bot: MakeBot, restarted: bool) -> InterviewBot:
    """The bot that goes on: the same one, or another that was started since."""
    if not restarted:
        return room.bot
    bot = make_bot(room.bot.app)
    await room.env.restart_bot(bot)
    return bot


def exchange(room: Room, number: int = 5) -> Exchange:
    """An exchange of the one interview."""
    found = next(iter(room.bot.app.answerer.library)).exchange(number)
    assert found is not None
    return found


def question_of(room: Room, number: int = 5) -> str:
    """The interviewer's question of an exchange, as menus have it."""
    interview = next(iter(room.bot.app.answerer.library))
    return interview.cut(exchange(room, number).question)


async def teach(
    listed: ResponseMessage, room: Room, moderator: simcord.MemberActor, asked: str, number: int = 5
) -> ResponseMessage:
    """Teach as a moderator does: from the list through the question to the exchange that answers it."""
    one = await pick(listed, moderator, asked)
    (label,) = (
        option["label"]
        for option in menu(one)["options"]
        if option.get("description") == room.private("exchange-number", number=number)
    )
    return await pick(one, moderator, label)


def is_not_found(room: Room, reply: discord.Message) -> bool:
    """Whether a reply says that the interview does not talk about it."""
    return (reply.embeds[0].description or "").startswith(room.texts("not-found"))


# What is kept


async def test_nothing_is_listed_before_anybody_asked(room: Room, moderator: simcord.MemberActor) -> None:
    """An empty list says so, and what was answered does not come into it."""
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]
    await room.ask(KNOWN)
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


async def test_what_was_not_answered_is_listed(room: Room, moderator: simcord.MemberActor) -> None:
    """Whether it was asked by mention or by command; each question is a line and a choice."""
    await room.ask(UNKNOWN)
    await room.other.slash(room.channel, "ask", question=OTHER)
    listed = await list_gaps(room, moderator)
    assert sorted(shown(listed)) == sorted([line(room, UNKNOWN), line(room, OTHER)])
    assert {option["label"] for option in menu(listed)["options"]} == {UNKNOWN, OTHER}


async def test_like_questions_are_merged_and_counted(room: Room, moderator: simcord.MemberActor) -> None:
    """The same thing in other words is one line; what is asked most stands first."""
    await room.ask(OTHER)
    for question in (UNKNOWN, LIKE_IT, UNKNOWN.replace("红烧", "紅燒")):
        await room.ask(question)
    assert shown(await list_gaps(room, moderator)) == [line(room, UNKNOWN, 3), line(room, OTHER)]


@pytest.mark.parametrize(
    ("said", "secrets"),
    [
        ("红烧肉怎么做才好吃 <@1456074443980800018>", ["1456074443980800018", "<@"]),
        ("红烧肉怎么做才好吃 @lin_2026", ["lin_2026"]),
        ("红烧肉怎么做才好吃，我的电话 138 1234 5678", ["138", "1234", "5678"]),
        ("红烧肉怎么做才好吃，我的电话１３８１２３４５６７８", ["１３８１２"]),
        ("红烧肉怎么做才好吃 lin@example.org", ["lin", "example"]),
        ("红烧肉怎么做才好吃 https://example.org/lin?a=1", ["example", "lin"]),
    ],
)
async def test_who_is_named_in_a_question_is_not_kept(
    room: Room, moderator: simcord.MemberActor, said: str, secrets: list[str]
) -> None:
    """Mentions, names with an @, addresses and long numbers are gone before anything reaches the disk."""
    await room.ask(said)
    listed = "\n".join(shown(await list_gaps(room, moderator)))
    (gap,) = await read_gaps(room.bot.memory.database, room.guild.id)
    assert "红烧肉怎么做才好吃" in gap.question
    for secret in secrets:
        assert secret not in gap.question
        assert secret not in listed


async def test_who_asked_is_kept_nowhere(room: Room) -> None:
    """In the file stands neither the member's name nor number, nor the channel's nor the message's."""
    asked = await room.member.send(room.channel, f"{room.mention} {UNKNOWN}")
    path = room.bot.memory.database.path
    await room.bot.memory.close()
    kept = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert UNKNOWN.encode() in kept
    for number in (room.member.id, room.channel.id, asked.id):
        assert str(number).encode() not in kept
        assert number.to_bytes(8, "big") not in kept


async def test_a_private_question_is_not_kept(room: Room, moderator: simcord.MemberActor) -> None:
    """Who asks so that nobody sees it is not read by moderators either."""
    await room.member.slash(room.channel, "ask", question=UNKNOWN, private=True)
    said = await room.member.send(room.channel, OTHER)
    await room.member.context_menu(room.channel, room.texts("menu-find"), said)
    await room.member.user.send_dm(UNKNOWN)
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


@pytest.mark.parametrize("stage", [Stage("unsure")], indirect=True)
async def test_an_unsure_answer_is_not_listed(room: Room, moderator: simcord.MemberActor) -> None:
    """Who was offered candidates has been answered."""
    await room.ask(KNOWN)
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


async def test_with_no_days_nothing_is_kept(room: Room, moderator: simcord.MemberActor) -> None:
    """Choosing that questions are not kept deletes those that were, and from then on none is written."""
    await room.ask(UNKNOWN)
    room.clock.seconds += 1
    panel = await moderator.slash(room.channel, "setup")
    assert panel.response is not None
    await moderator.select(panel.response, ["0"], custom_id="ib1:setup:days")
    database = room.bot.memory.database
    assert await read_gaps(database, room.guild.id) == ()
    await room.ask(OTHER)
    assert await read_gaps(database, room.guild.id) == ()
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


async def test_old_questions_are_deleted(room: Room) -> None:
    """After as many days as the server wants a question is gone, and one that is asked again lives on."""
    database = room.bot.memory.database
    await write_settings(database, room.guild.id, ServerSettings(gap_days=7))
    await room.ask(UNKNOWN)
    await room.ask("月球上有什么？")
    await room.wait(5 * DAY)
    await room.ask(LIKE_IT)
    await room.wait(3 * DAY)
    await room.ask(OTHER)
    kept = [gap.question for gap in await read_gaps(database, room.guild.id)]
    assert kept == [UNKNOWN, OTHER]


async def test_old_questions_are_not_listed(room: Room, moderator: simcord.MemberActor) -> None:
    """What is kept for a week is not read a year later, even if nothing was asked in the meantime."""
    await write_settings(room.bot.memory.database, room.guild.id, ServerSettings(gap_days=7))
    await room.ask(UNKNOWN)
    await room.wait(8 * DAY)
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


async def test_questions_of_another_server_are_not_seen(room: Room, moderator: simcord.MemberActor) -> None:
    """Each server has its own list."""
    elsewhere = room.env.create_guild("elsewhere")
    channel = elsewhere.create_text_channel("general")
    await elsewhere.add_member(room.member.user).send(channel, f"{room.mention} {UNKNOWN}")
    assert [gap.question for gap in await read_gaps(room.bot.memory.database, elsewhere.id)] == [UNKNOWN]
    assert shown(await list_gaps(room, moderator)) == [room.private("gaps-none")]


async def test_a_question_is_shown_as_plain_text(room: Room, moderator: simcord.MemberActor) -> None:
    """Members' marks are shown and not rendered, in the list, alone, and where it was taught."""
    question = "**红烧肉** `怎么` _做_ 才好吃"
    await room.ask(question)
    plain = escape(question)
    listed = await list_gaps(room, moderator)
    assert shown(listed) == [line(room, plain)]
    assert plain in shown(await pick(listed, moderator, question))[0]
    done = await teach(await list_gaps(room, moderator), room, moderator, question)
    assert plain in done.content


@RESTARTED
async def test_a_long_list_is_turned(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """Ten questions a page, forwards and back, none twice and none left out."""
    said = [f"{chr(0x4E00 + 40 * number)}{chr(0x5E00 + 50 * number)}" for number in range(23)]
    for question in said:
        await add_gap(room.bot.memory.database, room.guild.id, question, room.bot.now())
    message = await list_gaps(room, moderator)
    await restart(room, make_bot, restarted)
    pages = [shown(message)]
    for _ in range(2):
        message = await press(message, moderator, room.private("button-on"))
        pages.append(shown(message))
    assert [len(page) for page in pages] == [10, 10, 3]
    assert sorted(row for page in pages for row in page) == sorted(line(room, question) for question in said)
    assert shown(await press(message, moderator, room.private("button-back"))) == pages[1]


# What is done about it


@RESTARTED
async def test_an_ignored_question_leaves_the_list(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """It does not come back when it is asked again, in the same or in like words."""
    await room.ask(UNKNOWN)
    await room.ask(OTHER)
    one = await pick(await list_gaps(room, moderator), moderator, UNKNOWN)
    await restart(room, make_bot, restarted)
    assert shown(await press(one, moderator, room.private("gap-ignore"))) == [line(room, OTHER)]
    await room.ask(LIKE_IT)
    assert shown(await list_gaps(room, moderator)) == [line(room, OTHER)]


async def test_one_question_is_shown_with_what_may_answer_it(room: Room, moderator: simcord.MemberActor) -> None:
    """How often it was asked and when, and the interview's own questions, what the search finds first."""
    await room.ask(UNKNOWN)
    await room.ask(UNKNOWN)
    one = await pick(await list_gaps(room, moderator), moderator, UNKNOWN)
    body = "\n".join(shown(one))
    assert body == room.private("gap-body", question=UNKNOWN, count=2, day=room.bot.now().date())
    options = menu(one)["options"]
    interview = next(iter(room.bot.app.answerer.library))
    assert len(options) == min(25, len(interview.exchanges))
    hits = [hit.place.exchange.number for hit in room.bot.app.answerer.search(UNKNOWN, 25)]
    links = [parse_link(option["value"]) for option in options]
    numbers = [link.number for link in links if link is not None]
    assert numbers[: len(hits)] == list(dict.fromkeys(hits))
    assert len(set(numbers)) == len(numbers)
    assert labels(one) == [room.private("gap-ignore"), room.private("gaps-return")]
    assert shown(await press(one, moderator, room.private("gaps-return"))) == [line(room, UNKNOWN, 2)]


@RESTARTED
async def test_a_taught_question_is_answered_at_once(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """It, and one much like it, is answered by mention and by command with what the moderator chose, verbatim."""
    await room.ask(UNKNOWN)
    listed = await list_gaps(room, moderator)
    await restart(room, make_bot, restarted)
    done = await teach(listed, room, moderator, UNKNOWN)
    assert done.content == room.private("gap-taught", question=UNKNOWN, number=5)
    assert shown(done) == [room.private("gaps-none")]
    assert labels(done) == [room.private("gaps-taught", count=1)]
    interview, five = next(iter(room.bot.app.answerer.library)), exchange(room)
    for asked in (UNKNOWN, LIKE_IT, UNKNOWN.replace("红烧", "紅燒").rstrip("？")):
        said = await room.ask(asked)
        assert question_of(room) in (said.embeds[0].description or "")
        assert quoted(said.embeds[0]) in interview.cut(five.answer)
    result = await room.other.slash(room.channel, "ask", question=UNKNOWN)
    assert result.response is not None
    assert quoted(result.response.embeds[0]) in interview.cut(five.answer)


async def test_what_is_unlike_is_not_answered_by_it(room: Room, moderator: simcord.MemberActor) -> None:
    """A taught phrasing is no licence to guess."""
    await room.ask(UNKNOWN)
    await teach(await list_gaps(room, moderator), room, moderator, UNKNOWN)
    for question in (OTHER, "红烧肉", "糖醋排骨怎么做才好吃？"):
        assert is_not_found(room, await room.ask(question))


async def test_another_server_learns_nothing(room: Room, moderator: simcord.MemberActor) -> None:
    """What one server's moderators taught is asked in vain elsewhere, and in direct messages."""
    await room.ask(UNKNOWN)
    await teach(await list_gaps(room, moderator), room, moderator, UNKNOWN)
    elsewhere = room.env.create_guild("elsewhere")
    channel = elsewhere.create_text_channel("general")
    await elsewhere.add_member(room.member.user).send(channel, f"{room.mention} {UNKNOWN}")
    await room.member.user.send_dm(UNKNOWN)
    for place in (channel, room.member.user.dm_channel):
        (reply,) = room.replies(place)
        assert is_not_found(room, reply)


@RESTARTED
async def test_what_was_taught_is_listed_and_can_be_undone(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """Taken back, the question is not answered any more and is open again with all that it was counted."""
    await room.ask(UNKNOWN)
    await room.ask(LIKE_IT)
    done = await teach(await list_gaps(room, moderator), room, moderator, UNKNOWN)
    await restart(room, make_bot, restarted)
    taught = await press(done, moderator, room.private("gaps-taught", count=1))
    meaning = room.private("exchange-number", number=5)
    assert taught.embeds[0].title == room.private("taught-title")
    assert shown(taught) == [f"- {UNKNOWN} → {meaning}"]
    assert taught.content == ""
    undone = await pick(taught, moderator, UNKNOWN)
    assert shown(undone) == [line(room, UNKNOWN, 2)]
    assert is_not_found(room, await room.ask(UNKNOWN))


async def test_a_taught_question_is_kept_for_good(room: Room, moderator: simcord.MemberActor) -> None:
    """Moderators' work does not run out as questions do."""
    await room.ask(UNKNOWN)
    await teach(await list_gaps(room, moderator), room, moderator, UNKNOWN)
    await room.wait(400 * DAY)
    await room.ask(OTHER)
    reply = await room.ask(UNKNOWN)
    assert question_of(room) in (reply.embeds[0].description or "")


async def test_teaching_twice_teaches_once(room: Room, moderator: simcord.MemberActor) -> None:
    """A second press of the same choice, in a panel that stayed open, adds nothing."""
    await room.ask(UNKNOWN)
    first = await pick(await list_gaps(room, moderator), moderator, UNKNOWN)
    second = await pick(await list_gaps(room, moderator), moderator, UNKNOWN)
    label = menu(first)["options"][0]["label"]
    await pick(first, moderator, label)
    await pick(second, moderator, label)
    assert len(await read_taught(room.bot.memory.database, room.guild.id)) == 1


async def test_what_is_gone_leads_back_to_the_list(room: Room, moderator: simcord.MemberActor) -> None:
    """A choice about a question that was deleted since shows the list as it is."""
    await room.ask(UNKNOWN)
    listed = await list_gaps(room, moderator)
    one = await pick(await list_gaps(room, moderator), moderator, UNKNOWN)
    room.clock.seconds += 1
    panel = await moderator.slash(room.channel, "setup")
    assert panel.response is not None
    await moderator.select(panel.response, ["0"], custom_id="ib1:setup:days")
    assert shown(await pick(one, moderator, menu(one)["options"][0]["label"])) == [room.private("gaps-none")]
    assert shown(await pick(listed, moderator, UNKNOWN)) == [room.private("gaps-none")]
    assert await read_taught(room.bot.memory.database, room.guild.id) == ()


# Who may do it


async def test_members_do_not_see_the_command(room: Room, moderator: simcord.MemberActor) -> None:
    """Discord shows it to who may manage the server."""
    assert "gaps" in moderator.available_commands(room.channel)
    assert "gaps" not in room.member.available_commands(room.channel)


@RESTARTED
@pytest.mark.parametrize("kind", ["gap", "ignore", "teach", "taught", "unteach", "gaps"])
async def test_who_may_no_longer_manage_the_server_is_refused(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, kind: str, restarted: bool
) -> None:
    """Messages with menus and buttons outlive the rights of who opened them; then they change and show nothing."""
    role = room.guild.create_role("former", permissions=discord.Permissions(manage_guild=True, view_channel=True))
    former = room.guild.add_member(room.env.create_user("former"), roles=[role])
    await room.ask(UNKNOWN)
    await room.ask(OTHER)
    await teach(await list_gaps(room, moderator), room, moderator, OTHER)
    message = await list_gaps(room, former)
    if kind in ("ignore", "teach", "gaps"):
        message = await pick(message, former, UNKNOWN)
    if kind == "unteach":
        message = await press(message, former, room.private("gaps-taught", count=1))
    bot = await restart(room, make_bot, restarted)
    guild = bot.get_guild(room.guild.id)
    assert guild is not None
    (held,) = (one for one in guild.roles if one.id == role.id)
    await held.edit(permissions=discord.Permissions(view_channel=True))
    database, before = bot.memory.database, message.embeds[0].to_dict()
    kept = await read_gaps(database, room.guild.id), await read_taught(database, room.guild.id)
    buttons = {"ignore": "gap-ignore", "gaps": "gaps-return"}
    if kind in buttons:
        result = await former.click(message, label=room.private(buttons[kind]))
    elif kind == "taught":
        result = await former.click(message, label=room.private("gaps-taught", count=1))
    else:
        result = await former.select(message, [menu(message)["options"][0]["value"]])
    assert result.response is not None
    assert result.ephemeral
    assert result.response.content == room.private("setup-refused")
    assert result.response.embeds == []
    assert message.embeds[0].to_dict() == before
    assert (await read_gaps(database, room.guild.id), await read_taught(database, room.guild.id)) == kept


# What each person can see and delete


@pytest.mark.parametrize("days", [90, 7, 0])
async def test_privacy_tells_what_is_kept(room: Room, days: int) -> None:
    """It says for how many days questions are kept in this server, or that they are not."""
    await write_settings(room.bot.memory.database, room.guild.id, ServerSettings(gap_days=days))
    result = await room.member.slash(room.channel, "privacy")
    assert result.response is not None
    assert result.response.ephemeral
    said = "\n".join(shown(result.response))
    assert (room.private("privacy-days", days=days) in said) == (days > 0)
    assert (room.private("privacy-no-questions") in said) == (days == 0)
    assert labels(result.response) == [room.private("privacy-delete")]


@RESTARTED
@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_the_button_deletes_the_votes_of_that_person_only(room: Room, make_bot: MakeBot, restarted: bool) -> None:
    """All of that person's votes on every answer, nobody else's; a second press finds none."""
    first, second = await room.ask(KNOWN), await room.ask("他为什么喜欢 Python？")

    async def cast(who: simcord.MemberActor, message: discord.Message, good: bool) -> None:
        rows: list[dict[str, Any]] = [dict(row.to_dict()) for row in message.components]
        links = (parse_link(item.get("custom_id", "")) for row in rows for item in row["components"])
        (link,) = (link.encode() for link in links if link and link.kind == "vote" and link.page == int(good))
        await who.click(message, custom_id=link)

    await cast(room.member, first, True)
    await cast(room.member, second, False)
    await cast(room.other, first, True)
    await cast(room.other, second, True)
    asked = await room.member.slash(room.channel, "privacy")
    assert asked.response is not None
    bot = await restart(room, make_bot, restarted)
    for count in (2, 0):
        result = await room.member.click(asked.response, label=room.private("privacy-delete"))
        assert result.response is not None
        assert result.ephemeral
        assert result.response.content == room.private("privacy-votes-deleted", count=count)
    assert await count_votes(bot.memory.database, first.id) == (1, 0)
    assert await count_votes(bot.memory.database, second.id) == (1, 0)
