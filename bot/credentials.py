"""The bot's token: what people paste in its place, and where it is kept."""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dotenv.parser import parse_stream
from pydantic import SecretStr

from bot.errors import ConfigError
from bot.files import read_text, write_text
from bot.settings import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dotenv.parser import Binding

ENV = ".env"

# What people copy along with a token.
Extra = Literal["name", "scheme", "quotes"]

# Other values of the developer portal, by their looks.
_NUMBER = re.compile(r"\d{17,20}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
_CLIENT_SECRET = re.compile(r"[\w-]{32}", re.ASCII)
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
# The beginning that tokens of people with a second factor used to have.
_OF_A_PERSON = "mfa."

_QUOTES = "\"'`“”‘’「」"
_EXTRAS: tuple[tuple[Extra, re.Pattern[str]], ...] = (
    ("name", re.compile(rf"(?:export\s+)?{TOKEN}\s*=(.*)", re.IGNORECASE)),
    ("scheme", re.compile(r"(?:authorization:\s*)?bot\s+(.*)", re.IGNORECASE)),
    ("quotes", re.compile(rf"[{_QUOTES}]+(.*?)[{_QUOTES}]*")),
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A token, freed of what came with it.

    Attributes:
        token: as Discord wants it.
        removed: what was taken off, in the order in which it stood there.
    """

    token: SecretStr
    removed: tuple[Extra, ...] = ()


def parse_token(pasted: str) -> Pasted:
    """Read what somebody pasted as the token.

    Returns:
        the token; white space around it is no word worth, what else was taken off is named.

    Raises:
        ConfigError: it is no token of a bot, and what it looks like instead; the error does not hold what was pasted.
    """
    text = pasted.strip()
    removed: list[Extra] = []
    while found := next(((extra, match[1]) for extra, one in _EXTRAS if (match := one.fullmatch(text))), None):
        removed.append(found[0])
        text = found[1].strip()
    refused = _refusal(text)
    if refused is not None:
        raise ConfigError(refused)
    return Pasted(SecretStr(text), tuple(dict.fromkeys(removed)))


def _refusal(text: str) -> str | None:
    """The code of the error that a text is as a token; None for one that looks right."""
    if not text:
        return "token-empty"
    if _NUMBER.fullmatch(text):
        return "token-is-number"
    if _PUBLIC_KEY.fullmatch(text):
        return "token-is-public-key"
    if _CLIENT_SECRET.fullmatch(text):
        return "token-is-client-secret"
    if text.startswith(_OF_A_PERSON):
        return "token-of-person"
    if not _TOKEN.fullmatch(text) or not _names_somebody(text.partition(".")[0]):
        return "token-malformed"
    return None


def _names_somebody(part: str) -> bool:
    """Whether the first part of a token is a number in base64, as that of every account is."""
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True).isdigit()
    except binascii.Error:
        return False


def read_token(path: Path) -> SecretStr | None:
    """The token that a ``.env`` holds; None where there is no such file, or nothing in it.

    Raises:
        ConfigError: the file cannot be read.
    """
    written = [binding.value for binding in _bindings(path) if binding.key == TOKEN]
    return SecretStr(written[-1]) if written and written[-1] else None


def keep_token(path: Path, token: SecretStr) -> None:
    """Write a token into a ``.env``, which nobody but its owner can read afterwards.

    Every other line stays as it is. Of several lines with a token the last one, which counted, is replaced and the
    others go, so that an old token is not left behind. Where the file is a link, its target is written.

    Raises:
        ConfigError: the file cannot be read or written; what was there is untouched.
    """
    path = path.resolve()
    bindings = list(_bindings(path))
    last = max((place for place, binding in enumerate(bindings) if binding.key == TOKEN), default=None)
    if last is None:
        text = "".join(binding.original.string for binding in bindings)
        text += ("" if not text or text.endswith("\n") else "\n") + f"{TOKEN}={token.get_secret_value()}\n"
    else:
        text = "".join(
            _with(token, binding.original.string) if place == last else binding.original.string
            for place, binding in enumerate(bindings)
            if place == last or binding.key != TOKEN
        )
    write_text(path, text, ConfigError, secret=True)


def _with(token: SecretStr, written: str) -> str:
    """A line with another token; the blank lines before it, ``export`` and its end stay."""
    before = written[: written.index(TOKEN)].rstrip("'")
    return f"{before}{TOKEN}={token.get_secret_value()}" + ("\r\n" if written.endswith("\r\n") else "\n")


def _bindings(path: Path) -> Iterator[Binding]:
    if path.is_file():
        yield from parse_stream(io.StringIO(read_text(path, ConfigError)))
