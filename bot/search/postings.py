"""BM25 over one field: rank-bm25's numbers, kept as postings so that only what shares a term is touched.

The only module that imports rank_bm25. `Bm25` changes its inverse document frequency to the form that is never
negative; everything else (counting, lengths, the average) is rank-bm25's, and a test holds the scores against
its own loop.

What a term adds to a document's score is its idf times a factor that depends on how often the document has it and how
long the document is. There are few such pairs of numbers: a posting holds the document (4 bytes) and which pair it is
(2 bytes), and the factors stand in a table that fits into a processor's cache.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import CorpusError
from bot.search.counts import Counts, count_terms
from bot.search.selecting import Asked, Entries, find_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

K1 = 0.9
B = 0.7
# Factors of a table that is used in full; more pairs of count and length take a number of four bytes.
_TABLE = 1 << 16


class Bm25(BM25Okapi):  # type: ignore[misc]
    """rank-bm25's Okapi with the inverse document frequency of Lucene.

    Robertson's idf is negative for a term in more than half of the documents, and rank-bm25 then puts in a
    share of the average, which gives common words odd weights in a small corpus. Lucene's form,
    ``ln(1 + (N - n + 0.5) / (n + 0.5))`` (LUCENE-6789, 2015), is positive for every term.

    Args:
        corpus: documents as lists of terms, or their counts, of which rank-bm25 then takes its statistics.
    """

    def _initialize(self, corpus: Counts | Sequence[Sequence[str]]) -> Mapping[str, int]:
        if not isinstance(corpus, Counts):
            counted: Mapping[str, int] = super()._initialize(corpus)
            return counted
        lengths = corpus.lengths
        self.corpus_size = corpus.size
        self.doc_len = lengths
        self.avgdl = int(lengths.sum()) / corpus.size
        found = np.bincount(corpus.terms, minlength=len(corpus.vocabulary))
        return dict(zip(corpus.vocabulary, found.tolist(), strict=True))

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, count in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


class Postings:
    """The inverted index of one field.

    Args:
        documents: the terms of each document, repeated as often as they occur, or their counts.
        k1, b: BM25's parameters.

    Attributes:
        size: how many documents.
        rarest: the idf that a term of no document would have.
        self_scores: for each document the score of its own terms as a query.

    Raises:
        CorpusError: there is no document, or no term in any; rank-bm25 would divide by zero.
    """

    def __init__(self, documents: Counts | Sequence[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        counts = documents if isinstance(documents, Counts) else count_terms(documents)
        if not len(counts.terms):
            raise CorpusError("index-empty")
        bm25 = Bm25(counts, k1=k1, b=b)
        self.size = counts.size
        # What Bm25 gives to a term that no document has.
        self.rarest = math.log(1 + (self.size + 0.5) / 0.5)
        self._number = {term: number for number, term in enumerate(counts.vocabulary)}
        self._idf = np.fromiter(bm25.idf.values(), dtype=np.float64, count=len(self._number))
        norms = k1 * (1 - b + b * np.asarray(bm25.doc_len, dtype=np.float64) / bm25.avgdl)
        rows = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(counts.starts))
        self._table, codes = _tabulate(counts.times, bm25.doc_len[rows], norms[rows], k1)
        # One entry a term and document, sorted by term.
        order = np.argsort(counts.terms, kind="stable")
        self._rows, self._codes = rows[order], codes[order]
        self._starts = np.searchsorted(counts.terms[order], np.arange(len(self._number) + 1))
        values = self._idf[counts.terms] * self._table[codes]
        self.self_scores = np.bincount(rows, counts.times * values, minlength=self.size)
        self._seen: Any = self._rows.data
        self._bounds: Any = self._starts.data
        self._own = threading.local()

    def __contains__(self, term: str) -> bool:
        return term in self._number

    def idf(self, term: str) -> float:
        """The inverse document frequency of a term; one that no document has counts like the rarest."""
        number = self._number.get(term)
        return self.rarest if number is None else float(self._idf[number])

    def parts(self, term: str, rows: Iterable[int]) -> Iterator[tuple[int, float]]:
        """What one occurrence of a term in the query adds to the scores of some documents.

        Returns:
            for each of the documents that have the term its place among those asked for, and the part, in their order.
        """
        number = self._number.get(term)
        if number is None:
            return
        # Bisection over a memoryview takes a tenth of the time that numpy takes to find one number.
        first, end, seen = self._bounds[number], self._bounds[number + 1], self._seen
        for asked, row in enumerate(rows):
            place = bisect_left(seen, row, first, end)
            if place < end and seen[place] == row:
                yield asked, float(self._idf[number] * self._table[self._codes[place]])

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
        numbers, weights = self._known(query)
        if not len(numbers):
            return np.zeros(self.size)
        firsts, ends = self._starts[numbers].tolist(), self._starts[numbers + 1].tolist()
        slices = [slice(first, end) for first, end in zip(firsts, ends, strict=True)]
        lengths = [end - first for first, end in zip(firsts, ends, strict=True)]
        values = self._table[np.concatenate([self._codes[own] for own in slices])]
        values *= np.repeat(self._idf[numbers], lengths)
        values *= np.repeat(weights, lengths)
        rows = np.concatenate([self._rows[own] for own in slices])
        return np.asarray(np.bincount(rows, values, minlength=self.size), dtype=np.float64)

    def top(self, query: Iterable[tuple[str, float]], limit: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best documents, without looking at those that share no term.

        Args:
            query: terms with their weights above 0.
            limit: how many at most.

        Returns:
            the rows of documents above 0, best first, equal scores in rising order of rows; and their scores.
        """
        numbers, weights = self._known(query)
        asked = Asked(self._starts[numbers], self._starts[numbers + 1], self._idf[numbers], weights)
        return find_way(len(self._rows))(Entries(self._rows, self._codes, self._table), asked, self._buffer(), limit)

    def _known(self, query: Iterable[tuple[str, float]]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        known = [(number, weight) for term, weight in query if (number := self._number.get(term)) is not None]
        numbers = np.asarray([number for number, _ in known], dtype=np.intp)
        return numbers, np.asarray([weight for _, weight in known], dtype=np.float64)

    def _buffer(self) -> NDArray[np.float64]:
        """A thread's own zeros, one a document; whoever takes them leaves zeros behind."""
        if not hasattr(self._own, "buffer"):
            self._own.buffer = np.zeros(self.size)
        buffer: NDArray[np.float64] = self._own.buffer
        return buffer


def _tabulate(
    times: NDArray[np.int32], lengths: NDArray[np.int64], norms: NDArray[np.float64], k1: float
) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """The factor of each pair of a count and a length, and for each posting which pair it is."""
    pairs = times.astype(np.int64) * (int(lengths.max()) + 1) + lengths
    _, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
    table = times[first] * (k1 + 1) / (times[first] + norms[first])
    return table, codes.astype(np.uint16 if len(table) <= _TABLE else np.uint32)
