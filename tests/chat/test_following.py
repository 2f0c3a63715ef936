"""Several interviews in one server: which there are, which are followed, and asking one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.app import App, build_app
from bot.guilds.servers import read_settings
from bot.settings import Settings, packaged
from tests.chat.conftest import Settled, labels, memory_in, quoted
from tests.test_shelves import TALKS

if TYPE_CHECKING:
    from pathlib import Path

    import simcord
    from simcord import ResponseMessage

    from tests.chat.conftest import MakeBot, Room, Stage


@pytest.fixture
def staged(stage: Stage, memory: Path, tmp_path_factory: pytest.TempPathFactory) -> App:
    """An app of three interviews."""
    folder: Path = tmp_path_factory.mktemp("talks")
    for name, text in TALKS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, config=packaged("config"), database=memory_in(memory.parent))
    app = build_app(settings)
    return replace(app, answerer=Settled(app.answerer, "answered"))


def choices(message: ResponseMessage) -> dict[str, dict[str, Any]]:
    """The choices of a message's menu by their labels."""
    items = [item for row in message.components for item in row["components"]]
    (menu,) = [item for item in items if item.get("options")]
    return {option["label"]: option for option in menu["options"]}


async def open_choice(room: Room, moderator: simcord.MemberActor) -> ResponseMessage:
    """The panel on which a moderator chooses."""
    listed = await moderator.slash(room.channel, "interviews")
    assert listed.response is not None
    assert listed.ephemeral
    opened = await moderator.click(listed.response, label=room.private("interviews-choose"))
    return opened.response or listed.response


async def toggle(moderator: simcord.MemberActor, panel: ResponseMessage, title: str) -> ResponseMessage:
    """Take an interview in or out; the panel afterwards."""
    done = await moderator.select(panel, [choices(panel)[title]["value"]])
    return done.response or panel


async def test_members_see_which_interviews_there_are(room: Room) -> None:
    """Title, people and number of questions of each; a menu opens its contents; nothing there is for moderators."""
    result = await room.member.slash(room.channel, "interviews")
    assert result.ephemeral
    assert result.response is not None
    body = result.response.embeds[0].description or ""
    for interview in room.bot.app.answerer.library:
        assert room.private("interview-name", title=interview.title) in body
    assert room.private("interviews-choose") not in labels(result.response)
    picked = await room.member.select(result.response, [choices(result.response)["谈茶"]["value"]])
    shown = picked.response or result.response
    assert "怎么泡茶？" in (shown.embeds[0].description or "")


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_moderator_chooses_what_the_server_uses(
    room: Room, make_bot: MakeBot, moderator: simcord.MemberActor, restarted: bool
) -> None:
    """From then on only that answers, is listed, quoted and completed, also after a restart."""
    panel = await open_choice(room, moderator)
    assert panel.embeds[0].description == room.private("interviews-all")
    if restarted:
        await room.env.restart_bot(make_bot(room.bot.app))
    panel = await toggle(moderator, panel, "谈茶")
    assert room.private("interview-name", title="谈茶") in (panel.embeds[0].description or "")
    reply = await room.ask("怎么烤面包？")
    assert "谈茶" in str([embed.footer.text for embed in reply.embeds])
    listed = await room.member.slash(room.channel, "interviews")
    assert listed.response is not None
    assert list(choices(listed.response)) == ["谈茶"]
    quote = await room.member.slash(room.channel, "quote")
    assert quote.response is not None
    assert quoted(quote.response.embeds[0]) in TALKS["b"]
    assert [one["name"] for one in await room.member.autocomplete(room.channel, "ask", "from", "")] == ["谈茶"]


async def test_what_was_chosen_can_be_taken_back(room: Room, moderator: simcord.MemberActor) -> None:
    """Choosing an interview a second time leaves it out; with none chosen all are used again."""
    panel = await open_choice(room, moderator)
    panel = await toggle(moderator, panel, "谈茶")
    panel = await toggle(moderator, panel, "谈山")
    assert (await read_settings(room.bot.memory.database, room.guild.id)).interviews == ("b", "c")
    panel = await toggle(moderator, panel, "谈茶")
    panel = await toggle(moderator, panel, "谈山")
    assert panel.embeds[0].description == room.private("interviews-all")
    assert (await read_settings(room.bot.memory.database, room.guild.id)).interviews == ()


async def test_who_is_no_moderator_any_more_chooses_nothing(room: Room) -> None:
    """The panel of somebody who has lost the right answers so and changes nothing."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True, view_channel=True))
    former = room.guild.add_member(room.env.create_user("former"), roles=[role])
    panel = await open_choice(room, former)
    guild = room.bot.get_guild(room.guild.id)
    assert guild is not None
    (held,) = (one for one in guild.roles if one.id == role.id)
    await held.edit(permissions=discord.Permissions(view_channel=True))
    refused = await former.select(panel, [choices(panel)["谈茶"]["value"]])
    assert refused.response is not None
    assert refused.response.content == room.private("setup-refused")
    assert (await read_settings(room.bot.memory.database, room.guild.id)).interviews == ()


async def test_one_interview_can_be_asked(room: Room) -> None:
    """``/ask from:`` looks there and nowhere else, by the choice offered or by a typed title."""
    (choice,) = await room.member.autocomplete(room.channel, "ask", "from", "谈茶")
    for name in (choice["value"], "谈茶"):
        result = await room.member.slash(room.channel, "ask", **{"question": "你喜欢什么音乐？", "from": name})
        assert result.response is not None
        assert quoted(result.response.embeds[0]) == "我从小听古琴。"


@pytest.mark.parametrize(("command", "more"), [("ask", {"question": "你喜欢什么音乐？"}), ("quote", {})])
async def test_an_interview_that_is_not_there_is_told(room: Room, command: str, more: dict[str, str]) -> None:
    """A wrong title gets the sentence that says so, for one person."""
    result = await room.member.slash(room.channel, command, **{**more, "from": "谈海"})
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content == room.private("interview-unknown", name="谈海")


async def test_a_quote_comes_from_the_interview_that_is_named(room: Room) -> None:
    """``/quote from:`` draws from it alone."""
    for _ in range(6):
        room.clock.seconds += 60
        result = await room.member.slash(room.channel, "quote", **{"from": "谈山"})
        assert result.response is not None
        assert quoted(result.response.embeds[0]) == "因为山就在那里。"
