"""The log: one line a fact, as text or as JSON, without secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings

HIDDEN = "[hidden]"
# Whoever has the token of an interaction or a webhook can speak for the bot; they stand in addresses.
_IN_ADDRESS = re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w\-.]+")
# Three parts of base64: what a bot's token looks like, also one that is not this bot's.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
# What libraries say that nobody has to do anything about.
_LEAST = {"alembic": logging.WARNING, "watchfiles": logging.WARNING}


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
    for name, least in _LEAST.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def secrets_of(settings: Settings) -> list[str]:
    """What of the settings nobody may read: the token, the key, and the database's password."""
    given = [one.get_secret_value() for one in (settings.discord_token, settings.expand_key) if one is not None]
    password = urlsplit(settings.database.get_secret_value()).password
    return [*given, *([password, unquote(password)] if password else [])]


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
        return self._hide(super().format(record)).replace("\n", "\n    ")


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
            "message": self._hide(record.getMessage()),
        }
        if record.exc_info:
            fact["trace"] = self._hide(self.formatException(record.exc_info))
        return json.dumps(fact, ensure_ascii=False)


class Hiding:
    """Takes secrets out of what is written.

    Args:
        secrets: the token, keys, the database's address with its password.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, text: str) -> str:
        """The text without them."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, _IN_ADDRESS.sub(rf"\g<1>{HIDDEN}", text))


def moment_of(record: logging.LogRecord) -> str:
    """When something was logged, as ISO 8601 in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
