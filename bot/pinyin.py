"""How Chinese characters are read, by the dictionary of pypinyin."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def readings_of(character: str) -> tuple[str, ...]:
    """The readings of a character in pinyin without tones, each once, the usual one first; none if it has none.

    ü is written v, as it is typed.
    """
    return _split(_dictionary().get(ord(character), ""))


def all_readings() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every character of the dictionary with its readings, in the order of the characters."""
    for code, written in sorted(_dictionary().items()):
        yield chr(code), _split(written)


def _dictionary() -> Mapping[int, str]:
    """For each character its readings with tones, separated by commas."""
    # The phrases of pypinyin take 40 MB and are of no use for single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    # Loaded late: it takes 10 MB, and most processes have all that they need of it in what was kept.
    from pypinyin.constants import PINYIN_DICT

    found: Mapping[int, str] = PINYIN_DICT
    return found


def _split(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_toneless, written.split(",")))) if written else ()


# As many syllables as there are, each in its tones.
@cache
def _toneless(syllable: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal

    found: str = to_normal(syllable)
    return found
