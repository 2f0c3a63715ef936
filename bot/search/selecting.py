"""Adding up postings and choosing the best documents, without touching those that share no term.

With numba, which is optional, one compiled loop adds up; without it numpy does, term by term. Both add the same numbers
in the same order, so that the scores are the same to the last bit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# With fewer postings, loading the compiled loop would take longer than all that is ever asked.
LARGE = 1_000_000


class Touch(Protocol):
    """Adds what terms give to documents; see `touch_by_terms`."""

    def __call__(
        self,
        rows: NDArray[np.int32],
        codes: NDArray[Any],
        table: NDArray[np.float64],
        firsts: NDArray[np.int64],
        ends: NDArray[np.int64],
        idf: NDArray[np.float64],
        weights: NDArray[np.float64],
        buffer: NDArray[np.float64],
        /,
    ) -> NDArray[np.int32]:
        """The documents that were touched."""
        ...


def find_touch(postings: int) -> Touch:
    """The way to add up for an index of so many postings: compiled where that pays and numba is there."""
    compiled = _compile() if postings >= LARGE else None
    return touch_by_terms if compiled is None else compiled


def touch_by_terms(
    rows: NDArray[np.int32],
    codes: NDArray[Any],
    table: NDArray[np.float64],
    firsts: NDArray[np.int64],
    ends: NDArray[np.int64],
    idf: NDArray[np.float64],
    weights: NDArray[np.float64],
    buffer: NDArray[np.float64],
    /,
) -> NDArray[np.int32]:
    """Add what each term gives to the documents that have it.

    Args:
        rows: the documents of all postings, sorted by term.
        codes: for each posting the place of its factor in the table.
        table: factors.
        firsts: for each term of the query where its postings begin.
        ends: where they end.
        idf: of the same terms.
        weights: of the same terms, above 0.
        buffer: one number a document, to which is added.

    Returns:
        the documents that were touched; some may be named several times.
    """
    touched: list[NDArray[np.int32]] = [rows[:0]]
    for first, end, rarity, weight in zip(firsts, ends, idf, weights, strict=True):
        own = rows[first:end]
        buffer[own] += table[codes[first:end]] * rarity * weight
        touched.append(own)
    return np.concatenate(touched)


def best_of(
    touched: NDArray[np.int32], scores: NDArray[np.float64], limit: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The best of the documents that were touched.

    Args:
        touched: their rows, perhaps several times each.
        scores: of all documents.
        limit: how many at most.

    Returns:
        rows, best first, equal scores in rising order of rows; and their scores.
    """
    found = scores[touched]
    if len(touched) > 4 * limit:
        # Of the highest scores enough that, with each document counted once, there are as many as are wanted.
        least = np.inf
        wanted = limit
        while wanted < len(found):
            least = np.partition(found, -wanted)[-wanted]
            if len(np.unique(touched[found >= least])) >= limit:
                break
            wanted *= 2
        else:
            least = 0.0
        touched = touched[found >= least]
    rows = np.unique(touched).astype(np.intp)
    order = np.argsort(-scores[rows], kind="stable")[:limit]
    return rows[order], scores[rows[order]]


@lru_cache(1)
def _compile() -> Touch | None:
    """The loop of `touch_by_terms` compiled; None where numba is not installed."""
    try:
        import numba
    except ModuleNotFoundError:
        return None

    @numba.njit(cache=True, nogil=True)
    def touch(rows, codes, table, firsts, ends, idf, weights, buffer):  # type: ignore[no-untyped-def]  # pragma: no cover
        longest = 0
        for term in range(len(firsts)):
            longest += ends[term] - firsts[term]
        touched = np.empty(longest, dtype=np.int32)
        count = 0
        for term in range(len(firsts)):
            rarity, weight = idf[term], weights[term]
            for place in range(firsts[term], ends[term]):
                row = rows[place]
                if buffer[row] == 0.0:
                    touched[count] = row
                    count += 1
                buffer[row] += table[codes[place]] * rarity * weight
        return touched[:count]

    compiled: Touch = touch
    return compiled
