"""Typing errors put right: homophones from a pinyin keyboard, and Latin letters in the wrong place.

Only what matches nothing as it stands is touched: a stretch of Chinese that is no word of the dictionary or of the
texts, and a Latin word that no text has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import marisa_trie

from bot.search.folding import HAN, Folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.search.keeping import KeptSounds
    from bot.search.readings import Readings
    from bot.search.tokenizer import Tokenizer

_RUN = re.compile(rf"[{HAN}]{{2,}}|[a-z]{{6,}}")
_HAN_WORD = re.compile(rf"[{HAN}]{{2,6}}")
_LATIN_WORD = re.compile(r"[a-z]{5,}")
LONGEST = 6
# Behind a sound, so that none is the beginning of a longer one.
_END = "\t"

Sound = tuple[str, ...]


class Speller:
    """Puts typing errors right with the words of the texts.

    Args:
        vocabulary: the words that occur in what is searched, with how often they do.
        weak: words that say little; what consists of them is left alone.
        tokenizer: of the texts.
        readings: of characters.
        kept: where the sounds of all words are kept; None finds them each time.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        weak: frozenset[str],
        tokenizer: Tokenizer,
        readings: Readings,
        kept: KeptSounds | None = None,
    ) -> None:
        self._kept = kept
        self._readings = readings
        self._frequency = tokenizer.frequency
        self._cut = tokenizer.cut_known
        self._weak = weak
        self._texts = vocabulary

    def _knows(self, word: str) -> bool:
        """Whether the texts have a word; what jieba only guessed to be one is no word to put into a question."""
        return word in self._texts and word not in self._weak and (word.isascii() or self._frequency(word) > 0)

    def prepare(self) -> None:
        """Load readings and the sounds of all words now rather than with the first typing error."""
        self._by_blurred  # noqa: B018
        self._sound("音")

    def mend(self, folded: Folded) -> tuple[Folded, frozenset[int]]:
        """Put typing errors right.

        Args:
            folded: a folded question.

        Returns:
            the question with words of the texts in place of what sounds or looks like them, and the places of these
            words in it. The longest stretch first, from left to right; the more frequent word of equals.
        """
        pieces: list[str] = []
        origins: list[int] = []
        mended: set[int] = set()
        done = 0
        for start, end, word in self._errors(folded.text):
            pieces.append(folded.text[done:start])
            origins.extend(folded.origins[done:start])
            mended.update(range(len(origins), len(origins) + len(word)))
            pieces.append(word)
            origins.extend(folded.origins[min(start + place, end - 1)] for place in range(len(word)))
            done = end
        if not mended:
            return folded, frozenset()
        pieces.append(folded.text[done:])
        origins.extend(folded.origins[done:])
        return Folded("".join(pieces), tuple(origins)), frozenset(mended)

    def _errors(self, text: str) -> Iterator[tuple[int, int, str]]:
        for run in _RUN.finditer(text):
            if run[0].isascii():
                if word := self._latin(run[0]):
                    yield run.start(), run.end(), word
            else:
                for start, end, word in self._homophones(run[0]):
                    yield run.start() + start, run.start() + end, word

    def _latin(self, word: str) -> str | None:
        if word in self._weak or self._knows(word) or self._knows(word.removesuffix("s")):
            return None
        candidates = (known for known in self._latin_words.get(word[0], ()) if one_slip_apart(word, known))
        return max(candidates, key=lambda known: (self._texts[known], known), default=None)

    @cached_property
    def _latin_words(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        for word in self._texts:
            if _LATIN_WORD.fullmatch(word) and self._knows(word):
                words[word[0]].append(word)
        return dict(words)

    def _homophones(self, run: str) -> Iterator[tuple[int, int, str]]:
        """Stretches of a run of Chinese that are no words but sound like one of the texts."""
        pieces = self._cut(run)
        loose = [len(piece) == 1 or not self._frequency(piece) for piece in pieces]
        # Two words that stand side by side are no error, nor are particles.
        doubtful = [one and piece not in self._weak for one, piece in zip(loose, pieces, strict=True)]
        starts = [0, *accumulate(map(len, pieces))]
        place = 0
        while place < len(pieces):
            for end in range(min(len(pieces), place + LONGEST), place, -1):
                if True in doubtful[place:end]:
                    stretch = run[starts[place] : starts[end]]
                    # A longer word may be half right.
                    if len(stretch) == 2 and not all(loose[place:end]):
                        continue
                    if (word := self._meant(stretch)) is not None:
                        yield starts[place], starts[end], word
                        place = end
                        break
            else:
                place += 1

    def _meant(self, stretch: str) -> str | None:
        """The word that a stretch was meant to be; None if it is one, or like none."""
        if not 2 <= len(stretch) <= LONGEST or self._knows(stretch) or self._frequency(stretch):
            return None
        return self._sounding_like(stretch)

    def _sounding_like(self, stretch: str) -> str | None:
        sound = self._sound(stretch)
        candidates = [
            word
            for word in self._blurred_like(sound)
            if self._is_slip(stretch, [typed for typed, meant in zip(stretch, word, strict=True) if typed != meant])
        ]
        return max(
            candidates,
            key=lambda word: (self._sound(word) == sound, self._texts[word], word),
            default=None,
        )

    def _is_slip(self, stretch: str, wrong: list[str]) -> bool:
        """Whether wrong characters may be slips: at most half of a stretch, and not particles, which go anywhere."""
        return len(wrong) * 2 <= len(stretch) and not all(character in self._weak for character in wrong)

    def _blurred_like(self, sound: Sound) -> Iterator[str]:
        """The words of the texts that a southern speaker may not tell from a sound."""
        return (key.rpartition(_END)[2] for key in self._by_blurred.iterkeys(_blurred(sound)))

    @cached_property
    def _by_blurred(self) -> marisa_trie.Trie:
        """The words of the texts, each behind its blurred sound."""
        kept = self._kept.find() if self._kept else None
        if kept is not None:
            return marisa_trie.Trie().frombytes(kept)
        words = (word for word in self._texts if _HAN_WORD.fullmatch(word) and self._knows(word))
        trie = marisa_trie.Trie(_blurred(self._sound(word)) + word for word in words)
        if self._kept:
            self._kept.keep(trie.tobytes())
        return trie

    def _sound(self, word: str) -> Sound:
        return tuple(map(self._readings.usual, word))


def one_slip_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, left out or mistaken, or by two neighbours swapped.

    (The edits of Damerau 1964, "A technique for computer detection and correction of spelling errors".)
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    if shorter[start + 1 :] == longer[start + 1 :]:
        return True
    swapped = shorter[start : start + 2][::-1] == longer[start : start + 2]
    return swapped and shorter[start + 2 :] == longer[start + 2 :]


def _blurred(sound: Sound) -> str:
    return " ".join(map(_blur, sound)) + _END


# As many syllables as there are.
@lru_cache(2048)
def _blur(syllable: str) -> str:
    """A syllable without what southern speakers do not tell apart: zh/z, ch/c, sh/s, n/l, ng/n."""
    for initial in ("zh", "ch", "sh"):
        if syllable.startswith(initial):
            syllable = syllable[0] + syllable[2:]
    if syllable.startswith("l"):
        syllable = "n" + syllable[1:]
    return syllable.removesuffix("g") if syllable.endswith(("ang", "eng", "ing")) else syllable
