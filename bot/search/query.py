"""From text to what the index compares: the bags of a document and the Query of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.search.tokenizer import TOKENS, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from bot.search.bilingual import Lexicon
    from bot.search.folding import Folded, Folder
    from bot.search.glossary import Glossary
    from bot.search.spelling import Speller
    from bot.search.tokenizer import Tokenizer
    from bot.search.weights import QueryWeights

Channel = Literal["word", "pair", "character", "concept"]
CHANNELS: tuple[Channel, ...] = ("word", "pair", "character", "concept")
Origin = Literal["asked", "sound", "previous", "translated"]
Bags = dict[Channel, list[str]]


class Weighted(NamedTuple):
    """A term of a query with its weight and why it is there.

    Attributes:
        term: with its place in the folded question; terms of another text have that text's places.
        weight: how much it counts; 1 for an ordinary word that was asked.
        origin: "asked"; "sound", put right by sound or spelling; "previous", from the question before; or
            "translated", from a dictionary.
    """

    term: Term
    weight: float
    origin: Origin = "asked"


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, folded and tokenised.

    Attributes:
        text: the question as it was typed.
        folded: the same, folded and with typing errors put right.
        terms: for each channel the weighted terms, in the order of the question; those of the question before it
            come last.
        weak: the places of the folded text that only weak words cover.
    """

    text: str
    folded: Folded
    terms: Mapping[Channel, tuple[Weighted, ...]]
    weak: frozenset[int] = frozenset()

    @property
    def telling(self) -> bool:
        """Whether it says anything beyond weak words, itself or in the question before it."""
        return any(
            weighted.origin == "previous" or not is_weak(weighted.term, self.weak) for weighted in self.terms["word"]
        )

    def weights(self, channel: Channel) -> list[tuple[str, float]]:
        """The terms of a channel as the index takes them."""
        return [(weighted.term.text, weighted.weight) for weighted in self.terms[channel]]


def is_weak(term: Term, weak: frozenset[int]) -> bool:
    """Whether a term covers places of weak words only."""
    return weak.issuperset(range(term.start, term.end))


class Reading(NamedTuple):
    """A text, folded, and its words and concepts with their places."""

    folded: Folded
    terms: tuple[Term, ...]


class Analyzer:
    """Turns texts into terms, the same way for documents and questions."""

    def __init__(self, folder: Folder, tokenizer: Tokenizer, glossary: Glossary) -> None:
        self.folder = folder
        self.tokenizer = tokenizer
        self.glossary = glossary

    def __reduce__(self) -> tuple[type[Analyzer], tuple[Folder, Tokenizer, Glossary]]:
        """What was read is not handed on to other processes."""
        return type(self), (self.folder, self.tokenizer, self.glossary)

    def terms(self, folded: str, *, asking: bool) -> dict[Channel, tuple[Term, ...]]:
        """The terms of a folded text, for each channel in the order of the text."""
        cut = self.tokenizer.cut(folded)
        return {
            "word": cut.word,
            "pair": cut.pair,
            "character": cut.character,
            "concept": self.glossary.find(folded, cut, asking=asking),
        }

    @cached_property
    def read(self) -> Callable[[str], Reading]:
        """Reads a document for the words and concepts that stand in it; those of the last few are kept."""

        def read(text: str) -> Reading:
            folded = self.folder.fold(text)
            terms = self.terms(folded.text, asking=False)
            return Reading(folded, (*terms["word"], *terms["concept"]))

        return lru_cache(64)(read)

    def bags(self, text: str, *, asking: bool = False) -> Bags:
        """A document's terms without their places; `asking` for phrasings of a question."""
        terms = self.terms(self.folder.fold(text).text, asking=asking)
        return {channel: [term.text for term in terms[channel]] for channel in CHANNELS}


class QueryParser:
    """Reads questions.

    Args:
        analyzer: the one the index was built with.
        weak: words that say little, folded; they count with the weight `weak`.
        weights: of weak words, of what was put right, and of the question before.
        speller: puts typing errors right.
        lexicon: Chinese words for English ones.
        said: words that the interviews themselves use; they are not translated.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        weak: frozenset[str],
        weights: QueryWeights,
        speller: Speller,
        lexicon: Lexicon,
        said: Container[str],
    ) -> None:
        self.analyzer = analyzer
        self._weak = weak
        self._weights = weights
        self._speller = speller
        self._lexicon = lexicon
        self._said = said

    def prepare(self) -> None:
        """Load what the first question would have to wait for."""
        self._lexicon.prepare()
        self._speller.prepare()

    def parse(self, question: str, *, previous: str | None = None) -> Query:
        """Read a question.

        Args:
            question: as it was typed.
            previous: the question before it. A short question is read in its light: its terms are added with a
                weight that falls from 1 to 0 as the question says more itself (`QueryWeights`: lone, full).

        Returns:
            the query.
        """
        query = self._parse_alone(question)
        if previous is None:
            return query
        share = self._need(query)
        if share <= 0:
            return query
        before = self._parse_alone(previous)
        terms = {
            channel: (
                *query.terms[channel],
                *(
                    weighted._replace(weight=weighted.weight * share, origin="previous")
                    for weighted in before.terms[channel]
                ),
            )
            for channel in CHANNELS
        }
        return replace(query, terms=terms)

    def _need(self, query: Query) -> float:
        """How much a question needs the one before it, 0 to 1.

        By the number of characters that say something; a Latin word says about as much as two Chinese characters. One
        that begins or ends like a continuation (那……呢, and …) takes more before it stands alone.
        """
        said = sum(
            2 if weighted.term.text.isascii() else 1
            for weighted in query.terms["character"]
            if weighted.origin != "translated" and not is_weak(weighted.term, query.weak)
        )
        lone, full = self._weights.lone, self._weights.full
        if _CONTINUES.search(query.folded.text):
            lone, full = lone + self._weights.continued, full + self._weights.continued
        return min(max((full - said) / (full - lone), 0.0), 1.0)

    def _parse_alone(self, question: str) -> Query:
        folded, mended = self._speller.mend(self.analyzer.folder.fold(question))
        terms = self.analyzer.terms(folded.text, asking=True)
        weak = self._weak_places(folded.text, terms["word"])
        weighted = {channel: tuple(self._weigh(term, weak, mended) for term in terms[channel]) for channel in CHANNELS}
        for channel, found in self._translations(terms["word"], weak).items():
            weighted[channel] = (*weighted[channel], *found)
        return Query(question, folded, weighted, weak)

    def _weigh(self, term: Term, weak: frozenset[int], mended: frozenset[int]) -> Weighted:
        if mended and not mended.isdisjoint(range(term.start, term.end)):
            return Weighted(term, self._weights.sound, "sound")
        return Weighted(term, self._weights.weak if is_weak(term, weak) else 1.0)

    def _weak_places(self, folded: str, words: tuple[Term, ...]) -> frozenset[int]:
        strong = {place for word in words if word.text not in self._weak for place in range(word.start, word.end)}
        return frozenset(range(len(folded))) - strong

    def _translations(self, words: tuple[Term, ...], weak: frozenset[int]) -> dict[Channel, list[Weighted]]:
        """The terms of the Chinese words for the English words of a question."""
        found: dict[Channel, list[Weighted]] = {channel: [] for channel in CHANNELS}
        if not self._weights.translated:
            return found
        english = [
            word
            for word in words
            if _LATIN.fullmatch(word.text) and word.text not in self._said and not is_weak(word, weak)
        ]
        for start, end, chinese in self._lexicon.translate([word.text for word in english]):
            first, last = english[start].start, english[end - 1].end
            for word, share in chinese:
                weight = share * self._weights.translated
                for channel, texts in self._cut_translation(word):
                    found[channel].extend(Weighted(Term(text, first, last), weight, "translated") for text in texts)
        return found

    @cached_property
    def _cut_translation(self) -> Callable[[str], tuple[tuple[Channel, tuple[str, ...]], ...]]:
        # Without self in it, so that a parser that is not used any longer is given back at once.
        tokenizer = self.analyzer.tokenizer

        def cut(word: str) -> tuple[tuple[Channel, tuple[str, ...]], ...]:
            terms = tokenizer.cut(word)
            return tuple((channel, tuple(term.text for term in terms.of(channel))) for channel in TOKENS)

        # An English word has up to eight translations, and people ask with the same few hundred words.
        return lru_cache(8192)(cut)


_CONTINUES = re.compile(
    r"^\s*(?:那|哪|还有|还|而|可是|但是|不过|另外|继续|再|具体|展开)"
    r"|^\s*(?:and|so|but|then|any other|what about|how about|why)\b"
    r"|[呢咧][?!.~\s]*$"
)
_LATIN = re.compile(r"[a-z]{2,}")
