"""Questions and answers told by a letter or a word: Q: / A:, 问：/ 答：, 提问 / 回答."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.layouts.labelled import assign, parts_by_name, stretches_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet


def read_letters(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document by the labels that say themselves whether they ask or answer.

    Args:
        sheet: the document.
        given: what the curator says of names.

    Returns:
        its pieces; none where there are no such labels. One side of the labels may be missing.
    """
    stretches = stretches_of(sheet, words_only=True)
    if len(stretches) < 2:
        return ()
    return assign(sheet, stretches, parts_by_name(sheet, stretches, given))
