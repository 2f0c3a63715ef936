"""The log: one line a fact, as text or as JSON, without secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.settings import Settings

HIDDEN = "[hidden]"
# Whoever has the token of an interaction or a webhook can speak for the bot; they stand in addresses.
_IN_ADDRESS = re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w\-.]+")
# Three parts of base64: what a bot's token looks like, also one that is not this bot's.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
# The same in what was received, as Python or JSON write it.
_IN_DATA = re.compile(r"""((["'])token\2\s*:\s*(["']))(?:(?!\3).)+""")
# As SQLAlchemy reads an address: whatever stands between the name and the host.
_PASSWORD = re.compile(r"\s*[a-z0-9+.\-]*://[^:/@]*:([^@]*)@", re.IGNORECASE)
# Of carriage returns and the like, a terminal would make a line that nobody has logged.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in b"\t\n"}
# What libraries say that nobody has to do anything about, or that holds every word that members say.
LEAST = {
    "alembic": logging.WARNING,
    "watchfiles": logging.WARNING,
    "aiosqlite": logging.INFO,
    "discord.gateway": logging.INFO,
    "discord.http": logging.INFO,
    "discord.webhook": logging.INFO,
}


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Let everything that is logged in this process go to one stream.

    Args:
        settings: level and format, and the secrets that are hidden.
        stream: standard error if none is given.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    kind = JsonFormat if settings.log_format == "json" else TextFormat
    handler.setFormatter(kind(secrets_of(settings)))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    logging.captureWarnings(True)
    for name, least in LEAST.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def secrets_of(settings: Settings) -> list[str]:
    """What of the settings nobody may read: the token, the key, and the passwords of the database and the proxy."""
    given = [one.get_secret_value() for one in (settings.discord_token, settings.expand_key) if one is not None]
    for address in (settings.database.get_secret_value(), settings.proxy or ""):
        found = _PASSWORD.match(address)
        given += [found[1], unquote(found[1])] if found else []
    # A secret that is a part of another one would leave the rest of it.
    return sorted(filter(None, given), key=len, reverse=True)


def unsaid(*words: str) -> dict[str, object]:
    """What a log call gets as ``extra`` so that these words do not appear in its line, whoever repeats them."""
    return {"unsaid": words}


class TextFormat(logging.Formatter):
    """Time, level, who says it, what; a trace stands below it, indented, so that a fact still begins each line.

    Args:
        secrets: what is never written.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._hide = Hiding(secrets)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """UTC, to the millisecond."""
        return moment_of(record)

    def format(self, record: logging.LogRecord) -> str:
        """One line, with what follows it indented."""
        return self._hide(super().format(record), record).translate(_CONTROLS).replace("\n", "\n    ")


class JsonFormat(logging.Formatter):
    """An object a line: ``time``, ``level``, ``logger``, ``message``, and ``trace`` where there is one.

    Args:
        secrets: what is never written.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._hide = Hiding(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fact: dict[str, Any] = {
            "time": moment_of(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._hide(record.getMessage(), record),
        }
        if record.exc_info:
            fact["trace"] = self._hide(self.formatException(record.exc_info), record)
        return json.dumps(fact, ensure_ascii=False)


class Hiding:
    """Takes out of what is written what nobody may read.

    Args:
        secrets: hidden in every line.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secrets)

    def __call__(self, text: str, record: logging.LogRecord) -> str:
        """The text without secrets, and without what the record asks not to be said."""
        for secret in (*self._secrets, *_words_of(record)):
            text = text.replace(secret, HIDDEN)
        text = _IN_DATA.sub(rf"\g<1>{HIDDEN}", _IN_ADDRESS.sub(rf"\g<1>{HIDDEN}", text))
        return _TOKEN.sub(HIDDEN, text)


def _words_of(record: logging.LogRecord) -> Iterator[str]:
    """What a record asks not to be said, as it is and as Python writes it."""
    # Of a single letter, nothing could be told, and every line would have holes.
    several = (words for words in getattr(record, "unsaid", ()) if len(words) > 1)
    for words in sorted(several, key=len, reverse=True):
        yield words
        yield from {repr(words)[1:-1], ascii(words)[1:-1]} - {words}


def moment_of(record: logging.LogRecord) -> str:
    """When something was logged, as ISO 8601 in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
