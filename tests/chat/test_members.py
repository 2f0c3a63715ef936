"""What members do besides asking by mention: private answers, the context menu, ask channels, browsing, quoting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.answering.lines import gist
from bot.answering.members import echo, escape
from bot.app import build_app
from bot.guilds.models import ServerSettings
from bot.guilds.servers import write_settings
from bot.interviews import name_passage
from bot.interviews.models import Place
from bot.settings import Settings, packaged
from tests.chat.conftest import MakeBot, Room, Stage, check_quote, connect, labels, memory_in, quoted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from simcord import ChannelHandle, ResponseMessage

    from bot.interviews.models import Interview

QUESTION = "什么是深度学习？"
CHATTER = "哈哈哈今天好累"
FIND = "在访谈中查找"
ASK = {"ask_channels": ("提问",)}

answered = pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)


async def run(room: Room, command: str, /, **options: Any) -> ResponseMessage:
    """A command's one response."""
    result = await room.member.slash(room.channel, command, **options)
    assert result.response is not None
    assert result.followups == []
    return result.response


def options(response: ResponseMessage) -> list[dict[str, Any]]:
    """The choices of a response's first menu."""
    choices: list[dict[str, Any]] = response.components[0]["components"][0]["options"]
    return choices


# Private answers


@answered
@pytest.mark.parametrize("default", [False, True])
@pytest.mark.parametrize("chosen", [None, False, True])
async def test_who_asks_chooses_who_sees_it(room: Room, default: bool, chosen: bool | None) -> None:
    """The option goes before what moderators chose, which holds without it; only a public answer stands there."""
    await write_settings(room.bot.memory.database, room.guild.id, ServerSettings(private=default))
    room.bot.book.forget(room.guild.id)
    response = await run(room, "ask", question=QUESTION, **({} if chosen is None else {"private": chosen}))
    private = default if chosen is None else chosen
    assert response.ephemeral == private
    assert len(room.channel.history(viewer=room.other)) == (not private)


@answered
async def test_a_private_answer_speaks_the_members_language(room: Room) -> None:
    """What one person sees is in that person's language, and the quote is the same."""
    response = await run(room, "ask", question=QUESTION, private=True)
    check_quote(response.embeds[0], room.place(QUESTION), room.private)


# The context menu


@answered
async def test_the_context_menu_finds_what_a_message_asks(room: Room) -> None:
    """On somebody else's message: the quote for its words, for one person, without a reply in the channel."""
    said = await room.other.send(room.channel, QUESTION)
    result = await room.member.context_menu(room.channel, FIND, said)
    assert result.ephemeral
    assert result.response is not None
    check_quote(result.response.embeds[0], room.place(QUESTION), room.private)
    assert QUESTION in result.response.content
    assert room.private("button-share") in labels(result.response)
    assert [message.id for message in room.channel.history(viewer=room.other)] == [said.id]


@answered
async def test_the_context_menu_belongs_to_no_conversation(room: Room) -> None:
    """Somebody else's words are read alone, and a follow-up goes on from my own question, not from theirs."""
    await room.member.slash(room.channel, "ask", question=QUESTION)
    said = await room.other.send(room.channel, "他喜欢什么音乐？")
    await room.member.context_menu(room.channel, FIND, said)
    await room.member.slash(room.channel, "ask", question="为什么呢？")
    assert room.answerer.asked == [(QUESTION, None), ("他喜欢什么音乐？", None), ("为什么呢？", QUESTION)]


@answered
async def test_what_the_context_menu_found_can_be_shared(room: Room) -> None:
    """The quote then stands in the channel verbatim, without the other person's words."""
    said = await room.other.send(room.channel, f"{QUESTION} @everyone")
    result = await room.member.context_menu(room.channel, FIND, said)
    assert result.response is not None
    await room.member.click(result.response, label=room.private("button-share"))
    (public,) = room.replies()
    check_quote(public.embeds[0], room.place(said.content), room.texts)
    assert public.content == room.texts("shared", name="lin")


@pytest.mark.parametrize("content", ["🙂", "？！"])
async def test_the_context_menu_tells_that_nothing_can_be_found(room: Room, content: str) -> None:
    """A message without words gets the sentence that says so."""
    said = await room.other.send(room.channel, content)
    result = await room.member.context_menu(room.channel, FIND, said)
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content == room.private("error-question-empty")


@pytest.mark.parametrize("stage", [Stage(None, ASK)], indirect=True)
async def test_the_context_menu_works_on_a_message_of_the_bot(room: Room) -> None:
    """Also there it answers in private, or says that there is nothing to search for."""
    reply = await room.ask(QUESTION)
    result = await room.member.context_menu(room.channel, FIND, reply)
    assert result.ephemeral
    assert result.response is not None
    room.env.raise_errors()


# Ask channels


@pytest.fixture
def asking(room: Room) -> ChannelHandle:
    """The channel in which every message is a question."""
    return room.guild.create_text_channel("提问")


@pytest.mark.parametrize("stage", [Stage(None, ASK)], indirect=True)
@pytest.mark.parametrize(
    "talk",
    [
        CHATTER,
        "谢谢大家",
        "👍",
        "好的，明天见",
        "lol same here",
        "https://example.com",
        "https://example.com\nhttps://example.com/a",
        "看看 https://example.com",
        "<https://example.com>",
    ],
)
async def test_small_talk_in_an_ask_channel_is_passed_over(room: Room, asking: ChannelHandle, talk: str) -> None:
    """People also talk where they ask; who mentions the bot with the same words is answered."""
    await room.member.send(asking, talk)
    assert room.replies(asking) == []
    await room.member.send(asking, f"{room.mention} {talk}")
    assert len(room.replies(asking)) == 1


@pytest.mark.parametrize("stage", [Stage(decision, ASK) for decision in ("unsure", "not_found")], indirect=True)
async def test_a_question_in_an_ask_channel_is_always_answered(room: Room, asking: ChannelHandle) -> None:
    """What is asked gets a reply even where the interview does not say it."""
    await room.member.send(asking, QUESTION)
    (reply,) = room.replies(asking)
    assert reply.embeds


@pytest.mark.parametrize("stage", [Stage("answered", ASK)], indirect=True)
async def test_a_sure_answer_needs_no_question_mark(room: Room, asking: ChannelHandle) -> None:
    """Words that the interview speaks about are answered although nothing in them asks."""
    await room.member.send(asking, "深度学习")
    (reply,) = room.replies(asking)
    check_quote(reply.embeds[0], room.place("深度学习"), room.texts)


@pytest.mark.parametrize("stage", [Stage("answered", {"message_content": True})], indirect=True)
async def test_moderators_choose_ask_channels(room: Room) -> None:
    """A channel that the server's settings name needs no mention; the one beside it does."""
    settings = ServerSettings(ask_channels=(room.channel.id,))
    await write_settings(room.bot.memory.database, room.guild.id, settings)
    room.bot.book.forget(room.guild.id)
    other = room.guild.create_text_channel("other")
    await room.member.send(room.channel, QUESTION)
    await room.member.send(other, QUESTION)
    assert len(room.replies()) == 1
    assert room.replies(other) == []


@pytest.mark.parametrize("stage", [Stage("answered", ASK)], indirect=True)
async def test_one_message_gets_one_reply(room: Room, asking: ChannelHandle) -> None:
    """A mention in an ask channel that replies to the bot calls it three times and is answered once."""
    await room.member.send(asking, QUESTION)
    (first,) = room.replies(asking)
    await room.member.send(asking, f"{room.mention} {room.mention} {QUESTION}", reply_to=first)
    assert len(room.replies(asking)) == 2


@pytest.mark.parametrize("stage", [Stage("answered", ASK)], indirect=True)
async def test_an_edited_message_is_not_answered_again(room: Room, asking: ChannelHandle) -> None:
    """Correcting a slip, or pinning a question, brings no second reply."""
    said = await room.member.send(asking, f"{room.mention} {QUESTION}")
    await room.member.edit(said, f"{room.mention} {QUESTION}？")
    assert len(room.replies(asking)) == 1


@pytest.mark.parametrize("stage", [Stage("answered", ASK)], indirect=True)
async def test_no_bot_triggers_a_reply(room: Room, asking: ChannelHandle) -> None:
    """Neither a bot that quotes us, replies to us and mentions us, nor a webhook, nor the bot itself."""
    await room.member.send(asking, QUESTION)
    (first,) = room.replies(asking)
    robot = room.guild.add_member(room.env.create_user("robot", bot=True))
    await robot.send(asking, f"{room.mention} {QUESTION}", reply_to=first)
    await room.guild.create_webhook(asking).send(f"{room.mention} {QUESTION}")
    # With a mention of itself in what it shows.
    await room.member.slash(asking, "ask", question=f"{room.mention} {QUESTION}")
    assert len(room.replies(asking)) == 2


# The table of contents


async def turning(room: Room, message: ResponseMessage) -> AsyncIterator[ResponseMessage]:
    """Every page, turned one after the other in one private message."""
    while True:
        yield message
        items = [item for row in message.components for item in row["components"]]
        (on,) = [item for item in items if item.get("label") == room.private("button-on")]
        if on.get("disabled"):
            return
        result = await room.member.click(message, custom_id=on["custom_id"])
        assert result.response is not None
        assert result.response.ephemeral
        message = result.response


def listed(interview: Interview) -> list[str]:
    """The questions as a menu shows them."""
    return [gist(Place(interview, exchange).question, 100) for exchange in interview.exchanges]


async def test_interview_shows_every_question(room: Room) -> None:
    """Page by page each question stands there once, in order, and in the menu below it."""
    (interview,) = room.bot.app.answerer.library
    first = await run(room, "interview")
    assert first.ephemeral
    found: list[str] = []
    numbers: list[str] = []
    async for page in turning(room, first):
        found += [choice["label"] for choice in options(page)]
        numbers += [choice["description"] for choice in options(page)]
        assert page.embeds[0].title == room.private("interview-name", title=interview.title)
        for choice in options(page):
            assert choice["description"] in (page.embeds[0].description or "")
    assert found == listed(interview)
    assert numbers == [room.private("exchange-number", number=one.number) for one in interview.exchanges]


async def test_interview_opens_answers(room: Room) -> None:
    """Picking a question shows its whole answer, verbatim, to who picked it."""
    (interview,) = room.bot.app.answerer.library
    response = await run(room, "interview", name=interview.title.upper())
    choices = options(response)
    for exchange, choice in list(zip(interview.exchanges, choices, strict=False))[:3]:
        again = await run(room, "interview")
        result = await room.member.select(again, [choice["value"]])
        assert result.response is not None
        assert result.response.ephemeral
        assert quoted(result.response.embeds[0]).split() == interview.cut(exchange.answer).split()


async def test_interview_is_turned_after_a_restart(make_bot: MakeBot, room: Room) -> None:
    """The pages of a message sent before a restart still turn."""
    first = await run(room, "interview")
    labels_before = [choice["label"] for choice in options(first)]
    await room.env.restart_bot(make_bot(room.bot.app))
    result = await room.member.click(first, label=room.private("button-on"))
    assert result.response is not None
    assert not set(labels_before) & {choice["label"] for choice in options(result.response)}


async def test_an_unknown_interview_is_told(room: Room) -> None:
    """In private, with the name and nothing that pings."""
    response = await run(room, "interview", name="没有这个 @everyone")
    assert response.ephemeral
    assert response.content == room.private("interview-unknown", name=escape("没有这个 @everyone"))


async def test_several_interviews_are_told_apart(make_bot: MakeBot, tmp_path: Path) -> None:
    """Each is offered by title as one types, and each offered value opens its own questions."""
    for number in range(30):
        title = f"第{number:02}次谈话{'长' * 120 if number == 3 else ''}"
        (tmp_path / f"talk-{number:02}.md").write_text(f"# {title}\n\n问{number}？\n\n答。\n", encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    async with connect(make_bot(app)) as env:
        channel = env.create_guild().create_text_channel("general")
        member = env.guild.add_member(env.create_user("lin"))
        assert len(await member.autocomplete(channel, "interview", "name", "")) == 25
        assert await member.autocomplete(channel, "interview", "name", "烹饪") == []
        for number in (3, 29):
            (choice,) = await member.autocomplete(channel, "interview", "name", f"第{number:02}次")
            result = await member.slash(channel, "interview", name=choice["value"])
            assert result.response is not None
            assert f"问{number}？" in (result.response.embeds[0].description or "")


# Quotes


async def test_a_quote_of_a_topic_stays_within_it(room: Room) -> None:
    """However often it is asked for, the passage is from an exchange of the topic."""
    interview, topic = room.bot.app.answerer.library.topics[0]
    own = {interview.cut(p.span) for exchange, p in interview.passages if exchange.number in topic.exchanges}
    said = {quoted((await run(room, "quote", topic=topic.name)).embeds[0]) for _ in range(20)}
    assert len(said) > 1
    assert said <= own


async def test_a_quote_of_an_alias_is_of_its_topic(room: Room) -> None:
    """Another name of a topic is as good, in any case."""
    interview, topic = next(one for one in room.bot.app.answerer.library.topics if one[1].aliases)
    own = {interview.cut(p.span) for exchange, p in interview.passages if exchange.number in topic.exchanges}
    for alias in topic.aliases:
        assert quoted((await run(room, "quote", topic=alias.upper())).embeds[0]) in own


@pytest.mark.parametrize(
    ("given", "key"),
    [({"topic": "烹饪"}, "topic-unknown"), ({"id": "烹饪"}, "quote-unknown")],
)
async def test_an_unknown_topic_or_quote_is_told(room: Room, given: dict[str, str], key: str) -> None:
    """In private, with what was typed in it; no other quote takes its place."""
    response = await run(room, "quote", **given)
    assert response.ephemeral
    assert response.content == room.private(key, name="烹饪", id="烹饪")
    assert response.embeds == []


async def test_a_quote_is_found_by_its_name(room: Room) -> None:
    """Every passage has a name that gives exactly that passage, and the name stands in the footer."""
    (interview,) = room.bot.app.answerer.library
    for exchange, passage in interview.passages[::9]:
        place = Place(interview, exchange, passage)
        name = name_passage(place)
        response = await run(room, "quote", id=f" {name} ")
        assert not response.ephemeral
        assert quoted(response.embeds[0]) == place.quote
        assert (response.embeds[0].footer.text or "").endswith(f" · {name}")


async def test_the_name_in_the_footer_gives_the_quote_again(room: Room) -> None:
    """Who likes a random quote copies its name and shows it elsewhere."""
    for _ in range(5):
        first = (await run(room, "quote")).embeds[0]
        again = (await run(room, "quote", id=(first.footer.text or "").rsplit(" · ", 1)[1])).embeds[0]
        assert again.to_dict() == first.to_dict()


async def test_every_passage_has_a_name_of_its_own(room: Room) -> None:
    """No two passages share one: a name never gives another passage."""
    names = [
        name_passage(Place(interview, exchange, passage))
        for interview in room.bot.app.answerer.library
        for exchange, passage in interview.passages
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda name: "0" * 8 + name[8:], id="another interview"),
        pytest.param(lambda name: name[:-1], id="too short"),
        pytest.param(lambda name: name + "0", id="too long"),
        pytest.param(lambda name: name[:9] + f"{int(name[9:], 16) ^ (2**64 - 1):016x}", id="nowhere near"),
        pytest.param(lambda name: f"**{name}**" * 20, id="long and decorated"),
        pytest.param(lambda _: "@everyone", id="a mention"),
    ],
)
async def test_an_unknown_name_of_a_quote_is_told(room: Room, change: Callable[[str], str]) -> None:
    """A name that is none, of a passage that is gone, or broken: one private sentence."""
    (interview,) = room.bot.app.answerer.library
    name = change(name_passage(Place(interview, *interview.passages[0])))
    response = await run(room, "quote", id=name)
    assert response.ephemeral
    assert response.content == room.private("quote-unknown", id=echo(name))


async def test_a_name_survives_a_small_edit(make_bot: MakeBot, room: Room, tmp_path: Path) -> None:
    """After a slip in the interview is corrected the old name still gives the passage, as it is now."""
    (interview,) = room.bot.app.answerer.library
    exchange, passage = max(interview.passages, key=lambda one: len(interview.cut(one[1].span)))
    name, said = name_passage(Place(interview, exchange, passage)), interview.cut(passage.span)
    text = (packaged("corpus") / "francois-chollet.md").read_text(encoding="utf-8")
    assert said in text
    (tmp_path / "francois-chollet.md").write_text(text.replace(said, said[:-1] + "（笑）。"), encoding="utf-8")
    settings = Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path))
    await room.env.restart_bot(make_bot(build_app(settings)))
    response = await run(room, "quote", id=name)
    assert quoted(response.embeds[0]) == said[:-1] + "（笑）。"
