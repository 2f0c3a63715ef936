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

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bot.interviews.models import Place
from bot.search.cutting import texts_of
from bot.search.fields import find_fields
from bot.search.hits import SAID, Hit, Matched, Part
from bot.search.phrasings import Background, Phrasings
from bot.search.selecting import best_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from bot.interviews.models import Library
    from bot.search.cutting import Cutter, Each, Kind, Texts
    from bot.search.fields import Scored
    from bot.search.hits import FieldName, Said
    from bot.search.keeping import KeptFields
    from bot.search.query import Channel, Query
    from bot.search.vocabulary import Words
    from bot.search.weights import Weights


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
        kept: where its fields are kept as a whole; None keeps none.
        each: is told, while texts are cut, how many of how many pieces of work are done.

    Attributes:
        entries: every passage, in the order of the library.
        owner: for each of them the place of its exchange among all exchanges.
        phrasings: other ways to ask.
    """

    def __init__(
        self,
        library: Library,
        cutter: Cutter,
        weights: Weights,
        background: Background | None = None,
        kept: KeptFields | None = None,
        each: Each | None = None,
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
        # For each passage which document of a field is its own.
        self._documents: dict[Said, NDArray[np.intp]] = {
            "passage": np.arange(len(self.entries)),
            "answer": self.owner,
            "question": self.owner,
            "topic": self.owner,
        }
        rest: Texts = {"asked": background.texts}
        self._fields = find_fields([texts_of(interview) for interview in library], rest, cutter, weights, kept, each)
        words = cutter.cut(rest)["asked"]["word"]
        self.phrasings = Phrasings(exchanges, background, words, weights.phrasings)

    def scope(self, library: Library) -> Scope:
        """Some of the interviews; one that the index does not hold is left out."""
        known = {interview.id for interview in library}
        exchanges = np.asarray([name in known for name, _ in self._exchanges], dtype=bool)
        return Scope(library, exchanges, self.phrasings.within(library, exchanges))

    def vocabulary(self) -> Words:
        """Every word of what was said and how people ask for it, with how many documents have it."""
        return self._fields.words({**dict.fromkeys(self._documents), "asked": self.phrasings.exchanges >= 0})

    def said(self) -> Words:
        """The words of the interviews themselves."""
        return self._fields.words(dict.fromkeys(SAID))

    def score(self, query: Query) -> Scored:
        """Score every document of every field, which a search and what is measured of it both begin with."""
        return self._fields.score(query)

    def search(
        self, query: Query, limit: int, scope: Scope | None = None, scored: Scored | None = None
    ) -> tuple[Hit, ...]:
        """Find the passages that share a term with a question, one an exchange.

        Args:
            query: the question.
            limit: how many hits at most.
            scope: where; None everywhere.
            scored: the question as `score` scored it, if it is known.

        Returns:
            the best passage of each exchange, best first; equal scores in the order of the library. A passage that
            shares no term is no hit.
        """
        if not self.entries:
            return ()
        scored = scored or self.score(query)
        scores = self._scores(scored)
        best = np.maximum.reduceat(scores, self._first)
        if scope is not None:
            best = np.where(scope.exchanges, best, 0.0)
        exchanges, _ = best_of(np.flatnonzero(best > 0), best, limit)
        return tuple(self._best(scored, int(exchange), scores) for exchange in exchanges)

    def best_of(self, query: Query, place: Place) -> Hit:
        """The best passage of one exchange, even if it shares no term with a question; the first of equals.

        Args:
            query: the question.
            place: an exchange of the library.
        """
        scored = self.score(query)
        return self._best(scored, self._exchanges[place.interview.id, place.exchange.number], self._scores(scored))

    def _best(self, scored: Scored, exchange: int, scores: NDArray[np.float64]) -> Hit:
        """The best passage of an exchange."""
        first = self._first[exchange]
        row = int(first + np.argmax(scores[first : first + self._lengths[exchange]]))
        asked = self._fields.of("asked", scored.scores)
        return Hit(self.entries[row], float(scores[row]), row, partial(self._explain, scored.query, row, asked))

    def scores(self, query: Query) -> NDArray[np.float64]:
        """Score every passage.

        Returns:
            one score a passage, in the order of `entries`, never negative.
        """
        return self._scores(self.score(query))

    def _scores(self, scored: Scored) -> NDArray[np.float64]:
        total = np.zeros(len(self.entries))
        for kind, rows in self._documents.items():
            if self._weights[kind]:
                total += self._weights[kind] * self._fields.of(kind, scored.scores)[rows]
        asked = self._fields.of("asked", scored.scores)
        total += self._weights["asked"] * self.phrasings.by_exchange.means(asked)[self.owner]
        return total + self._weights["asked_passage"] * self.phrasings.by_passage.means(asked)

    def explain(self, query: Query, row: int) -> tuple[Part, ...]:
        """Take a passage's score apart.

        Args:
            query: the question.
            row: the passage's place in `entries`.

        Returns:
            the parts above 0, fields and channels in their order; what several phrasings give by the same term is one
            part. Their sum is the score.
        """
        return self._explain(query, row, self._fields.of("asked", self.score(query).scores))

    def _explain(self, query: Query, row: int, asked: NDArray[np.float64]) -> tuple[Part, ...]:
        sums: dict[tuple[FieldName, Channel, str, str], float] = {}
        for name, kind, speakers in self._speakers(row, asked):
            found = self._fields.parts(query, kind, [number for number, _ in speakers])
            for (_, share), parts in zip(speakers, found, strict=True):
                for part in parts:
                    key = (name, part.channel, part.term, part.origin)
                    sums[key] = sums.get(key, 0.0) + self._weights[name] * share * part.value
        return tuple(Part(*key, value) for key, value in sums.items())

    def _speakers(
        self, row: int, asked: NDArray[np.float64]
    ) -> Iterator[tuple[FieldName, Kind, list[tuple[int, float]]]]:
        """For each field that counts the documents that speak for a passage, each with its share in it."""
        for kind, owner in self._documents.items():
            if self._weights[kind]:
                yield kind, kind, [(int(owner[row]), 1.0)]
        if self._weights["asked"]:
            yield "asked", "asked", self.phrasings.by_exchange.shares(asked, int(self.owner[row]))
        if self._weights["asked_passage"]:
            yield "asked_passage", "asked", self.phrasings.by_passage.shares(asked, row)

    def matched(self, scored: Scored, row: int, channels: Collection[Channel]) -> Matched:
        """The terms of a question in some channels that earned a passage its score."""
        documents: dict[Kind, list[int]] = {}
        for _, kind, speakers in self._speakers(row, self._fields.of("asked", scored.scores)):
            documents.setdefault(kind, []).extend(number for number, _ in speakers)
        said = self._fields.held(scored, {kind: documents.pop(kind) for kind in SAID if kind in documents}, channels)
        return Matched(said, said | self._fields.held(scored, documents, channels))

    def nearest_phrasing(self, query: Query, row: int) -> str | None:
        """The phrasing that speaks most for the exchange of a passage; None if it has none."""
        asked = self._fields.of("asked", self.score(query).scores)
        nearest = self.phrasings.by_exchange.shares(asked, int(self.owner[row]))
        return self.phrasings.all[nearest[0][0]].text if nearest else None

    def likeness(self, scored: Scored, scope: Scope | None = None) -> NDArray[np.float64]:
        """How like a question is to each phrasing, about 0 to 1; 0 outside a scope.

        A score divided by the geometric mean of what the question reaches with itself and what the phrasing does: the
        cosine's way of making scores of long and short texts comparable (Salton, Wong and Yang 1975, "A Vector Space
        Model for Automatic Indexing"), with BM25 parts in place of tf-idf.
        """
        scores = self._fields.of("asked", scored.scores)
        reach = scored.reach["asked"]
        if not reach:
            return np.zeros(len(scores))
        own = self._fields.of("asked", self._fields.self_scores)
        likeness: NDArray[np.float64] = scores / np.sqrt(np.maximum(reach * own, 1e-9))
        return likeness if scope is None else np.where(scope.phrasings, likeness, 0.0)

    def reach(self, scored: Scored) -> float:
        """What a question can score in the interview's own words: see `Scored`."""
        return sum(self._weights[kind] * scored.reach[kind] for kind in SAID)
