"""How often terms occur in documents, in flat arrays: what an index is built from, and what is kept of cut texts."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """The terms of some documents.

    Attributes:
        vocabulary: the terms, in the order of their first occurrence; a term's number is its place.
        starts: for each document where its terms begin in the other arrays, and at the end their length; int64.
        terms: numbers of terms, each once a document, in the order of their first occurrence there; int32.
        times: how often each of these occurs in its document; int32.
    """

    vocabulary: tuple[str, ...]
    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    times: NDArray[np.int32]

    @property
    def size(self) -> int:
        """How many documents."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """For each document how many terms it has, repetitions included."""
        sums = np.concatenate([[0], np.cumsum(self.times, dtype=np.int64)])
        return np.asarray(sums[self.starts[1:]] - sums[self.starts[:-1]], dtype=np.int64)


def count_terms(documents: Iterable[Sequence[str]]) -> Counts:
    """Count the terms of documents, repeated as often as they occur."""
    numbers: dict[str, int] = {}
    # Boxed numbers of lists would take eight times the memory.
    starts, terms, times = array("q", [0]), array("i"), array("i")
    for document in documents:
        counts: dict[int, int] = {}
        for term in document:
            number = numbers.setdefault(term, len(numbers))
            counts[number] = counts.get(number, 0) + 1
        terms.extend(counts)
        times.extend(counts.values())
        starts.append(len(terms))
    return Counts(
        tuple(numbers),
        np.array(starts, dtype=np.int64),
        np.array(terms, dtype=np.int32),
        np.array(times, dtype=np.int32),
    )


class Joined(NamedTuple):
    """Several counts as one.

    Attributes:
        counts: the documents of all, one after the other, as if they had been counted together.
        numbers: for each of the several its vocabulary as numbers of the common one.
    """

    counts: Counts
    numbers: list[NDArray[np.int32]]


def join(several: Sequence[Counts]) -> Joined:
    """The documents of several under one vocabulary."""
    if len(several) == 1:
        return Joined(several[0], [np.arange(len(several[0].vocabulary), dtype=np.int32)])
    known: dict[str, int] = {}
    numbers: list[NDArray[np.int32]] = []
    starts, terms = [np.zeros(1, dtype=np.int64)], [np.zeros(0, dtype=np.int32)]
    end = 0
    for counts in several:
        fresh = [term for term in counts.vocabulary if term not in known]
        known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
        own = np.fromiter(map(known.__getitem__, counts.vocabulary), dtype=np.int32, count=len(counts.vocabulary))
        numbers.append(own)
        terms.append(own[counts.terms])
        starts.append(counts.starts[1:] + end)
        end += len(counts.terms)
    times = np.concatenate([np.zeros(0, dtype=np.int32), *(counts.times for counts in several)])
    return Joined(Counts(tuple(known), np.concatenate(starts), np.concatenate(terms), times), numbers)


def join_counts(several: Sequence[Counts]) -> Counts:
    """The documents of several, one after the other, as if they had been counted together."""
    return join(several).counts
