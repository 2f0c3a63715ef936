"""Broken events are passed over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.guarding import guard

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_broken_event_is_passed_over_with_one_trace_a_kind(caplog: pytest.LogCaptureFixture) -> None:
    """The first of a kind is logged with its trace, later ones in a line, and what they held in neither line."""
    read: list[Any] = []
    parsers: dict[str, Callable[[Any], Any]] = {
        "MADE": lambda data: read.append(data["id"]),
        "GONE": lambda data: data[0],
    }
    guard(parsers)
    with caplog.at_level(logging.WARNING):
        parsers["MADE"]({"id": 1})
        for event in ("MADE", "MADE", "GONE"):
            parsers[event]({"secret": "what was said"})
    assert read == [1]
    assert [bool(record.exc_info) for record in caplog.records] == [True, False, True]
    assert "what was said" not in caplog.text


def test_a_session_does_not_begin_with_what_cannot_be_read() -> None:
    """Without its READY the bot would be there and know nothing: that the connection is made anew is right."""
    parsers: dict[str, Callable[[Any], Any]] = {"READY": lambda data: data["user"]}
    guard(parsers)
    with pytest.raises(KeyError):
        parsers["READY"]({})
