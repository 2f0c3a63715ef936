"""BM25 as postings: rank-bm25's numbers, kept so that only what shares a term is touched.

Several collections, each with statistics of its own, may stand side by side: a question then looks its terms up once
and goes through all of them in one pass.

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
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import CorpusError
from bot.search.counts import Counts, count_terms, join
from bot.search.selecting import add_by_terms, add_together, best_of, find_compiled, is_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.selecting import Add

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
        corpus: documents as lists of terms, or their counts, of which it then takes its statistics; `idf` is an array
            in the order of their vocabulary then, and a dictionary otherwise.
    """

    def _initialize(self, corpus: Counts | Sequence[Sequence[str]]) -> Mapping[str, int] | NDArray[np.int64]:
        if not isinstance(corpus, Counts):
            counted: Mapping[str, int] = super()._initialize(corpus)
            return counted
        self.corpus_size = corpus.size
        self.doc_len = corpus.lengths
        self.avgdl = int(self.doc_len.sum()) / corpus.size
        return np.bincount(corpus.terms, minlength=len(corpus.vocabulary))

    def _calc_idf(self, nd: Mapping[str, int] | NDArray[np.int64]) -> None:
        self.idf: Any
        if isinstance(nd, np.ndarray):
            # Many terms stand in equally many documents.
            counts, places = np.unique(nd, return_inverse=True)
            self.idf = np.asarray([self._idf_of(count) for count in counts.tolist()])[places]
        else:
            self.idf = {term: self._idf_of(count) for term, count in nd.items()}

    def _idf_of(self, count: int) -> float:
        return math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


class Asked(NamedTuple):
    """The terms of a query as postings know them.

    Attributes:
        terms: those that some document has, each once, in the order of the query.
        numbers: theirs.
        weights: theirs, never 0; a term given twice has the sum.
        unknown: the sum of the weights of terms that no document has.
    """

    terms: tuple[str, ...]
    numbers: NDArray[np.intp]
    weights: NDArray[np.float64]
    unknown: float


class Postings:
    """The inverted index of one channel.

    Args:
        collections: the documents of each collection, as terms repeated as often as they occur, or as their counts.
            One in which no document has a term adds rows without scores.
        k1, b: BM25's parameters.

    Attributes:
        size: how many documents all collections have together. A document's row counts through them in their order.
        bounds: for each collection its first row, and at the end the size.
        self_scores: for each document the score of its own terms as a query.

    Raises:
        CorpusError: there is no term in any document; rank-bm25 would divide by zero.
    """

    def __init__(self, *collections: Counts | Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        several = [one if isinstance(one, Counts) else count_terms(one) for one in collections]
        counts, numbers = join(several)
        if not len(counts.terms):
            raise CorpusError("index-empty")
        self.bounds = np.cumsum([0, *(one.size for one in several)])
        self.size = counts.size
        self._number = dict(zip(counts.vocabulary, range(len(counts.vocabulary)), strict=True))
        self._idf, self._rarest = np.zeros((len(several), len(self._number))), np.zeros(len(several))
        norms = np.zeros(self.size)
        for place, (first, end) in enumerate(pairwise(self.bounds)):
            if len(several[place].terms):
                bm25 = Bm25(several[place], k1=k1, b=b)
                self._rarest[place] = self._idf[place] = math.log(1 + (bm25.corpus_size + 0.5) / 0.5)
                self._idf[place, numbers[place]] = bm25.idf
                norms[first:end] = k1 * (1 - b + b * bm25.doc_len / bm25.avgdl)
        self._sort(counts, norms, k1)

    def _sort(self, counts: Counts, norms: NDArray[np.float64], k1: float) -> None:
        """One entry a term and document, sorted by collection, then by term."""
        rows = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(counts.starts))
        self._table, codes = _tabulate(counts.times, norms, rows, k1)
        terms = len(self._number)
        owners = np.repeat(np.arange(len(self._rarest)), np.diff(counts.starts[self.bounds]))
        keys = owners * terms + counts.terms
        order = np.argsort(keys, kind="stable")
        self._rows, self._codes = rows[order], codes[order]
        self._starts = np.searchsorted(keys[order], np.arange(len(self._rarest) * terms + 1))
        values = self._idf.ravel()[keys] * self._table[codes]
        self.self_scores = np.bincount(rows, counts.times * values, minlength=self.size)
        self._seen: Any = self._rows.data
        self._large = is_large(len(self._rows))
        self._own = threading.local()

    def find(self, query: Iterable[tuple[str, float]]) -> Asked:
        """Look the terms of a query up; those of weight 0 are left out."""
        known: dict[str, float] = {}
        unknown = 0.0
        for term, weight in query:
            if term not in self._number:
                unknown += weight
            elif weight:
                known[term] = known.get(term, 0.0) + weight
        numbers = np.asarray([self._number[term] for term in known], dtype=np.intp)
        return Asked(tuple(known), numbers, np.asarray(list(known.values())), unknown)

    def scores(self, asked: Asked) -> NDArray[np.float64]:
        """One score a document, the sum over the terms of weight times part; 0 where no term is shared."""
        compiled = find_compiled() if self._large else None
        add: Add = compiled.add if compiled else add_by_terms if self._large else add_together
        scores = np.zeros(self.size)
        add(self._rows, self._codes, self._table, *self._ranges(asked), scores)
        return scores

    def top(self, asked: Asked, limit: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The best documents, without looking at those that share no term.

        Args:
            asked: terms with weights above 0.
            limit: how many at most.

        Returns:
            the rows of documents above 0, best first, equal scores in rising order of rows; and their scores.
        """
        compiled = find_compiled() if self._large else None
        # A thread's own zeros: taken away, and put back as zeros only.
        buffer = vars(self._own).pop("buffer", None)
        if buffer is None:
            buffer = np.zeros(self.size)
        postings = self._rows, self._codes, self._table, *self._ranges(asked)
        if compiled:
            rows, scores = compiled.top(*postings, buffer, limit)
        else:
            touched = add_by_terms(*postings, buffer)
            rows, scores = best_of(touched, buffer, limit)
            buffer[touched] = 0.0
        self._own.buffer = buffer
        return rows, scores

    def reach(self, asked: Asked) -> NDArray[np.float64]:
        """For each collection the sum of weight times inverse document frequency.

        A term that no document of a collection has counts like the rarest.
        """
        reach: NDArray[np.float64] = self._idf[:, asked.numbers] @ asked.weights + self._rarest * asked.unknown
        return reach

    def parts(self, term: str, collection: int, rows: Iterable[int]) -> Iterator[tuple[int, float]]:
        """What one occurrence of a term in the query adds to the scores of some documents of a collection.

        Returns:
            for each of the documents that have the term its place among those asked for, and the part, in their order.
        """
        number = self._number.get(term)
        if number is None:
            return
        idf = self._idf[collection, number]
        place = collection * len(self._number) + number
        # Bisection over a memoryview takes a tenth of the time that numpy takes to find one number.
        first, end, seen = self._starts.data[place], self._starts.data[place + 1], self._seen
        for asked, row in enumerate(rows):
            found = bisect_left(seen, row, first, end)
            if found < end and seen[found] == row:
                yield asked, float(self._table[self._codes[found]] * idf)

    def held(self, asked: Asked, documents: Mapping[int, Sequence[int]]) -> set[str]:
        """Those terms that at least one of some documents has.

        Args:
            asked: the terms.
            documents: rows by collection.
        """
        places = np.asarray(list(documents), dtype=np.intp)[:, None] * len(self._number) + asked.numbers
        firsts, ends = self._starts[places].T.tolist(), self._starts[places + 1].T.tolist()
        lists, seen = list(documents.values()), self._seen

        def holds(firsts: Sequence[int], ends: Sequence[int]) -> bool:
            for first, end, rows in zip(firsts, ends, lists, strict=True):
                if first < end:
                    for row in rows:
                        found = bisect_left(seen, row, first, end)
                        if found < end and seen[found] == row:
                            return True
            return False

        return {term for term, *ranges in zip(asked.terms, firsts, ends, strict=True) if holds(*ranges)}

    def document_counts(self, collection: int = 0, counted: NDArray[np.bool_] | None = None) -> dict[str, int]:
        """For each term the number of a collection's documents, or of those that are counted, that have it; no term
        with none.
        """
        starts = self._starts[collection * len(self._number) : (collection + 1) * len(self._number) + 1]
        totals = np.diff(starts)
        if counted is not None:
            rows = self._rows[starts[0] : starts[-1]] - self.bounds[collection]
            totals = np.diff(np.concatenate([[0], np.cumsum(counted[rows])])[starts - starts[0]])
        return {term: int(total) for term, total in zip(self._number, totals, strict=True) if total}

    def _ranges(self, asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """For each collection and term where its postings begin and end, and its weight times its idf."""
        places = (np.arange(len(self._rarest))[:, None] * len(self._number) + asked.numbers).ravel()
        gains = (self._idf[:, asked.numbers] * asked.weights).ravel()
        return self._starts[places], self._starts[places + 1], gains


def _tabulate(
    times: NDArray[np.int32], norms: NDArray[np.float64], rows: NDArray[np.int32], k1: float
) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """The factor of each pair of a count and a norm, and for each posting which pair it is."""
    known, lengths = np.unique(norms, return_inverse=True)
    pairs = times.astype(np.int64) * len(known) + lengths[rows]
    _, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
    table = times[first] * (k1 + 1) / (times[first] + norms[rows[first]])
    return table, codes.astype(np.uint16 if len(table) <= _TABLE else np.uint32)
