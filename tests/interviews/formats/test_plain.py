from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.formats.plain import parse_plain


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("甲。\n乙。\n\n丙", [("甲。", 1), ("乙。", 2), ("丙", 4)]),
        ("甲\n乙。\n丙", [("甲\n乙。", 1), ("丙", 3)]),
        ("\ufeff　　甲？\r\n乙", [("甲？", 1), ("乙", 2)]),
        ("甲：\n# 乙 **丙**", [("甲：", 1), ("# 乙 **丙**", 2)]),
        ("甲\r\r乙", [("甲", 1), ("乙", 3)]),
    ],
)
def test_lines_that_end_a_sentence_are_paragraphs(text: str, blocks: list[tuple[str, int]]) -> None:
    """A line broken by the width of a window goes on; marks of Markdown are characters like others."""
    assert [(text[slice(*block.span)], block.line) for block in parse_plain(text).blocks] == blocks


def test_a_line_of_hyphens_is_a_rule() -> None:
    """It is no paragraph, and the one behind it knows of it."""
    assert [block.ruled for block in parse_plain("甲。\n-----\n乙。\n丙。").blocks] == [False, True, False]


@given(st.text("甲乙。？\n\r \t-=\ufeff\u2028", max_size=60))
def test_all_ink_is_in_one_block_or_a_rule(text: str) -> None:
    """Nothing but white space and rules stands between the blocks, which are in order and hold the text untouched."""
    document = parse_plain(text)
    assert document.text == text
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end
        assert not set(text[end : block.span.start]) & set("甲乙。？")
        end = block.span.end
    assert not set(text[end:]) & set("甲乙。？")
