"""Adding up postings and choosing the best documents, without touching those that share no term.

With numba, which is optional, one compiled loop does it; without it numpy does, term by term. Both add the same numbers
in the same order, so that the scores are the same to the last bit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Best = tuple[NDArray[np.int64], NDArray[np.float64]]

# With fewer postings, loading the compiled loop would take longer than all that is ever asked.
LARGE = 1_000_000


class Entries(NamedTuple):
    """The postings of a field, sorted by term.

    Attributes:
        rows: for each posting its document; int32.
        codes: for each the place of its factor in the table; uint16 or uint32.
        table: factors.
    """

    rows: NDArray[np.int32]
    codes: NDArray[Any]
    table: NDArray[np.float64]


class Asked(NamedTuple):
    """The terms of a query that a field has.

    Attributes:
        firsts: for each where its postings begin.
        ends: where they end.
        idf: its inverse document frequency.
        weights: above 0.
    """

    firsts: NDArray[np.int64]
    ends: NDArray[np.int64]
    idf: NDArray[np.float64]
    weights: NDArray[np.float64]


class Choose(Protocol):
    """Finds the best documents; see `choose_by_terms`."""

    def __call__(self, entries: Entries, asked: Asked, buffer: NDArray[np.float64], limit: int, /) -> Best:
        """The rows and scores of the best documents."""
        ...


def find_way(postings: int) -> Choose:
    """The way to choose in a field of so many postings: compiled where that pays and numba is there."""
    return (_compile() if postings >= LARGE else None) or choose_by_terms


def choose_by_terms(entries: Entries, asked: Asked, buffer: NDArray[np.float64], limit: int, /) -> Best:
    """Add what each term gives to the documents that have it, and choose among those.

    Args:
        entries: of the field.
        asked: of the query.
        buffer: zeros, one a document; they are zeros again afterwards.
        limit: how many documents at most.

    Returns:
        rows, best first, equal scores in rising order of rows; and their scores.
    """
    touched: list[NDArray[np.int32]] = [entries.rows[:0]]
    for first, end, rarity, weight in zip(*asked, strict=True):
        own = entries.rows[first:end]
        buffer[own] += entries.table[entries.codes[first:end]] * rarity * weight
        touched.append(own)
    rows = _shortlist(np.concatenate(touched), buffer, limit)
    scores = buffer[rows]
    for own in touched:
        buffer[own] = 0.0
    order = np.argsort(-scores, kind="stable")[:limit]
    return rows[order], scores[order]


def _shortlist(touched: NDArray[np.int32], scores: NDArray[np.float64], limit: int) -> NDArray[np.int64]:
    """Of documents, perhaps named several times each, at least the best ones: each once, in rising order."""
    found = scores[touched]
    wanted = limit
    while wanted < len(found):
        least = np.partition(found, -wanted)[-wanted]
        rows = np.unique(touched[found >= least])
        if len(rows) >= limit:
            return rows.astype(np.int64)
        wanted *= 2
    return np.unique(touched).astype(np.int64)


@lru_cache(1)
def _compile() -> Choose | None:
    """`choose_by_terms` as one compiled loop; None where numba is not installed."""
    try:
        import numba
    except ModuleNotFoundError:
        return None

    @numba.njit(cache=True, nogil=True)
    def add_up(rows, codes, table, firsts, ends, idf, weights, buffer):  # type: ignore[no-untyped-def]
        longest = 0
        for term in range(len(firsts)):
            longest += ends[term] - firsts[term]
        touched = np.empty(longest, dtype=np.int32)
        count = 0
        for term in range(len(firsts)):
            rarity, weight = idf[term], weights[term]
            for place in range(firsts[term], ends[term]):
                row = rows[place]
                before = buffer[row]
                if before == 0.0:
                    touched[count] = row
                    count += 1
                buffer[row] = before + table[codes[place]] * rarity * weight
        return touched[:count]

    @numba.njit(cache=True, nogil=True)
    def choose(touched, buffer, limit):  # type: ignore[no-untyped-def]
        best = np.empty(limit, dtype=np.int64)
        scores = np.empty(limit, dtype=np.float64)
        count = 0
        for row in touched:
            score = buffer[row]
            buffer[row] = 0.0
            if count == limit:
                last = scores[count - 1]
                if score < last or (score == last and row > best[count - 1]):
                    continue
                count -= 1
            place = count
            while place and (score > scores[place - 1] or (score == scores[place - 1] and row < best[place - 1])):
                scores[place], best[place] = scores[place - 1], best[place - 1]
                place -= 1
            scores[place], best[place] = score, row
            count += 1
        return best[:count], scores[:count]

    def compiled(entries: Entries, asked: Asked, buffer: NDArray[np.float64], limit: int, /) -> Best:
        found: Best = choose(add_up(*entries, *asked, buffer), buffer, limit)
        return found

    return compiled
