"""The fields of an index: their documents stand side by side and are scored in each channel in one pass."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.counts import Counts, join_counts
from bot.search.postings import Postings
from bot.search.query import CHANNELS, Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.cutting import Kind
    from bot.search.postings import Asked
    from bot.search.query import Origin, Query
    from bot.search.weights import Weights


class TermPart(NamedTuple):
    """What one term of a query adds to a document's score, in one channel."""

    channel: Channel
    term: str
    origin: Origin
    value: float


class Scored(NamedTuple):
    """A question and what all documents score for it.

    Attributes:
        query: the question.
        asked: its terms by channel, looked up.
        scores: one a document, all fields side by side (`Fields.of`); the fields' own weights are not in it.
        reach: for each field the score of a document that holds each term of the question once and has the average
            length. It serves to compare scores of different questions; a term that no document has counts like the
            rarest.
    """

    query: Query
    asked: Mapping[Channel, Asked]
    scores: NDArray[np.float64]
    reach: Mapping[Kind, float]


def join_channels(several: Sequence[Mapping[Channel, Counts]]) -> dict[Channel, Counts]:
    """The documents of several, one after the other, by channel."""
    return {channel: join_counts([counts[channel] for counts in several]) for channel in CHANNELS}


class Fields:
    """Documents scored by all channels together.

    Each field has its own statistics; a channel in which no field has a term is left out.

    Args:
        counts: for each field the terms of its documents by channel.
        weights: of the channels and of BM25; the fields' own weights are applied by who asks.

    Attributes:
        self_scores: for each document the score of its own terms as a query.
    """

    def __init__(self, counts: Mapping[Kind, Mapping[Channel, Counts]], weights: Weights) -> None:
        self._places: dict[Kind, int] = {kind: place for place, kind in enumerate(counts)}
        self._channels: dict[Channel, float] = {channel: getattr(weights.channels, channel) for channel in CHANNELS}
        self._postings: dict[Channel, Postings] = {
            channel: Postings(*(own[channel] for own in counts.values()), k1=weights.bm25.k1, b=weights.bm25.b)
            for channel in CHANNELS
            if self._channels[channel] and any(len(own[channel].terms) for own in counts.values())
        }
        bounds = np.cumsum([0, *(own["word"].size for own in counts.values())]).tolist()
        self._slices = {kind: slice(*ends) for kind, ends in zip(counts, pairwise(bounds), strict=True)}
        self.self_scores: NDArray[np.float64] = np.zeros(bounds[-1])
        for channel, postings in self._postings.items():
            self.self_scores += self._channels[channel] * postings.self_scores

    def of(self, kind: Kind, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of figures of all documents those of a field."""
        return figures[self._slices[kind]]

    def score(self, query: Query) -> Scored:
        """Score all documents: the sum over the channels of weight times BM25."""
        asked = {channel: postings.find(query.weights(channel)) for channel, postings in self._postings.items()}
        scores, reach = np.zeros(len(self.self_scores)), np.zeros(len(self._places))
        for channel, postings in self._postings.items():
            scores += self._channels[channel] * postings.scores(asked[channel])
            reach += self._channels[channel] * postings.reach(asked[channel])
        return Scored(query, asked, scores, dict(zip(self._places, reach.tolist(), strict=True)))

    def parts(self, query: Query, kind: Kind, documents: Sequence[int]) -> list[list[TermPart]]:
        """For each of some documents of a field the parts above 0 of its score, by channel, terms in the order of the
        question.
        """
        found: list[list[TermPart]] = [[] for _ in documents]
        rows = self._rows(kind, documents)
        for channel, postings in self._postings.items():
            for weighted in query.terms[channel]:
                weight = self._channels[channel] * weighted.weight
                term = weighted.term.text
                for place, part in postings.parts(term, self._places[kind], rows) if weight else ():
                    found[place].append(TermPart(channel, term, weighted.origin, weight * part))
        return found

    def held(self, scored: Scored, documents: Mapping[Kind, Sequence[int]]) -> set[tuple[Channel, str]]:
        """The terms of a query, with their channels, that give a part above 0 to at least one of some documents."""
        rows = {self._places[kind]: self._rows(kind, own) for kind, own in documents.items()}
        return {
            (channel, term)
            for channel, postings in self._postings.items()
            for term in postings.held(scored.asked[channel], rows)
        }

    def _rows(self, kind: Kind, documents: Iterable[int]) -> list[int]:
        first = self._slices[kind].start
        return [first + document for document in documents]

    def words(self, kind: Kind, counted: NDArray[np.bool_] | None = None) -> dict[str, int]:
        """The words of a field with how many of its documents, or of those that are counted, have them."""
        postings = self._postings.get("word")
        return postings.document_counts(self._places[kind], counted) if postings else {}
