"""Plain text: paragraphs by blank lines, or a line each."""

from __future__ import annotations

import re

from bot.files import BYTE_ORDER_MARK
from bot.interviews.blocks import Block
from bot.interviews.formats.document import Document
from bot.interviews.models import Span

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n?|\n")
# A line that ends a sentence ends a paragraph; another may be broken by the width of a window.
_ENDS = re.compile(r"[。．.！!？?…：:”’」』）)；;~～]$")
_RULE = re.compile(r"[-=*_—·~]{3,}")


def parse_plain(text: str) -> Document:
    """Read plain text.

    Args:
        text: the file's characters.

    Returns:
        the same characters. A blank line ends a paragraph, and so does the end of a sentence at the end of a line;
        lines of hyphens or the like are rules.
    """
    blocks: list[Block] = []
    number, last, ruled, open_ = 1, 0, False, False
    for match in _LINE.finditer(text):
        begin, end = _trim(text, match.start(), match.end())
        breaks = len(_BREAK.findall(text, last, match.start()))
        number, last = number + breaks, match.end()
        if begin == end:
            open_ = False
        elif _RULE.fullmatch(text, begin, end):
            open_, ruled = False, True
        elif open_ and breaks == 1:
            blocks[-1] = Block("paragraph", Span(blocks[-1].span.start, end), blocks[-1].line, ruled=blocks[-1].ruled)
            open_ = not _ENDS.search(text, begin, end)
        else:
            blocks.append(Block("paragraph", Span(begin, end), number, ruled=ruled))
            open_, ruled = not _ENDS.search(text, begin, end), False
    return Document(text, tuple(blocks))


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and (text[begin].isspace() or text[begin] == BYTE_ORDER_MARK):
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end
