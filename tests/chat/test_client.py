from __future__ import annotations

import importlib.util
import logging
import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.answering.message import Message
from bot.chat import InterviewBot, create_bot
from bot.chat.replying import Asked, reply_to
from bot.errors import QuestionError
from tests.chat.conftest import Clock, Room, Stage, addresses, bodies, check_quote, connect, faults, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.app import App
    from bot.interviews.models import Interview

QUESTION = "什么是深度学习？"
CHANNEL = {"ask_channels": ("提问",)}

answered = pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
asking = pytest.mark.parametrize("stage", [Stage("answered", CHANNEL)], indirect=True)
# Real questions of several kinds; what the decision makes of each is left to it.
QUESTIONS = (
    QUESTION,
    "他为什么喜欢 Python？",
    "红烧肉怎么做才好吃？",
    "乔莱几岁了？",
    "What is Keras?",
    "未来",
    "他怎么看股票",
)


# Ways to ask


@answered
async def test_a_mention_is_answered(room: Room, chollet: Interview) -> None:
    """Mentioning the bot with a question gets the passage, its question, the speaker, the title and the source."""
    reply = await room.ask(QUESTION)
    place = room.place(QUESTION)
    check_quote(reply.embeds[0], place, room.texts)
    assert place.interview is chollet
    assert addresses([dict(row.to_dict()) for row in reply.components]) == [chollet.source]
    assert not reply.flags.ephemeral


@answered
async def test_the_answer_is_a_reply_to_the_question(room: Room) -> None:
    """In a busy channel the answer points to the message that it answers."""
    asked = await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    (reply,) = room.replies()
    assert reply.reference is not None
    assert reply.reference.message_id == asked.id


@answered
async def test_a_reply_to_the_bot_is_answered(room: Room) -> None:
    """Replying to an answer asks the next question, without a mention."""
    first = await room.ask(QUESTION)
    await room.member.send(room.channel, "为什么选择 Python？", reply_to=first)
    second = room.replies()[-1]
    assert second.id != first.id
    assert room.answerer.asked[-1][0] == "为什么选择 Python？"
    assert second.embeds


@answered
async def test_a_direct_message_is_answered(room: Room) -> None:
    """Alone with the bot every message is a question."""
    user = room.env.create_user("dan")
    await user.send_dm(QUESTION)
    (reply,) = room.replies(user.dm_channel)
    check_quote(reply.embeds[0], room.place(QUESTION), room.texts)


@asking
async def test_an_ask_channel_needs_no_mention(room: Room) -> None:
    """In a channel of the settings every message is a question."""
    channel = room.guild.create_text_channel("提问")
    await room.member.send(channel, QUESTION)
    (reply,) = room.replies(channel)
    check_quote(reply.embeds[0], room.place(QUESTION), room.texts)


@asking
async def test_a_thread_below_an_ask_channel_belongs_to_it(room: Room) -> None:
    """Who continues in a thread goes on asking there."""
    channel = room.guild.create_text_channel("提问")
    parent = room.bot.get_channel(channel.id)
    assert isinstance(parent, discord.TextChannel)
    await parent.create_thread(name="追问", type=discord.ChannelType.public_thread)
    (thread,) = channel.threads
    await room.member.send(thread, QUESTION)
    answers = [message for message in room.replies(thread) if message.embeds]
    assert [quoted(message.embeds[0]) for message in answers] == [room.place(QUESTION).quote]


@pytest.mark.parametrize("stage", [Stage("answered"), Stage("answered", CHANNEL)], indirect=True)
async def test_other_talk_is_left_alone(room: Room) -> None:
    """Members talk among themselves, mention and answer each other, and the bot keeps quiet."""
    said = await room.member.send(room.channel, QUESTION)
    await room.other.send(room.channel, f"{room.member.mention} 对啊", reply_to=said)
    await room.other.send(room.channel, "提问")
    await room.member.send(room.channel, "@interview-bot 什么是深度学习？")
    assert room.replies() == []
    assert room.answerer.asked == []


@asking
async def test_bots_and_webhooks_are_ignored(room: Room) -> None:
    """Two bots can never talk each other into a loop, not even with mentions or in an ask channel."""
    channel = room.guild.create_text_channel("提问")
    robot = room.guild.add_member(room.env.create_user("robot", bot=True))
    webhook = room.guild.create_webhook(channel)
    await robot.send(channel, f"{room.mention} {QUESTION}")
    await webhook.send(f"{room.mention} {QUESTION}")
    assert room.replies(channel) == []


async def test_the_intent_for_contents_is_asked_for_only_if_needed(app: App, simcord_bot: InterviewBot) -> None:
    """Without ask channels the bot does not want to read what is not said to it."""
    settings = app.settings.model_copy(update=CHANNEL)
    assert not simcord_bot.intents.message_content
    assert InterviewBot(replace(app, settings=settings)).intents.message_content


# What is answered


async def test_members_see_what_the_decision_says(room: Room, clock: Clock) -> None:
    """Answered quotes the best passage, unsure offers candidates, not found says so: each as it was decided."""
    for question in QUESTIONS:
        clock.seconds += 301
        answer = room.answerer.answer(question)
        embed = (await room.ask(question)).embeds[0]
        if answer.decision == "answered":
            check_quote(embed, answer.hits[0].place, room.texts)
        else:
            key = "unsure" if answer.decision == "unsure" else "not-found"
            assert (embed.description or "").startswith(room.texts(key))


@pytest.mark.parametrize("stage", [Stage("unsure")], indirect=True)
async def test_an_unsure_reply_offers_candidates(room: Room) -> None:
    """Each candidate is a button whose click shows the passage to the person who clicked."""
    reply = await room.ask(QUESTION)
    hits = room.answerer.answer(QUESTION).hits
    assert "> " not in (reply.embeds[0].description or "")
    for hit in hits:
        label = room.texts("button-candidate", number=hit.place.exchange.number)
        shown = (await room.member.click(reply, label=label)).response
        assert shown is not None
        assert shown.ephemeral
        check_quote(shown.embeds[0], hit.place, room.private)


@pytest.mark.parametrize("stage", [Stage("not_found")], indirect=True)
async def test_a_reply_that_found_nothing_offers_topics(room: Room, chollet: Interview) -> None:
    """Saying that the interview does not say it comes with a menu of what it does say."""
    reply = await room.ask(QUESTION)
    menu: Any = dict(reply.components[0].to_dict())["components"][0]  # type: ignore[index]
    assert [option["label"] for option in menu["options"]] == [topic.name for topic in chollet.topics]
    shown = (await room.member.select(reply, [menu["options"][0]["value"]])).response
    assert shown is not None
    assert shown.embeds[0].title == chollet.topics[0].name


@pytest.mark.parametrize(
    ("words", "key"), [("帮助", "help-title"), ("help", "help-title"), ("有哪些话题？", "topics-title")]
)
async def test_words_for_a_function_work_without_a_slash(room: Room, words: str, key: str) -> None:
    """Who writes "help" to the bot gets help, in public in the server's language."""
    assert (await room.ask(words)).embeds[0].title == room.texts(key)


async def test_a_quote_can_be_asked_for_in_words(room: Room, chollet: Interview) -> None:
    """Who asks for a quote gets a random passage."""
    said = quoted((await room.ask("来一句语录")).embeds[0])
    assert said in {chollet.cut(passage.span) for _, passage in chollet.passages}


@pytest.mark.parametrize(
    "stage", [Stage("answered", {"language": language}) for language in ("zh-TW", "en")], indirect=True
)
async def test_public_replies_are_in_the_servers_language(room: Room, stage: Stage) -> None:
    """The settings choose the language of what everybody reads; the quote stays as it was said."""
    reply = await room.ask(QUESTION)
    assert room.texts.language == stage.settings["language"]
    check_quote(reply.embeds[0], room.place(QUESTION), room.texts)


# Conversations


@answered
async def test_a_follow_up_is_read_with_the_question_before(room: Room, clock: Clock) -> None:
    """The previous question of the same person in the same channel goes along, for minutes, and nobody else's."""
    await room.ask(QUESTION)
    await room.ask("为什么？")
    await room.other.send(room.channel, f"{room.mention} 怎么做？")
    clock.seconds += 301
    await room.ask("然后呢？")
    assert room.answerer.asked == [(QUESTION, None), ("为什么？", QUESTION), ("怎么做？", None), ("然后呢？", None)]


@answered
async def test_a_reply_follows_up_the_answer_it_replies_to(room: Room) -> None:
    """Replying to an older answer, even somebody else's, asks about that one."""
    first = await room.ask(QUESTION)
    await room.ask("为什么选择 Python？")
    await room.other.send(room.channel, "为什么？", reply_to=first)
    assert room.answerer.asked[-1] == ("为什么？", QUESTION)


# Odd input

ODD = {
    "ten thousand characters": "为什么" * 3334,
    "emoji only": "😀🎉👨‍👩‍👧‍👦",
    "custom emoji only": "<:party:123456789012345678>",
    "combining characters": "为" + "\u0301" * 3000 + "什么",
    "right to left": "\u202e什么是\u202d深度学习\u200f？\u2066",
    "code block": "```py\nprint('什么是深度学习')\n```",
    "markdown": "# **什么** __是__ ||深度学习|| [x](http://a.b) > ~~?~~",
    "pings": "@everyone @here <@&1> <@1> <#1> 什么是深度学习？",
    "punctuation only": "？？？！！！……",
    "control characters": "\x00\x07什么\x1b[31m是",
    "unpaired surrogate escape": "\\ud800 什么",
    "ligature bomb": "\ufdfa" * 1900,
    "one character": "a",
    "spaces between all": " ".join("什么是深度学习"),
    "link": "https://example.org/?q=什么是深度学习",
}


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in ODD.items()])
async def test_odd_input_gets_a_sane_reply(room: Room, content: str) -> None:
    """Whatever is typed into a message of 2,000 characters, there is one card or one kind sentence, and no error."""
    reply = await room.ask(content[:1950])
    assert bool(reply.embeds) != bool(reply.content)
    if reply.content:
        assert reply.content == room.texts("error-question-empty")
    else:
        assert reply.embeds[0].description
    assert "@everyone" not in reply.content
    room.env.raise_errors()


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in ODD.items()])
async def test_odd_input_to_the_command_gets_a_sane_reply(room: Room, content: str) -> None:
    """The same through /ask, which Discord limits to 6,000 characters."""
    result = await room.member.slash(room.channel, "ask", question=content[:6000])
    assert result.response is not None
    assert result.response.content or result.response.embeds
    assert result.ephemeral == (not result.response.embeds)
    room.env.raise_errors()


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in ODD.items()])
async def test_odd_input_of_any_length_leads_to_a_message(simcord_bot: InterviewBot, content: str) -> None:
    """Whatever the room that answers is given, it gives a message or says that there is nothing to search for."""
    try:
        message = (await reply_to(simcord_bot, Asked(content, 1, simcord_bot.texts))).message
    except QuestionError as error:
        message = Message(error.code)
    assert bool(message.cards) != (message.content == "question-empty")


@pytest.mark.parametrize("content", ["", " ", "\n\u3000\t"])
async def test_a_mention_alone_is_told_how_to_ask(room: Room, content: str) -> None:
    """Calling the bot without a question gets the one sentence that says how, and counts for no conversation."""
    reply = await room.ask(content)
    assert reply.content == room.texts("ask-how")
    assert room.answerer.asked == []


@asking
async def test_a_picture_in_an_ask_channel_is_left_alone(room: Room) -> None:
    """What has no words was not meant for the bot."""
    channel = room.guild.create_text_channel("提问")
    await room.member.send(channel, "", attachments=[("a.png", b"png")])
    assert room.replies(channel) == []


# Nothing pings, everything fits


async def tour(room: Room) -> None:
    """Everything that the bot can be made to say, in public and in private."""
    role = room.guild.create_role("editors")
    for question in (
        QUESTION,
        "帮助",
        "话题",
        "语录",
        "😀",
        "",
        f"@everyone {role.mention} {room.other.mention} 为什么？",
    ):
        await room.ask(question)
    shown = await room.member.slash(
        room.channel, "ask", question=f"@here {role.mention} {room.other.mention} {QUESTION}"
    )
    assert shown.response is not None
    for name in ("topics", "quote", "help", "about"):
        await room.member.slash(room.channel, name)
    for topic in ("Keras", f"{role.mention} @everyone" * 50):
        await room.member.slash(room.channel, "topic", name=topic)
    # Whatever can be pressed or picked below the answer.
    for row in shown.response.components:
        for item in row["components"]:
            if item["type"] == discord.ComponentType.select.value:
                await room.other.select(shown.response, [item["options"][0]["value"]])
            elif "custom_id" in item and not item.get("disabled"):
                await room.other.click(shown.response, custom_id=item["custom_id"])


@pytest.mark.parametrize("stage", [Stage(d) for d in ("answered", "unsure", "not_found")], indirect=True, ids=str)
async def test_nothing_that_is_sent_can_ping(room: Room) -> None:
    """Each message forbids all mentions, also those that repeat a question which holds some."""
    await tour(room)
    sent = bodies(room.env)
    assert len(sent) >= 14
    assert [body["allowed_mentions"]["parse"] for body in sent] == [[]] * len(sent)
    assert any("@here" in (body.get("content") or "") for body in sent)


@pytest.mark.parametrize("stage", [Stage(d) for d in ("answered", "unsure", "not_found")], indirect=True, ids=str)
async def test_every_message_is_within_discords_limits(room: Room) -> None:
    """Lengths, counts and custom_ids of everything that is sent are what Discord takes."""
    await tour(room)
    for body in bodies(room.env):
        assert faults(body) == []


@pytest.mark.parametrize("stage", [Stage(d) for d in ("answered", "unsure", "not_found")], indirect=True, ids=str)
async def test_every_request_fits_discords_own_description(room: Room, shared: Path) -> None:
    """Bodies of all requests, commands included, validate against Discord's published OpenAPI description."""
    check = load_check(shared / "discord" / "validate.py")
    await tour(room)
    checked = 0
    for request in room.env.http_requests:
        if request.json is not None:
            template, found = check(request.method, request.path, request.json)
            assert (template is not None, found) == (True, []), request.path
            checked += 1
    assert checked >= 15


def load_check(path: Path) -> Callable[[str, str, Any], tuple[str | None, list[str]]]:
    """The checker that lies beside Discord's description."""
    if not path.is_file():
        pytest.skip("../shared/discord is not here")
    spec = importlib.util.spec_from_file_location("discord_validate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Callable[[str, str, Any], tuple[str | None, list[str]]] = module.check
    return check


# What fails


def references(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The references of logged failures."""
    errors = [
        record for record in caplog.records if record.levelno == logging.ERROR and record.name == "bot.chat.failing"
    ]
    assert all(record.exc_info for record in errors)
    return [found for record in errors for found in re.findall(r"reference ([0-9a-f]{6})", record.getMessage())]


@answered
async def test_a_failure_is_told_with_a_reference(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """When sending fails a member reads one kind sentence with a number, and the log has the rest under that number."""
    room.env.inject_error("POST", "/channels/*/messages", status=500)
    reply = await room.ask(QUESTION)
    (reference,) = references(caplog)
    assert reply.content == room.texts("failed", reference=reference)
    assert "Traceback" not in reply.content
    assert reply.embeds == []
    room.env.raise_errors()


@answered
async def test_a_failure_that_lasts_ends_in_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """When nobody can be told either, the log says so and nothing is raised."""
    room.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    (reference,) = references(caplog)
    assert f"nobody could be told reference {reference}" in caplog.text
    assert room.replies() == []
    room.env.raise_errors()


@answered
async def test_a_channel_that_is_closed_to_the_bot_is_a_line_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """Without permission to write there is no reply, no second attempt there and no traceback, only a warning."""
    here = f"/channels/{room.channel.id}/messages"
    room.env.inject_error("POST", here, status=403, code=50013, times=None)
    await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    assert "no permission to answer" in caplog.text
    assert references(caplog) == []
    assert len([r for r in room.env.http_requests if r.path == here]) == 1
    room.env.raise_errors()


@answered
async def test_who_can_mend_a_missing_permission_is_told_once_a_day(room: Room) -> None:
    """The owner gets one message that names server, channel and permission, however often members ask there."""
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, times=None)
    for _ in range(3):
        await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    told = [body["content"] for body in bodies(room.env) if not body.get("embeds")]
    assert len(told) == 1
    assert f"<#{room.channel.id}>" in told[0]
    assert "访谈爱好者" in told[0]
    await room.wait(86_400)
    await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    assert len([body for body in bodies(room.env) if not body.get("embeds")]) == 2


@answered
@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_command_that_fails_is_told_with_a_reference(
    room: Room, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """A command whose answer Discord refuses once is answered in private with a reference."""
    room.env.inject_error("POST", "/interactions/*/callback", status=status)
    result = await room.member.slash(room.channel, "ask", question=QUESTION)
    (reference,) = references(caplog)
    assert result.response is not None
    assert result.response.content == room.private("failed", reference=reference)
    assert result.ephemeral
    assert len(room.env.errors) == 1


@answered
async def test_a_command_that_can_not_be_answered_ends_in_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """An interaction that has expired is logged once with its reference, and no task dies of it."""
    room.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)
    result = await room.member.slash(room.channel, "ask", question=QUESTION)
    assert result.response is None
    (reference,) = references(caplog)
    assert f"nobody could be told reference {reference}" in caplog.text
    assert len(room.env.errors) == 1


@answered
async def test_a_click_that_fails_is_told_with_a_reference(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """A button whose answer Discord refuses once tells a reference, as a command does."""
    shown = await room.member.slash(room.channel, "topics")
    assert shown.response is not None
    room.env.inject_error("POST", "/interactions/*/callback", status=500)
    value = shown.response.components[0]["components"][0]["options"][0]["value"]
    result = await room.member.select(shown.response, [value])
    (reference,) = references(caplog)
    assert result.response is not None
    assert result.response.content == room.private("failed", reference=reference)


# Starting


async def test_the_bot_is_made_from_settings_alone(app: App) -> None:
    """One call with the settings gives the bot that a program of one's own can run."""
    bot = create_bot(app.settings)
    async with connect(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        member = env.guild.add_member(env.create_user("lin"))
        result = await member.slash(channel, "help")
        assert result.acknowledged
    await bot.memory.close()


async def test_the_same_dice_give_the_same_quotes(app: App) -> None:
    """Chance is handed in, so that a test or a demonstration can be repeated."""
    quotes = []
    for _ in range(2):
        bot = InterviewBot(app, dice=random.Random(3))
        quotes.append(await bot.random_quote(bot.shelves.everything, app.catalogue.texts("en")))
    assert quotes[0] == quotes[1]
