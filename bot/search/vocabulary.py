"""The terms of an index in flat arrays, so that they are mapped into memory with it and shared between processes.

A term is found by bisection over sorted checksums; a dictionary of a million terms would take a second to build and a
hundred megabytes in each process.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

# Terms of questions that are remembered with their numbers: people ask with the same few thousand words.
REMEMBERED = 16_384


class Vocabulary:
    """Terms with their numbers.

    Args:
        arrays: as `vocabulary_arrays` makes them.

    Attributes:
        number: gives the number of a term, or -1 where it is none of these.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._letters = arrays["letters"]
        self._ends = arrays["ends"]
        self.number: Callable[[str], int] = _finder(self._letters, self._ends, arrays["sums"], arrays["order"])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        """The terms in the order of their numbers."""
        return iter(read_terms(self._letters, self._ends))


def vocabulary_arrays(terms: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Terms as arrays; a term's number is its place.

    Returns:
        ``letters`` and ``ends`` as `spell` gives them; the checksums of the terms, rising (``sums``); and the numbers
        of the terms in that ``order``.
    """
    letters, ends = spell(terms)
    checksums = np.fromiter(map(crc32, map(_encode, terms)), dtype=np.uint32, count=len(terms))
    order = np.argsort(checksums, kind="stable").astype(np.int32)
    return {"letters": letters, "ends": ends, "sums": checksums[order], "order": order}


def spell(terms: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The letters of all terms behind each other, in UTF-8; and where each term begins and the last ends."""
    encoded = list(map(_encode, terms))
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), np.concatenate([[0], np.cumsum(lengths)])


def read_terms(letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> tuple[str, ...]:
    """The terms that `spell` spelled."""
    text = letters.tobytes()
    return tuple(text[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends.tolist()))


def _finder(
    letters: NDArray[np.uint8], ends: NDArray[np.int64], sums: NDArray[np.uint32], order: NDArray[np.int32]
) -> Callable[[str], int]:
    """Finds numbers; a function of arrays alone, so that what is remembered is no part of a circle."""
    # Memoryviews give one number in a tenth of the time that numpy takes.
    text, begins, checksums, numbers = letters.data, ends.data, sums.data, order.data

    @lru_cache(REMEMBERED)
    def number(term: str) -> int:
        wanted = _encode(term)
        checksum = crc32(wanted)
        for place in range(bisect_left(checksums, checksum), len(checksums)):
            if checksums[place] != checksum:
                break
            found = numbers[place]
            if text[begins[found] : begins[found + 1]] == wanted:
                return found
        return -1

    return number


def _encode(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


class Words(Mapping[str, int]):
    """Terms with how many documents have them; those that none has are left out.

    Args:
        terms: all terms.
        totals: for each of them how many documents.
    """

    def __init__(self, terms: Vocabulary | None, totals: NDArray[np.int64]) -> None:
        self._terms = terms
        self._totals = totals

    def __getitem__(self, term: str) -> int:
        number = self._terms.number(term) if self._terms else -1
        total = int(self._totals[number]) if number >= 0 else 0
        if not total:
            raise KeyError(term)
        return total

    def __contains__(self, term: object) -> bool:
        number = self._terms.number(term) if self._terms and isinstance(term, str) else -1
        return number >= 0 and bool(self._totals[number])

    def __iter__(self) -> Iterator[str]:
        return (term for term, total in zip(self._terms or (), self._totals.tolist(), strict=True) if total)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._totals))
