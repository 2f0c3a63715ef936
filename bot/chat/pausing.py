"""How long to wait before something is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

Pause = TypeVar("Pause", float, timedelta)

# More doublings would only make a number of many digits.
_DOUBLINGS = 16


def doubled(first: Pause, attempts: int, longest: Pause) -> Pause:
    """The pause after so many attempts that failed: the first one, twice that, four times, up to the longest."""
    return min(first * (1 << min(attempts - 1, _DOUBLINGS)), longest)
