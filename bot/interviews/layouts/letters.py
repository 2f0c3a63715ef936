"""Questions and answers told by a letter or a word: Q: / A:, 问：/ 答：, 提问 / 回答."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.interviews.layouts.labelled import assign, parts_by_name, stretches_of
from bot.interviews.layouts.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet

_MOSTLY = 0.6


def read_letters(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document by the labels that say themselves whether they ask or answer.

    Args:
        sheet: the document.
        given: what the curator says of names.

    Returns:
        its pieces; none where there are no such labels, or names stand where answers begin. One side of the labels may
        be missing.
    """
    stretches = stretches_of(sheet, words_only=True)
    if len(stretches) < 2 or _named(sheet):
        return ()
    return assign(sheet, stretches, parts_by_name(sheet, stretches, given))


def _named(sheet: Sheet) -> bool:
    """Whether a name comes back, mostly right behind a label that asks: somebody answers under it."""
    follows: dict[str, list[bool]] = {}
    before = None
    for label in sheet.labels:
        if label is None:
            continue
        if label.word is None and label.mark != "line" and (before is None or before.name != label.name):
            follows.setdefault(fold_name(label.name), []).append(before is not None and before.word == "asks")
        before = label
    return any(len(found) > 1 and sum(found) >= _MOSTLY * len(found) for found in follows.values())
