"""Markdown, perhaps with front matter."""

from __future__ import annotations

import re

from bot.files import BYTE_ORDER_MARK
from bot.interviews.blocks import parse_blocks
from bot.interviews.formats.document import Document

_FRONT = re.compile(rf"{BYTE_ORDER_MARK}?---[^\S\n]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*\r?$", re.MULTILINE)
_KEY = re.compile(r"^[\w-]+[^\S\n]*:", re.MULTILINE)
_TITLE = re.compile(r"^title[^\S\n]*+:(.*)", re.MULTILINE)
_QUOTES = ("'", '"')
_INK = re.compile(r"[^\r\n]")


def parse_markdown(text: str) -> Document:
    """Read Markdown.

    Args:
        text: the file's characters.

    Returns:
        the same characters; front matter is no block, and its title is the document's.
    """
    end = _front_matter(text)
    # Blanked and not cut, so that offsets are those of the file.
    blocks = parse_blocks(_INK.sub(" ", text[:end]) + text[end:])
    title = _TITLE.search(text, 0, end)
    return Document(text, blocks, _unquoted(title[1].strip()) if title else "")


def _unquoted(title: str) -> str:
    begin, end = title.startswith(_QUOTES), len(title) > 1 and title.endswith(_QUOTES)
    return title[begin : len(title) - end]


def _front_matter(text: str) -> int:
    """Where the front matter ends; 0 without it. Between its rules stands at least one key."""
    begin = _FRONT.match(text)
    end = _FRONT_END.search(text, begin.end()) if begin else None
    return end.end() if begin and end and _KEY.search(text, begin.end(), end.start()) else 0
