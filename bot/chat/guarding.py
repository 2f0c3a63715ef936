"""Events that cannot be read: passed over, where discord.py would end the connection and with it the process."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    Parser = Callable[[Any], Any]

log = logging.getLogger(__name__)

# Without these there is no session; a connection that begins with a broken one is better made anew.
_NEEDED = ("READY", "RESUMED")


def guard(parsers: MutableMapping[str, Parser]) -> None:
    """Let an event that its parser cannot read be passed over; the first of each kind is logged with its trace.

    Args:
        parsers: discord.py's, by name of the event; changed in place.
    """
    told: set[str] = set()
    for event, parse in list(parsers.items()):
        if event not in _NEEDED:
            parsers[event] = _guarded(event, parse, told)


def _guarded(event: str, parse: Parser, told: set[str]) -> Parser:
    @functools.wraps(parse)
    def read(data: Any) -> None:
        try:
            parse(data)
        except Exception:
            log.warning(
                "an event %s could not be read and is passed over%s",
                event,
                "" if event in told else "; further ones are told without the trace",
                exc_info=event not in told,
            )
            told.add(event)

    return read
