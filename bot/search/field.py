"""One field of the index: a set of documents, scored in each channel and summed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.postings import Postings
from bot.search.query import CHANNELS, Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.search.query import Bags, Origin, Query
    from bot.search.weights import Weights


class TermPart(NamedTuple):
    """What one term of a query adds to a document's score, in one channel."""

    channel: Channel
    term: str
    origin: Origin
    value: float


class Field:
    """Documents scored by all channels together.

    Args:
        documents: the bags of the documents; a channel in which none has a term is left out.
        weights: of the channels and of BM25; the field's own weight is applied by who asks.

    Attributes:
        size: how many documents.
        postings: by channel.
        self_scores: for each document the score of its own terms as a query.
    """

    def __init__(self, documents: Iterable[Bags], weights: Weights) -> None:
        bags = list(documents)
        self.size = len(bags)
        self.channels: dict[Channel, float] = {channel: getattr(weights.channels, channel) for channel in CHANNELS}
        self.postings: dict[Channel, Postings] = {}
        for channel in CHANNELS:
            terms = [bag[channel] for bag in bags]
            if self.channels[channel] and any(terms):
                self.postings[channel] = Postings(terms, k1=weights.bm25.k1, b=weights.bm25.b)
        self.self_scores: NDArray[np.float64] = np.zeros(self.size)
        for channel, postings in self.postings.items():
            self.self_scores += self.channels[channel] * postings.self_scores

    def scores(self, query: Query) -> NDArray[np.float64]:
        """One score a document: the sum over the channels of weight times BM25."""
        total = np.zeros(self.size)
        for channel, postings in self.postings.items():
            total += self.channels[channel] * postings.scores(query.weights(channel))
        return total

    def parts(self, query: Query, documents: NDArray[np.intp]) -> list[list[TermPart]]:
        """For each of some documents the parts above 0 of its score, by channel, terms in the order of the question.

        A term that the question repeats is one part.
        """
        found: list[list[TermPart]] = [[] for _ in documents]
        for channel, postings in self.postings.items():
            weights: dict[tuple[str, Origin], float] = {}
            for weighted in query.terms[channel]:
                key = (weighted.term.text, weighted.origin)
                weights[key] = weights.get(key, 0.0) + weighted.weight
            for (term, origin), weight in weights.items():
                parts = self.channels[channel] * weight * postings.part(term, documents)
                for place in parts.nonzero()[0]:
                    found[place].append(TermPart(channel, term, origin, float(parts[place])))
        return found

    def reach(self, query: Query) -> float:
        """The score of a document that holds each term of a query once and has the average length.

        It serves to compare scores of different questions. A term that no document has counts like the rarest.
        """
        total = 0.0
        for channel, postings in self.postings.items():
            rarest = postings.rarest
            total += self.channels[channel] * sum(
                weight * postings.idf.get(term, rarest) for term, weight in query.weights(channel)
            )
        return total
