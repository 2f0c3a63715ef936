"""Buttons and menus, also long after they were sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.message import parse_link
from bot.app import App, build_app
from bot.settings import Settings, packaged
from tests.chat.conftest import MakeBot, Room, Stage, connect, labels, memory_in, quoted

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "人工智能不能做什么？"


def button(message: object, label: str) -> str:
    """The custom_id of the button with a label."""
    rows = getattr(message, "components", [])
    for row in rows:
        items = row["components"] if isinstance(row, dict) else row.to_dict()["components"]
        for item in items:
            if item.get("label") == label:
                return str(item["custom_id"])
    raise AssertionError(label)


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
@pytest.mark.parametrize("restarted", [False, True])
async def test_whole_answer_shows_all_of_it_to_who_pressed(make_bot: MakeBot, room: Room, restarted: bool) -> None:
    """The button gives the whole answer in private, before and after a restart, and leaves the first message alone."""
    reply = await room.ask(QUESTION)
    before = reply.embeds[0].to_dict()
    if restarted:
        await room.env.restart_bot(make_bot(room.bot.app))
    result = await room.other.click(reply, custom_id=button(reply, room.texts("button-whole")))
    assert result.ephemeral
    assert result.response is not None
    place = room.place(QUESTION)
    private = result.response.id
    pages = [quoted(result.response.embeds[0])]
    while True:
        try:
            following = button(result.response, room.private("button-on"))
        except AssertionError:
            break
        if parse_link(following) is None:
            break
        result = await room.other.click(result.response, custom_id=following)
        assert result.response is not None
        pages.append(quoted(result.response.embeds[0]))
    whole = replace(place, passage=None).quote
    assert "".join("".join(pages).split()) == "".join(whole.split())
    (public,) = [message for message in room.replies() if message.id == reply.id]
    assert public.embeds[0].to_dict() == before
    assert private not in {message.id for message in room.channel.history(viewer=room.member)}


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_topic_picked_from_the_menu_opens_privately(make_bot: MakeBot, room: Room, restarted: bool) -> None:
    """Picking a topic shows it; picking one of its questions shows the answer; also from a menu before a restart."""
    listed = await room.member.slash(room.channel, "topics")
    assert listed.response is not None
    if restarted:
        await room.env.restart_bot(make_bot(room.bot.app))
    menu = listed.response.components[0]["components"][0]
    opened = await room.member.select(
        listed.response, custom_id=menu["custom_id"], values=[menu["options"][0]["value"]]
    )
    interview, topic = room.bot.app.answerer.library.topics[0]
    assert opened.response is not None
    assert opened.response.embeds[0].title == topic.name
    menu = opened.response.components[0]["components"][0]
    first = [menu["options"][0]["value"]]
    shown = await room.member.select(opened.response, custom_id=menu["custom_id"], values=first)
    exchange = interview.exchange(topic.exchanges[0])
    assert exchange is not None
    assert shown.response is not None
    assert quoted(shown.response.embeds[0]).split() == interview.cut(exchange.answer).split()


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_a_button_of_an_older_text_answers_kindly(make_bot: MakeBot, room: Room, tmp_path: Path) -> None:
    """When the interview has changed, a button made for the old text says so and shows nothing else."""
    reply = await room.ask(QUESTION)
    text = (packaged("corpus") / "francois-chollet.md").read_text(encoding="utf-8")
    changed = tmp_path / "francois-chollet.md"
    changed.write_text(text.replace("人工智能不能做什么？", "人工智能还做不到什么？"), encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    await room.env.restart_bot(make_bot(app))
    result = await room.member.click(reply, custom_id=button(reply, room.texts("button-whole")))
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content == room.private("stale")
    assert result.response.embeds == []


def long_interview(folder: Path) -> App:
    """An app whose one answer takes several pages."""
    paragraph = "句子说了很多话。" * 100
    (folder / "long.md").write_text(f"# 长谈\n\n你说什么？\n\n{paragraph}\n\n{paragraph}\n", encoding="utf-8")
    return build_app(Settings(corpus=folder, config=packaged("config"), database=memory_in(folder)))


async def test_pages_turn_in_place_and_lose_nothing(make_bot: MakeBot, tmp_path: Path) -> None:
    """A long answer is turned page by page, forwards and back, in one private message, across restarts."""
    app = long_interview(tmp_path)
    bot = make_bot(app, seed=1)
    async with connect(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        member = env.guild.add_member(env.create_user("lin"))
        quote = await member.slash(channel, "quote")
        assert quote.response is not None
        public = app.catalogue.texts("zh-CN")
        result = await member.click(quote.response, custom_id=button(quote.response, public("button-whole")))
        assert result.response is not None
        texts, message = app.catalogue.texts("en"), result.response
        pages = [quoted(message.embeds[0])]
        while parse_link(button(message, texts("button-on"))):
            # Each page is turned by a bot that was started after the button was made.
            await env.restart_bot(make_bot(app, seed=1))
            turned = await member.click(message, custom_id=button(message, texts("button-on")))
            assert turned.response is None or turned.response.id == message.id
            message = turned.response or message
            pages.append(quoted(message.embeds[0]))
        assert len(pages) > 1
        (interview,) = app.answerer.library
        whole = interview.cut(interview.exchanges[0].answer)
        assert "".join("".join(pages).split()) == "".join(whole.split())
        back = await member.click(message, custom_id=button(message, texts("button-back")))
        assert back.response is not None
        assert quoted(back.response.embeds[0]) == pages[-2]


async def test_a_stale_choice_of_a_menu_answers_kindly(make_bot: MakeBot, room: Room, tmp_path: Path) -> None:
    """A topic that is gone since its menu was sent is not answered with another one."""
    listed = await room.member.slash(room.channel, "topics")
    assert listed.response is not None
    (tmp_path / "other.md").write_text("# 别的\n\n为什么？\n\n因为。\n", encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    await room.env.restart_bot(make_bot(app))
    value = listed.response.components[0]["components"][0]["options"][0]["value"]
    result = await room.member.select(listed.response, [value])
    assert result.response is not None
    assert result.ephemeral
    assert result.response.content == room.private("stale")


async def test_public_replies_leave_nothing_in_memory(make_bot: MakeBot, tmp_path: Path) -> None:
    """discord.py would keep each public reply with a greyed out button for good; a year of replies leaves nothing."""
    (tmp_path / "long.md").write_text(f"# 长谈\n\n你说什么？\n\n{'句子说了很多话。' * 400}\n", encoding="utf-8")
    app = build_app(Settings(corpus=tmp_path, config=packaged("config"), database=memory_in(tmp_path)))
    bot = make_bot(app, seed=1)
    async with connect(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        member = env.guild.add_member(env.create_user("lin"))
        quote = await member.slash(channel, "quote")
        assert quote.response is not None
        assert not quote.response.ephemeral
        # The way back from the first page, which leads nowhere.
        assert app.catalogue.texts("zh-CN")("button-back") in labels(quote.response)
        assert list(bot.persistent_views) == []
