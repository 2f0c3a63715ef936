"""The deck: each server goes through everything worth quoting in an order of its own, without repeating.

The order is a weighted shuffle without state: a passage's place in a deck follows from the server, the deck's number
and the passage alone (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", Information Processing
Letters 97, 2006, in its exponential form). It is therefore the same after a restart, and an interview that is added in
the middle slips in between without moving the rest.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.interviews import find_passage, name_passage
from bot.quotes.draw import belongs, quotable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.interviews.models import Interview, Library, Place, Topic

# A starred passage is this many times as likely as a plain one to be dealt before another.
STAR = 3.0
# Of a deck that is through, at most this many passages, and at most half of it, wait before they come again.
RECENT = 30


@dataclass(frozen=True, slots=True)
class Dealt:
    """A quote that was dealt: from which deck of its server, counted from 1, and its name (`name_passage`)."""

    deck: int
    quote: str


class Deck:
    """Everything worth quoting of a library.

    Args:
        library: all interviews.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def worth(self) -> tuple[Place, ...]:
        """Everything worth quoting, in the order of the library; found once."""
        return quotable(self.library)

    @cached_property
    def _places(self) -> dict[str, Place]:
        """What may be dealt, by its name; of passages with the same words only the first."""
        places: dict[str, Place] = {}
        for place in self.worth:
            places.setdefault(name_passage(place), place)
        return places

    def deal(
        self, server: int, dealt: Sequence[Dealt], topic: tuple[Interview, Topic] | None = None
    ) -> tuple[Dealt, Place] | None:
        """The next quote of a server.

        Args:
            server: its number; shuffles the deck.
            dealt: what was dealt before, in order; the current deck and the one before it suffice.
            topic: only what belongs to it.

        Returns:
            what is dealt and the place that it names, the same for the same arguments. A new deck begins when
            everything that may be dealt was dealt from the current one; what came last of the one before it rests
            until half a deck, or `RECENT` quotes, have come since. None if there is nothing to quote.
        """
        names = [name for name, place in self._places.items() if belongs(place, topic)]
        if not names:
            return None
        deck = max((one.deck for one in dealt), default=1)
        recent = [self._today(one.quote) for one in dealt if one.deck >= deck - 1]
        used = {self._today(one.quote) for one in dealt if one.deck == deck}
        fresh = [name for name in names if name not in used]
        if not fresh:
            deck += 1
            fresh = names
        resting = min(RECENT, len(names) // 2)
        late = set(recent[-resting:]) if resting else set()
        rested = [name for name in fresh if name not in late] or fresh
        name = min(rested, key=lambda name: (self._order(name, server, deck), name))
        return Dealt(deck, name), self._places[name]

    def find(self, quote: str) -> Place | None:
        """What a dealt quote shows today; None if it was withdrawn: gone from the text, or not to be quoted."""
        return self._places.get(self._today(quote))

    def _today(self, quote: str) -> str:
        """The name that a quote has today; its own where nothing is like it any more."""
        if quote in self._places:
            return quote
        place = find_passage(self.library, quote)
        return name_passage(place) if place else quote

    def _order(self, name: str, server: int, deck: int) -> float:
        """An exponential variable whose rate is the passage's weight; the smallest is dealt first."""
        digest = hashlib.blake2b(f"{server}:{deck}:{name}".encode(), digest_size=8).digest()
        chance = (int.from_bytes(digest, "big") + 1) / (2**64 + 1)
        passage = self._places[name].passage
        starred = passage is not None and passage.quoting == "starred"
        return -math.log(chance) / (STAR if starred else 1.0)
