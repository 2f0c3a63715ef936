"""One field of the index: a set of documents, scored in each channel and summed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.counts import Counts, join_counts
from bot.search.postings import Postings
from bot.search.query import CHANNELS, Channel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.query import Origin, Query
    from bot.search.weights import Weights


class TermPart(NamedTuple):
    """What one term of a query adds to a document's score, in one channel."""

    channel: Channel
    term: str
    origin: Origin
    value: float


def join_channels(several: Sequence[Mapping[Channel, Counts]]) -> dict[Channel, Counts]:
    """The documents of several, one after the other, by channel."""
    return {channel: join_counts([counts[channel] for counts in several]) for channel in CHANNELS}


class Field:
    """Documents scored by all channels together.

    Args:
        counts: the terms of the documents by channel; a channel in which none has a term is left out.
        weights: of the channels and of BM25; the field's own weight is applied by who asks.

    Attributes:
        size: how many documents.
        postings: by channel.
        self_scores: for each document the score of its own terms as a query.
    """

    def __init__(self, counts: Mapping[Channel, Counts], weights: Weights) -> None:
        self.size = counts["word"].size
        self.channels: dict[Channel, float] = {channel: getattr(weights.channels, channel) for channel in CHANNELS}
        self.postings: dict[Channel, Postings] = {
            channel: Postings(counts[channel], k1=weights.bm25.k1, b=weights.bm25.b)
            for channel in CHANNELS
            if self.channels[channel] and len(counts[channel].terms)
        }
        self.self_scores: NDArray[np.float64] = np.zeros(self.size)
        for channel, postings in self.postings.items():
            self.self_scores += self.channels[channel] * postings.self_scores

    def scores(self, query: Query) -> NDArray[np.float64]:
        """One score a document: the sum over the channels of weight times BM25."""
        total = np.zeros(self.size)
        for channel, postings in self.postings.items():
            total += self.channels[channel] * postings.scores(query.weights(channel))
        return total

    def parts(self, query: Query, documents: Sequence[int]) -> list[list[TermPart]]:
        """For each of some documents the parts above 0 of its score, by channel, terms in the order of the question."""
        found: list[list[TermPart]] = [[] for _ in documents]
        for channel, postings in self.postings.items():
            for weighted in query.terms[channel]:
                weight = self.channels[channel] * weighted.weight
                for place, part in postings.parts(weighted.term.text, documents) if weight else ():
                    found[place].append(TermPart(channel, weighted.term.text, weighted.origin, weight * part))
        return found

    def reach(self, query: Query) -> float:
        """The score of a document that holds each term of a query once and has the average length.

        It serves to compare scores of different questions. A term that no document has counts like the rarest.
        """
        total = 0.0
        for channel, postings in self.postings.items():
            total += self.channels[channel] * sum(
                weight * postings.idf(term) for term, weight in query.weights(channel)
            )
        return total
