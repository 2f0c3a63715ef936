"""Which words of a quote earned it its place, so that they can be shown in bold."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.interviews.models import Span
from bot.search.query import is_weak

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.search.hits import Hit
    from bot.search.query import Analyzer, Channel, Query
    from bot.search.tokenizer import Term

_SHOWN: tuple[Channel, ...] = ("word", "concept")
# A line that has marks of its own is left as it is: more of them could change what the old ones mean.
_MARKED = re.compile(r"[*_`~|\\<]|\[|://")
# Marks that begin on one line and may end on another of the same paragraph.
_PAIRED = re.compile(r"(?<!\w)_+|(?<!_)_++(?!\w)|\*+|`+|~~+|\|\|+")
_FENCE = "```"


def find_matched(hit: Hit, query: Query, analyzer: Analyzer) -> tuple[Span, ...]:
    """Where a hit's passage says what was asked.

    Args:
        hit: of that query.
        query: what was asked; its weak words are left out.
        analyzer: the one that the index was built with.

    Returns:
        spans of the interview's text, in order, that do not touch: of words, and of what the glossary takes for a
        word of the question.
    """
    folded, terms = analyzer.read(hit.place.quote)
    said = {term.text for term in terms}
    asked = [one.term for channel in _SHOWN for one in query.terms[channel] if not is_weak(one.term, query.weak)]
    whole = [term for term in asked if term.text in said]
    wanted = {term.text for term in whole if not any(_is_part(term, other) for other in whole)}
    start = hit.place.span.start
    found = (folded.original(term.start, term.end) for term in terms if term.text in wanted)
    return merge_spans(Span(start + begin, start + end) for begin, end in found)


def _is_part(term: Term, other: Term) -> bool:
    """Whether a word is only a part of a longer one of the question, as 学习 is of 深度学习."""
    inside = other.start <= term.start and term.end <= other.end
    return inside and other.end - other.start > term.end - term.start


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)


def embolden(text: str, page: Span, matched: Iterable[Span]) -> str:
    """A page of a text with what matched in bold; lines with marks of their own stay as they are."""
    said: list[str] = []
    done = page.start
    for begin, end in matched:
        inside = Span(max(begin, page.start), min(end, page.end))
        if inside.start >= inside.end or "\n" in text[slice(*inside)] or _is_marked(text, inside):
            continue
        said += [text[done : inside.start], "**", text[slice(*inside)], "**"]
        done = inside.end
    return "".join((*said, text[done : page.end]))


def _is_marked(text: str, span: Span) -> bool:
    """Whether marks stand on the line of a span, or begin before it and may end after it."""
    if _MARKED.search(_line(text, span)) or text.count(_FENCE, 0, span.start) % 2:
        return True
    begin = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    paragraph = text[begin : len(text) if end < 0 else end]
    return any(count % 2 for line in paragraph.split("\n") for count in Counter(_PAIRED.findall(line)).values())


def _line(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : len(text) if end < 0 else end]
