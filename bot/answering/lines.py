"""Lines around quotes: shortened labels, questions, and the buttons that turn pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.message import Button, Link
from bot.answering.pages import paginate

if TYPE_CHECKING:
    from bot.answering.texts import Texts
    from bot.interviews.models import Place

# An embed's description.
BODY = 4096
# Choices of a menu, and characters of one.
CHOICES = 25
LABEL = 100
_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"']*")


def question_of(place: Place, texts: Texts, limit: int) -> str:
    """The question that a place answers; of a longer one the first page, which says that it goes on."""
    said = place.question
    if len(said) <= limit:
        return said
    first = paginate(place.interview.text, place.exchange.question, limit)[0]
    return place.interview.cut(first) + texts("question-goes-on")


def gist(question: str, limit: int) -> str:
    """The last sentences of a question that fit, in one line; at least one, shortened if it must be."""
    said = " ".join(question.split())
    starts = [match.end() for match in _SENTENCE_END.finditer(said) if match.end() < len(said)]
    start = next((start for start in [0, *starts] if len(said) - start <= limit), starts[-1] if starts else 0)
    return fit(said[start:].strip(), limit)


def page_of(page: int, pages: int, texts: Texts) -> str:
    """Which page this is, counted from 0; nothing where there is one only."""
    return "" if pages < 2 else texts("page-of", page=page + 1, pages=pages)


def turning(link: Link, page: int, pages: int, texts: Texts) -> tuple[Button, ...]:
    """The buttons that turn pages, counted from 0; none where there is one page only."""
    if pages < 2:
        return ()
    last = page == pages - 1
    return (
        Button(texts("button-back"), link.at(page - 1) if page else None, disabled=not page),
        Button(texts("button-on"), None if last else link.at(page + 1), disabled=last),
    )


def fit(said: str, limit: int) -> str:
    """A label shortened to what Discord takes; labels are not quotes and lead to the whole."""
    return said if len(said) <= limit else said[: limit - 1] + "…"
