"""The terms of an index in a trie, so that they are there at once and take a fifth of the room of their letters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import marisa_trie
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


class Vocabulary:
    """Terms with their numbers, which are those of the trie.

    Args:
        data: as `pack` gives it.

    Attributes:
        data: the same.
    """

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self._trie = marisa_trie.Trie().frombytes(data.tobytes())

    def __len__(self) -> int:
        return len(self._trie)

    def number(self, term: str) -> int:
        """The number of a term, or -1 where it is none of these."""
        found: int = self._trie.get(term, -1)
        return found

    def term(self, number: int) -> str:
        """The term with a number."""
        found: str = self._trie.restore_key(number)
        return found


def pack(terms: Iterable[str]) -> NDArray[np.uint8]:
    """Terms as the bytes of a trie."""
    return np.frombuffer(marisa_trie.Trie(terms).tobytes(), dtype=np.uint8)


class Words(Mapping[str, int]):
    """Terms with how many documents have them; those that none has are left out.

    Args:
        terms: all terms; None if there are none.
        totals: for each of them how many documents.
    """

    def __init__(self, terms: Vocabulary | None, totals: NDArray[np.int64]) -> None:
        self._terms = terms
        self._totals = totals

    @property
    def digest(self) -> bytes:
        """What stands for the words, without how many documents have them."""
        digest = hashlib.blake2b(digest_size=24)
        if self._terms:
            digest.update(self._terms.data.data)
        digest.update((self._totals > 0).tobytes())
        return digest.digest()

    def _total(self, term: str) -> int:
        number = self._terms.number(term) if self._terms else -1
        return int(self._totals[number]) if number >= 0 else 0

    def __getitem__(self, term: str) -> int:
        total = self._total(term)
        if not total:
            raise KeyError(term)
        return total

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self._total(term) > 0

    def __iter__(self) -> Iterator[str]:
        return map(self._terms.term, np.flatnonzero(self._totals).tolist()) if self._terms else iter(())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._totals))
