"""What a server asks: the interviews that it follows, what answers from them, and the deck of their quotes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from bot.interviews import Library
from bot.quotes.deck import Deck

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer

# Choices that are kept ready; most servers follow everything.
LIMIT = 256


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some interviews, with all that comes from them."""

    answerer: Answerer
    deck: Deck

    @property
    def library(self) -> Library:
        """The interviews."""
        return self.answerer.library


class Shelves:
    """All interviews, and what servers have chosen of them.

    Args:
        answerer: of all.

    Attributes:
        everything: the shelf of all.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.everything = Shelf(answerer, Deck(answerer.library))
        # Bound to no self: in a circle with it all of an old library would wait for the collector of garbage.
        self._chosen = lru_cache(LIMIT)(partial(_choose, self.everything))

    def following(self, ids: tuple[str, ...]) -> Shelf:
        """The interviews with these ids; all of them if none is named, or none of those is there any more."""
        return self._chosen(ids) if ids else self.everything


def _choose(everything: Shelf, ids: tuple[str, ...]) -> Shelf:
    chosen = tuple(interview for interview in everything.library if interview.id in ids)
    if not chosen or len(chosen) == len(everything.library):
        return everything
    library = Library(chosen)
    return Shelf(everything.answerer.within(library), Deck(library))
