"""How each Chinese character is read, kept so that no process has to load a dictionary for it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from importlib.metadata import version
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from bot.keeping import KeptFiles, find_or_make, name_of
from bot.pinyin import all_readings
from bot.search.counts import Spelled, spell
from bot.search.packing import pack_arrays, unpack_arrays

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".readings"
# Code points, where the readings of each begin, and numbers of syllables.
_KINDS = {"characters": np.uint32, "starts": np.uint32, "numbers": np.uint16}


class Readings:
    """The readings of characters, found when they are first asked for.

    Args:
        cache: a private folder for what was found; None finds it each time.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._kept = None if cache is None else KeptFiles(cache, ENDING)

    @cached_property
    def _table(self) -> tuple[memoryview[int], memoryview[int], memoryview[int], list[str]]:
        arrays = unpack_arrays(find_or_make(self._kept, name_of("readings 2", version("pypinyin")), _pack))
        # A memoryview gives single numbers ten times as fast as numpy does.
        characters, starts, numbers = (arrays[name].astype(kind).data for name, kind in _KINDS.items())
        return characters, starts, numbers, list(Spelled(arrays["letters"], arrays["ends"]))

    def of(self, character: str) -> tuple[str, ...]:
        """The readings of a character, as `bot.pinyin.readings_of` gives them."""
        characters, starts, numbers, syllables = self._table
        place = bisect_left(characters, ord(character))
        if place == len(characters) or characters[place] != ord(character):
            return ()
        return tuple(syllables[number] for number in numbers[starts[place] : starts[place + 1]])

    def usual(self, character: str) -> str:
        """A character's usual reading; the character itself if it has none."""
        return next(iter(self.of(character)), character)


def _pack() -> bytes:
    found = dict(all_readings())
    said = [syllable for readings in found.values() for syllable in readings]
    syllables = {syllable: number for number, syllable in enumerate(sorted(set(said)))}
    letters, ends = spell(list(syllables))
    numbers = {
        "characters": list(map(ord, found)),
        "starts": [0, *accumulate(map(len, found.values()))],
        "numbers": [syllables[syllable] for syllable in said],
    }
    arrays = {name: np.asarray(own, dtype=_KINDS[name]) for name, own in numbers.items()}
    return b"".join(pack_arrays({**arrays, "letters": letters, "ends": ends}))
