"""What a layout makes of a document: every block with its part in the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.interviews.blocks import Block
    from bot.interviews.models import Span

# "heads" introduces what follows: a heading, a line before a question. "apart" is nobody's words: a caption, a third
# voice.
Part = Literal["asks", "answers", "heads", "apart"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or what of it stands behind a label.

    Attributes:
        block: where it comes from.
        said: the words themselves, without label and marks; empty where a label stands alone.
        part: what it does in the conversation.
        speaker: the name on its label; of a block without one, nothing.
    """

    block: Block
    said: Span
    part: Part
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document before any layout is tried.

    Attributes:
        text: the interview's text.
        blocks: its blocks without pictures, cut where a label begins a line.
        labels: for each block the label that it begins with, or None.
        title: which of the blocks is the title, or None.
        often: keys of the names that label more than once.
        styled: whether it has headings and bold at all; subtitles have nothing but labels.
    """

    text: str
    blocks: tuple[Block, ...]
    labels: tuple[Label | None, ...]
    title: Block | None = None
    often: frozenset[str] = frozenset()
    styled: bool = True

    def said(self, block: Block) -> str:
        """The characters of a block."""
        return self.text[block.span.start : block.span.end]


@dataclass(frozen=True, slots=True)
class Label:
    """A name before what is said.

    Attributes:
        name: as it is written, without marks.
        start: where the label begins in the text.
        end: where what is said begins.
        word: what the name itself says of its part ("问", "主持人"), or None.
        note: what stands in brackets behind the name: what somebody is, or his initials.
        mark: what sets it off: a colon or a time; bold, brackets or a heading; or nothing but its line.
    """

    name: str
    start: int
    end: int
    word: Part | None = None
    note: str = ""
    mark: Literal["colon", "look", "line"] = "colon"
