"""How often terms occur in documents, in flat arrays: what an index is built from, and what is kept of cut texts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


class Spelled(Sequence[str]):
    """Terms that are read from their letters each time: as strings those of many interviews would take gigabytes.

    Args:
        letters: of all terms behind each other, in UTF-8.
        ends: where each begins and the last ends.
    """

    def __init__(self, letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._letters = letters
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        text = self._letters.tobytes()
        return (text[start:end].decode() for start, end in pairwise(self._ends.tolist()))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        place = range(len(self))[place]
        return self._letters[self._ends[place] : self._ends[place + 1]].tobytes().decode()


def spell(terms: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The letters and ends of which `Spelled` reads terms."""
    encoded = [term.encode() for term in terms]
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), np.concatenate([[0], np.cumsum(lengths)])


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """The terms of some documents.

    Attributes:
        vocabulary: the terms, in the order of their first occurrence; a term's number is its place.
        starts: for each document where its terms begin in the other arrays, and at the end their length; int64.
        terms: numbers of terms, each once a document, in the order of their first occurrence there; int32.
        times: how often each of these occurs in its document; int32.
    """

    vocabulary: Sequence[str]
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


def join_counts(several: Sequence[Counts]) -> Counts:
    """The documents of several, one after the other, as if they had been counted together."""
    if len(several) == 1:
        return several[0]
    known: dict[str, int] = {}
    starts, terms = [np.zeros(1, dtype=np.int64)], [np.zeros(0, dtype=np.int32)]
    end = 0
    for counts in several:
        vocabulary = tuple(counts.vocabulary)
        fresh = [term for term in vocabulary if term not in known]
        known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
        own = np.fromiter(map(known.__getitem__, vocabulary), dtype=np.int32, count=len(vocabulary))
        terms.append(own[counts.terms])
        starts.append(counts.starts[1:] + end)
        end += len(counts.terms)
    times = np.concatenate([np.zeros(0, dtype=np.int32), *(counts.times for counts in several)])
    return Counts(tuple(known), np.concatenate(starts), np.concatenate(terms), times)


def pick(counts: Counts, documents: Sequence[int]) -> Counts:
    """Some of the documents, in the order given and repeated as often as given, as if they alone had been counted."""
    places = np.asarray(documents, dtype=np.intp)
    lengths = np.diff(counts.starts)[places]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    own = np.arange(starts[-1]) + np.repeat(counts.starts[places] - starts[:-1], lengths)
    known, first, numbers = np.unique(counts.terms[own], return_index=True, return_inverse=True)
    order = np.argsort(first)
    renumbered = np.empty(len(known), dtype=np.int32)
    renumbered[order] = np.arange(len(known), dtype=np.int32)
    vocabulary = tuple(counts.vocabulary[number] for number in known[order].tolist())
    return Counts(vocabulary, starts, renumbered[numbers], counts.times[own])
