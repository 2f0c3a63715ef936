"""What is logged, and what never is."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.watching.logs import HIDDEN, configure_logs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

TOKEN = "MTA1NjQ1Njc4OTAxMjM0NTY3.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
ANOTHER = "MTA5OTk5OTk5OTk5OTk5OTk5.AbCdEf.zyxwvutsrqponmlkjihgfedcba9876543210ZY"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """The log of the tests as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("alembic", "watchfiles"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def logged(settings: Settings, log_format: str, level: str = "info") -> io.StringIO:
    """Where everything goes from now on."""
    stream = io.StringIO()
    update = {
        "discord_token": SecretStr(TOKEN),
        "database": SecretStr("postgresql://bot:p%40ss@localhost/bot"),
        "log_format": log_format,
        "log_level": level,
    }
    configure_logs(settings.model_copy(update=update), stream)
    return stream


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "said",
    [
        f"logging in with {TOKEN}",
        f"another one's {ANOTHER}",
        "connecting to postgresql://bot:p%40ss@localhost/bot",
        "password p@ss refused",
        "POST https://discord.com/api/v10/interactions/123456/aW50ZXJhY3Rpb24.to-ken_1/callback",
        "PATCH /webhooks/123456/aW50ZXJhY3Rpb24.to-ken_1/messages/@original",
    ],
)
def test_secrets_are_hidden(settings: Settings, log_format: str, said: str) -> None:
    """In the message, in its values and in a trace: tokens, passwords, and addresses with which one can speak."""
    stream = logged(settings, log_format)
    try:
        raise ValueError(said)
    except ValueError:
        logging.getLogger("any.library").exception("it failed: %s", said)
    written = stream.getvalue()
    assert written.count(HIDDEN) >= 2
    for secret in (TOKEN, ANOTHER, "p%40ss", "p@ss", "aW50ZXJhY3Rpb24"):
        assert secret not in written


def test_json_is_an_object_a_line(settings: Settings) -> None:
    """With a trace in it too; times are UTC, Chinese stands as it is."""
    stream = logged(settings, "json")
    logging.getLogger("bot.chat").info("访谈已更新：%d", 3)
    try:
        raise ValueError("第一行\n第二行")
    except ValueError:
        logging.getLogger("bot.chat").exception("failed")
    first, second = map(json.loads, stream.getvalue().strip().split("\n"))
    assert first["message"] == "访谈已更新：3"
    assert (first["level"], first["logger"]) == ("info", "bot.chat")
    assert first["time"].endswith("Z")
    assert "trace" not in first
    assert "第一行\n第二行" in second["trace"]


def test_in_text_a_fact_begins_each_line_that_is_not_indented(settings: Settings) -> None:
    """Also where a message or a trace has several lines, so that nobody can forge an entry."""
    stream = logged(settings, "text")
    try:
        raise ValueError("x\n2026-01-01T00:00:00.000Z ERROR bot.chat forged")
    except ValueError:
        logging.getLogger("bot.chat").exception("failed")
    facts = [line for line in stream.getvalue().strip().split("\n") if not line.startswith("    ")]
    assert len(facts) == 1
    assert facts[0].endswith("ERROR bot.chat failed")


def test_the_level_holds_and_libraries_keep_to_themselves(settings: Settings) -> None:
    """Alembic's and watchfiles' remarks are left out; what is debug is not written at info."""
    stream = logged(settings, "text")
    logging.getLogger("alembic.runtime").info("plugin")
    logging.getLogger("bot.chat").debug("a member's words")
    assert stream.getvalue() == ""
    logging.getLogger("alembic.runtime").warning("trouble")
    assert "trouble" in stream.getvalue()


def test_configuring_twice_writes_once(settings: Settings) -> None:
    """The old handlers are gone."""
    logged(settings, "text")
    stream = logged(settings, "text")
    logging.getLogger("bot").warning("once")
    assert stream.getvalue().count("once") == 1
