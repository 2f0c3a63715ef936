"""Adding up postings and choosing the best documents, without touching those that share no term.

There are three ways to add up. All add the same numbers in the same order, so that the scores are the same to the last
bit: the postings of all terms at once, which is fastest while they are few; term by term, which needs no room for them;
and, with numba, which is optional, one compiled loop. Choosing is compiled as well then.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

# With fewer postings, loading the compiled loop would take longer than all that is ever asked.
LARGE = 1_000_000
# Factors of a table whose places take two bytes.
NARROW = 1 << 16
# Where the postings are more than this part of the documents, going through all documents once is cheaper than asking
# of each posting whether its document is new.
DENSE = 8


class Add(Protocol):
    """Adds what terms give to documents; see `add_by_terms`."""

    def __call__(
        self,
        rows: NDArray[np.int32],
        codes: NDArray[Any],
        table: NDArray[np.float64],
        firsts: NDArray[np.int64],
        ends: NDArray[np.int64],
        gains: NDArray[np.float64],
        scores: NDArray[np.float64],
        /,
    ) -> object:
        """Adds to the scores."""
        ...


def narrow(codes: NDArray[Any], factors: int) -> NDArray[Any]:
    """Places in a table of so many factors, in as few bytes as will do."""
    return codes.astype(np.uint16 if factors <= NARROW else np.uint32)


def is_large(postings: int) -> bool:
    """Whether an index of so many postings is worth a compiled loop."""
    return postings >= LARGE


def add_by_terms(
    rows: NDArray[np.int32],
    codes: NDArray[Any],
    table: NDArray[np.float64],
    firsts: NDArray[np.int64],
    ends: NDArray[np.int64],
    gains: NDArray[np.float64],
    scores: NDArray[np.float64],
    /,
) -> NDArray[np.int32]:
    """Add what each term gives to the documents that have it.

    Args:
        rows: the documents of all postings, sorted by term.
        codes: for each posting the place of its factor in the table.
        table: factors.
        firsts: for each term of the query where its postings begin.
        ends: where they end.
        gains: of the same terms what their factors are multiplied by, above 0.
        scores: one number a document, to which is added.

    Returns:
        the documents that were touched; some may be named several times.
    """
    touched: list[NDArray[np.int32]] = [rows[:0]]
    for first, end, gain in zip(firsts, ends, gains, strict=True):
        own = rows[first:end]
        scores[own] += table[codes[first:end]] * gain
        touched.append(own)
    return np.concatenate(touched)


def add_together(
    rows: NDArray[np.int32],
    codes: NDArray[Any],
    table: NDArray[np.float64],
    firsts: NDArray[np.int64],
    ends: NDArray[np.int64],
    gains: NDArray[np.float64],
    scores: NDArray[np.float64],
    /,
) -> NDArray[np.int32]:
    """`add_by_terms` in a few steps for all terms together; `scores` are zeros."""
    lengths = ends - firsts
    past = np.cumsum(lengths)
    places = np.arange(past[-1] if len(past) else 0) + np.repeat(firsts - past + lengths, lengths)
    touched: NDArray[np.int32] = rows[places]
    scores += np.bincount(touched, table[codes[places]] * np.repeat(gains, lengths), minlength=len(scores))
    return touched


def best_of(
    touched: NDArray[np.integer[Any]], scores: NDArray[np.float64], limit: int
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


class Compiled(NamedTuple):
    """What takes the time with large indexes, as compiled loops.

    Attributes:
        add: as `add_by_terms`, but names no document.
        top: the same arguments, and how many are wanted: adds up, chooses as `best_of`, and leaves zeros behind.
    """

    add: Add
    top: Callable[..., tuple[NDArray[np.intp], NDArray[np.float64]]]


@lru_cache(1)
def find_compiled() -> Compiled | None:
    """The compiled loops; None where numba is not installed."""
    try:
        import numba
    except ModuleNotFoundError:
        return None

    @numba.njit(cache=True, nogil=True)
    def add(rows, codes, table, firsts, ends, gains, scores):  # type: ignore[no-untyped-def]  # pragma: no cover
        for term in range(len(firsts)):
            gain = gains[term]
            for place in range(firsts[term], ends[term]):
                scores[rows[place]] += table[codes[place]] * gain

    @numba.njit(cache=True, nogil=True)
    def top(rows, codes, table, firsts, ends, gains, scores, limit):  # type: ignore[no-untyped-def]  # pragma: no cover
        longest = np.sum(ends - firsts)
        dense = longest > len(scores) // DENSE
        touched = np.empty(0 if dense else longest, dtype=np.int32)
        candidates = 0
        for term in range(len(firsts)):
            gain = gains[term]
            for place in range(firsts[term], ends[term]):
                row = rows[place]
                if not dense and scores[row] == 0.0:
                    touched[candidates] = row
                    candidates += 1
                scores[row] += table[codes[place]] * gain
        if dense:
            candidates = len(scores)
        best, found, count, least = np.empty(limit, dtype=np.intp), np.empty(limit), 0, 0.0
        for candidate in range(candidates):
            row = candidate if dense else touched[candidate]
            score = scores[row]
            scores[row] = 0.0
            if score < least or score == 0.0:
                continue
            place = count
            while place and (score > found[place - 1] or (score == found[place - 1] and row < best[place - 1])):
                place -= 1
            if place == limit:
                continue
            count = min(count + 1, limit)
            for later in range(count - 1, place, -1):
                best[later], found[later] = best[later - 1], found[later - 1]
            best[place], found[place] = row, score
            if count == limit:
                least = found[limit - 1]
        return best[:count], found[:count]

    return Compiled(add, top)
