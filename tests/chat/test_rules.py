"""Rules of Discord that its API description does not hold, and what every bot owes to those who wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import random
import re
import time
from typing import TYPE_CHECKING, Any

import discord
import pytest
from simcord import ResponseMessage
from sqlalchemy import insert

from bot.answering.message import Kind, Link, parse_link
from bot.chat.commands import CatalogueTranslator
from bot.guilds.gaps import LIMIT
from bot.guilds.models import ServerSettings
from bot.guilds.schema import gaps
from bot.guilds.servers import write_settings
from tests.chat.conftest import Room, bodies, description, faults, offences

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    import simcord

    from bot.chat import InterviewBot

Body = dict[str, Any]

# Discord's types of options, and of commands.
GROUPS, MESSAGE_MENU = (1, 2), 3
# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
NAME = re.compile(r"[-_'\w]{1,32}")
TOTAL, SLASH_COMMANDS, MENUS, BLOCKED = 8000, 100, 5, 0.1
# A server's number today has nineteen digits, and the database counts no further than this.
LARGEST = 2**63 - 1
LANGUAGES = {"zh-CN", "zh-TW", "en-US", "en-GB"}
QUESTION = "什么是深度学习？"
UNKNOWN = "红烧肉怎么做才好吃？"


@pytest.fixture
async def commands(simcord_bot: InterviewBot) -> list[Body]:
    """Every command as it is told to Discord, with its translations."""
    translator = CatalogueTranslator(simcord_bot.app.catalogue)
    return [
        await command.get_translated_payload(simcord_bot.tree, translator)
        for command in simcord_bot.tree.get_commands()
    ]


@pytest.fixture
def moderator(room: Room) -> simcord.MemberActor:
    """Somebody who may do everything."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(administrator=True))
    return room.guild.add_member(room.env.create_user("mod"), roles=[role])


def parts(body: Body) -> Iterator[Body]:
    """A command, and all groups and options below it."""
    yield body
    for option in body.get("options") or []:
        yield from parts(option)


def said(part: Body, key: str) -> list[str]:
    """A name or description in every language, the default first."""
    return [part[key], *(part.get(f"{key}_localizations") or {}).values()]


def size(body: Body) -> int:
    """What Discord counts of a command: names, descriptions and values, each as long as in its longest language."""
    total = 0
    for part in parts(body):
        total += max(map(len, said(part, "name")))
        total += max(map(len, said(part, "description"))) if part.get("description") else 0
        for choice in part.get("choices") or []:
            total += max(map(len, said(choice, "name"))) + len(str(choice["value"]))
    return total


# Commands


async def test_names_are_those_that_discord_takes(commands: list[Body]) -> None:
    """In every language of letters, digits and strokes, at most 32, in small letters; a message's menu reads freely."""
    for command in commands:
        if command["type"] == MESSAGE_MENU:
            assert all(1 <= len(name) <= 32 for name in said(command, "name"))
            continue
        for part in parts(command):
            for name in said(part, "name"):
                assert NAME.fullmatch(name), name
                assert name == name.lower()


async def test_descriptions_are_neither_empty_nor_too_long(commands: list[Body]) -> None:
    """One to a hundred characters in every language; a message's menu has none."""
    for command in commands:
        if command["type"] == MESSAGE_MENU:
            assert not command.get("description")
            continue
        for part in parts(command):
            assert all(1 <= len(one) <= 100 for one in said(part, "description")), part["name"]


async def test_everything_is_said_in_every_language(commands: list[Body]) -> None:
    """No name and no description is left in one language while the others around it are translated."""
    for command in commands:
        for part in parts(command):
            assert set(part["name_localizations"]) == LANGUAGES, part["name"]
            if part.get("description"):
                assert set(part["description_localizations"]) == LANGUAGES, part["name"]
            for choice in part.get("choices") or []:
                assert not choice.get("name_localizations") or set(choice["name_localizations"]) == LANGUAGES


async def test_names_differ_from_their_neighbours_in_every_language(commands: list[Body]) -> None:
    """Two commands or two options of one name could not be told apart."""
    siblings = [commands, *(part["options"] for one in commands for part in parts(one) if part.get("options"))]
    for group in siblings:
        for language in (None, *LANGUAGES):
            names = [(one.get("name_localizations") or {}).get(language, one["name"]) for one in group]
            assert len(set(names)) == len(names), names


async def test_options_and_choices_are_few_and_in_order(commands: list[Body]) -> None:
    """At most 25 of each, those that must be given first, and nothing is both chosen from a list and completed."""
    for command in commands:
        for part in parts(command):
            options, choices = part.get("options") or [], part.get("choices") or []
            assert len(options) <= 25
            assert len(choices) <= 25
            required = [bool(option.get("required")) for option in options if option["type"] not in GROUPS]
            assert required == sorted(required, reverse=True), part["name"]
            assert not (choices and part.get("autocomplete")), part["name"]
            assert len({choice["value"] for choice in choices}) == len(choices)
            for choice in choices:
                assert all(1 <= len(name) <= 100 for name in said(choice, "name"))
                assert len(str(choice["value"])) <= 100


async def test_a_command_is_not_too_large(commands: list[Body]) -> None:
    """Discord takes 8,000 characters of all its names, descriptions and values, a hundred commands and five menus."""
    for command in commands:
        assert size(command) <= TOTAL, command["name"]
    menus = [command for command in commands if command["type"] == MESSAGE_MENU]
    assert len(menus) <= MENUS
    assert len(commands) - len(menus) <= SLASH_COMMANDS


async def test_commands_are_as_discord_describes_them(room: Room) -> None:
    """What is told to Discord at the start passes its own description; users of the project have none."""
    if description() is None:
        pytest.skip("../shared/discord is not here")
    (told,) = (request for request in room.env.http_requests if request.method == "PUT")
    assert isinstance(told.json, list)
    assert len(told.json) == len(room.bot.tree.get_commands())
    assert offences(room.env) == []


def test_the_description_finds_what_is_wrong() -> None:
    """The checker is no rubber stamp: a label that is too long and an unknown endpoint are found."""
    checker = description()
    if checker is None:
        pytest.skip("../shared/discord is not here")
    button = {"type": 2, "style": 1, "label": "x" * 81, "custom_id": "a"}
    body = {"content": "a", "components": [{"type": 1, "components": [button]}]}
    assert checker.check("POST", "/channels/1/messages", body)[1]
    assert checker.check("POST", "/nowhere", {})[1]
    button["label"] = "x"
    assert checker.check("POST", "/channels/1/messages", body)[1] == []


# Components


@pytest.mark.parametrize("kind", Kind.__args__)  # type: ignore[attr-defined]
def test_the_longest_link_fits_a_custom_id(kind: Kind) -> None:
    """A hundred characters hold the largest numbers there are, and what was written reads back."""
    link = Link(kind, "0123abcd", LARGEST, "ff00", 10**12 - 1)
    assert len(link.encode()) <= 100
    assert parse_link(link.encode()) == link


# Speed


async def longest_gap(work: Callable[[], Awaitable[object]]) -> float:
    """How long the event loop was away at most while something was done."""
    longest, last = 0.0, 0.0

    async def beat() -> None:
        nonlocal longest, last
        while True:
            # A loop that never rests would keep the thread of the database from its turn.
            await asyncio.sleep(0.002)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    beating = asyncio.create_task(beat())
    last = time.perf_counter()
    try:
        await work()
    finally:
        longest = max(longest, time.perf_counter() - last)
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating
    return longest


COMMANDS: dict[str, dict[str, Any]] = {
    "ask": {"question": QUESTION},
    "topics": {},
    "topic": {"name": "Keras"},
    "interview": {},
    "interviews": {},
    "quote": {},
    "help": {},
    "about": {},
    "privacy": {},
    "daily show": {},
    "daily preview": {},
    "daily skip": {},
    "daily history": {},
    "daily off": {},
    "setup": {},
    "gaps": {},
}


async def test_no_command_is_left_unmeasured(simcord_bot: InterviewBot) -> None:
    """A command that is added is held to the same limit; setting the daily quote is measured with its options."""
    names = {
        command.qualified_name
        for command in simcord_bot.tree.walk_commands()
        if not isinstance(command, discord.app_commands.Group)
    }
    assert names == {*COMMANDS, "daily set"}


async def try_often(work: Callable[[], Awaitable[object]], room: Room) -> float:
    """The best of several tries, so that a busy machine fails nothing; between them the limits of askers run out."""
    best = float("inf")
    for _ in range(5):
        best = min(best, await longest_gap(work))
        if best <= BLOCKED / 2:
            break
        room.clock.seconds += 120
    return best


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_blocks_nobody(room: Room, moderator: simcord.MemberActor, name: str) -> None:
    """While one member waits for it, all others are served: the loop is never away for a tenth of a second."""
    chosen = {"channel": room.channel, "time": "9:00", "timezone": "Asia/Shanghai"}
    if name.startswith("daily"):
        await moderator.slash(room.channel, "daily set", **chosen)

    async def run() -> None:
        result = await moderator.slash(room.channel, name, **COMMANDS[name])
        assert result.response is not None

    assert await try_often(run, room) < BLOCKED


async def test_setting_the_daily_quote_blocks_nobody(room: Room, moderator: simcord.MemberActor) -> None:
    """Neither does what is chosen for years to come."""
    chosen = {"channel": room.channel, "time": "晚上八点半", "timezone": "上海", "topic": "Keras"}
    assert await try_often(lambda: moderator.slash(room.channel, "daily set", **chosen), room) < BLOCKED
    for option in ("timezone", "time", "topic"):
        typing = functools.partial(moderator.autocomplete, room.channel, "daily set", option, "a")
        assert await try_often(typing, room) < BLOCKED


@pytest.mark.parametrize("question", [QUESTION, UNKNOWN, "What is Keras?", "a" * 1900])
async def test_a_mention_blocks_nobody(room: Room, question: str) -> None:
    """Whether it is answered or kept for moderators."""
    gap = await try_often(lambda: room.ask(question), room)
    assert gap < BLOCKED


@pytest.mark.parametrize("question", ["".join(map(chr, range(0x4E00, 0x4E00 + 500))), "他为什么喜欢 Python？" * 60])
async def test_a_long_question_blocks_nobody(room: Room, question: str) -> None:
    """However much is pasted into a question, others do not wait for it."""
    assert await try_often(lambda: room.ask(question), room) < BLOCKED


def kept_questions(length: int) -> Iterator[str]:
    """As many questions as a server keeps, none like another."""
    dice = random.Random(length)
    for _ in range(LIMIT):
        yield "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(length))


@pytest.mark.parametrize("length", [25, 300])
async def test_a_full_list_blocks_nobody(room: Room, moderator: simcord.MemberActor, length: int) -> None:
    """Another question is compared with all that a busy server keeps, and moderators read the list of it."""
    now, server = room.bot.now(), room.guild.id
    rows = [
        {"server": server, "question": question, "state": "open", "count": 1, "last_at": now}
        for question in kept_questions(length)
    ]
    database = room.bot.memory.database
    await write_settings(database, server, ServerSettings())
    async with database.writing() as connection:
        await connection.execute(insert(gaps), rows)
    assert await try_often(lambda: room.ask(UNKNOWN), room) < BLOCKED
    assert await try_often(lambda: moderator.slash(room.channel, "gaps"), room) < BLOCKED


# Nothing pings


@pytest.mark.parametrize("told", ["@everyone", "@here", "<@1>", "<@&2>", "**@everyone**"])
async def test_nothing_that_is_sent_can_ping(room: Room, moderator: simcord.MemberActor, told: str) -> None:
    """What members write comes back in echoes, lists and names, and calls nobody."""
    loud = room.guild.add_member(room.env.create_user("loud", global_name=told[:32]))
    question = f"{told} {UNKNOWN}"
    await loud.send(room.channel, f"{room.mention} {question}")
    await loud.slash(room.channel, "ask", question=question)
    await loud.slash(room.channel, "topic", name=told)
    await loud.slash(room.channel, "interview", name=told)
    await loud.slash(room.channel, "quote", topic=told)
    hidden = await loud.slash(room.channel, "ask", question=QUESTION, private=True)
    assert hidden.response is not None
    for item in (item for row in hidden.response.components for item in row["components"]):
        link = parse_link(item.get("custom_id", ""))
        if link is not None and link.kind == "share":
            await loud.click(hidden.response, custom_id=item["custom_id"])
    listed = await moderator.slash(room.channel, "gaps")
    assert isinstance(listed.response, ResponseMessage)
    sent = bodies(room.env)
    assert len(sent) >= 7
    for body in sent:
        assert faults(body) == []
        assert body["allowed_mentions"]["parse"] == []
        assert "roles" not in body["allowed_mentions"]
        assert "users" not in body["allowed_mentions"]
