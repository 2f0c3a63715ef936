"""Word lists of the configuration: weak words, and talk that is no question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import ConfigError
from bot.files import read_text, read_toml, validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def load_words(path: Path, fold: Callable[[str], str]) -> frozenset[str]:
    """A list of words, folded: weak ones, or such as jieba shall know.

    Blanks and line ends separate them, ``#`` begins a comment.

    Raises:
        ConfigError: the file cannot be read.
    """
    lines = (line.split("#", 1)[0] for line in read_text(path, ConfigError).split("\n"))
    return frozenset(fold(word) for line in lines for word in line.split())


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: str
    asked_as: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class _OffTopic(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    off_topic: list[_Group] = []


def load_off_topic(path: Path) -> tuple[str, ...]:
    """Talk that is no question to any interview, in the order of the file.

    Raises:
        ConfigError: the file cannot be read.
        FaultsError: unknown keys and wrong values, with their lines.
    """
    values, text = read_toml(path, ConfigError)
    groups = validate(_OffTopic, values, path, text, ConfigError).off_topic
    return tuple(phrasing for group in groups for phrasing in group.asked_as)
