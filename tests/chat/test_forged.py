"""What nobody is offered and somebody sends all the same: forged buttons, menus, choices and words."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from bot.answering.message import LARGEST, Kind, Link
from bot.chat.following import FOLLOWING
from bot.chat.moderating import MODERATION
from bot.guilds.models import ServerSettings
from bot.guilds.servers import read_settings, write_settings
from bot.guilds.transfer import export_server

if TYPE_CHECKING:
    import pytest
    import simcord

    from tests.chat.conftest import Room

KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
FORGED = (
    ("-", 0, "-", 0),
    ("-", 10**20 - 1, "-", 0),
    ("0123abcd", LARGEST, "ffff", 10**12 - 1),
    ("-", 1, "0000", 1),
    ("0123abcd", 7, "-", 0),
)


class Forger:
    """Somebody who presses what the bot has never sent, in the place of what it did send.

    Args:
        room: where.
        who: presses.
    """

    def __init__(self, room: Room, who: simcord.MemberActor) -> None:
        self._room = room
        self._who = who
        self._listed: Any = None

    async def __call__(self, custom_id: str, values: list[str] | None = None) -> None:
        """Press a button, or pick values from a menu."""
        if self._listed is None:
            self._listed = (await self._who.slash(self._room.channel, "topics")).response
        stored = self._room.env.backend.get_message(self._room.channel.id, self._listed.id)
        kind: dict[str, Any] = {"type": 2, "style": 1, "label": "x"}
        if values is not None:
            kind = {"type": 3, "options": [{"label": "x", "value": value} for value in values]}
        stored.components = [{"type": 1, "components": [{**kind, "custom_id": custom_id}]}]
        if values is None:
            await self._who.click(self._listed, custom_id=custom_id)
        else:
            await self._who.select(self._listed, values, custom_id=custom_id)


async def test_a_forged_button_of_a_member_changes_nothing(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever stands in its number, page, check and interview: a sentence, no failure, and the same things kept."""
    forge = Forger(room, room.other)
    await write_settings(room.bot.memory.database, room.guild.id, ServerSettings())
    before = await export_server(room.bot.memory.database, room.guild.id)
    for kind, parts in itertools.product(KINDS, FORGED):
        room.clock.seconds += 120
        await forge(Link(kind, *parts).encode())
    assert await export_server(room.bot.memory.database, room.guild.id) == before
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_forged_button_of_a_moderator_is_answered(
    room: Room, moderator: simcord.MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    """Numbers that are in no database, and pages that are on no list, end in a list and not in a failure."""
    forge = Forger(room, moderator)
    for kind, parts in itertools.product((*MODERATION, *FOLLOWING), FORGED):
        await forge(Link(kind, *parts).encode())
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


UNOFFERED = {
    "language": ["tlh", "'; drop table servers; --"],
    "days": ["-1", "9" * 90, "x", "３０"],
    "private": ["perhaps"],
    "channels": ["x", "9" * 90],
    "roles": ["-1"],
    "nothing": ["1"],
}


async def test_what_the_panel_does_not_offer_cannot_be_chosen(
    room: Room, moderator: simcord.MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    """A forged choice leaves the settings as they were, and the panel is shown as it is."""
    forge = Forger(room, moderator)
    for name, values in UNOFFERED.items():
        for value in values:
            await forge(f"ib1:setup:{name}", [value])
    assert await read_settings(room.bot.memory.database, room.guild.id) == ServerSettings()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_the_panel_of_moderators_is_not_pressed_by_members(room: Room) -> None:
    """Rights are asked for at each press, not when the panel is sent."""
    forge = Forger(room, room.other)
    for name, value in (("language", "en"), ("days", "0"), ("private", "yes")):
        await forge(f"ib1:setup:{name}", [value])
    assert await read_settings(room.bot.memory.database, room.guild.id) == ServerSettings()


async def test_a_forged_choice_of_a_menu_is_stale(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """What is none of our links leads nowhere."""
    forge = Forger(room, room.other)
    for value in ("-", "ib1:a", "ib1:a:0123abcd:1:0123:0\n", "x" * 100, "ib1:x:-:0:-:0"):
        await forge("ib1:menu:0", [value])
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


WORDS = [
    *("\0", "\ud800", "\u202e", "\U0010ffff", "e" + "\u0301" * 2000, "(" * 3000, "\\" * 2000, "'; --", "%s{}$%n"),
    *("../../etc/passwd", "C:\\con", "\x1b[2J", "1" * 5000, "甲" * 4000, "@everyone", "\n" * 1000 + "什么"),
]


async def say_everywhere(room: Room, moderator: simcord.MemberActor, said: str) -> None:
    """Give some words to every option that takes words, and to a mention."""
    await moderator.slash(room.channel, "ask", question=said)
    await moderator.slash(room.channel, "ask", **{"question": "什么是深度学习？", "from": said})
    await moderator.slash(room.channel, "topic", name=said)
    await moderator.slash(room.channel, "interview", name=said)
    for option in ("topic", "from", "id"):
        await moderator.slash(room.channel, "quote", **{option: said})
    await moderator.slash(room.channel, "daily set", channel=room.channel, time=said, timezone="上海")
    await moderator.slash(room.channel, "daily set", channel=room.channel, time="9:00", timezone=said)
    await moderator.slash(room.channel, "daily set", channel=room.channel, time="9:00", timezone="上海", topic=said)
    for command, option in (("topic", "name"), ("interview", "name"), ("daily set", "timezone"), ("daily set", "time")):
        await moderator.autocomplete(room.channel, command, option, said[:100])
    await moderator.send(room.channel, f"{room.mention} {said[:1900]}")
    await moderator.slash(room.channel, "gaps")


async def test_hostile_words_of_commands_are_answered(
    room: Room, moderator: simcord.MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    """Every option that takes words takes any words; each is answered, and nothing of them fails."""
    for said in WORDS:
        room.clock.seconds += 120
        await say_everywhere(room, moderator, said)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
