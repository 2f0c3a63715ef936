"""The numbers of the ranking, read from ``config/ranking.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import ConfigError
from bot.files import read_toml, validate

if TYPE_CHECKING:
    from pathlib import Path

Share = Annotated[float, Field(ge=0, le=100)]


class _Numbers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChannelWeights(_Numbers):
    """How much a shared word, pair, character or concept counts."""

    word: Share = 0.5
    pair: Share = 0.5
    character: Share = 1.0
    concept: Share = 1.0


class FieldWeights(_Numbers):
    """How much a field counts."""

    passage: Share = 0.5
    answer: Share = 0.5
    question: Share = 0.5
    topic: Share = 0.3
    asked: Share = 1.0


class Weights(_Numbers):
    """All numbers of the ranking."""

    channels: ChannelWeights = ChannelWeights()
    fields: FieldWeights = FieldWeights()


def load_weights(path: Path) -> Weights:
    """Read the ranking's numbers.

    Raises:
        ConfigError: the file cannot be read.
        FaultsError: unknown keys and wrong values, with their lines.
    """
    values, text = read_toml(path, ConfigError)
    return validate(Weights, values, path, text, ConfigError)
