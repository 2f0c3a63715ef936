"""The index: every passage of a library, found by several fields at once.

A passage's score is the sum, over fields and channels, of the field's weight times the channel's weight times the
BM25 score of the question there::

    score(p) = sum over f, c of  W[f] * V[c] * BM25[f, c](question, document of p in f)

    field      its documents                       the document of a passage
    passage    passages                            the passage
    answer     whole answers                       the answer it belongs to
    question   the interviewer's questions         the question it answers
    topic      names and aliases of topics         those of its exchange, together
    asked      single phrasings from the sidecar   the best of its own and its exchange's

so that each score is a sum of the parts of single terms, which `Index.explain` lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from bot.interviews.models import Place
from bot.search.postings import Postings
from bot.search.query import CHANNELS, Bags, Channel, Query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.interviews.models import Exchange, Interview, Library
    from bot.search.query import Analyzer
    from bot.search.weights import Weights

Field = Literal["passage", "answer", "question", "topic", "asked"]
FIELDS: tuple[Field, ...] = ("passage", "answer", "question", "topic", "asked")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and the terms that earned it.

    Attributes:
        place: the passage.
        score: above 0; comparable within one search only.
        matched: the words of the question that its fields share, in the question's order, without repeats.
        row: the passage's place in the index.
    """

    place: Place
    score: float
    matched: tuple[str, ...]
    row: int


class Part(NamedTuple):
    """What one term of a query adds to a hit's score, in one field and channel."""

    field: Field
    channel: Channel
    term: str
    origin: str
    value: float


class _Source(NamedTuple):
    """One field: its postings by channel, the size, and for each passage the row of its document."""

    postings: dict[Channel, Postings]
    size: int
    rows: NDArray[np.intp]


class Index:
    """Passages and the fields in which they are found.

    Args:
        library: what is searched.
        analyzer: cuts its texts.
        weights: of fields and channels.
    """

    def __init__(self, library: Library, analyzer: Analyzer, weights: Weights) -> None:
        self.library = library
        self.weights = weights
        exchanges = [(interview, exchange) for interview in library for exchange in interview.exchanges]
        self.entries = tuple(
            Place(interview, exchange, passage) for interview, exchange in exchanges for passage in exchange.passages
        )
        lengths = [len(exchange.passages) for _, exchange in exchanges]
        self._owner = np.repeat(np.arange(len(exchanges)), lengths)
        self._first = np.cumsum([0, *lengths])[:-1]

        def source(documents: Iterable[Bags], rows: NDArray[np.intp]) -> _Source:
            bags = list(documents)
            lists = {channel: [bag[channel] for bag in bags] for channel in CHANNELS}
            return _Source({c: Postings(found) for c, found in lists.items() if any(found)}, len(bags), rows)

        def cut(texts: Iterable[str]) -> Iterable[Bags]:
            return (analyzer.bags(text) for text in texts)

        self._sources: dict[Field, _Source] = {
            "passage": source(cut(place.quote for place in self.entries), np.arange(len(self.entries))),
            "answer": source(cut(i.cut(e.answer) for i, e in exchanges), self._owner),
            "question": source(cut(i.cut(e.question) for i, e in exchanges), self._owner),
            "topic": source(cut(_topic_names(i, e) for i, e in exchanges), self._owner),
        }
        # A phrasing belongs to a passage or, from `_shared` on, to a whole exchange.
        own = [(row, text) for row, place in enumerate(self.entries) for text in _own_phrasings(place)]
        shared = [(row, text) for row, (_, e) in enumerate(exchanges) for text in e.asked_as]
        self.phrasings = tuple(text for _, text in (*own, *shared))
        self._phrasing_owner = np.asarray([row for row, _ in (*own, *shared)], dtype=np.intp)
        self._shared = len(own)
        self._asked = source((analyzer.bags(text, asking=True) for text in self.phrasings), self._phrasing_owner)

    def search(self, query: Query, limit: int) -> tuple[Hit, ...]:
        """Find the passages that share a term with a question, one an exchange.

        Args:
            query: the question.
            limit: how many hits at most.

        Returns:
            the best passage of each exchange, best first; equal scores in the order of the library. A passage
            that shares no term is no hit.
        """
        scores = self.scores(query)
        if not len(scores):
            return ()
        best = np.maximum.reduceat(scores, self._first)
        order = np.argsort(-best, kind="stable")[:limit]
        hits: list[Hit] = []
        for exchange in order:
            if best[exchange] <= 0:
                break
            first = int(self._first[exchange])
            row = first + int(np.argmax(scores[first : first + len(self.entries[first].exchange.passages)]))
            hits.append(Hit(self.entries[row], float(scores[row]), self._matched(query, row), row))
        return tuple(hits)

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Score every passage.

        Returns:
            one score a passage, in the order of `entries`, never negative.
        """
        total = np.zeros(len(self.entries))
        for field, source in self._sources.items():
            total += self._field_scores(field, source, query)[source.rows]
        phrasings = self._field_scores("asked", self._asked, query)
        own = np.zeros(len(self.entries))
        np.maximum.at(own, self._phrasing_owner[: self._shared], phrasings[: self._shared])
        shared = np.zeros(len(self._first))
        np.maximum.at(shared, self._phrasing_owner[self._shared :], phrasings[self._shared :])
        return total + np.maximum(own, shared[self._owner])

    def _field_scores(self, field: Field, source: _Source, query: Query) -> NDArray[np.float64]:
        total = np.zeros(source.size)
        for channel, postings in source.postings.items():
            if weight := self._weight(field, channel):
                total += weight * postings.scores(query.weights(channel))
        return total

    def _weight(self, field: Field, channel: Channel) -> float:
        return float(getattr(self.weights.fields, field) * getattr(self.weights.channels, channel))

    def phrasing(self, query: Query, row: int) -> int | None:
        """The phrasing that speaks most for a passage: its place in `phrasings`, the first of equals."""
        scores = self._field_scores("asked", self._asked, query)
        places = np.arange(len(self.phrasings))
        mine = np.where(places < self._shared, self._phrasing_owner == row, self._phrasing_owner == self._owner[row])
        if not mine.any() or scores[mine].max() <= 0:
            return None
        return int(np.argmax(np.where(mine, scores, -1.0)))

    def explain(self, query: Query, row: int) -> tuple[Part, ...]:
        """Take a passage's score apart.

        Args:
            query: the question.
            row: the passage's place in `entries`.

        Returns:
            the parts above 0, fields and channels in their order, terms in the question's; their sum is the
            score.
        """
        parts: list[Part] = []
        documents: list[tuple[Field, _Source, int]] = [
            (field, source, int(source.rows[row])) for field, source in self._sources.items()
        ]
        phrasing = self.phrasing(query, row)
        if phrasing is not None:
            documents.append(("asked", self._asked, phrasing))
        for field, source, document in documents:
            for channel, postings in source.postings.items():
                weight = self._weight(field, channel)
                for weighted in query.terms[channel]:
                    value = weight * weighted.weight * postings.part(weighted.term.text, document)
                    if value:
                        parts.append(Part(field, channel, weighted.term.text, weighted.origin, value))
        return tuple(parts)

    def _matched(self, query: Query, row: int) -> tuple[str, ...]:
        """The question's words (single characters only where they are words) that a passage's fields hold."""
        earned = {part.term for part in self.explain(query, row) if part.channel in ("word", "concept")}
        found = (weighted.term.text for weighted in (*query.terms["word"], *query.terms["concept"]))
        return tuple(dict.fromkeys(term for term in found if term in earned))


def _own_phrasings(place: Place) -> tuple[str, ...]:
    return place.passage.asked_as if place.passage is not None else ()


def _topic_names(interview: Interview, exchange: Exchange) -> str:
    return "\n".join(
        name
        for topic in interview.topics
        if exchange.number in topic.exchanges
        for name in (topic.name, *topic.aliases)
    )
