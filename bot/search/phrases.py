"""The words and phrases of an interview that may name something.

Words that the text keeps together are joined: neighbours become a phrase if they stand together twice (`Grammar`) and
at least every second time that the rarest of them stands at all, which is the overlap coefficient of their places
(Szymkiewicz 1934, Simpson 1943). Then the text is walked through again, the longest phrase first, so that a word inside
a phrase does not count for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.search.grammar import REPEATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.interviews.models import Interview
    from bot.search.grammar import Grammar
    from bot.search.stretches import Stretch, Word

# Words of a phrase.
LONGEST = 4
# How often a phrase must stand in the text, of all times that its rarest word does.
TOGETHER = 0.5
# With the same neighbour so often, a word that jieba guesses is a piece of a longer one.
BOUND = 0.8


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
