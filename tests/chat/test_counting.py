"""What members do is counted by how it came and what came of it, and by nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.limits import PERSON
from bot.chat.status import Status
from tests.chat.conftest import Room, Stage

if TYPE_CHECKING:
    from bot.answering.decision import Decision

QUESTION = "他为什么喜欢 Python？"
FIND = "在访谈中查找"
ASKING = Stage(settings={"ask_channels": ("general",)})


async def scrape(room: Room) -> dict[tuple[str, ...], float]:
    """Every sample of the bot's own: its name and the values of its labels in order of their names."""
    status = Status(room.bot.metrics)
    status.bot = room.bot
    body = (await status.tell_metrics(None)).body  # type: ignore[arg-type]
    assert isinstance(body, bytes)
    return {
        (sample.name.removeprefix("interview_bot_"), *(sample.labels[name] for name in sorted(sample.labels))): (
            sample.value
        )
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
        if sample.name.startswith("interview_bot_")
    }


async def questions(room: Room) -> dict[tuple[str, ...], float]:
    """How many questions of each decision, intent and way."""
    return {labels[1:]: count for labels, count in (await scrape(room)).items() if labels[0] == "questions_total"}


@pytest.mark.parametrize(
    ("stage", "decision"),
    [(Stage(decision), decision) for decision in ("answered", "unsure", "not_found")],
    indirect=["stage"],
)
async def test_a_question_is_counted_by_its_way_and_decision(room: Room, decision: Decision) -> None:
    """A mention, a command and the menu of a message are told apart; each reply was timed."""
    await room.ask(QUESTION)
    await room.member.slash(room.channel, "ask", question=QUESTION)
    said = await room.other.send(room.channel, QUESTION)
    await room.member.context_menu(room.channel, FIND, said)
    expected = {(decision, "question", way): 1.0 for way in ("message", "command", "menu")}
    assert await questions(room) == expected
    found = await scrape(room)
    assert (found["answer_seconds_count",], found["reply_seconds_count",]) == (3, 3)
    assert found["answer_seconds_sum",] > 0


@pytest.mark.parametrize("stage", [ASKING], indirect=True)
async def test_talk_in_a_channel_of_questions_is_counted_apart(room: Room) -> None:
    """Who wants to know how often nothing is found leaves out what nobody asked."""
    await room.member.send(room.channel, "红烧肉真好吃")
    assert list(await questions(room)) == [("not_found", "question", "channel")]
    assert (await scrape(room))["reply_seconds_count",] == 0


async def test_functions_and_what_cannot_be_read_are_counted(room: Room) -> None:
    """What means a function is decided by nobody, and a question of marks alone is none."""
    await room.ask("帮助")
    await room.ask("？！")
    await room.member.slash(room.channel, "ask", question="…")
    assert await questions(room) == {
        ("none", "help", "message"): 1,
        ("unread", "none", "message"): 1,
        ("unread", "none", "command"): 1,
    }


async def test_what_is_too_much_and_what_fails_is_counted(room: Room) -> None:
    """Both are no questions: nobody decided on them."""
    for _ in range(PERSON + 2):
        await room.member.send(room.channel, f"{room.mention} {QUESTION}")
    found = await scrape(room)
    assert (found["limited_total",], found["faults_total",]) == (2, 0)
    room.env.inject_error("POST", "/channels/*/messages", status=500)
    await room.other.send(room.channel, f"{room.mention} {QUESTION}")
    assert (await scrape(room))["faults_total",] == 1


async def test_labels_name_nobody(room: Room) -> None:
    """After everything above no value of a label is a number of Discord's, or anybody's words."""
    await room.ask(QUESTION)
    await room.member.slash(room.channel, "ask", question="红烧肉怎么做才好吃", private=True)
    values = {value for name, *labels in await scrape(room) for value in labels if not name.endswith("_bucket")}
    assert {"answered", "not_found"} <= values
    assert [value for value in values if not re.fullmatch(r"[a-z_]+|\d\d?|[1-5]xx|429|\d+\.\d+\.\d+", value)] == []
