"""Markdown cut into blocks, each with its offsets in the text.

markdown-it-py reads the structure (CommonMark); it counts in lines and strips markers and indentation, so
each block's first line is found again in the text to get exact offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.files import BYTE_ORDER_MARK
from bot.interviews.models import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "item", "quote", "code"]

# Line ends as CommonMark knows them; str.splitlines() would also break at U+2028 and form feeds.
_LINE_END = re.compile(r"\r\n?|\n")
_CONTAINERS = {"list_item_open": "item", "blockquote_open": "quote"}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between markup.

    Attributes:
        kind: what it is; a paragraph in a bullet is an "item", one in a block quote a "quote".
        span: its text without the marker before it and the white space around it.
        line: where it begins, from 1.
        level: of a heading 1 to 6, else 0.
        bold: the span of its text inside the markup if the whole block is bold, else None.
        picture: nothing but images.
        slanted: the span of its text inside the markup if the whole block is in italics and not bold, else None.
        ruled: a thematic break stands between it and the block before.
    """

    kind: Kind
    span: Span
    line: int
    level: int = 0
    bold: Span | None = None
    picture: bool = False
    slanted: Span | None = None
    ruled: bool = False


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Cut Markdown into blocks.

    Args:
        text: the document.

    Returns:
        the blocks in order; their spans do not overlap, and between them stand white space, markers, rules
        and HTML only.
    """
    body = text.removeprefix(BYTE_ORDER_MARK)
    starts = [len(text) - len(body), *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    # What markdown-it puts in the place of NUL, so that its contents are found again.
    text = text.replace("\0", "\ufffd")
    blocks: list[Block] = []
    containers: list[Kind] = []
    heading, closed, ruled = 0, False, False
    # Most starts find their interviews kept and read no Markdown.
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").parse(body):
        if token.type in _CONTAINERS:
            containers.append("item" if token.type == "list_item_open" else "quote")
        elif token.type in ("list_item_close", "blockquote_close"):
            containers.pop()
        elif token.type == "hr":
            ruled = True
        elif token.type == "heading_open":
            heading, closed = int(token.tag[1]), token.markup.startswith("#")
        elif token.type == "heading_close":
            heading, closed = 0, False
        elif token.type == "inline" and token.content.strip():
            kind: Kind = "heading" if heading else (containers[-1] if containers else "paragraph")
            span = _find_said(text, starts, token, closed)
            blocks.append(_block(text, span, bisect_right(starts, span.start), token, kind, heading, ruled))
            ruled = False
        elif token.type in ("fence", "code_block") and token.content.strip():
            span = _find_code(text, starts, token)
            blocks.append(_block(text, span, bisect_right(starts, span.start), token, "code", 0, ruled))
            ruled = False
    return tuple(blocks)


def _find_said(text: str, starts: list[int], token: Token, closed: bool) -> Span:
    """Where a paragraph or a heading, perhaps closed by ``#``, stands in the text.

    Its first line ends one of the text's lines, so it is sought from there: from the left, the "1" of "1. 1" would
    be the marker. Lines of wide white space may come before it.
    """
    first, last = token.map or (0, 0)
    head = token.content.split("\n", 1)[0].strip()
    for begin, end in zip(starts[first:last], starts[first + 1 : last + 1], strict=True):
        line = text[begin:end].rstrip()
        if closed and (cut := line.rstrip("#")).endswith((" ", "\t")):
            line = cut.rstrip()
        if line.endswith(head):
            stop = begin + len(line) if closed else starts[last]
            return Span(begin + len(line) - len(head), _without_space(text, begin, stop))
    return Span(starts[first], _without_space(text, starts[first], starts[last]))


def _find_code(text: str, starts: list[int], token: Token) -> Span:
    """Where code stands: from its fence, or from the indentation of its first line."""
    first, last = token.map or (0, 0)
    head = token.markup or token.content.split("\n", 1)[0].strip()
    begin = max(text.find(head, starts[first], starts[first + 1]), starts[first])
    while not token.markup and text[begin - 1 : begin] in (" ", "\t"):
        begin -= 1
    return Span(begin, _without_space(text, begin, starts[last]))


def _without_space(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1].isspace():
        end -= 1
    return end


def _block(text: str, span: Span, line: int, token: Token, kind: Kind, level: int, ruled: bool) -> Block:
    children = [child for child in token.children or () if child.type != "softbreak"]
    inside, bold = _emphasised(text, span, children)
    return Block(
        kind=kind,
        span=span,
        line=line,
        level=level,
        bold=inside if bold else None,
        picture=any(child.type == "image" for child in children) and all(_is_picture(child) for child in children),
        slanted=None if bold else inside,
        ruled=ruled,
    )


def _is_picture(child: Token) -> bool:
    """Whether it is an image, or the link around one."""
    return child.type in ("image", "link_open", "link_close") or (child.type == "text" and not child.content.strip())


def _emphasised(text: str, span: Span, children: list[Token]) -> tuple[Span | None, bool]:
    """The span inside the marks if one bold or slanted run takes the whole block, and whether it is bold."""
    inked = [child for child in children if child.type != "text" or child.content.strip()]
    begin, end, bold, wrapped = span.start, span.end, False, False
    while not bold and _is_wrapped(inked):
        begin, end = begin + len(inked[0].markup), end - len(inked[0].markup)
        bold, wrapped = inked[0].type == "strong_open", True
        inked = inked[1:-1]
    while begin < end and text[begin].isspace():
        begin += 1
    return (Span(begin, _without_space(text, begin, end)) if wrapped else None), bold


def _is_wrapped(inked: list[Token]) -> bool:
    """Whether the first and the last are one pair of emphasis around something."""
    return (
        len(inked) > 2
        and inked[0].type in ("em_open", "strong_open")
        and inked[-1].nesting == -1
        and all(child.level > inked[0].level for child in inked[1:-1])
    )
