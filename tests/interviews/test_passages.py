from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.blocks import parse_blocks
from bot.interviews.passages import LEAD_IN_LIMIT, cut_passages


def cut(text: str) -> list[str]:
    """The passages of a text that is one answer."""
    return [text[slice(*span)] for span in cut_passages(text, parse_blocks(text))]


LONG = "长" * LEAD_IN_LIMIT


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        pytest.param("甲。\n\n乙。\n", ["甲。", "乙。"], id="paragraphs"),
        pytest.param("- 甲\n- 乙\n", ["甲", "乙"], id="bullets"),
        pytest.param("有两点：\n\n- 甲\n- 乙\n", ["有两点：\n\n- 甲", "乙"], id="full-width colon"),
        pytest.param("Two:\n\n- 甲\n", ["Two:\n\n- 甲"], id="half-width colon"),
        pytest.param("**有两点：**\n\n- 甲\n", ["**有两点：**\n\n- 甲"], id="bold"),
        pytest.param("### 题\n\n甲\n\n乙\n", ["题\n\n甲", "乙"], id="heading"),
        pytest.param("### 题\n\n一点：\n\n甲\n", ["题\n\n一点：\n\n甲"], id="heading and colon"),
        pytest.param("甲\n\n乙：\n", ["甲", "乙："], id="colon at the end"),
        pytest.param("甲\n\n### 题\n", ["甲", "题"], id="heading at the end"),
        pytest.param("甲：乙\n\n丙\n", ["甲：乙", "丙"], id="colon in the middle"),
        pytest.param(f"{LONG[1:]}：\n\n甲\n", [f"{LONG[1:]}：\n\n甲"], id="just short enough"),
        pytest.param(f"{LONG}：\n\n甲\n", [f"{LONG}：", "甲"], id="too long to say little"),
    ],
)
def test_a_lead_in_stays_with_what_it_introduces(text: str, passages: list[str]) -> None:
    """A short line that ends with a colon and a heading are no quotes of their own."""
    assert cut(text) == passages


@given(data=st.data())
def test_passages_cover_every_block_once(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    """Every block lies in exactly one passage, and every passage begins and ends with a block."""
    text = data.draw(documents)
    blocks = parse_blocks(text)
    spans = cut_passages(text, blocks)
    inside = []
    for span in spans:
        held = [block.span for block in blocks if span.start <= block.span.start and block.span.end <= span.end]
        assert (held[0].start, held[-1].end) == span
        inside.extend(held)
    assert inside == [block.span for block in blocks]
