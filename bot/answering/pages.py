"""A long text cut into message-sized pages without losing a character."""

from __future__ import annotations

import re

from bot.interviews.models import Span

# Where a page may end, best first: paragraph, line, sentence (closing marks stay with it), clause, word.
_BREAKS = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"[。！？!?…]+[”’」』）)\"']*|\.(?=\s)", r"[，、；：,;:]", r"\s")
)
# A page at least this full is preferred to a better break further up.
_FULL = 0.5


def paginate(text: str, span: Span, limit: int) -> tuple[Span, ...]:
    """Cut a stretch of text into pages.

    Args:
        text: the interview's text.
        span: the stretch, not empty.
        limit: characters a page at most, at least 1.

    Returns:
        pages in order, each not empty and neither beginning nor ending with white space; what stands between two of
        them, and at the ends of the stretch, is white space only. A stretch of white space has no page.
    """
    pages: list[Span] = []
    start = _skip(text, span.start, span.end)
    while start < span.end:
        end = span.end if span.end - start <= limit else _break(text, start, start + limit)
        page = text[start:end]
        pages.append(Span(start, start + len(page.rstrip())))
        start = _skip(text, end, span.end)
    return tuple(pages)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _break(text: str, start: int, latest: int) -> int:
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, start, latest)]
        if ends and ends[-1] - start >= _FULL * (latest - start):
            return ends[-1]
    return latest
