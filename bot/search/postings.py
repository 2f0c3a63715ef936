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
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import CorpusError
from bot.search.counts import Counts, count_terms, join_counts
from bot.search.selecting import add_by_terms, add_together, best_of, find_compiled, is_large
from bot.search.vocabulary import Vocabulary, Words, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.selecting import Add, Compiled

K1 = 0.9
B = 0.7
# Factors of a table that is used in full; more pairs of count and length take a number of four bytes.
_TABLE = 1 << 16
# Room for the place of a posting beside its term, in a number of 64 bits: four thousand million postings.
_BITS = 32


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
            self.idf = self.idf_by_count[nd]
        else:
            self.idf = {term: self._idf_of(count) for term, count in nd.items()}

    @cached_property
    def idf_by_count(self) -> NDArray[np.float64]:
        """The idf of a term of no document, of one, and so on up to all."""
        return np.asarray([self._idf_of(count) for count in range(self.corpus_size + 1)])

    def _idf_of(self, count: int) -> float:
        return math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


class Asked(NamedTuple):
    """The terms of a query as postings know them.

    Attributes:
        terms: those that some document has, each once, in the order of the query.
        weights: theirs, never 0; a term given twice has the sum.
        unknown: the sum of the weights of terms that no document has.
        firsts: for each collection, in a row each, where the postings of each term begin.
        ends: where they end.
        idf: the inverse document frequencies; a term that no document of a collection has counts like the rarest.
    """

    terms: tuple[str, ...]
    weights: NDArray[np.float64]
    unknown: float
    firsts: NDArray[np.int64]
    ends: NDArray[np.int64]
    idf: NDArray[np.float64]


class Postings:
    """The inverted index of one channel.

    Args:
        arrays: as `postings_arrays` makes them, or as they were kept.
        compiled: gives the compiled loops, if there are any, for an index that is worth them.

    Attributes:
        bounds: for each collection where its documents begin, and where the last ends.
        size: how many documents.
        self_scores: for each document the score of its own terms as a query.
    """

    def __init__(
        self, arrays: Mapping[str, NDArray[Any]], compiled: Callable[[], Compiled | None] = find_compiled
    ) -> None:
        for array in arrays.values():
            array.flags.writeable = False
        self._terms = Vocabulary(arrays["terms"])
        self.bounds, self.self_scores = arrays["bounds"], arrays["self_scores"]
        self.size = int(self.bounds[-1])
        self._rows, self._codes, self._table = arrays["rows"], arrays["codes"], arrays["table"]
        self._starts, self._idf = arrays["starts"], arrays["idf"]
        # Of each collection the table holds the idf of a term of no document, of one, and so on up to all.
        self._rarest = self.bounds[:-1] + np.arange(len(self.bounds) - 1)
        self._seen: Any = self._rows.data
        self._large = is_large(len(self._rows))
        self._find_compiled = compiled
        self._own = threading.local()

    def find(self, query: Iterable[tuple[str, float]]) -> Asked:
        """Look the terms of a query up; those of weight 0 are left out."""
        known: dict[str, float] = {}
        unknown = 0.0
        for term, weight in query:
            if self._terms.number(term) < 0:
                unknown += weight
            elif weight:
                known[term] = known.get(term, 0.0) + weight
        numbers = np.asarray([self._terms.number(term) for term in known], dtype=np.intp)
        places = np.arange(len(self._rarest))[:, None] * len(self._terms) + numbers
        firsts, ends = self._starts[places], self._starts[places + 1]
        idf = self._idf[self._rarest[:, None] + ends - firsts]
        return Asked(tuple(known), np.asarray(list(known.values())), unknown, firsts, ends, idf)

    def scores(self, asked: Asked) -> NDArray[np.float64]:
        """One score a document, the sum over the terms of weight times part; 0 where no term is shared."""
        compiled = self._find_compiled() if self._large else None
        add: Add = compiled.add if compiled else add_by_terms if self._large else add_together
        scores = np.zeros(self.size)
        add(self._rows, self._codes, self._table, *_ranges(asked), scores)
        return scores

    def top(self, asked: Asked, limit: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The best documents, without looking at those that share no term.

        Args:
            asked: terms with weights above 0.
            limit: how many at most.

        Returns:
            the rows of documents above 0, best first, equal scores in rising order of rows; and their scores.
        """
        compiled = self._find_compiled() if self._large else None
        # A thread's own zeros: taken away, and put back as zeros only.
        buffer = vars(self._own).pop("buffer", None)
        if buffer is None:
            buffer = np.zeros(self.size)
        postings = self._rows, self._codes, self._table, *_ranges(asked)
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
        reach: NDArray[np.float64] = asked.idf @ asked.weights + self._idf[self._rarest] * asked.unknown
        return reach

    def parts(self, term: str, collection: int, rows: Iterable[int]) -> Iterator[tuple[int, float]]:
        """What one occurrence of a term in the query adds to the scores of some documents of a collection.

        Returns:
            for each of the documents that have the term its place among those asked for, and the part, in their order.
        """
        number = self._terms.number(term)
        if number < 0:
            return
        place = collection * len(self._terms) + number
        # Bisection over a memoryview takes a tenth of the time that numpy takes to find one number.
        first, end, seen = self._starts.data[place], self._starts.data[place + 1], self._seen
        idf = self._idf[self._rarest[collection] + end - first]
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
        collections = list(documents)
        firsts, ends = asked.firsts[collections].T.tolist(), asked.ends[collections].T.tolist()
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

    def words(self, collections: Mapping[int, NDArray[np.bool_] | None]) -> Words:
        """The terms of some collections.

        Args:
            collections: each with which of its documents are counted; None counts all.
        """
        totals = np.zeros(len(self._terms), dtype=np.int64)
        for collection, counted in collections.items():
            starts = self._starts[collection * len(self._terms) : (collection + 1) * len(self._terms) + 1]
            if counted is None:
                totals += np.diff(starts)
            else:
                rows = self._rows[starts[0] : starts[-1]] - self.bounds[collection]
                totals += np.diff(np.concatenate([[0], np.cumsum(counted[rows])])[starts - starts[0]])
        return Words(self._terms, totals)


def _ranges(asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """For each collection and term where its postings begin and end, and its weight times its idf."""
    return asked.firsts.ravel(), asked.ends.ravel(), (asked.idf * asked.weights).ravel()


def build_postings(*collections: Counts | Sequence[Sequence[str]], k1: float = K1, b: float = B) -> Postings:
    """The inverted index of documents; see `postings_arrays`."""
    return Postings(postings_arrays(*collections, k1=k1, b=b))


def postings_arrays(
    *collections: Counts | Sequence[Sequence[str]], k1: float = K1, b: float = B
) -> dict[str, NDArray[Any]]:
    """All that postings consist of.

    Args:
        collections: the documents of each collection, as terms repeated as often as they occur, or as their counts.
            One in which no document has a term adds rows without scores.
        k1: BM25's own: how soon a repeated term stops counting.
        b: how much a long document is held against it.

    Returns:
        the vocabulary (``terms``); ``bounds`` and ``self_scores`` as `Postings` has them; for each collection and
        number of documents an ``idf``, and for each collection and term where its postings begin (``starts``); and
        sorted by these the postings: ``rows`` are documents, ``codes`` the places of their factors in ``table``.

    Raises:
        CorpusError: no document has a term, for which rank-bm25 would divide by zero.
    """
    several = [one if isinstance(one, Counts) else count_terms(one) for one in collections]
    counts = join_counts(several)
    if not len(counts.terms):
        raise CorpusError("index-empty")
    bounds = np.cumsum([0, *(one.size for one in several)])
    idf, norms = np.zeros(int(bounds[-1]) + len(several)), np.zeros(int(bounds[-1]))
    for place, (one, (first, end)) in enumerate(zip(several, pairwise(bounds), strict=True)):
        if len(one.terms):
            bm25 = Bm25(one, k1=k1, b=b)
            idf[first + place : end + place + 1] = bm25.idf_by_count
            norms[first:end] = k1 * (1 - b + b * bm25.doc_len / bm25.avgdl)
    terms = pack(counts.vocabulary)
    numbers = np.fromiter(map(Vocabulary(terms).number, counts.vocabulary), dtype=np.int64)
    postings = _sorted(counts, numbers, bounds, idf, norms, k1)
    return {"terms": terms, "bounds": bounds, "idf": idf, **postings}


def _sorted(
    counts: Counts,
    numbers: NDArray[np.int64],
    bounds: NDArray[np.int64],
    idf: NDArray[np.float64],
    norms: NDArray[np.float64],
    k1: float,
) -> dict[str, NDArray[Any]]:
    """One entry a term and document, sorted by collection, then by term, then by document."""
    rows = np.repeat(np.arange(counts.size, dtype=np.int32), np.diff(counts.starts))
    table, codes = _tabulate(counts.times, norms, rows, k1)
    terms, collections = len(counts.vocabulary), len(bounds) - 1
    owners = np.repeat(np.arange(collections), np.diff(counts.starts[bounds]))
    keys = owners * terms + numbers[counts.terms]
    found = np.bincount(keys, minlength=collections * terms)
    gains = idf[(bounds[:-1] + np.arange(collections)).repeat(terms) + found][keys]
    self_scores = np.bincount(rows, counts.times * (gains * table[codes]), minlength=counts.size)
    starts = np.concatenate([[0], np.cumsum(found)])
    # Numbers of 64 bits are sorted by their value six times faster than by their order.
    order = keys << _BITS | np.arange(len(keys))
    order.sort()
    order &= (1 << _BITS) - 1
    return {"starts": starts, "rows": rows[order], "codes": codes[order], "table": table, "self_scores": self_scores}


def _tabulate(
    times: NDArray[np.int32], norms: NDArray[np.float64], rows: NDArray[np.int32], k1: float
) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """The factor of each pair of a count and a norm, and for each posting which pair it is."""
    known, lengths = np.unique(norms, return_inverse=True)
    pairs = times.astype(np.int64) * len(known) + lengths[rows]
    _, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
    table = times[first] * (k1 + 1) / (times[first] + norms[rows[first]])
    return table, codes.astype(np.uint16 if len(table) <= _TABLE else np.uint32)
