"""Questions that are numbered, whatever else they look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.interviews.asking import invites, wonders
from bot.interviews.layouts.styled import pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.layouts.pieces import Part, Piece, Sheet

_NUMBER = re.compile(
    r"[\s*_#【(（\[]{0,8}(?:Q|问题?|問題?|第)?\s?(?:(?P<digits>\d{1,6})|(?P<words>[一二三四五六七八九十]{1,3}))\s?"
    r"(?:[.．、:：)）\]】]|[问問题題](?=[\s:：、]))"
)
_WORDS = "零一二三四五六七八九"


def read_numbered(sheet: Sheet, given: Mapping[str, Part]) -> tuple[Piece, ...]:
    """Read a document whose questions count up from 1.

    Returns:
        its pieces; none unless the numbers run on, and most of what they stand before asks.
    """
    run: list[int] = []
    for place, block in enumerate(sheet.blocks):
        if block is not sheet.title and _number(sheet, place) == len(run) + 1 and _may_ask(sheet, place):
            run.append(place)
    asking = sum(wonders(sheet.said(sheet.blocks[place])) for place in run)
    if len(run) < 2 or 2 * asking < len(run):
        return ()
    questions = set(run)
    return pieces_of(sheet, lambda place, block: place in questions)


def _number(sheet: Sheet, place: int) -> int:
    """The number that a block begins with, or stands behind as the marker of a list; 0 for none."""
    block = sheet.blocks[place]
    line = sheet.text.rfind("\n", 0, block.span.start) + 1 if block.kind == "item" else block.span.start
    match = _NUMBER.match(sheet.text, line, block.span.end)
    if not match:
        return 0
    return int(match["digits"]) if match["digits"] else _read_words(match["words"])


def _read_words(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _WORDS.find(words) if len(words) == 1 else 0
    return (_WORDS.find(tens) if tens else 1) * 10 + (_WORDS.find(ones) if ones else 0)


def _may_ask(sheet: Sheet, place: int) -> bool:
    """Steps of an answer are numbered too; they neither ask nor bid to tell, nor are they marked off."""
    block = sheet.blocks[place]
    said = sheet.said(block)
    return wonders(said) or invites(said) or block.kind == "heading" or block.bold is not None
