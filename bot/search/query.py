"""From text to what the index compares: the bags of a document and the Query of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.search.folding import Folded, Folder
    from bot.search.glossary import Glossary
    from bot.search.tokenizer import Term, Tokenizer

Channel = Literal["word", "pair", "character", "concept"]
CHANNELS: tuple[Channel, ...] = ("word", "pair", "character", "concept")
Bags = dict[Channel, list[str]]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A term of a query with its weight and, for what was added, why it is there.

    Attributes:
        term: with its place in the folded question; what was added has the place of what it was added for.
        weight: how much it counts; 1 for what was asked.
        origin: "asked", "previous" (from the question before) or "sound" (a typing error put right).
    """

    term: Term
    weight: float = 1.0
    origin: Literal["asked", "previous", "sound"] = "asked"


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, folded and tokenised.

    Attributes:
        text: the question as it was typed.
        folded: the same, folded.
        terms: for each channel the weighted terms, in the order of the question.
    """

    text: str
    folded: Folded
    terms: Mapping[Channel, tuple[Weighted, ...]]

    def weights(self, channel: Channel) -> list[tuple[str, float]]:
        """The terms of a channel as the index takes them."""
        return [(weighted.term.text, weighted.weight) for weighted in self.terms[channel]]


class Analyzer:
    """Turns texts into terms, the same way for documents and questions."""

    def __init__(self, folder: Folder, tokenizer: Tokenizer, glossary: Glossary) -> None:
        self.folder = folder
        self.tokenizer = tokenizer
        self.glossary = glossary

    def terms(self, folded: str, *, asking: bool) -> dict[Channel, tuple[Term, ...]]:
        """The terms of a folded text, for each channel in the order of the text."""
        cut = self.tokenizer.cut(folded)
        return {
            "word": cut.word,
            "pair": cut.pair,
            "character": cut.character,
            "concept": self.glossary.find(folded, cut, asking=asking),
        }

    def bags(self, text: str, *, asking: bool = False) -> Bags:
        """A document's terms without their places; `asking` for phrasings of a question."""
        terms = self.terms(self.folder.fold(text).text, asking=asking)
        return {channel: [term.text for term in terms[channel]] for channel in CHANNELS}

    def query(self, text: str) -> Query:
        """The query of a question that stands alone."""
        folded = self.folder.fold(text)
        terms = self.terms(folded.text, asking=True)
        return Query(text, folded, {channel: tuple(map(Weighted, terms[channel])) for channel in CHANNELS})
