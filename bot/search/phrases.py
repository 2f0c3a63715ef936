"""The words and phrases of an interview that may name something.

Words that the text keeps together are joined: neighbours become a phrase if they stand together twice (`Grammar`) and
at least every second time that the rarest of them stands at all, which is the overlap coefficient of their places
(Szymkiewicz 1934, Simpson 1943). Then the text is walked through again, the longest phrase first, so that a word inside
a phrase does not count for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.search.grammar import REPEATED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.interviews.models import Interview
    from bot.search.grammar import Grammar
    from bot.search.stretches import Stretch, Word

# Words of a phrase.
LONGEST = 4
# How often a phrase must stand in the text, of all times that its rarest word does.
TOGETHER = 0.5
# With the same neighbour so often, a word that jieba guesses is a piece of a longer one.
BOUND = 0.8


Phrases = Mapping[str, set[tuple[str, ...]]]


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
    phrases = _find_phrases(stretches, counts, grammar)
    guessed = {word: count for word, count in counts.items() if count >= REPEATED and grammar.may_be_guessed(word)}
    names = {word for word in counts if grammar.is_noun(word)} | (guessed.keys() - _find_bound(stretches, guessed))
    found: dict[tuple[str, ...], Named] = {}
    for stretch in stretches:
        for words in _walk(stretch.words, phrases):
            key = tuple(word.text for word in words)
            if len(key) == 1 and key[0] not in names:
                continue
            named = found.setdefault(key, Named(key))
            (named.asked if stretch.asked else named.said)[stretch.exchange] += 1
            named.written[interview.text[words[0].span.start : words[-1].span.end]] += 1
    return tuple(found.values())


def _find_phrases(stretches: Iterable[Stretch], counts: Mapping[str, int], grammar: Grammar) -> Phrases:
    """The phrases of a text, under their first words."""
    together: Counter[tuple[str, ...]] = Counter()
    for stretch in stretches:
        texts = [word.text for word in stretch.words]
        for start in range(len(texts)):
            for end in range(start + 2, min(start + LONGEST, len(texts)) + 1):
                if not stretch.words[end - 1].joined:
                    break
                together[tuple(texts[start:end])] += 1
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words, count in together.items():
        often = count >= max(REPEATED, TOGETHER * min(counts[word] for word in words))
        if often and grammar.is_phrase(words, count):
            found[words[0]].add(words)
    return found


def _find_bound(stretches: Iterable[Stretch], counts: Mapping[str, int]) -> frozenset[str]:
    """Of some words, with how often the text has them, those that nearly always have the same one before or after."""
    sides: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for stretch in stretches:
        for before, word in zip(stretch.words, stretch.words[1:], strict=False):
            if word.joined and before.text in counts:
                sides[before.text, True][word.text] += 1
            if word.joined and word.text in counts:
                sides[word.text, False][before.text] += 1
    return frozenset(
        word for (word, _), neighbours in sides.items() if max(neighbours.values()) >= BOUND * counts[word]
    )


def _walk(words: tuple[Word, ...], phrases: Phrases) -> Iterator[tuple[Word, ...]]:
    """The words of a stretch in order, those of a phrase together, the longest first."""
    start = 0
    while start < len(words):
        end = _end_of_phrase(words, start, phrases.get(words[start].text, ()))
        yield words[start:end]
        start = end


def _end_of_phrase(words: tuple[Word, ...], start: int, phrases: Collection[tuple[str, ...]]) -> int:
    """Where the longest phrase ends that begins at a word; behind the word itself if none does."""
    longest = LONGEST if phrases else 1
    for end in range(min(start + longest, len(words)), start + 1, -1):
        taken = words[start:end]
        if all(word.joined for word in taken[1:]) and tuple(word.text for word in taken) in phrases:
            return end
    return start + 1
