"""Which words may name something: what jieba's dictionary and the shape of a word tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Characters of a name.
NAME = 32
# How often a phrase must stand in the text, and how often one of more than plain nouns: that 预计人工智能 is said twice
# is chance.
REPEATED = 2
REPEATED_LOOSE = 3

_LETTER = re.compile(r"[a-z]")
_LETTER_OR_HAN = re.compile(r"[^\W\d_]")
# jieba's tags of nouns, names, abbreviations, and nouns made of verbs and adjectives.
_NOUNS = ("n", "vn", "an", "j", "eng")
# Of names of persons, among which its dictionary has much that is none.
_PERSON = "nr"
# Tags of adjectives and prefixes, which may stand before the noun of a phrase; with verbs 加入谷歌 would be one.
_MODIFIERS = frozenset(["a", "b", "h"])
# Of a noun's last syllable that it cuts off: 打包 + 器.
_ENDINGS = ("n", "k", "g")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which words may name something, alone or in a phrase.

    Attributes:
        tags: the part of speech of the words that jieba's dictionary knows (`Tokenizer.tags`).
        weak: words that say little, particles among them.
        excluded: further words that name nothing here.
    """

    tags: Mapping[str, str]
    weak: frozenset[str]
    excluded: frozenset[str]

    def is_noun(self, word: str) -> bool:
        """Whether a word may stand alone as far as the dictionary tells; a Latin one may."""
        if not 2 <= len(word) <= NAME or self._is_excluded(word):
            return False
        if word.isascii():
            return bool(_LETTER.search(word))
        return not self._is_guessed(word) and self.tags[word].startswith(_NOUNS)

    def may_be_guessed(self, word: str) -> bool:
        """Whether a word that only jieba's statistics, or its list of persons, have for one may stand alone.

        One with a particle in it is a piece of a sentence.
        """
        return 2 <= len(word) <= NAME and self._is_guessed(word) and not self._is_excluded(word)

    def _is_guessed(self, word: str) -> bool:
        return not word.isascii() and self.tags.get(word, _PERSON) == _PERSON

    def is_phrase(self, words: tuple[str, ...], count: int) -> bool:
        """Whether neighbours that stand together so often are a phrase: such as may precede a noun, and a noun."""
        if any(map(self._is_excluded, words)) or not 2 < sum(map(len, words)) <= NAME:
            return False
        if count < (REPEATED if all(map(self._is_plain, words)) else REPEATED_LOOSE):
            return False
        *before, last = words
        return all(map(self._may_precede, before)) and self._may_end(last) and any(map(_LETTER_OR_HAN.search, words))

    def _is_excluded(self, word: str) -> bool:
        if word in self.weak or word in self.excluded or word.isdigit():
            return True
        # jieba's dictionary has 我会 as a noun.
        particles = self.weak.issuperset(word) or (self._is_guessed(word) and not self.weak.isdisjoint(word))
        return particles and not word.isascii()

    def _is_plain(self, word: str) -> bool:
        return self.tags.get(word, "n").startswith("n")

    def _may_precede(self, word: str) -> bool:
        tag = self.tags.get(word, "n")
        return word.isascii() or (len(word) > 1 and (tag.startswith(_NOUNS) or tag in _MODIFIERS))

    def _may_end(self, word: str) -> bool:
        tag = self.tags.get(word, "n")
        return word.isascii() or (tag.startswith(_NOUNS) if len(word) > 1 else tag.endswith(_ENDINGS))
