"""What members say stays out of the log, also where something fails."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from bot.chat.typed import typed_words
from bot.errors import StorageError
from bot.watching.logs import configure_logs
from tests.chat.conftest import Room, Settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.answerer import Answer

# Answered, unsure, not found, and not to be read.
QUESTIONS = ("他为什么喜欢 Python？", "那学校教育呢", "红烧肉怎么做才好吃", "？？？！！😀")
FIND = "在访谈中查找"


class Failing(Settled):
    """An answerer that fails, and repeats in what it raises what it was asked."""

    def answer(self, question: str, *, previous: str | None = None) -> Answer:
        """Fail."""
        raise LookupError(f"{question!r} cannot be answered") from KeyError(question)


@pytest.fixture
def log(room: Room, log_restored: None) -> Iterator[io.StringIO]:
    """The log of a process at the level info; afterwards nobody's words are in it."""
    stream = io.StringIO()
    configure_logs(room.bot.app.settings.model_copy(update={"log_format": "json"}), stream)
    yield stream
    for line in stream.getvalue().splitlines():
        said = " ".join(map(str, json.loads(line).values()))
        assert [question for question in QUESTIONS if question in said] == []


def fail_from_now_on(room: Room) -> None:
    """Every question fails."""
    answerer = room.bot.app.answerer
    object.__setattr__(room.bot.shelves.everything, "answerer", Failing(answerer, None))


@pytest.mark.parametrize("question", QUESTIONS)
async def test_questions_are_not_logged(room: Room, log: io.StringIO, question: str) -> None:
    """Whichever way they come and however they are decided."""
    await room.ask(question)
    await room.member.slash(room.channel, "ask", question=question)
    said = await room.other.send(room.channel, question)
    await room.member.context_menu(room.channel, FIND, said)
    assert "failed" not in log.getvalue()


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_failure_is_logged_without_the_question(room: Room, log: io.StringIO, question: str) -> None:
    """The trace is there with its references, and what was raised in it does not tell what was asked."""
    fail_from_now_on(room)
    await room.ask(question)
    await room.member.slash(room.channel, "ask", question=question)
    said = await room.other.send(room.channel, question)
    await room.member.context_menu(room.channel, FIND, said)
    traces = [fact["trace"] for fact in map(json.loads, log.getvalue().splitlines()) if "reference" in fact["message"]]
    assert len(traces) == 3
    assert all("LookupError: '[hidden]' cannot be answered" in trace for trace in traces)
    assert len(room.env.errors) == 2


@pytest.mark.parametrize("status", [400, 403, 500])
async def test_what_discord_refuses_is_logged_without_the_question(room: Room, log: io.StringIO, status: int) -> None:
    """Neither the reply's text nor the address of the interaction, with which one could answer in the bot's name."""
    for path in ("/channels/*/messages", "/interactions/*/callback", "/webhooks/**"):
        room.env.inject_error("POST", path, status=status, times=None)
    await room.member.send(room.channel, f"{room.mention} {QUESTIONS[2]}")
    await room.member.slash(room.channel, "ask", question=QUESTIONS[2])
    assert log.getvalue()
    assert len(room.env.errors) == 1


async def test_an_unkept_question_is_logged_without_its_words(
    room: Room, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database fails the log has its reason, and how many questions were lost."""

    async def fail(*_: object) -> int:
        raise StorageError("database-full")

    monkeypatch.setattr("bot.chat.noting.keep_gaps", fail)
    await room.ask(QUESTIONS[2])
    assert "unanswered questions not kept: 1" in log.getvalue()


def test_typed_words_are_found_however_deep_they_lie() -> None:
    """Options of subcommands, fields of forms and the message of a menu; names, numbers and switches are no words."""
    data = {
        "name": "daily",
        "options": [{"name": "set", "options": [{"name": "topic", "value": "甲"}, {"name": "at", "value": 8}]}],
        "components": [{"type": 1, "components": [{"custom_id": "x", "value": "乙"}]}],
        "resolved": {"messages": {"1": {"id": "1", "content": "丙", "author": {"username": "lin"}}}},
        "values": ["丁"],
    }
    assert list(typed_words(data)) == ["甲", "乙", "丙"]
    assert list(typed_words(None)) == []
