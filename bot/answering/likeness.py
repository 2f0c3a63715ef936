"""How alike two questions are, for merging what was not answered and for finding what was taught."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.interviews.likeness import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

# From here on two questions are taken for one; of unanswered ones, and of one that a moderator taught.
MERGED, TAUGHT = 0.6, 0.75

_NOISE = re.compile(r"[\W_]+")
# Names of people, addresses and long numbers have no place in what is kept.
_PRIVATE = re.compile(r"<[@#!&:a-zA-Z0-9_]+>|https?://\S+|\S+@\S+\.\S+|@\S+|\d[\d -]{5,}\d")


def alike(one: str, other: str) -> float:
    """The Dice coefficient of the pairs of characters of two folded texts (Dice, "Measures of the amount of ecologic
    association between species", Ecology 26, 1945): 0 for nothing in common, 1 for the same.
    """
    mine, theirs = _pairs(one), _pairs(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def most_alike(asked: str, known: Iterable[tuple[int, str]], least: float) -> int | None:
    """The number of the known text that is most like another one, the first of equals; None below a likeness."""
    best, found = least, None
    for number, text in known:
        likeness = alike(asked, text)
        if likeness > best or (likeness == best and found is None):
            best, found = likeness, number
    return found


def redact(question: str, limit: int = 300) -> str:
    """A question without what could name a person, in one line."""
    return " ".join(_PRIVATE.sub("…", question).split())[:limit]


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", text)
    return pairs_of(plain) if plain else set()
