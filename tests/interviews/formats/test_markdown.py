from __future__ import annotations

import pytest

from bot.interviews.formats.markdown import parse_markdown


@pytest.mark.parametrize(
    ("text", "title", "blocks"),
    [
        ("甲\n\n乙", "", ["甲", "乙"]),
        ('---\ntitle: "题"\ndate: 2020-01-01\n---\n甲', "题", ["甲"]),
        ("\ufeff---\r\ntitle: 题\r\n---\r\n甲", "题", ["甲"]),
        ("---\nlayout: post\n...\n\n甲", "", ["甲"]),
        ("---\n\n甲\n\n---\n\n乙", "", ["甲", "乙"]),
        ("甲\n\n---\ntitle: 题\n---\n", "", ["甲", "title: 题"]),
    ],
)
def test_front_matter_is_no_block(text: str, title: str, blocks: list[str]) -> None:
    """Its title is the document's; the text and all offsets are the file's own; a rule at the top is a rule."""
    document = parse_markdown(text)
    assert (document.text, document.title) == (text, title)
    assert [text[slice(*block.span)] for block in document.blocks] == blocks
