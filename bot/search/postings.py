"""BM25 over one field: rank-bm25's numbers, kept as postings so that only what shares a term is touched.

The only module that imports rank_bm25. `Bm25` changes its inverse document frequency to the form that is never
negative; everything else (counting, lengths, the average) is rank-bm25's, and a test holds the scores against
its own loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

K1 = 0.9
B = 0.7


class Bm25(BM25Okapi):  # type: ignore[misc]
    """rank-bm25's Okapi with the inverse document frequency of Lucene.

    ``idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))`` for a term in n of N documents: the form of Robertson and
    Zaragoza (2009, "The Probabilistic Relevance Framework: BM25 and Beyond", eq. 3.3) with 1 added inside the
    logarithm, as in Lucene's BM25Similarity, so that a word of every second document still counts a little
    and none counts against.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, count in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


class Postings:
    """The inverted index of one field.

    Args:
        documents: the terms of each document, repeated as often as they occur.
        k1, b: BM25's parameters.

    Attributes:
        size: how many documents.
        idf: of each term.
        rarest: the idf that a term of no document would have.
        self_scores: for each document the score of its own terms as a query.

    Raises:
        CorpusError: there is no document, or no term in any; rank-bm25 would divide by zero.
    """

    def __init__(self, documents: Sequence[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        if not any(documents):
            raise CorpusError("index-empty")
        bm25 = Bm25(documents, k1=k1, b=b)
        self.size = len(documents)
        self.idf: dict[str, float] = bm25.idf
        # What Bm25 gives to a term that no document has.
        self.rarest = math.log(1 + (self.size + 0.5) / 0.5)
        # One entry a term and document, sorted by term: which document, and what the term adds to its score.
        self._number = {term: number for number, term in enumerate(self.idf)}
        terms = np.asarray([self._number[t] for found in bm25.doc_freqs for t in found], dtype=np.int32)
        times = np.asarray([count for found in bm25.doc_freqs for count in found.values()], dtype=np.float64)
        rows = np.repeat(np.arange(self.size, dtype=np.int32), [len(found) for found in bm25.doc_freqs])
        order = np.argsort(terms, kind="stable")
        self._rows, times = rows[order], times[order]
        self._starts = np.searchsorted(terms[order], np.arange(len(self.idf) + 1))
        lengths = np.asarray(bm25.doc_len, dtype=np.float64)
        norms = k1 * (1 - b + b * lengths / bm25.avgdl)
        idf = np.fromiter(self.idf.values(), dtype=np.float64)
        self._parts = idf[terms[order]] * (times * (k1 + 1) / (times + norms[self._rows]))
        self.self_scores = np.bincount(self._rows, times * self._parts, minlength=self.size)

    def __contains__(self, term: str) -> bool:
        return term in self._number

    def parts(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The documents that hold a term, ascending, and what it adds to the score of each."""
        number = self._number.get(term)
        if number is None:
            return _NO_ROWS, _NO_PARTS
        own = slice(self._starts[number], self._starts[number + 1])
        return self._rows[own], self._parts[own]

    def part(self, term: str, documents: NDArray[np.intp]) -> NDArray[np.float64]:
        """What one occurrence of a term in the query adds to the score of each of some documents."""
        rows, parts = self.parts(term)
        if not len(rows):
            return np.zeros(len(documents))
        places = np.minimum(np.searchsorted(rows, documents), len(rows) - 1)
        return np.where(rows[places] == documents, parts[places], 0.0)

    def document_counts(self, counted: NDArray[np.bool_] | None = None) -> dict[str, int]:
        """For each term the number of documents, or of those that are counted, that have it; no term with none."""
        kept = np.ones(len(self._rows), dtype=np.int64) if counted is None else counted[self._rows].astype(np.int64)
        totals = np.diff(np.concatenate([[0], np.cumsum(kept)])[self._starts])
        return {term: int(total) for term, total in zip(self._number, totals, strict=True) if total}

    def scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """Score every document.

        Args:
            query: terms with their weights; a term given twice counts twice.

        Returns:
            one score a document, the sum over the terms of weight times part; 0 where no term is shared.
        """
        scores = np.zeros(self.size)
        for term, weight in query:
            rows, parts = self.parts(term)
            scores[rows] += weight * parts
        return scores


_NO_ROWS = np.zeros(0, dtype=np.int32)
_NO_PARTS = np.zeros(0, dtype=np.float64)
