"""The slash commands as members use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app import build_app
from bot.settings import Settings, packaged
from tests.chat.conftest import MakeBot, Room, Stage, bodies, check_quote, connect, memory_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simcord import ResponseMessage

QUESTION = "什么是深度学习？"


async def run(room: Room, command: str, /, **options: str) -> ResponseMessage:
    """A command's one response."""
    result = await room.member.slash(room.channel, command, **options)
    assert result.response is not None
    assert result.followups == []
    return result.response


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_ask_answers_in_the_channel(room: Room) -> None:
    """The command answers for everybody to see, above it what was asked, and quotes verbatim."""
    response = await run(room, "ask", question=QUESTION)
    assert not response.ephemeral
    assert QUESTION in response.content
    check_quote(response.embeds[0], room.place(QUESTION), room.texts)


async def test_the_echo_of_a_question_is_plain_and_short(room: Room) -> None:
    """Markdown in a question is shown, not rendered, and a long one is shortened."""
    response = await run(room, "ask", question="**深度学习** " + "长" * 2000)
    assert "\\*\\*深度学习" in response.content
    assert response.content.endswith("…")


async def test_nothing_to_search_for_is_told_to_the_asker_only(room: Room) -> None:
    """An unreadable question is answered in private, in the member's language."""
    response = await run(room, "ask", question="🙂")
    assert response.ephemeral
    assert response.content == room.private("error-question-empty")


async def test_topics_lists_every_topic(room: Room) -> None:
    """Each topic stands in the list with its exchanges, and in the menu."""
    response = await run(room, "topics")
    library = room.bot.app.answerer.library
    for _, topic in library.topics:
        assert topic.name in (response.embeds[0].description or "")
    options = response.components[0]["components"][0]["options"]
    assert [option["label"] for option in options] == [topic.name for _, topic in library.topics]


async def test_topic_completes_as_one_types(room: Room) -> None:
    """Names, parts of names and aliases are offered, at most 25, and each leads to its topic."""
    topics = [topic for _, topic in room.bot.app.answerer.library.topics]
    everything = await room.member.autocomplete(room.channel, "topic", "name", "")
    assert 0 < len(everything) <= 25
    for topic in topics:
        offered = await room.member.autocomplete(room.channel, "topic", "name", topic.name[:2])
        assert topic.name in [choice["name"] for choice in offered]
        for alias in topic.aliases:
            offered = await room.member.autocomplete(room.channel, "topic", "name", alias.upper())
            assert topic.name in [choice["name"] for choice in offered]
    assert await room.member.autocomplete(room.channel, "topic", "name", "qqqq") == []


async def test_topic_shows_its_exchanges(room: Room) -> None:
    """A topic opens with the questions of its exchanges and a menu of them."""
    interview, topic = room.bot.app.answerer.library.topics[1]
    response = await run(room, "topic", name=topic.name)
    body = response.embeds[0].description or ""
    for number in topic.exchanges:
        exchange = interview.exchange(number)
        assert exchange is not None
        assert interview.cut(exchange.question)[:80] in body
    assert len(response.components[0]["components"][0]["options"]) == len(topic.exchanges)


async def test_an_unknown_topic_is_told_kindly(room: Room) -> None:
    """A name that is no topic gets a sentence with the name in it and a way on."""
    response = await run(room, "topic", name="烹饪")
    assert response.ephemeral
    assert response.content == room.private("topic-unknown", name="烹饪")


async def test_quote_gives_a_passage(room: Room) -> None:
    """A random quote is a passage of the interview with everything that a quote shows."""
    response = await run(room, "quote")
    embed = response.embeds[0]
    (interview,) = room.bot.app.answerer.library
    matches = [
        (exchange, passage)
        for exchange, passage in interview.passages
        if interview.cut(passage.span)
        == "\n".join(line.removeprefix("> ") for line in (embed.description or "").partition("\n\n> ")[2].split("\n"))
    ]
    assert len(matches) == 1


async def test_about_credits_source_and_licence(room: Room) -> None:
    """Who asked, who answered, where it appeared, under which licence and by whom it was translated."""
    response = await run(room, "about")
    said = "\n".join(embed.description or "" for embed in response.embeds)
    (interview,) = room.bot.app.answerer.library
    assert interview.licence is not None
    for fact in (
        *interview.speakers,
        interview.interviewer,
        interview.publisher,
        interview.source,
        interview.licence.name,
        interview.licence.url,
        interview.licence.credit,
    ):
        assert fact
        assert fact in said


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-CN", "zh-CN"), ("zh-TW", "zh-TW"), ("en-GB", "en"), ("ja", "en")]
)
async def test_private_replies_speak_the_members_language(
    room: Room, speak: Callable[[str], None], locale: str, language: str
) -> None:
    """What only one person sees is in that person's language."""
    speak(locale)
    response = await run(room, "help")
    assert response.ephemeral
    assert response.embeds[0].title == room.bot.app.catalogue.texts(language)("help-title")


@pytest.mark.parametrize("stage", [Stage("not_found", {"language": "zh-TW"})], indirect=True)
async def test_public_replies_speak_the_servers_language(room: Room) -> None:
    """What everybody sees is in the language of the settings, whoever asked."""
    response = await run(room, "ask", question=QUESTION)
    expected = room.bot.app.catalogue.texts("zh-TW")("not-found")
    assert (response.embeds[0].description or "").startswith(expected)


async def test_very_many_topics_are_completed_within_discords_limits(make_bot: MakeBot, tmp_path: Path) -> None:
    """Of eighty topics with long names at most 25 are offered, of at most 100 characters, and each opens its topic."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# {name}{'长' * 90}\n\n为什么？\n\n因为。\n", encoding="utf-8")
        topics = "".join(f'[[topics]]\nname = "{n:02}{"题" * 70}"\nexchanges = [1]\n' for n in range(40))
        (tmp_path / f"{name}.toml").write_text(topics, encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    async with connect(make_bot(app)) as env:
        channel = env.create_guild().create_text_channel("general")
        member = env.guild.add_member(env.create_user("lin"))
        choices = await member.autocomplete(channel, "topic", "name", "题")
        assert len(choices) == 25
        assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in choices)
        assert len({choice["value"] for choice in choices}) == 25
        for choice in choices[:3]:
            opened = await member.slash(channel, "topic", name=choice["value"])
            assert opened.response is not None
            assert choice["name"].startswith(opened.response.embeds[0].title or "nothing")
        for command in ("topics", "about"):
            await member.slash(channel, command)
        assert len(bodies(env)) == 5
