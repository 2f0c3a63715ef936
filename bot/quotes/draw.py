"""Which passages are worth quoting alone, and a random one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.interviews.models import Place

if TYPE_CHECKING:
    import random

    from bot.interviews.models import Interview, Library, Passage, Topic

# Shorter ones seldom stand alone; longer ones are for reading, not for quoting.
SHORTEST, LONGEST = 20, 600

# An item of a Markdown list, as its line begins: without the rest of its list it is a fragment.
_ITEM = re.compile(r"^[ \t>]*(?:(?:[*+-]|\d{1,3}[.)])[ \t]+|\d{1,3}、)", re.MULTILINE)
_LEADS_IN = (":", "：")


def quotable(library: Library, topic: tuple[Interview, Topic] | None = None) -> tuple[Place, ...]:
    """The passages worth quoting alone, perhaps of a topic, in the order of the library.

    They are of a sensible length, lead in to nothing and belong to no list; a curator's word (`Passage.quoting`) goes
    before these rules. Where nothing is worth it, everything that is not forbidden is.
    """
    places = [
        place
        for interview in library
        for place in (Place(interview, *entry) for entry in interview.passages)
        if place.passage and place.passage.quoting != "never" and belongs(place, topic)
    ]
    fitting = [place for place in places if place.passage and stands_alone(place.interview, place.passage)]
    return tuple(fitting or places)


def stands_alone(interview: Interview, passage: Passage) -> bool:
    """Whether a passage says something without what stands around it."""
    if passage.quoting != "plain":
        return passage.quoting == "starred"
    said = interview.cut(passage.span)
    if not SHORTEST <= len(said) <= LONGEST:
        return False
    line = interview.text[interview.text.rfind("\n", 0, passage.span.start) + 1 : passage.span.end]
    return not _ITEM.search(line) and not said.rstrip("*_ ").endswith(_LEADS_IN)


def belongs(place: Place, topic: tuple[Interview, Topic] | None) -> bool:
    """Whether a place is part of a topic; of none everything is."""
    return topic is None or (place.interview.id == topic[0].id and place.exchange.number in topic[1].exchanges)


def draw_quote(library: Library, dice: random.Random, topic: tuple[Interview, Topic] | None = None) -> Place | None:
    """One of the passages worth quoting, perhaps of a topic, each as likely as the others; None if there is none."""
    places = quotable(library, topic)
    return dice.choice(places) if places else None
