"""From a question to an Answer: plain, synchronous, without a clock, a disk or a network."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import QuestionError
from bot.search.signals import known_share, measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.answering.decision import Decider, Decision, Model
    from bot.answering.intents import Intent, Intents
    from bot.interviews.models import Library
    from bot.search.index import Hit, Index
    from bot.search.query import Query, QueryParser
    from bot.search.signals import Signals

# How many exchanges an unsure answer offers.
OFFERED = 3
# A question of weak words alone (他是谁) is answered only if a curator wrote it down so. As weak words count less, it
# is like itself by about 0.7.
WORD_FOR_WORD = 0.6


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        question: as it was typed, without the white space around it.
        intent: "question", or the function that the words mean; then nothing was searched.
        decision: "answered" shows the first hit, "unsure" offers all, "not_found" shows none.
        hits: the best passages of up to three exchanges, best first, whatever the decision.
        query: what was searched.
        signals: what the decision rests on; None if nothing was searched or found.
        of_today: the quote of the day is meant, where the intent is a quote.
    """

    question: str
    intent: Intent
    decision: Decision
    hits: tuple[Hit, ...]
    query: Query
    signals: Signals | None = None
    of_today: bool = False


class Answerer:
    """Answers questions from a library.

    Args:
        index: of the library.
        parser: reads questions for that index.
        intents: words that mean a function.
        decider: tells an answer from a guess.
        limit: characters of a question that are read.
    """

    def __init__(self, index: Index, parser: QueryParser, intents: Intents, decider: Decider, limit: int) -> None:
        self.index = index
        self.parser = parser
        self.decider = decider
        self._intents = intents
        self._limit = limit
        self._frequency = parser.analyzer.tokenizer.frequency

    @property
    def library(self) -> Library:
        """The interviews that are answered from."""
        return self.index.library

    def answer(self, question: str, *, previous: str | None = None) -> Answer:
        """Answer a question.

        Args:
            question: what was typed; more than the limit is not read.
            previous: the question before it in the same conversation, if there is one.

        Returns:
            the answer; the same for the same question always.

        Raises:
            QuestionError: nothing that can be read stands in it, only white space, marks or pictures.
        """
        asked = question.strip()
        query = self.parser.parse(asked[: self._limit], previous=previous)
        if not any(unicodedata.category(character)[0] in "LN" for character in query.folded.text):
            raise QuestionError("question-empty")
        likeness = self.index.likeness(query)
        intent = self._intents.of(query.folded.text)
        if intent == "question":
            intent = self._liken(query, likeness)
        hits = self.index.search(query, OFFERED) if intent == "question" else ()
        if not hits:
            of_today = intent == "quote" and self._intents.is_of_today(query.folded.text)
            return Answer(asked, intent, "not_found", (), query, of_today=of_today)
        signals = measure(self.index, query, hits, likeness, self._frequency)
        decision = self.model(hits[0]).decide(signals)
        if not query.telling and signals.likeness < WORD_FOR_WORD:
            decision = "not_found"
        return Answer(asked, intent, decision, hits, query, signals)

    def _liken(self, query: Query, likeness: NDArray[np.float64]) -> Intent:
        phrasings = self.index.phrasings
        function, nearness = phrasings.function(likeness)
        if not function:
            return "question"
        known = known_share(query, phrasings.function_words[function], self._frequency)
        return self._intents.liken(function, nearness, known)

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The ranking alone, without intents and decision."""
        return self.index.search(self.parser.parse(question[: self._limit]), limit)

    def model(self, hit: Hit) -> Model:
        """What decides on a hit."""
        return self.decider.model(phrased=self.index.phrasings.has(int(self.index.owner[hit.row])))
