"""Quotes as pictures, drawn beside the event loop."""

from __future__ import annotations

import asyncio
import logging
from functools import cached_property
from typing import TYPE_CHECKING

from bot.answering.message import Picture
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.interviews.models import Place
    from bot.quotes.fonts import Face
    from bot.settings import Settings

log = logging.getLogger(__name__)

# Discord's limit of the text for those who do not see a picture; it holds the whole quote.
ALT = 1024


class Painter:
    """Draws quotes with the operator's font or one of the system's.

    Args:
        settings: name the font and the colour.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _face(self) -> Face | None:
        from bot.quotes.fonts import PROBE, covers, find_font

        try:
            face = find_font(self._settings.card_font)
            chinese = face is not None and covers(face, PROBE)
        except ConfigError as fault:
            log.error("quotes stay text: %s", fault)
            return None
        if not chinese:
            log.warning("quotes stay text: no font with Chinese characters found, set card_font")
            return None
        return face

    async def ready(self) -> bool:
        """Whether there is a font."""
        return await asyncio.to_thread(lambda: self._face) is not None

    async def paint(self, place: Place, name: str, label: str) -> Picture | None:
        """A quote as a picture.

        Args:
            place: what is quoted.
            name: of the file.
            label: a small line above it; may be empty.

        Returns:
            None where there is no font, the font lacks a character, or the quote is too long.
        """
        if len(place.quote) > ALT:
            return None
        data = await asyncio.to_thread(self._draw, place, label)
        return None if data is None else Picture(name, data, place.quote)

    def _draw(self, place: Place, label: str) -> bytes | None:
        from bot.quotes.picture import draw_picture

        face = self._face
        if face is None:
            return None
        speakers = "、".join(place.interview.speakers)
        title = f"《{place.interview.title}》"
        accent = self._settings.accent
        try:
            return draw_picture(place.quote, speaker=speakers, title=title, label=label, accent=accent, face=face)
        except ConfigError as fault:  # the file has vanished since
            log.error("quote stays text: %s", fault)
            return None
