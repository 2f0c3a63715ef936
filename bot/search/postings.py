"""BM25 as postings: rank-bm25's numbers, kept so that only what shares a term is touched.

Several collections, each with statistics of its own, may stand side by side: a question then looks its terms up once
and goes through all of them in one pass.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.search.selecting import add_by_terms, add_together, best_of, find_compiled, is_large
from bot.search.vocabulary import Vocabulary, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.selecting import Add, Compiled


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
        weights: dict[str, float] = {}
        for term, weight in query:
            if weight:
                weights[term] = weights.get(term, 0.0) + weight
        found = {term: number for term in weights if (number := self._terms.number(term)) >= 0}
        known = np.asarray([weights.pop(term) for term in found])
        places = np.arange(len(self._rarest))[:, None] * len(self._terms) + np.fromiter(found.values(), dtype=np.intp)
        firsts, ends = self._starts[places], self._starts[places + 1]
        idf = self._idf[self._rarest[:, None] + ends - firsts]
        return Asked(tuple(found), known, math.fsum(weights.values()), firsts, ends, idf)

    def scores(self, asked: Asked) -> NDArray[np.float64]:
        """One score a document, the sum over the terms of weight times part; 0 where no term is shared."""
        return self.scores_together([(asked, 1.0)])

    def scores_together(self, several: Sequence[tuple[Asked, float]]) -> NDArray[np.float64]:
        """One score a document, the sum over several channels of their weights times their scores.

        Args:
            several: what is asked of postings that have rows, codes and table in common with these, and weights.
        """
        compiled = self._find_compiled() if self._large else None
        add: Add = compiled.add if compiled else add_by_terms if self._large else add_together
        scores = np.zeros(self.size)
        firsts, ends, gains = map(np.concatenate, zip(*(_ranges(*one) for one in several), strict=True))
        add(self._rows, self._codes, self._table, firsts, ends, gains, scores)
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
        held: set[str] = set()
        seen = self._seen
        for collection, rows in documents.items():
            ranges = asked.firsts[collection].tolist(), asked.ends[collection].tolist()
            for term, first, end in zip(asked.terms, *ranges, strict=True):
                if first == end or term in held:
                    continue
                for row in rows:
                    found = bisect_left(seen, row, first, end)
                    if found < end and seen[found] == row:
                        held.add(term)
                        break
        return held

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


def _ranges(asked: Asked, weight: float = 1.0) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """For each collection and term where its postings begin and end, and what their factors are multiplied by."""
    return asked.firsts.ravel(), asked.ends.ravel(), (asked.idf * (weight * asked.weights)).ravel()
