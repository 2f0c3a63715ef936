"""What every format gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.interviews.blocks import Block


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text and blocks.

    Attributes:
        text: the file's characters, or what they were converted to; all spans point into it.
        blocks: in order; their spans do not overlap.
        title: what the file itself calls it outside of its text; may be empty.
        styled: whether the format knows headings and bold.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    styled: bool = True
