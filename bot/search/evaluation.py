"""Retrieval measured on any collection: passages, and questions with the passages that answer them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import ConfigError
from bot.files import read_text
from bot.interviews.models import Exchange, Interview, Library, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Recall:
    """How well a ranking finds what it should.

    Attributes:
        queries: how many were asked.
        recall_1, recall_5: the share of them with a right passage first, or among the first five.
        mrr_10: the mean of 1 / rank of the first right passage, 0 where none is among the first ten (mean reciprocal
            rank, Voorhees 1999, "The TREC-8 Question Answering Track Report").
    """

    queries: int
    recall_1: float
    recall_5: float
    mrr_10: float

    def figures(self) -> dict[str, float]:
        """The figures under the names that the field gives them."""
        return {key.replace("_", "@"): value for key, value in asdict(self).items()}


def score_ranks(ranks: Sequence[int | None]) -> Recall:
    """Figures from the ranks, counted from 1, of the first right passages; None where none was found.

    Raises:
        ValueError: there is no rank.
    """
    if not ranks:
        raise ValueError("no ranks")
    found = [rank for rank in ranks if rank is not None and rank <= DEPTH]
    total = len(ranks)
    return Recall(
        queries=total,
        recall_1=sum(rank == 1 for rank in found) / total,
        recall_5=sum(rank <= 5 for rank in found) / total,
        mrr_10=sum(1 / rank for rank in found) / total,
    )


def first_right(ranking: Iterable[str], gold: Iterable[str]) -> int | None:
    """The rank, from 1, of the first of a ranking that is right."""
    right = set(gold)
    return next((rank for rank, found in enumerate(ranking, start=1) if found in right), None)


def build_collection(passages: Iterable[tuple[str, str]]) -> tuple[Library, tuple[str, ...]]:
    """A collection of passages as a library, each passage an exchange whose question is not known.

    Args:
        passages: pairs of an id and a text.

    Returns:
        the library, and the ids in the order of its exchanges.
    """
    ids: list[str] = []
    pieces: list[str] = []
    exchanges: list[Exchange] = []
    start = 0
    for number, (passage_id, text) in enumerate(passages, start=1):
        span = Span(start, start + len(text))
        exchanges.append(Exchange(number, Span(start, start), span, (Passage(1, span),)))
        ids.append(passage_id)
        pieces.append(text)
        start = span.end + 1
    collection = Interview(id="collection", text="\n".join(pieces), title="", exchanges=tuple(exchanges))
    return Library((collection,)), tuple(ids)


def load_lines(path: Path, *keys: str) -> list[dict[str, Any]]:
    """Read a file of one JSON object a line.

    Args:
        path: the file.
        keys: what each object must have.

    Raises:
        ConfigError: the file cannot be read, or a line is no such object.
    """
    return list(_objects(read_text(path, ConfigError), path, keys))


def _objects(text: str, path: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        fits = isinstance(found, dict) and all(key in found for key in keys)
        if not fits or not isinstance(found.get("gold", []), list):
            raise ConfigError("line-keys", path=path, line=number, keys=", ".join(keys))
        yield found
