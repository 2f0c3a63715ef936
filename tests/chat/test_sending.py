from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.answering.message import Button, Card, Choice, Link, Menu, Message
from bot.chat.sending import compose
from tests.chat.conftest import faults

LINK = Link("answer", "0123abcd", 1, "beef")
FULL = Message(
    content="c" * 2000,
    cards=(Card("b" * 3000, author="a" * 999, author_url="https://example.org", title="t" * 999, footer="f" * 9999),),
    menus=(Menu("p", tuple(Choice("l" * 100, LINK.at(page), "d" * 100) for page in range(25))),),
    buttons=(
        Button("1", LINK, primary=True),
        Button("2", LINK.at(1)),
        Button("3", disabled=True),
        Button("4"),
        Button("5", url="https://example.org"),
    ),
)


def body(message: Message) -> dict[str, Any]:
    """A message as it goes to Discord."""
    composed = compose(message, 0x5B7FA6)
    return {
        "content": composed["content"],
        "embeds": [embed.to_dict() for embed in composed["embeds"]],
        "components": composed["view"].to_components(),
        "allowed_mentions": composed["allowed_mentions"].to_dict(),
    }


async def test_the_fullest_message_is_one_that_discord_takes() -> None:
    """Titles, authors and footers that are too long are shortened; links and marks that lead nowhere stay apart."""
    assert faults(body(FULL)) == []


async def test_nothing_of_a_body_is_lost() -> None:
    """Only the lines around a quote are ever shortened, never what holds the quote."""
    assert body(FULL)["embeds"][0]["description"] == "b" * 3000


async def test_every_message_forbids_pings() -> None:
    """Neither everyone, roles, users nor the asker can be pinged by anything that the bot sends."""
    allowed = body(Message("@everyone"))["allowed_mentions"]
    assert allowed["parse"] == []
    assert not allowed.keys() & {"users", "roles"}
    assert not allowed.get("replied_user")


async def test_a_button_is_what_it_leads_to() -> None:
    """A link of the bot is a custom_id, an address a link button, and what leads nowhere is greyed out."""
    one, two, three, four, five = body(FULL)["components"][1]["components"]
    assert (one["custom_id"], one["style"]) == (LINK.encode(), discord.ButtonStyle.primary.value)
    assert (two["custom_id"], two["disabled"]) == (LINK.at(1).encode(), False)
    assert three["disabled"]
    assert four["disabled"]
    assert five["url"] == "https://example.org"


async def test_a_plain_line_has_no_cards_and_no_components() -> None:
    """What is only a sentence is sent as a sentence."""
    plain = body(Message("好"))
    assert (plain["content"], plain["embeds"], plain["components"]) == ("好", [], [])


ROW = {"type": 1, "components": [{"type": 2, "label": "l", "custom_id": "c"}]}
BUTTONS = [{"type": 2, "label": "l", "custom_id": str(number)} for number in range(6)]
OPTIONS = [{"label": "l", "value": str(number)} for number in range(26)]
SAFE = {"parse": [], "replied_user": False}


def menu(**values: Any) -> dict[str, Any]:
    """A row with a menu."""
    return {"type": 1, "components": [{"type": 3, "custom_id": "m", "options": OPTIONS[:25], **values}]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"content": " "},
        {"content": "c" * 2001},
        {"embeds": [{"description": "d" * 4097}]},
        {"embeds": [{"title": "t"}]},
        {"embeds": [{"description": "d", "title": "t" * 257}]},
        {"embeds": [{"description": "d", "author": {"name": "n" * 257}}]},
        {"embeds": [{"description": "d", "footer": {"text": "f" * 2049}}]},
        {"embeds": [{"description": "d" * 3001}] * 2},
        {"embeds": [{"description": "d"}] * 11},
        {"content": "c", "components": [ROW] * 6},
        {"content": "c", "components": [ROW, ROW]},
        {"content": "c", "components": [{"type": 1, "components": BUTTONS}]},
        {
            "content": "c",
            "components": [{"type": 1, "components": [{"type": 2, "label": "l", "custom_id": "c" * 101}]}],
        },
        {"content": "c", "components": [{"type": 1, "components": [{"type": 2, "label": "l" * 81, "custom_id": "c"}]}]},
        {"content": "c", "components": [{"type": 1, "components": [{"type": 2, "label": "l", "url": "u" * 513}]}]},
        {"content": "c", "components": [menu(options=OPTIONS)]},
        {"content": "c", "components": [menu(options=[])]},
        {"content": "c", "components": [menu(options=[{"label": "l" * 101, "value": "v"}])]},
        {"content": "c", "components": [menu(options=[{"label": "l", "value": "v"}] * 2)]},
        {"content": "c", "allowed_mentions": None},
        {"content": "c", "allowed_mentions": {"parse": ["users"]}},
        {"content": "c", "allowed_mentions": {"parse": [], "users": ["1"]}},
        {"content": "c", "allowed_mentions": {"parse": [], "replied_user": True}},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_the_check_of_sent_messages_sees_a_fault(wrong: dict[str, Any]) -> None:
    """The check that every message of these tests goes through would notice each of Discord's limits broken."""
    assert faults({"content": "c", "allowed_mentions": SAFE}) == []
    body = {"allowed_mentions": SAFE, **wrong}
    if body["allowed_mentions"] is None:
        del body["allowed_mentions"]
    assert faults(body)
