"""What is kept of an index: the cuts of each interview, and the fields of a whole library.

Both stand under a digest of the texts and of everything that shapes them, so that nothing has to be invalidated. The
fields are what a start needs; of the cuts an index is built when one of many interviews has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.keeping import KeptFiles, name_of
from bot.search.counts import Counts, Spelled, spell
from bot.search.cutting import KINDS
from bot.search.packing import pack_arrays, unpack_arrays
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.search.cutting import Cut
    from bot.search.vocabulary import Words
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
        self._files = KeptFiles(folder, ".cut")
        self._shaped_by = shaped_by

    def find(self, texts: str) -> Cut | None:
        """The cut of texts with a digest; None if there is none, or its entry is damaged."""
        data = self._files.find(name_of(self._shaped_by, texts))
        return None if data is None else _as_cut(unpack_arrays(data))

    def keep(self, texts: str, cut: Cut) -> None:
        """Keep the cut of texts with a digest."""
        self._files.keep(name_of(self._shaped_by, texts), *pack_arrays(_as_arrays(cut)))

    def prune(self) -> None:
        """Delete cuts that nobody has found for long."""
        self._files.prune()


class KeptFields:
    """The fields of whole libraries, as arrays; see `fields_arrays`.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what shapes fields besides the texts and the weights.
    """

    def __init__(self, folder: Path, shaped_by: bytes) -> None:
        self._files = KeptFiles(folder, ".index")
        self._shaped_by = shaped_by

    def find(self, texts: Sequence[str], weights: Weights) -> dict[str, NDArray[Any]] | None:
        """The fields of texts with these digests, in their order; None if there are none, or they are damaged."""
        data = self._files.find(self._name(texts, weights))
        return None if data is None else unpack_arrays(data)

    def keep(self, texts: Sequence[str], weights: Weights, arrays: dict[str, NDArray[Any]]) -> None:
        """Keep the fields of texts with these digests; those of other libraries go, but for the last few."""
        self._files.keep(self._name(texts, weights), *pack_arrays(arrays))
        self._files.prune(LIBRARIES)

    def _name(self, texts: Sequence[str], weights: Weights) -> str:
        return name_of(self._shaped_by, weights.bm25.model_dump_json(), weights.channels.model_dump_json(), *texts)


class KeptSounds:
    """The words of a library by their sounds.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what shapes sounds besides the words.
        words: the words.
    """

    def __init__(self, folder: Path, shaped_by: bytes, words: Words) -> None:
        self._files = KeptFiles(folder, ".sounds")
        self._name = name_of(shaped_by, words.digest)

    def find(self) -> bytes | None:
        """What was kept; None if there is nothing, or it is damaged."""
        data = self._files.find(self._name)
        return None if data is None else bytes(data)

    def keep(self, sounds: bytes) -> None:
        """Keep the sounds; those of other libraries go, but for the last few."""
        self._files.keep(self._name, sounds)
        self._files.prune(LIBRARIES)


def _as_arrays(cut: Cut) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for kind in KINDS:
        for channel in CHANNELS:
            counts = cut[kind][channel]
            # A term hardly ever stands in a text more than 255 times.
            times = counts.times.astype(np.min_scalar_type(int(counts.times.max(initial=0))))
            own: tuple[NDArray[Any], ...] = (*spell(counts.vocabulary), counts.starts, counts.terms, times)
            arrays |= {f"{kind}/{channel}/{name}": array for name, array in zip(_ARRAYS, own, strict=True)}
    return arrays


def _as_cut(arrays: dict[str, NDArray[Any]]) -> Cut:
    cut: Cut = {}
    for kind in KINDS:
        cut[kind] = {}
        for channel in CHANNELS:
            letters, ends, starts, terms, times = (arrays[f"{kind}/{channel}/{name}"] for name in _ARRAYS)
            cut[kind][channel] = Counts(Spelled(letters, ends), starts, terms, times.astype(np.int32))
    return cut
