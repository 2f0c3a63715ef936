"""An interview as words that know where they stand: what topics are made of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.interviews.models import Interview
    from bot.search.query import Analyzer
    from bot.search.tokenizer import Term

# Addresses, and the marks of links and pictures; the words between their brackets stay.
_MARKUP = re.compile(
    r"!?\[(?=[^\[\]\n]*+\]\()|\]\((?:[^()\s]|\([^()\s]*+\))*+\)|https?://[^\s)>\]]+|</?[a-zA-Z][^<>\n]*+>|[@#]\w+"
)
# Who speaks, before a colon at the beginning of a line.
_LABEL = re.compile(
    r"^(?:[#*_>-]|[^\S\n])*+(?P<label>[^\W\d][^\n:：，。！？,.!?*]{0,30}?)[*_]*+[^\S\n]*+[:：]", re.MULTILINE
)
# So many lines that begin with the same make it a speaker.
LABELS = 3
_NAME_PARTS = re.compile(r"[\s·/_]+")


class Word(NamedTuple):
    """A word of the text.

    Attributes:
        text: folded.
        span: where it stands in the interview.
        joined: whether nothing, or beside a Latin word one blank, parts it from the word before.
    """

    text: str
    span: Span
    joined: bool


class Stretch(NamedTuple):
    """The words of one question or one passage."""

    exchange: int
    asked: bool
    words: tuple[Word, ...]


def read_stretches(interview: Interview, analyzer: Analyzer) -> tuple[Stretch, ...]:
    """Every question and passage of an interview in words, in the order of the text."""
    found: list[Stretch] = []
    for exchange in interview.exchanges:
        spans = [(True, exchange.question), *((False, passage.span) for passage in exchange.passages)]
        for asked, span in spans:
            words = tuple(_words(interview.cut(span), span.start, analyzer))
            found.append(Stretch(exchange.number, asked, words))
    return tuple(found)


def _words(text: str, offset: int, analyzer: Analyzer) -> Iterator[Word]:
    # Markup becomes as many line ends, so that places stay and nothing is joined across it.
    folded = analyzer.folder.fold(_MARKUP.sub(lambda match: "\n" * len(match[0]), text))
    before: Term | None = None
    for term in analyzer.tokenizer.words(folded.text):
        start, end = folded.original(term.start, term.end)
        joined = before is not None and _are_joined(before, term, folded.text)
        yield Word(term.text, Span(offset + start, offset + end), joined)
        before = term


def _are_joined(before: Term, term: Term, folded: str) -> bool:
    between = folded[before.end : term.start]
    return not between or (between == " " and (before.text.isascii() or term.text.isascii()))


def read_speakers(interview: Interview, analyzer: Analyzer) -> frozenset[str]:
    """The words, folded, of the names of who speaks: those that are known, and labels that lines begin with."""
    labels = Counter(match["label"].strip() for match in _LABEL.finditer(interview.text))
    found: set[str] = set()
    for name in (*interview.speakers, interview.interviewer, *labels):
        if labels.get(name, LABELS) < LABELS:
            continue
        folded = analyzer.folder.fold(name).text
        found.update(_NAME_PARTS.split(folded))
        found.update(word.text for word in analyzer.tokenizer.words(folded))
    return frozenset(found - {""})
