"""What can be pressed below an answer: ways on, votes, sharing and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.app import build_app
from bot.chat.limits import PERSON
from bot.guilds.votes import count_votes, read_vote
from bot.interviews import name_passage
from bot.settings import Settings, packaged
from tests.chat.conftest import MakeBot, Room, Stage, check_quote, labels, memory_in, quoted

if TYPE_CHECKING:
    from pathlib import Path

    import simcord
    from simcord import ResponseMessage

QUESTION = "人工智能不能做什么？"

answered = pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
restarted = pytest.mark.parametrize("restarted", [False, True])


def options(message: discord.Message | ResponseMessage) -> list[dict[str, Any]]:
    """The choices of a message's only menu."""
    rows: list[Any] = list(message.components)
    found = [row if isinstance(row, dict) else row.to_dict() for row in rows]
    (menu,) = [item for row in found for item in row["components"] if item.get("options")]
    choices: list[dict[str, Any]] = menu["options"]
    return choices


def everything(embed: discord.Embed) -> str:
    """All that an embed says."""
    return f"{embed.title} {embed.description}"


def option(message: discord.Message, description: str) -> dict[str, Any]:
    """The one choice with a description."""
    (choice,) = [one for one in options(message) if one["description"] == description]
    return choice


async def pick(room: Room, message: discord.Message, choice: dict[str, Any]) -> ResponseMessage:
    """What somebody else sees alone after picking a choice; the public message stays as it was."""
    before = [embed.to_dict() for embed in message.embeds]
    result = await room.other.select(message, [choice["value"]])
    assert result.ephemeral
    assert result.response is not None
    (public,) = [one for one in room.replies() if one.id == message.id]
    assert [embed.to_dict() for embed in public.embeds] == before
    assert result.response.id not in {one.id for one in room.channel.history(viewer=room.member)}
    return result.response


async def press(room: Room, who: simcord.MemberActor, message: discord.Message, key: str) -> str:
    """Press a button that only answers in private; what it says."""
    result = await who.click(message, label=room.texts(key))
    assert result.ephemeral
    assert result.response is not None
    return result.response.content


@pytest.fixture
def moderator(room: Room) -> simcord.MemberActor:
    """Somebody who may delete others' messages."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(manage_messages=True, view_channel=True))
    return room.guild.add_member(room.env.create_user("mod"), roles=[role])


# Ways on


@answered
async def test_an_answer_leads_to_the_next_best_matches(room: Room) -> None:
    """Each of the other hits can be opened, best first, in private, with its question."""
    reply = await room.ask(QUESTION)
    others = [hit.place for hit in room.answerer.answer(QUESTION).hits[1:]]
    assert others
    for place, choice in zip(others, options(reply), strict=False):
        assert choice["description"] == room.texts("onward-match", number=place.exchange.number)
        check_quote((await pick(room, reply, choice)).embeds[0], place, room.private)


@answered
@pytest.mark.parametrize(("key", "step"), [("onward-before", -1), ("onward-after", 1)])
async def test_an_answer_leads_to_its_neighbours(room: Room, key: str, step: int) -> None:
    """The question before and the one after, as the interview goes."""
    question = "为什么做 Keras？"
    reply = await room.ask(question)
    place = room.place(question)
    number = place.exchange.number + step
    neighbour = place.interview.exchange(number)
    assert neighbour is not None
    shown = await pick(room, reply, option(reply, room.texts(key, number=number)))
    assert quoted(shown.embeds[0]).split() == place.interview.cut(neighbour.answer).split()
    assert place.interview.cut(neighbour.question) in (shown.embeds[0].description or "")


@answered
async def test_a_neighbour_that_also_matches_is_offered_once(room: Room) -> None:
    """Where the next best answers stand beside the best one, they are not listed a second time."""
    matching = {hit.place.exchange.number for hit in room.answerer.answer(QUESTION).hits[1:]}
    number = room.place(QUESTION).exchange.number
    assert matching == {number - 1, number + 1}
    described = [one["description"] for one in options(await room.ask(QUESTION))]
    assert room.texts("onward-before", number=number - 1) not in described
    assert room.texts("onward-after", number=number + 1) not in described


@answered
async def test_an_answer_leads_to_each_of_its_topics(room: Room) -> None:
    """All topics that the exchange belongs to, and no other, open their questions."""
    reply = await room.ask(QUESTION)
    place = room.place(QUESTION)
    expected = [topic.name for topic in place.interview.topics if place.exchange.number in topic.exchanges]
    offered = [one for one in options(reply) if one["description"] == room.texts("onward-topic")]
    assert expected
    assert [one["label"] for one in offered] == expected
    for choice in offered:
        assert (await pick(room, reply, choice)).embeds[0].title == choice["label"]


@answered
async def test_an_answer_leads_to_the_table_of_contents(room: Room) -> None:
    """The last choice opens the whole interview from its first question."""
    reply = await room.ask(QUESTION)
    interview = room.place(QUESTION).interview
    choice = option(reply, room.texts("onward-contents"))
    assert options(reply)[-1] == choice
    shown = await pick(room, reply, choice)
    assert shown.embeds[0].title == room.private("interview-name", title=interview.title)
    assert interview.cut(interview.exchanges[0].question) in (shown.embeds[0].description or "")


@answered
async def test_the_ways_on_of_an_old_answer_still_lead_there(make_bot: MakeBot, room: Room) -> None:
    """A menu that was sent before a restart opens the same as before."""
    reply = await room.ask(QUESTION)
    before = [everything((await pick(room, reply, choice)).embeds[0]) for choice in options(reply)]
    await room.env.restart_bot(make_bot(room.bot.app))
    after = [everything((await pick(room, reply, choice)).embeds[0]) for choice in options(reply)]
    assert before == after
    assert len(set(before)) > 1


@answered
@pytest.mark.parametrize("first", [True, False])
async def test_the_ends_of_the_interview_have_one_neighbour(room: Room, first: bool) -> None:
    """Before the first question and after the last there is nothing, and nothing is offered."""
    interview = room.bot.app.answerer.library.interviews[0]
    exchange = interview.exchanges[0 if first else -1]
    missing = room.texts("onward-before", number=0) if first else room.texts("onward-after", number=exchange.number + 1)
    question = interview.cut(exchange.question)[-200:]
    reply = await room.ask(question)
    assert room.place(question).exchange.number == exchange.number
    assert missing not in [one["description"] for one in options(reply)]


# Votes


@answered
@pytest.mark.parametrize(("key", "value", "said"), [("button-good", 1, "vote-good"), ("button-bad", -1, "vote-bad")])
async def test_a_vote_is_kept(room: Room, key: str, value: int, said: str) -> None:
    """Who votes is thanked in private, and the vote names the passage, the person and the server."""
    reply = await room.ask(QUESTION)
    assert await press(room, room.other, reply, key) == room.private(said)
    vote = await read_vote(room.bot.memory.database, reply.id, room.other.id)
    assert vote is not None
    assert (vote.value, vote.quote, vote.server) == (value, name_passage(room.place(QUESTION)), room.guild.id)


@answered
async def test_a_vote_is_one_a_person_and_changeable(room: Room) -> None:
    """The other button replaces the vote, the same one takes it back, and it can be cast again."""
    database = room.bot.memory.database
    reply = await room.ask(QUESTION)
    counts = []
    for key in ("button-good", "button-bad", "button-bad", "button-bad", "button-good"):
        await press(room, room.other, reply, key)
        counts.append(await count_votes(database, reply.id))
    assert counts == [(1, 0), (0, 1), (0, 0), (0, 1), (1, 0)]


@answered
async def test_taking_a_vote_back_is_told(room: Room) -> None:
    """Pressing the same button again says what it has done."""
    reply = await room.ask(QUESTION)
    await press(room, room.other, reply, "button-good")
    assert await press(room, room.other, reply, "button-good") == room.private("vote-withdrawn")


@answered
async def test_everybody_has_a_vote_of_their_own(room: Room) -> None:
    """One person's vote changes nothing about another's, and neither does taking it back."""
    database = room.bot.memory.database
    reply = await room.ask(QUESTION)
    await press(room, room.member, reply, "button-good")
    await press(room, room.other, reply, "button-good")
    assert await count_votes(database, reply.id) == (2, 0)
    await press(room, room.member, reply, "button-bad")
    assert await count_votes(database, reply.id) == (1, 1)
    await press(room, room.member, reply, "button-bad")
    assert await count_votes(database, reply.id) == (1, 0)


@answered
async def test_each_answer_has_votes_of_its_own(room: Room) -> None:
    """The same passage answered twice is voted on twice."""
    first, second = await room.ask(QUESTION), await room.ask(QUESTION)
    await press(room, room.other, first, "button-good")
    assert await press(room, room.other, second, "button-good") == room.private("vote-good")
    database = room.bot.memory.database
    assert await count_votes(database, first.id) == await count_votes(database, second.id) == (1, 0)


@answered
async def test_votes_survive_a_restart(make_bot: MakeBot, room: Room) -> None:
    """A bot started anew still knows who voted how: the same button takes back, the other one changes."""
    reply = await room.ask(QUESTION)
    await press(room, room.member, reply, "button-good")
    await press(room, room.other, reply, "button-good")
    anew = make_bot(room.bot.app)
    await room.env.restart_bot(anew)
    assert await count_votes(anew.memory.database, reply.id) == (2, 0)
    assert await press(room, room.member, reply, "button-good") == room.private("vote-withdrawn")
    assert await press(room, room.other, reply, "button-bad") == room.private("vote-bad")
    assert await count_votes(anew.memory.database, reply.id) == (0, 1)


@answered
async def test_a_person_can_delete_all_votes(room: Room) -> None:
    """The button of /privacy says how many votes it deleted, and others' stay."""
    first, second = await room.ask(QUESTION), await room.ask("什么是深度学习？")
    for reply in (first, second):
        await press(room, room.member, reply, "button-good")
    await press(room, room.other, first, "button-good")
    privacy = await room.member.slash(room.channel, "privacy")
    assert privacy.response is not None
    for count in (2, 0):
        result = await room.member.click(privacy.response, label=room.private("privacy-delete"))
        assert result.response is not None
        assert result.response.content == room.private("privacy-votes-deleted", count=count)
    database = room.bot.memory.database
    assert await count_votes(database, first.id) == (1, 0)
    assert await count_votes(database, second.id) == (0, 0)


# Taking away


@answered
@restarted
async def test_who_asked_can_take_the_answer_away(make_bot: MakeBot, room: Room, restarted: bool) -> None:
    """The message is gone for everybody, also long after it was sent."""
    reply = await room.ask(QUESTION)
    if restarted:
        await room.env.restart_bot(make_bot(room.bot.app))
    await room.member.click(reply, label=room.texts("button-dismiss"))
    assert room.replies() == []
    room.env.raise_errors()


@answered
async def test_a_moderator_can_take_an_answer_away(room: Room, moderator: simcord.MemberActor) -> None:
    """Who may delete messages may dismiss any answer."""
    reply = await room.ask(QUESTION)
    await moderator.click(reply, label=room.texts("button-dismiss"))
    assert room.replies() == []
    room.env.raise_errors()


@answered
async def test_others_cannot_take_an_answer_away(room: Room) -> None:
    """Somebody else is told in private who can, and the answer stays."""
    reply = await room.ask(QUESTION)
    assert await press(room, room.other, reply, "button-dismiss") == room.private("dismiss-refused")
    assert [message.id for message in room.replies()] == [reply.id]


@answered
async def test_an_answer_to_a_command_is_taken_away_by_who_asked(room: Room) -> None:
    """The answer to /ask has the same button, with the same rule."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION)
    assert result.response is not None
    message = result.response.message
    assert await press(room, room.other, message, "button-dismiss") == room.private("dismiss-refused")
    assert len(room.replies()) == 1
    await room.member.click(message, label=room.texts("button-dismiss"))
    assert room.replies() == []


@answered
async def test_in_a_conversation_the_answer_can_be_taken_away(room: Room) -> None:
    """Also alone with the bot."""
    user = room.env.create_user("dan")
    await user.send_dm(QUESTION)
    (reply,) = room.replies(user.dm_channel)
    await user.click(reply, label=room.texts("button-dismiss"))
    assert room.replies(user.dm_channel) == []


# Sharing


@answered
@restarted
async def test_a_private_answer_can_be_shared(make_bot: MakeBot, room: Room, restarted: bool) -> None:
    """Only who asked sees the answer; one button shows the quote to everybody, verbatim, with who shares it."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    assert result.ephemeral
    place = room.place(QUESTION)
    check_quote(result.response.embeds[0], place, room.private)
    assert room.channel.history(viewer=room.other) == []
    if restarted:
        await room.env.restart_bot(make_bot(room.bot.app))
    shared = await room.member.click(result.response, label=room.private("button-share"))
    assert shared.response is not None
    assert not shared.ephemeral
    (public,) = room.channel.history(viewer=room.other)
    check_quote(public.embeds[0], place, room.texts)
    assert public.content == room.texts("shared", name="lin")


@answered
async def test_what_was_picked_in_private_can_be_shared_too(room: Room) -> None:
    """Turning to another place in place keeps the way to show it, and it is the other place that is shown then."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    other = room.answerer.answer(QUESTION).hits[1].place
    described = room.private("onward-match", number=other.exchange.number)
    (choice,) = [one for one in options(result.response) if one["description"] == described]
    picked = await room.member.select(result.response, [choice["value"]])
    message = picked.response or result.response
    await room.member.click(message, label=room.private("button-share"))
    (public,) = room.replies()
    check_quote(public.embeds[0], other, room.texts)


@answered
async def test_what_is_shared_can_be_voted_on_and_taken_back(room: Room) -> None:
    """It stands in the channel like any answer: others vote, who shared it takes it away."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    await room.member.click(result.response, label=room.private("button-share"))
    (public,) = room.replies()
    assert await press(room, room.other, public, "button-good") == room.private("vote-good")
    assert await press(room, room.other, public, "button-dismiss") == room.private("dismiss-refused")
    await room.member.click(public, label=room.texts("button-dismiss"))
    assert room.replies() == []


@answered
async def test_sharing_counts_as_asking(room: Room) -> None:
    """One answer cannot flood a channel: after as many as anybody may ask, sharing waits, and says so in private."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    for _ in range(PERSON - 1):
        assert not (await room.member.click(result.response, label=room.private("button-share"))).ephemeral
    refused = await room.member.click(result.response, label=room.private("button-share"))
    assert refused.ephemeral
    assert refused.response is not None
    assert refused.response.content == room.private("cooldown")
    assert len(room.replies()) == PERSON - 1


@answered
async def test_the_name_of_who_shares_is_plain_text(room: Room) -> None:
    """A name with Markdown in it decorates nothing."""
    loud = room.guild.add_member(room.env.create_user("loud", global_name="**大声** ||x||"))
    result = await loud.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    await loud.click(result.response, label=room.private("button-share"))
    (public,) = room.replies()
    assert public.content == room.texts("shared", name="\\*\\*大声\\*\\* \\|\\|x\\|\\|")


@answered
async def test_public_and_private_answers_have_the_buttons_that_fit(room: Room) -> None:
    """What everybody sees can be voted on and dismissed; what one person sees can be shared; neither has both."""
    public = labels(await room.ask(QUESTION))
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    private = labels(result.response)
    for key in ("button-good", "button-bad", "button-dismiss"):
        assert room.texts(key) in public
        assert room.private(key) not in private
    assert room.private("button-share") in private
    assert room.texts("button-share") not in public


@pytest.mark.parametrize("stage", [Stage("unsure"), Stage("not_found")], indirect=True)
async def test_what_is_no_answer_is_not_voted_on(room: Room) -> None:
    """Candidates and topics have no votes: there is no quote that they could be about."""
    reply = await room.ask(QUESTION)
    assert room.texts("button-good") not in labels(reply)


@answered
@pytest.mark.parametrize("key", ["button-good", "button-bad"])
async def test_a_vote_on_a_text_that_has_changed_is_told(
    make_bot: MakeBot, room: Room, tmp_path: Path, key: str
) -> None:
    """A button whose passage is gone says so and keeps nothing."""
    reply = await room.ask(QUESTION)
    (tmp_path / "other.md").write_text("# 别的\n\n为什么？\n\n因为。\n", encoding="utf-8")
    settings = room.bot.app.settings
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=settings.database))
    anew = make_bot(app)
    await room.env.restart_bot(anew)
    assert await press(room, room.other, reply, key) == room.private("stale")
    assert await count_votes(anew.memory.database, reply.id) == (0, 0)


@answered
async def test_a_text_that_has_changed_is_not_shared(make_bot: MakeBot, room: Room, tmp_path: Path) -> None:
    """Nothing is shown to everybody in place of a passage that is gone; who pressed is told."""
    result = await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    assert result.response is not None
    (tmp_path / "other.md").write_text("# 别的\n\n为什么？\n\n因为。\n", encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    await room.env.restart_bot(make_bot(app))
    shared = await room.member.click(result.response, label=room.private("button-share"))
    assert shared.ephemeral
    assert shared.response is not None
    assert shared.response.content == room.private("stale")
    assert room.channel.history(viewer=room.other) == []
