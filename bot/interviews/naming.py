"""Names for passages and exchanges that last for years: they survive small edits of the interview.

They hold a hash that keeps likeness (`bot.interviews.likeness`): what is meant by an older name is the nearest passage,
or question, of its interview.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.interviews.likeness import NEAR, distance
from bot.interviews.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.interviews.models import Exchange, Interview, Library

_NAME = re.compile(r"(?P<interview>[0-9a-f]{8})-(?P<hash>[0-9a-f]{16})")


def name_passage(place: Place) -> str:
    """The name of a passage: the interview's key, a hyphen, 16 hexadecimal digits.

    Args:
        place: has a passage.
    """
    assert place.passage is not None
    return _name(place.interview, place.interview.fingerprints[place.interview.row(place.passage)])


def name_exchange(interview: Interview, exchange: Exchange) -> str:
    """The name of an exchange, made of the interviewer's question in the same way."""
    return _name(interview, interview.question_fingerprints[exchange.number - 1])


def find_passage(library: Library, name: str) -> Place | None:
    """The passage that a name means today.

    Args:
        library: all interviews.
        name: as `name_passage` gave it, perhaps for an older text.

    Returns:
        the passage of that interview whose name is nearest, the first of equals; None if the name is none, the
        interview is gone, or no passage is near.
    """
    found = _read(library, name)
    if found is None:
        return None
    interview, wanted = found
    row = _nearest(interview.fingerprints, wanted)
    return None if row is None else Place(interview, *interview.passages[row])


def find_exchange(library: Library, name: str) -> Place | None:
    """The exchange that a name means today, found in the same way."""
    found = _read(library, name)
    if found is None:
        return None
    interview, wanted = found
    row = _nearest(interview.question_fingerprints, wanted)
    return None if row is None else Place(interview, interview.exchanges[row])


def _name(interview: Interview, fingerprint: int) -> str:
    return f"{interview.key}-{fingerprint:016x}"


def _read(library: Library, name: str) -> tuple[Interview, int] | None:
    match = _NAME.fullmatch(name)
    interview = library.by_key(match["interview"]) if match else None
    return None if match is None or interview is None else (interview, int(match["hash"], 16))


def _nearest(prints: Sequence[int], wanted: int) -> int | None:
    row = min(range(len(prints)), key=lambda row: distance(prints[row], wanted), default=None)
    return None if row is None or distance(prints[row], wanted) > NEAR else row
