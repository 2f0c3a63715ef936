"""From a question to an Answer: plain, synchronous, without a clock, a disk or a network."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import QuestionError
from bot.interviews.models import Library
from bot.search.signals import known_share, measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.answering.decision import Decider, Decision, Model
    from bot.answering.intents import Intent, Intents
    from bot.search.fields import Scored
    from bot.search.hits import Hit
    from bot.search.index import Index, Scope
    from bot.search.query import Query, QueryParser
    from bot.search.signals import Signals

# How many exchanges an unsure answer offers.
OFFERED = 3
# Characters of a question, and passages, up to which it is answered in about two milliseconds.
SHORT, FEW = 100, 2000
# From this share of the first hit's score on, another interview's answer is as good and stands beside it: answers that
# say the same at different length differ by about so much.
EQUAL = 0.8
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
        also: of an answer the best passage of another interview, if it answers the question as well.
    """

    question: str
    intent: Intent
    decision: Decision
    hits: tuple[Hit, ...]
    query: Query
    signals: Signals | None = None
    of_today: bool = False
    also: Hit | None = None


class Answerer:
    """Answers questions from a library.

    Args:
        index: of the library.
        parser: reads questions for that index.
        intents: words that mean a function.
        decider: tells an answer from a guess.
        limit: characters of a question that are read.
        scope: the interviews that are answered from; None for all.
    """

    def __init__(
        self,
        index: Index,
        parser: QueryParser,
        intents: Intents,
        decider: Decider,
        limit: int,
        scope: Scope | None = None,
    ) -> None:
        self.index = index
        self.parser = parser
        self.decider = decider
        self._intents = intents
        self._limit = limit
        self._scope = scope
        self._frequency = parser.analyzer.tokenizer.frequency

    @property
    def library(self) -> Library:
        """The interviews that are answered from."""
        return self.index.library if self._scope is None else self._scope.library

    def is_quick(self, question: str) -> bool:
        """Whether a question takes a few milliseconds at most: a short one, where there are not many passages."""
        return len(question) <= SHORT and len(self.index.entries) <= FEW

    def within(self, library: Library) -> Answerer:
        """The same, for some of the interviews alone."""
        scope = self.index.scope(library)
        return Answerer(self.index, self.parser, self._intents, self.decider, self._limit, scope)

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
        scored = self.index.score(query)
        likeness = self.index.likeness(scored, self._scope)
        intent = self._intents.of(query.folded.text)
        if intent == "question":
            intent = self._liken(query, likeness)
        hits = self.index.search(query, OFFERED, self._scope, scored) if intent == "question" else ()
        if not hits:
            of_today = intent == "quote" and self._intents.is_of_today(query.folded.text)
            return Answer(asked, intent, "not_found", (), query, of_today=of_today)
        signals, decision = self._decide(scored, hits, likeness)
        also = self._also(scored, hits[0], likeness) if decision == "answered" else None
        return Answer(asked, intent, decision, hits, query, signals, also=also)

    def _decide(self, scored: Scored, hits: tuple[Hit, ...], likeness: NDArray[np.float64]) -> tuple[Signals, Decision]:
        signals = measure(self.index, scored, hits, likeness, self._frequency)
        if not scored.query.telling and signals.likeness < WORD_FOR_WORD:
            return signals, "not_found"
        return signals, self.model(hits[0]).decide(signals)

    def _also(self, scored: Scored, first: Hit, likeness: NDArray[np.float64]) -> Hit | None:
        """The best hit of another interview, if it would be an answer alone and is as good."""
        mine = first.place.interview
        others = Library(tuple(interview for interview in self.library if interview is not mine))
        if not others.interviews:
            return None
        found = self.index.search(scored.query, 1, self.index.scope(others), scored)
        if not found or found[0].score < EQUAL * first.score:
            return None
        return found[0] if self._decide(scored, found, likeness)[1] == "answered" else None

    def _liken(self, query: Query, likeness: NDArray[np.float64]) -> Intent:
        phrasings = self.index.phrasings
        function, nearness = phrasings.function(likeness)
        if not function:
            return "question"
        known = known_share(query, phrasings.function_words[function], self._frequency)
        return self._intents.liken(function, nearness, known)

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The ranking alone, without intents and decision."""
        return self.index.search(self.parser.parse(question[: self._limit]), limit, self._scope)

    def model(self, hit: Hit) -> Model:
        """What decides on a hit."""
        return self.decider.model(phrased=self.index.phrasings.has(int(self.index.owner[hit.row])))
