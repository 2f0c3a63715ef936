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
        lengths = np.asarray(bm25.doc_len, dtype=np.float64)
        norms = k1 * (1 - b + b * lengths / bm25.avgdl)
        rows: dict[str, list[int]] = {}
        counts: dict[str, list[int]] = {}
        for row, frequencies in enumerate(bm25.doc_freqs):
            for term, count in frequencies.items():
                rows.setdefault(term, []).append(row)
                counts.setdefault(term, []).append(count)
        self.size = len(documents)
        self.idf: dict[str, float] = bm25.idf
        # What Bm25 gives to a term that no document has.
        self.rarest = math.log(1 + (self.size + 0.5) / 0.5)
        self._rows = {term: np.asarray(found, dtype=np.int32) for term, found in rows.items()}
        self._parts: dict[str, NDArray[np.float64]] = {}
        self.self_scores = np.zeros(self.size)
        for term, found in counts.items():
            times = np.asarray(found, dtype=np.float64)
            parts = self.idf[term] * (times * (k1 + 1) / (times + norms[rows[term]]))
            self._parts[term] = parts
            self.self_scores[self._rows[term]] += times * parts

    def __contains__(self, term: str) -> bool:
        return term in self._rows

    def parts(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The documents that hold a term, ascending, and what it adds to the score of each."""
        return self._rows.get(term, _NO_ROWS), self._parts.get(term, _NO_PARTS)

    def part(self, term: str, row: int) -> float:
        """What one occurrence of a term in the query adds to the score of one document."""
        rows, parts = self.parts(term)
        place = int(np.searchsorted(rows, row))
        return float(parts[place]) if place < len(rows) and rows[place] == row else 0.0

    def document_counts(self, counted: NDArray[np.bool_] | None = None) -> dict[str, int]:
        """For each term the number of documents, or of those that are counted, that have it; no term with none."""
        if counted is None:
            return {term: len(rows) for term, rows in self._rows.items()}
        found = ((term, int(counted[rows].sum())) for term, rows in self._rows.items())
        return {term: count for term, count in found if count}

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
