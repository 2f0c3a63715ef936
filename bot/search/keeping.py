"""What is kept of an index: the cuts of each interview, and the fields of a whole library.

Both stand under a digest of the texts and of everything that shapes them, so that nothing has to be invalidated. The
fields are what a start needs; of the cuts an index is built when one of many interviews has changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.counts import Counts
from bot.search.cutting import KINDS
from bot.search.query import CHANNELS
from bot.search.sealed import Sealed
from bot.search.vocabulary import read_terms, spell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.search.cutting import Cut
    from bot.search.weights import Weights

# Whole libraries: of a few configurations, or as they were before the last changes.
LIBRARIES = 4
# The arrays of a `Counts`, the vocabulary in two.
_ARRAYS = ("letters", "ends", "starts", "terms", "times")


class KeptCuts:
    """Cuts of interviews.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what shapes terms besides the texts.
    """

    def __init__(self, folder: Path, shaped_by: bytes) -> None:
        self._sealed = Sealed(folder, ".cut")
        self._shaped_by = shaped_by

    def find(self, texts: str) -> Cut | None:
        """The cut of texts with a digest; None if there is none, or its entry is damaged."""
        arrays = self._sealed.find(self._name(texts))
        return None if arrays is None else _as_cut(arrays)

    def keep(self, texts: str, cut: Cut) -> None:
        """Keep the cut of texts with a digest."""
        self._sealed.keep(self._name(texts), _as_arrays(cut))

    def _name(self, texts: str) -> str:
        return _digest(self._shaped_by, [texts])


class KeptFields:
    """The fields of whole libraries, as arrays; see `fields_arrays`.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what shapes fields besides the texts and the weights.
    """

    def __init__(self, folder: Path, shaped_by: bytes) -> None:
        self._sealed = Sealed(folder, ".index", LIBRARIES)
        self._shaped_by = shaped_by

    def find(self, texts: Iterable[str], weights: Weights) -> dict[str, NDArray[Any]] | None:
        """The fields of texts with these digests, in their order; None if there are none, or they are damaged."""
        return self._sealed.find(self._name(texts, weights))

    def keep(self, texts: Iterable[str], weights: Weights, arrays: dict[str, NDArray[Any]]) -> None:
        """Keep the fields of texts with these digests."""
        self._sealed.keep(self._name(texts, weights), arrays)

    def _name(self, texts: Iterable[str], weights: Weights) -> str:
        return _digest(self._shaped_by, [weights.bm25.model_dump_json(), weights.channels.model_dump_json(), *texts])


def _digest(shaped_by: bytes, parts: Iterable[str]) -> str:
    return hashlib.blake2b(b"\n".join([shaped_by, *map(str.encode, parts)]), digest_size=24).hexdigest()


def _as_arrays(cut: Cut) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for kind in KINDS:
        for channel in CHANNELS:
            counts = cut[kind][channel]
            letters, ends = spell(counts.vocabulary)
            # A term hardly ever stands in a text more than 255 times.
            times = counts.times.astype(np.min_scalar_type(int(counts.times.max(initial=0))))
            own = (letters, ends, counts.starts, counts.terms, times)
            arrays |= {f"{kind}/{channel}/{name}": array for name, array in zip(_ARRAYS, own, strict=True)}
    return arrays


def _as_cut(arrays: dict[str, NDArray[Any]]) -> Cut:
    cut: Cut = {}
    for kind in KINDS:
        cut[kind] = {}
        for channel in CHANNELS:
            letters, ends, starts, terms, times = (arrays[f"{kind}/{channel}/{name}"] for name in _ARRAYS)
            cut[kind][channel] = Counts(read_terms(letters, ends), starts, terms, times.astype(np.int32))
    return cut
