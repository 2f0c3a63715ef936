"""A random passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.models import Place

if TYPE_CHECKING:
    import random

    from bot.interviews.models import Library

# Shorter ones seldom stand alone; longer ones are for reading, not for quoting.
SHORTEST, LONGEST = 20, 600


def quotable(library: Library) -> tuple[Place, ...]:
    """The passages worth quoting alone, in the order of the library; all of them if none is."""
    places = [Place(interview, exchange, passage) for interview in library for exchange, passage in interview.passages]
    fitting = [place for place in places if SHORTEST <= place.span.end - place.span.start <= LONGEST]
    return tuple(fitting or places)


def draw_quote(library: Library, dice: random.Random) -> Place:
    """One of the passages worth quoting, each as likely as the others."""
    return dice.choice(quotable(library))
