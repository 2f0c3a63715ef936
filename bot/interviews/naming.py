"""A name for a passage that lasts for years: it survives small edits of the interview.

It holds a hash that keeps likeness (`bot.interviews.likeness`): the passage meant by an older name is the nearest one
of its interview.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.interviews.likeness import NEAR, distance
from bot.interviews.models import Place

if TYPE_CHECKING:
    from bot.interviews.models import Library

_NAME = re.compile(r"(?P<interview>[0-9a-f]{8})-(?P<hash>[0-9a-f]{16})")


def name_passage(place: Place) -> str:
    """The name of a passage: the interview's key, a hyphen, 16 hexadecimal digits.

    Args:
        place: has a passage.
    """
    assert place.passage is not None
    row = place.interview.row(place.passage)
    return f"{place.interview.key}-{place.interview.fingerprints[row]:016x}"


def find_passage(library: Library, name: str) -> Place | None:
    """The passage that a name means today.

    Args:
        library: all interviews.
        name: as `name_passage` gave it, perhaps for an older text.

    Returns:
        the passage of that interview whose name is nearest, the first of equals; None if the name is none, the
        interview is gone, or no passage is near.
    """
    match = _NAME.fullmatch(name)
    interview = library.by_key(match["interview"]) if match else None
    if match is None or interview is None:
        return None
    wanted = int(match["hash"], 16)
    prints = interview.fingerprints
    row = min(range(len(prints)), key=lambda row: distance(prints[row], wanted), default=None)
    if row is None or distance(prints[row], wanted) > NEAR:
        return None
    return Place(interview, *interview.passages[row])
