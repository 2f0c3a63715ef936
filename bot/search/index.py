"""The index: every passage of a library, found by several fields at once.

A passage's score is the sum, over fields and channels, of the field's weight times the channel's weight times the BM25
score of the question there::

    score(p) = sum over f, c of  W[f] * V[c] * BM25[f, c](question, document of p in f)

    field      its documents                       the document of a passage
    passage    passages                            the passage
    answer     whole answers                       the answer it belongs to
    question   the interviewer's questions         the question it answers
    topic      names and aliases of a curator's    those of its exchange, together
               topics
    asked      single phrasings of the sidecar     the nearest of its exchange, averaged (`Pool`)
    asked_passage   the same                       the nearest of its own

so that each score is a sum of the parts of single terms, which `Index.explain` lists.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from bot.interviews.models import Place
from bot.search.cutting import texts_of
from bot.search.field import Field, join_channels
from bot.search.phrasings import Background, Phrasings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.interviews.models import Library
    from bot.search.cutting import Cut, Cutter, Kind
    from bot.search.query import Channel, Query
    from bot.search.weights import Weights

FieldName = Literal["passage", "answer", "question", "topic", "asked", "asked_passage"]
# The fields whose words are the interview's own.
SAID: tuple[FieldName, ...] = ("passage", "answer", "question")


class Part(NamedTuple):
    """What one term of a query adds to a hit's score, in one field and channel."""

    field: FieldName
    channel: Channel
    term: str
    origin: str
    value: float


@dataclass(frozen=True)
class Hit:
    """A passage with its score and the terms that earned it.

    Attributes:
        place: the passage.
        score: above 0; comparable within one search only.
        row: the passage's place in the index.
        explain: takes the score apart.
    """

    place: Place
    score: float
    row: int
    explain: Callable[[], tuple[Part, ...]] = field(repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What the score is the sum of."""
        return self.explain()

    @property
    def matched(self) -> tuple[str, ...]:
        """The words and concepts that earned it, the best first, without repeats."""
        worth: Counter[str] = Counter()
        for part in self.parts:
            if part.channel in ("word", "concept"):
                worth[part.term] += part.value  # type: ignore[assignment]
        return tuple(term for term, _ in worth.most_common())


@dataclass(frozen=True, slots=True)
class Scope:
    """Some of a library's interviews, to search in them alone.

    The statistics stay those of all: how rare a word is does not depend on who asks.

    Attributes:
        library: the interviews.
        exchanges: for each exchange of the index whether it is one of theirs.
        phrasings: for each phrasing whether it concerns them.
    """

    library: Library
    exchanges: NDArray[np.bool_]
    phrasings: NDArray[np.bool_]


class Index:
    """Passages and the fields in which they are found.

    Args:
        library: what is searched.
        cutter: cuts its texts.
        weights: of fields and channels.
        background: what no interview answers.

    Attributes:
        entries: every passage, in the order of the library.
        owner: for each of them the place of its exchange among all exchanges.
        phrasings: other ways to ask.
    """

    def __init__(
        self, library: Library, cutter: Cutter, weights: Weights, background: Background | None = None
    ) -> None:
        self.library = library
        exchanges = [(interview, exchange) for interview in library for exchange in interview.exchanges]
        self.entries = tuple(
            Place(interview, exchange, passage) for interview, exchange in exchanges for passage in exchange.passages
        )
        self._exchanges = {
            (interview.id, exchange.number): place for place, (interview, exchange) in enumerate(exchanges)
        }
        lengths = [len(exchange.passages) for _, exchange in exchanges]
        self.owner = np.repeat(np.arange(len(exchanges)), lengths)
        self._first = np.cumsum([0, *lengths])[:-1]
        self._lengths = lengths
        self._weights: dict[FieldName, float] = weights.fields.model_dump()  # type: ignore[assignment]

        background = background or Background()
        cuts = [cutter.cut(texts_of(interview)) for interview in library]
        # For each field its documents and, for each passage, which of them is its own.
        self._fields: dict[FieldName, tuple[Field, NDArray[np.intp]]] = {
            "passage": (_field(cuts, "passage", weights), np.arange(len(self.entries))),
            "answer": (_field(cuts, "answer", weights), self.owner),
            "question": (_field(cuts, "question", weights), self.owner),
            "topic": (_field(cuts, "topic", weights), self.owner),
        }
        rest = cutter.cut({"asked": background.texts})
        counts = join_channels([*(cut[kind] for kind in ("asked", "uncovered") for cut in cuts), rest["asked"]])
        self.phrasings = Phrasings(exchanges, background, counts, weights)

    def scope(self, library: Library) -> Scope:
        """Some of the interviews; one that the index does not hold is left out."""
        known = {interview.id for interview in library}
        exchanges = np.asarray([name in known for name, _ in self._exchanges], dtype=bool)
        return Scope(library, exchanges, self.phrasings.within(library, exchanges))

    def vocabulary(self) -> dict[str, int]:
        """Every word of what was said and how people ask for it, with how many documents have it."""
        counts: Counter[str] = Counter(self.phrasings.answered_words())
        for name in (*SAID, "topic"):
            counts.update(self._words(name))
        return dict(counts)

    def said(self) -> frozenset[str]:
        """The words of the interviews themselves."""
        return frozenset(word for name in SAID for word in self._words(name))

    def _words(self, name: FieldName) -> dict[str, int]:
        postings = self._fields[name][0].postings.get("word")
        return postings.document_counts() if postings else {}

    def search(
        self, query: Query, limit: int, scope: Scope | None = None, phrasings: NDArray[np.float64] | None = None
    ) -> tuple[Hit, ...]:
        """Find the passages that share a term with a question, one an exchange.

        Args:
            query: the question.
            limit: how many hits at most.
            scope: where; None everywhere.
            phrasings: their scores, if they are known (`Phrasings.field`).

        Returns:
            the best passage of each exchange, best first; equal scores in the order of the library. A passage that
            shares no term is no hit.
        """
        if not self.entries:
            return ()
        if phrasings is None:
            phrasings = self.phrasings.field.scores(query)
        scores = self._scores(query, phrasings)
        best = np.maximum.reduceat(scores, self._first)
        if scope is not None:
            best = np.where(scope.exchanges, best, 0.0)
        order = np.argsort(-best, kind="stable")[:limit]
        return self._best(query, order[best[order] > 0], scores, phrasings)

    def best_of(self, query: Query, place: Place) -> Hit:
        """The best passage of one exchange, even if it shares no term with a question; the first of equals.

        Args:
            query: the question.
            place: an exchange of the library.
        """
        phrasings = self.phrasings.field.scores(query)
        exchange = self._exchanges[place.interview.id, place.exchange.number]
        return self._best(query, [exchange], self._scores(query, phrasings), phrasings)[0]

    def _best(
        self,
        query: Query,
        exchanges: Iterable[int],
        scores: NDArray[np.float64],
        phrasings: NDArray[np.float64],
    ) -> tuple[Hit, ...]:
        """The best passage of each of some exchanges."""
        hits: list[Hit] = []
        for exchange in exchanges:
            first = self._first[exchange]
            row = int(first + np.argmax(scores[first : first + self._lengths[exchange]]))
            explain = partial(self._explain, query, row, phrasings)
            hits.append(Hit(self.entries[row], float(scores[row]), row, explain))
        return tuple(hits)

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Score every passage.

        Returns:
            one score a passage, in the order of `entries`, never negative.
        """
        return self._scores(query, self.phrasings.field.scores(query))

    def _scores(self, query: Query, phrasings: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores, given those of the phrasings, which a search needs again to explain its hits."""
        total = np.zeros(len(self.entries))
        for name, (documents, rows) in self._fields.items():
            if self._weights[name]:
                total += self._weights[name] * documents.scores(query)[rows]
        total += self._weights["asked"] * self.phrasings.by_exchange.means(phrasings)[self.owner]
        return total + self._weights["asked_passage"] * self.phrasings.by_passage.means(phrasings)

    def explain(self, query: Query, row: int) -> tuple[Part, ...]:
        """Take a passage's score apart.

        Args:
            query: the question.
            row: the passage's place in `entries`.

        Returns:
            the parts above 0, fields and channels in their order; what several phrasings give by the same term is one
            part. Their sum is the score.
        """
        return self._explain(query, row, self.phrasings.field.scores(query))

    def _explain(self, query: Query, row: int, phrasings: NDArray[np.float64]) -> tuple[Part, ...]:
        sums: dict[tuple[FieldName, Channel, str, str], float] = {}
        for name, documents, speakers in self._speakers(row, phrasings):
            numbers = [number for number, _ in speakers]
            found = documents.parts(query, numbers) if self._weights[name] and speakers else ()
            for (_, share), parts in zip(speakers, found, strict=False):
                for part in parts:
                    key = (name, part.channel, part.term, part.origin)
                    sums[key] = sums.get(key, 0.0) + self._weights[name] * share * part.value
        return tuple(Part(*key, value) for key, value in sums.items())

    def _speakers(
        self, row: int, phrasings: NDArray[np.float64]
    ) -> Iterator[tuple[FieldName, Field, list[tuple[int, float]]]]:
        """For each field the documents that speak for a passage, each with its share in it."""
        for name, (documents, owner) in self._fields.items():
            yield name, documents, [(int(owner[row]), 1.0)]
        asked = self.phrasings.field
        yield "asked", asked, self.phrasings.by_exchange.shares(phrasings, int(self.owner[row]))
        yield "asked_passage", asked, self.phrasings.by_passage.shares(phrasings, row)

    def nearest_phrasing(self, query: Query, row: int) -> str | None:
        """The phrasing that speaks most for the exchange of a passage; None if it has none."""
        nearest = self.phrasings.by_exchange.shares(self.phrasings.field.scores(query), int(self.owner[row]))
        return self.phrasings.all[nearest[0][0]].text if nearest else None

    def likeness(
        self, query: Query, scope: Scope | None = None, phrasings: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """How like a question is to each phrasing: see `Phrasings.likeness`; 0 outside a scope."""
        if phrasings is None:
            phrasings = self.phrasings.field.scores(query)
        likeness = self.phrasings.likeness(query, phrasings)
        return likeness if scope is None else np.where(scope.phrasings, likeness, 0.0)

    def reach(self, query: Query) -> float:
        """What a question can score in the interview's own words: see `Field.reach`."""
        return sum(self._weights[name] * self._fields[name][0].reach(query) for name in SAID)


def _field(cuts: Sequence[Cut], kind: Kind, weights: Weights) -> Field:
    return Field(join_channels([cut[kind] for cut in cuts]), weights)
