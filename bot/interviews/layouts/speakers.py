"""Speakers told by their names, in whatever form: bold or plain, with a time, on a line of their own, as headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.layouts.labelled import assign, parts_by_name, stretches_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet


def read_speakers(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document by its names.

    Args:
        sheet: the document.
        given: what the curator says of names.

    Returns:
        its pieces; none unless somebody asks and somebody else answers.
    """
    stretches = stretches_of(sheet, words_only=False)
    parts = parts_by_name(sheet, stretches, given)
    if not {"asks", "answers"} <= set(parts.values()):
        return ()
    return assign(sheet, stretches, parts)
