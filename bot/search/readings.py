"""The usual reading of each Chinese character, kept so that no process has to load a dictionary for it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from bot.keeping import KeptFiles, find_or_make, name_of
from bot.pinyin import all_readings
from bot.search.counts import Spelled, spell
from bot.search.packing import pack_arrays, unpack_arrays

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".readings"


class Readings:
    """How characters are usually read, found when it is first asked for.

    Args:
        cache: a private folder for what was found; None finds it each time.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._kept = None if cache is None else KeptFiles(cache, ENDING)

    @cached_property
    def _table(self) -> tuple[memoryview[int], memoryview[int], list[str]]:
        arrays = unpack_arrays(find_or_make(self._kept, name_of("readings 1", version("pypinyin")), _pack))
        # A memoryview gives single numbers ten times as fast as numpy does.
        characters, numbers = arrays["characters"].astype(np.uint32).data, arrays["numbers"].astype(np.uint16).data
        return characters, numbers, list(Spelled(arrays["letters"], arrays["ends"]))

    def of(self, character: str) -> str:
        """A character's usual reading in pinyin without tones; the character itself if it has none."""
        characters, numbers, syllables = self._table
        place = bisect_left(characters, ord(character))
        if place == len(characters) or characters[place] != ord(character):
            return character
        return syllables[numbers[place]]


def _pack() -> bytes:
    usual = {character: readings[0] for character, readings in all_readings()}
    syllables = {syllable: number for number, syllable in enumerate(sorted(set(usual.values())))}
    letters, ends = spell(list(syllables))
    return b"".join(
        pack_arrays(
            {
                "characters": np.asarray([ord(character) for character in usual], dtype=np.uint32),
                "numbers": np.asarray([syllables[syllable] for syllable in usual.values()], dtype=np.uint16),
                "letters": letters,
                "ends": ends,
            }
        )
    )
