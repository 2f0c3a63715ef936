"""From documents to postings: rank-bm25's statistics, and the arrays that an inverted index consists of.

The only module that imports rank_bm25. `Bm25` changes its inverse document frequency to the form that is never
negative; everything else (counting, lengths, the average) is rank-bm25's, and a test holds the scores against
its own loop.

What a term adds to a document's score is its idf times a factor that depends on how often the document has it and how
long the document is. There are few such pairs of numbers: a posting holds the document (4 bytes) and which pair it is
(2 bytes), and the factors stand in a table that fits into a processor's cache.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import CorpusError
from bot.search.counts import Counts, count_terms, join_counts
from bot.search.selecting import narrow
from bot.search.vocabulary import Vocabulary, pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

K1 = 0.9
B = 0.7
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
    return table, narrow(codes, len(table))
