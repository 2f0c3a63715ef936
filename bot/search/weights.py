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


class Bm25Weights(_Numbers):
    """BM25's own: how soon a repeated term stops counting (k1), and how much a long text is held against it (b)."""

    k1: Annotated[float, Field(gt=0, le=10)] = 0.9
    b: Annotated[float, Field(ge=0, le=1)] = 0.7


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
    question: Share = 0.75
    topic: Share = 0.3
    asked: Share = 2.0
    asked_passage: Share = 0.5


class PhrasingWeights(_Numbers):
    """How many of the nearest phrasings count, and by what factor each less than the one before it."""

    nearest: Annotated[int, Field(ge=1, le=100)] = 6
    fading: Annotated[float, Field(gt=0, le=1)] = 0.8


class QueryWeights(_Numbers):
    """How much terms of a question count that are not plain words of it.

    Attributes:
        weak: a word of weak-words.txt.
        sound: a word put right.
        translated: a word's translations together.
        lone: with at most so many telling characters a question takes the one before it in full.
        full: with so many it stands alone.
        continued: is added to both where it begins or ends like a continuation.
    """

    weak: Share = 0.4
    sound: Share = 0.8
    translated: Share = 1.0
    lone: Share = 2
    full: Share = 5
    continued: Share = 3


class Weights(_Numbers):
    """All numbers of the ranking."""

    bm25: Bm25Weights = Bm25Weights()
    channels: ChannelWeights = ChannelWeights()
    fields: FieldWeights = FieldWeights()
    phrasings: PhrasingWeights = PhrasingWeights()
    query: QueryWeights = QueryWeights()


def load_weights(path: Path) -> Weights:
    """Read the ranking's numbers.

    Raises:
        ConfigError: the file cannot be read.
        FaultsError: unknown keys and wrong values, with their lines.
    """
    values, text = read_toml(path, ConfigError)
    return validate(Weights, values, path, text, ConfigError)
