"""The words and phrases of an interview that may name something.

Words that the text keeps together are joined: neighbours become a phrase if they stand together twice and at least
every second time that the rarer of them stands at all, which is the overlap coefficient of their places (Szymkiewicz
1934, Simpson 1943). Then the text is walked through again, the longest phrase first, so that a word inside a phrase does
not count for itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.interviews.models import Interview
    from bot.search.stretches import Stretch, Word

# Words of a phrase, and characters of a name.
LONGEST = 4
NAME = 32
# How often a phrase must stand in the text; one of more than plain nouns (预计人工智能 happens to be said twice); and how
# often of all times that its rarest word does.
REPEATED = 2
REPEATED_LOOSE = 3
TOGETHER = 0.5
# With the same neighbour so often, a word that jieba guesses is a piece of a longer one.
BOUND = 0.8

_LETTER = re.compile(r"[a-z]")
# jieba's tags of nouns, names, abbreviations, and nouns made of verbs and adjectives.
_NOUNS = ("n", "vn", "an", "j", "eng")
# Of names of persons, among which its dictionary has much that is none.
_PERSON = "nr"
# Tags of adjectives and prefixes, which may stand before the noun of a phrase; with verbs 加入谷歌 would be one.
_MODIFIERS = frozenset(["a", "b", "h"])
# Of a noun's last syllable that it cuts off: 打包 + 器.
_ENDINGS = ("n", "k", "g")


@dataclass(slots=True)
class Named:
    """A word or phrase that may name a topic, and where the interview has it.

    Attributes:
        words: folded.
        said: by exchange, how often its answer has it.
        asked: by exchange, how often its question has it.
        written: the ways it is written, and how often.
    """

    words: tuple[str, ...]
    said: Counter[int] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """The folded words as one: a blank between Latin ones, none beside Chinese ones."""
        joined = self.words[0]
        for before, word in zip(self.words, self.words[1:], strict=False):
            joined += " " + word if before.isascii() and word.isascii() else word
        return joined

    @property
    def name(self) -> str:
        """The way of writing that the interview uses most; of equals the first in the order of characters."""
        return min(self.written, key=lambda way: (-self.written[way], way))


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
        """Whether a word may stand alone, as far as the dictionary tells; Latin words may."""
        if not 2 <= len(word) <= NAME or self._is_excluded(word):
            return False
        if word.isascii():
            return bool(_LETTER.search(word))
        return self.tags.get(word, "").startswith(_NOUNS) and not self.is_guessed(word)

    def is_guessed(self, word: str) -> bool:
        """Whether only jieba's statistics, or its list of persons, say that this is a word."""
        return not word.isascii() and self.tags.get(word, _PERSON) == _PERSON

    def may_be_guessed(self, word: str) -> bool:
        """Whether a guess may be a word: one with a particle in it is a piece of a sentence."""
        return 2 <= len(word) <= NAME and not self._is_excluded(word) and self.weak.isdisjoint(word)

    def is_phrase(self, words: tuple[str, ...], count: int) -> bool:
        """Whether neighbours that stand together so often are a phrase: such as may precede a noun, and a noun."""
        if any(map(self._is_excluded, words)) or not 2 < sum(map(len, words)) <= NAME:
            return False
        if count < (REPEATED if all(map(self._is_plain, words)) else REPEATED_LOOSE):
            return False
        *before, last = words
        return all(map(self._may_precede, before)) and self._may_end(last) and any(map(_LETTER_OR_HAN.search, words))

    def _is_excluded(self, word: str) -> bool:
        # jieba's dictionary has 我会 as a noun.
        particles = not word.isascii() and self.weak.issuperset(word)
        return particles or word in self.weak or word in self.excluded or word.isdigit()

    def _is_plain(self, word: str) -> bool:
        return self.tags.get(word, "n").startswith("n")

    def _may_precede(self, word: str) -> bool:
        tag = self.tags.get(word, "n")
        return word.isascii() or (len(word) > 1 and (tag.startswith(_NOUNS) or tag in _MODIFIERS))

    def _may_end(self, word: str) -> bool:
        tag = self.tags.get(word, "n")
        return word.isascii() or (tag.startswith(_NOUNS) if len(word) > 1 else tag.endswith(_ENDINGS))


_LETTER_OR_HAN = re.compile(r"[^\W\d_]")


def find_named(interview: Interview, stretches: Sequence[Stretch], grammar: Grammar) -> tuple[Named, ...]:
    """The words and phrases of an interview that may name a topic.

    Args:
        interview: whose words they are.
        stretches: of it (`read_stretches`).
        grammar: of its words.

    Returns:
        each once, in the order in which the text first has them.
    """
    counts = Counter(word.text for stretch in stretches for word in stretch.words)
    phrases = _find_phrases(stretches, counts, grammar.is_phrase)
    bound = _find_bound(stretches, counts)

    def may_stand_alone(word: str) -> bool:
        if not grammar.is_guessed(word):
            return grammar.is_noun(word)
        return counts[word] >= REPEATED and word not in bound and grammar.may_be_guessed(word)

    found: dict[tuple[str, ...], Named] = {}
    for stretch in stretches:
        for words in _walk(stretch.words, phrases):
            key = tuple(word.text for word in words)
            if len(key) == 1 and not may_stand_alone(key[0]):
                continue
            named = found.setdefault(key, Named(key))
            (named.asked if stretch.asked else named.said)[stretch.exchange] += 1
            named.written[interview.text[words[0].span.start : words[-1].span.end]] += 1
    return tuple(found.values())


def _find_phrases(
    stretches: Iterable[Stretch], counts: Mapping[str, int], is_phrase: Callable[[tuple[str, ...], int], bool]
) -> frozenset[tuple[str, ...]]:
    together: Counter[tuple[str, ...]] = Counter()
    for stretch in stretches:
        texts = [word.text for word in stretch.words]
        for start in range(len(texts)):
            for end in range(start + 2, min(start + LONGEST, len(texts)) + 1):
                if not stretch.words[end - 1].joined:
                    break
                together[tuple(texts[start:end])] += 1
    return frozenset(
        words
        for words, count in together.items()
        if count >= REPEATED and count >= TOGETHER * min(counts[word] for word in words) and is_phrase(words, count)
    )


def _find_bound(stretches: Iterable[Stretch], counts: Mapping[str, int]) -> frozenset[str]:
    """Words that nearly always have the same word before them, or after them."""
    sides: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for stretch in stretches:
        for before, word in zip(stretch.words, stretch.words[1:], strict=False):
            if word.joined:
                sides[before.text, True][word.text] += 1
                sides[word.text, False][before.text] += 1
    return frozenset(
        word for (word, _), neighbours in sides.items() if max(neighbours.values()) >= BOUND * counts[word]
    )


def _walk(words: tuple[Word, ...], phrases: frozenset[tuple[str, ...]]) -> Iterator[tuple[Word, ...]]:
    """The words of a stretch in order, those of a phrase together, the longest first."""
    start = 0
    while start < len(words):
        end = next(
            (
                end
                for end in range(min(start + LONGEST, len(words)), start + 1, -1)
                if all(word.joined for word in words[start + 1 : end])
                and tuple(word.text for word in words[start:end]) in phrases
            ),
            start + 1,
        )
        yield words[start:end]
        start = end
