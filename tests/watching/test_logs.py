"""What is logged, and what never is."""

from __future__ import annotations

import io
import json
import logging
import warnings
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.watching.logs import HIDDEN, configure_logs, unsaid

if TYPE_CHECKING:
    from bot.settings import Settings

TOKEN = "MTA1NjQ1Njc4OTAxMjM0NTY3.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
ANOTHER = "MTA5OTk5OTk5OTk5OTk5OTk5.AbCdEf.zyxwvutsrqponmlkjihgfedcba9876543210ZY"


@pytest.fixture(autouse=True)
def _restored(log_restored: None) -> None:
    """The log of the tests as it was."""


def logged(settings: Settings, log_format: str, level: str = "info") -> io.StringIO:
    """Where everything goes from now on."""
    stream = io.StringIO()
    update = {
        "discord_token": SecretStr(TOKEN),
        "database": SecretStr("postgresql://bot:p%40ss@localhost/bot"),
        "proxy": "http://me:se#c[ret@proxy:8080",
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
        "407, proxy http://me:se#c[ret@proxy:8080",
        "se#c[ret is refused by the proxy",
        "IDENTIFY {'token': 'aW50ZXJhY3Rpb24-other', 'd': 1}",
        'INTERACTION_CREATE {"id": "1", "token": "aW50ZXJhY3Rpb24:other", "version": 1}',
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
    for secret in (TOKEN, ANOTHER, "p%40ss", "p@ss", "se#c[ret", "aW50ZXJhY3Rpb24", "other'", 'other"'):
        assert secret not in written


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("words", ["红烧肉怎么做？", 'a "quoted" word\nand another line', "ｗｉｄｅ 😀", "\ud800x"])
def test_words_that_a_record_must_not_say_are_hidden(settings: Settings, log_format: str, words: str) -> None:
    """Whoever repeats them, as they are or as Python writes them: the message, a value, or what was raised."""
    stream = logged(settings, log_format)
    try:
        raise KeyError(words) from ValueError(f"cannot read {words!a}")
    except KeyError:
        logging.getLogger("bot.chat").exception("failed at %s", words, extra=unsaid(words))
    written = stream.getvalue()
    assert written.count(HIDDEN) == 3
    for one in (words, repr(words)[1:-1], ascii(words)[1:-1], json.dumps(words)[1:-1]):
        assert one not in written
    assert "KeyError" in written


def test_a_single_letter_leaves_no_holes(settings: Settings) -> None:
    """Somebody asked nothing but "e"; the trace of what failed can still be read."""
    stream = logged(settings, "text")
    logging.getLogger("bot.chat").error("message failed", extra=unsaid("e", ""))
    assert stream.getvalue().endswith("ERROR bot.chat message failed\n")


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


def test_what_a_terminal_obeys_is_written_out(settings: Settings) -> None:
    """Neither a carriage return nor an escape sequence hides a line or makes up another one."""
    stream = logged(settings, "text")
    logging.getLogger("bot.chat").info("a\rb\x1b[2Jc\x9bd\te")
    assert stream.getvalue().endswith("INFO bot.chat a\\x0db\\x1b[2Jc\\x9bd\te\n")


def test_warnings_are_lines_of_the_log(settings: Settings) -> None:
    """What Python warns of is read by whatever reads the log."""
    stream = logged(settings, "json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warnings, "filters", [])
        logging.captureWarnings(True)
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
    found = json.loads(stream.getvalue())
    assert (found["level"], found["logger"]) == ("warning", "py.warnings")
    assert "soon gone" in found["message"]


def test_not_even_debug_writes_all_that_is_received(settings: Settings) -> None:
    """discord.py and the driver of SQLite would log every message, every question kept and tokens of interactions."""
    stream = logged(settings, "text", "debug")
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_", "aiosqlite"):
        logging.getLogger(name).debug("received: 红烧肉怎么做")
    logging.getLogger("bot.chat").debug("this is written")
    assert stream.getvalue().count("\n") == 1


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
