"""The values that an interview is made of.

Text is held once, in `Interview.text`; everything else points into it with a `Span`, so that what is quoted
is by construction what stands in the file.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.interviews.likeness import simhash

if TYPE_CHECKING:
    from collections.abc import Iterator


# What a curator says of quoting a passage alone: nothing, gladly, or not at all.
Quoting = Literal["plain", "starred", "never"]
FormatReason = Literal["forced", "content", "ending"]
LayoutReason = Literal["forced", "best", "directed"]


class Span(NamedTuple):
    """Half-open character offsets into an interview's text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and quoted: a paragraph or a bullet of an answer.

    Attributes:
        number: its place in the answer, from 1.
        span: where it stands in the interview's text.
        asked_as: phrasings under which people ask for it; index terms, never shown.
        quoting: whether it may be quoted for its own sake.
    """

    number: int
    span: Span
    asked_as: tuple[str, ...] = ()
    quoting: Quoting = "plain"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of the interviewer with its answer.

    Attributes:
        number: its place in the interview, from 1.
        question: the interviewer's words, without the markup around them.
        answer: from the first character of the first passage to the last of the last.
        passages: in order; what lies between two of them is markup, white space, the labels of speakers, captions and
            what a curator leaves out.
        asked_as: phrasings under which people ask for the exchange as a whole.
        certainty: 0 to 1, how sure it is that question and answer were told apart rightly.
        cautions: what a curator should look at here.
    """

    number: int
    question: Span
    answer: Span
    passages: tuple[Passage, ...]
    asked_as: tuple[str, ...] = ()
    certainty: float = 1.0
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A named set of exchanges, in the order of the interview.

    Attributes:
        name: what members browse.
        exchanges: their numbers, rising.
        aliases: other names that lead to it.
        curated: whether a person named it; otherwise it was made from the interview's own words.
    """

    name: str
    exchanges: tuple[int, ...]
    aliases: tuple[str, ...] = ()
    curated: bool = True


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Something that people ask about and the interview does not say, with phrasings of the question."""

    about: str
    asked_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms the text may be passed on, and whom to credit."""

    name: str
    url: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a curator should look at; the interview is usable all the same."""

    code: str
    line: int
    details: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document was read, and why so.

    Attributes:
        format: the name of its file format.
        format_reason: whether the sidecar, what stands in the file, or its ending said so.
        layout: the name of the layout by which questions and answers were told apart.
        layout_reason: whether the sidecar said so, the layout fits best, or the sidecar's blocks alone ask.
        fits: every layout that was tried with how well it fits, 0 to 1, best first.
    """

    format: str = "markdown"
    format_reason: FormatReason = "ending"
    layout: str = ""
    layout_reason: LayoutReason = "best"
    fits: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Interview:
    """One document of the corpus.

    Attributes:
        id: the file's name without its ending.
        text: the characters of a Markdown or plain file, untouched; of another format what its words were converted
            to. All spans point into it.
        title: its title in its own language.
        speakers: who answers.
        interviewer: who asks; empty if nobody is named.
        publisher: where it appeared; may be empty.
        source: the address of the original; may be empty.
        language: of the text, as in BCP 47.
        introduction: what stands before the first question, or None.
        exchanges: in order, numbered from 1 without gaps.
        topics: in the curator's order, or in that of `TopicFinder`.
        reading: how the file was read.
    """

    id: str
    text: str = field(repr=False)
    title: str
    exchanges: tuple[Exchange, ...] = field(repr=False)
    speakers: tuple[str, ...] = ()
    interviewer: str = ""
    publisher: str = ""
    source: str = ""
    language: str = "zh-CN"
    licence: Licence | None = None
    introduction: Span | None = None
    topics: tuple[Topic, ...] = field(default=(), repr=False)
    not_covered: tuple[NotCovered, ...] = field(default=(), repr=False)
    warnings: tuple[Caution, ...] = field(default=(), repr=False)
    reading: Reading = field(default=Reading(), repr=False)

    def cut(self, span: Span) -> str:
        """The characters of the text that a span covers."""
        return self.text[span.start : span.end]

    def exchange(self, number: int) -> Exchange | None:
        """The exchange with a number counted from 1, or None."""
        return self.exchanges[number - 1] if 1 <= number <= len(self.exchanges) else None

    @cached_property
    def key(self) -> str:
        """Eight characters that stand for the id where room is short."""
        return _digest(self.id, 8)

    def check(self, thing: Exchange | Passage | Topic) -> str:
        """Four characters that change when the words of a question, a passage or a topic's name do.

        A button keeps them, so that one made for an older text is noticed and not answered with something
        else.
        """
        match thing:
            case Exchange():
                return _digest(self.cut(thing.question), 4)
            case Passage():
                return _digest(self.cut(thing.span), 4)
            case Topic():
                return _digest(thing.name, 4)

    @cached_property
    def passages(self) -> tuple[tuple[Exchange, Passage], ...]:
        """Every passage with its exchange, in the order of the text."""
        return tuple((exchange, passage) for exchange in self.exchanges for passage in exchange.passages)

    def row(self, passage: Passage) -> int:
        """The place of a passage among all of the interview, from 0."""
        return bisect_left(self.passages, passage.span, key=lambda entry: entry[1].span)

    @cached_property
    def fingerprints(self) -> tuple[int, ...]:
        """Of each passage 64 bits that change little when its words do (`bot.interviews.likeness`)."""
        return tuple(simhash(self.cut(passage.span)) for _, passage in self.passages)

    @cached_property
    def question_fingerprints(self) -> tuple[int, ...]:
        """The same of each exchange's question."""
        return tuple(simhash(self.cut(exchange.question)) for exchange in self.exchanges)


@dataclass(frozen=True, slots=True)
class Place:
    """What can be quoted: a passage or, without one, a whole answer."""

    interview: Interview
    exchange: Exchange
    passage: Passage | None = None

    @property
    def span(self) -> Span:
        """What is quoted."""
        return self.exchange.answer if self.passage is None else self.passage.span

    @property
    def quote(self) -> str:
        """The words themselves, cut from the interview."""
        return self.interview.cut(self.span)

    @property
    def question(self) -> str:
        """The interviewer's words."""
        return self.interview.cut(self.exchange.question)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Library:
    """All interviews that are served, ordered by id."""

    interviews: tuple[Interview, ...]

    def __iter__(self) -> Iterator[Interview]:
        return iter(self.interviews)

    def __len__(self) -> int:
        return len(self.interviews)

    @cached_property
    def _by_id(self) -> dict[str, Interview]:
        return {interview.id: interview for interview in self.interviews}

    def interview(self, interview_id: str) -> Interview | None:
        """The interview with an id, or None."""
        return self._by_id.get(interview_id)

    @cached_property
    def _by_key(self) -> dict[str, Interview]:
        return {interview.key: interview for interview in self.interviews}

    def by_key(self, key: str) -> Interview | None:
        """The interview with a key (`Interview.key`), or None."""
        return self._by_key.get(key)

    @cached_property
    def topics(self) -> tuple[tuple[Interview, Topic], ...]:
        """Every topic with its interview, in the order of the library."""
        return tuple((interview, topic) for interview in self.interviews for topic in interview.topics)
