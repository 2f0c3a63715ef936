"""Links of buttons and menus: from what is shown to a number and a checksum, and back to what stands there today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.message import Link
from bot.interviews.models import Place

if TYPE_CHECKING:
    from bot.interviews.models import Interview, Library, Topic


def link_to(place: Place, page: int = 0) -> Link:
    """The link that leads to a place."""
    interview = place.interview
    if place.passage is None:
        return Link("answer", interview.key, place.exchange.number, interview.check(place.exchange), page)
    number = interview.row(place.passage) + 1
    return Link("passage", interview.key, number, interview.check(place.passage), page)


def find_place(library: Library, link: Link) -> Place | None:
    """Where a link to an answer or passage leads today; None if the text has changed since."""
    interview = library.by_key(link.interview)
    if interview is None:
        return None
    if link.kind == "answer":
        exchange = interview.exchange(link.number)
        found = exchange is not None and interview.check(exchange) == link.check
        return Place(interview, exchange) if found and exchange is not None else None
    if link.kind != "passage" or not 1 <= link.number <= len(interview.passages):
        return None
    exchange, passage = interview.passages[link.number - 1]
    return Place(interview, exchange, passage) if interview.check(passage) == link.check else None


def find_topic(library: Library, link: Link) -> tuple[Interview, Topic] | None:
    """The topic that a link leads to today; None if it is gone."""
    interview = library.by_key(link.interview)
    if interview is None or link.kind != "topic" or not 1 <= link.number <= len(interview.topics):
        return None
    topic = interview.topics[link.number - 1]
    return (interview, topic) if interview.check(topic) == link.check else None
