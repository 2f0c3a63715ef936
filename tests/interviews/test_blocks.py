from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.interviews.blocks import Block, parse_blocks

# Everything that means something to CommonMark, but "[" and "<": links and HTML may leave letters out of the
# blocks; and without fences, whose info string is no content.
SOUP = st.text(alphabet="ab问\0\ufeff\u2028\u3000?:*_#>-+=1.) \t\n\r", max_size=40)


def cut(text: str) -> list[tuple[str, str]]:
    """Each block as its kind and its characters."""
    return [(block.kind, text[slice(*block.span)]) for block in parse_blocks(text)]


def only(text: str) -> Block:
    """The one block of a text."""
    (block,) = parse_blocks(text)
    return block


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n \n\t\n", [], id="white space"),
        pytest.param("甲\n乙\n\n丙", [("paragraph", "甲\n乙"), ("paragraph", "丙")], id="paragraphs"),
        pytest.param("## 甲 ##\n\n乙\n---\n", [("heading", "甲"), ("heading", "乙")], id="headings"),
        pytest.param("# # #", [("heading", "#")], id="heading of a mark"),
        pytest.param("##\n\n甲", [("paragraph", "甲")], id="empty heading"),
        pytest.param("甲\n***\n乙", [("paragraph", "甲"), ("paragraph", "乙")], id="rule"),
        pytest.param("* 甲\n*   乙\n    丙\n", [("item", "甲"), ("item", "乙\n    丙")], id="bullets"),
        pytest.param("1. 甲\n2) 乙", [("item", "甲"), ("item", "乙")], id="numbers"),
        pytest.param("1. 1\n2. 2\n", [("item", "1"), ("item", "2")], id="content like its marker"),
        pytest.param("- \n\n- 乙", [("item", "乙")], id="empty bullet"),
        pytest.param(
            "* 甲\n    * 乙\n\n      丙\n* 丁",
            [("item", "甲"), ("item", "乙"), ("item", "丙"), ("item", "丁")],
            id="nested bullets",
        ),
        pytest.param(
            "> 甲\n> 乙\n>\n> 丙\n", [("quote", "甲\n> 乙"), ("quote", "丙")], id="a quote's marks inside stay"
        ),
        pytest.param("> 甲\n乙\n\n丙", [("quote", "甲\n乙"), ("paragraph", "丙")], id="lazy quote"),
        pytest.param("> - 甲\n- > 乙", [("item", "甲"), ("quote", "乙")], id="the innermost counts"),
        pytest.param("```py\nx\n\ny\n```\n乙", [("code", "```py\nx\n\ny\n```"), ("paragraph", "乙")], id="fence"),
        pytest.param("* ```\n  x\n  ```", [("code", "```\n  x\n  ```")], id="fence in a bullet"),
        pytest.param("> ~~~~\n> x\n> ~~~~", [("code", "~~~~\n> x\n> ~~~~")], id="fence in a quote"),
        pytest.param("```\n```\n\n甲", [("paragraph", "甲")], id="empty fence"),
        pytest.param("    x\n      y\n\n甲", [("code", "    x\n      y"), ("paragraph", "甲")], id="indented code"),
        pytest.param(">     x", [("code", "     x")], id="indented code in a quote"),
        pytest.param("<div>甲</div>\n\n乙", [("paragraph", "乙")], id="HTML"),
        pytest.param("[甲]: http://a.b\n乙 [甲]", [("paragraph", "乙 [甲]")], id="link definition"),
        pytest.param("| a | b |\n|---|---|", [("paragraph", "| a | b |\n|---|---|")], id="a table is text"),
        pytest.param("甲 &amp; \\*乙", [("paragraph", "甲 &amp; \\*乙")], id="entities and escapes as written"),
        pytest.param("甲  \n乙\\\n丙", [("paragraph", "甲  \n乙\\\n丙")], id="hard breaks"),
        pytest.param("\u3000\u3000甲\u3000", [("paragraph", "甲")], id="full-width indentation"),
        pytest.param(
            "甲\u2028乙\x0b丙\x85丁", [("paragraph", "甲\u2028乙\x0b丙\x85丁")], id="no line ends of Markdown"
        ),
        pytest.param("* 甲\0乙", [("item", "甲\0乙")], id="NUL"),
    ],
)
def test_markdown_is_cut_into_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    """A block is what stands between markup, with every character in it as it is in the file."""
    assert cut(text) == blocks


@pytest.mark.parametrize(
    ("text", "levels"),
    [("# 甲\n\n### 乙\n\n丙", [1, 3, 0]), ("甲\n===\n\n乙\n---", [1, 2]), ("####### 甲", [0]), ("#甲", [0])],
)
def test_only_headings_have_a_level(text: str, levels: list[int]) -> None:
    """The level tells a title from a section and a section from text."""
    assert [block.level for block in parse_blocks(text)] == levels


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**甲？**", "甲？"),
        ("__甲__", "甲"),
        ("**甲\n乙**", "甲\n乙"),
        ("**甲 *乙* 丙**", "甲 *乙* 丙"),
        ("**恭喜，*书*。为什么？**  ", "恭喜，*书*。为什么？"),
        ("***甲***", "甲"),
        ("_**甲**_", "甲"),
        ("**_甲_**", "_甲_"),
        ("**甲 **乙** 丙**", "甲 **乙** 丙"),
        ("*   **甲**", "甲"),
        ("## **甲** ##", "甲"),
        ("*甲*", None),
        ("**甲**乙", None),
        ("甲**乙**", None),
        ("**甲** **乙**", None),
        ("***甲** 乙*", None),
        ("*甲* **乙**", None),
        ("** 甲 **", None),
        (r"\*\*甲\*\*", None),
        ("`**甲**`", None),
        ("****", None),
    ],
)
def test_a_block_that_is_bold_as_a_whole_is_recognised(text: str, bold: str | None) -> None:
    """A bold question is told from a bold word, and its words are known without the marks."""
    found = [block.bold for block in parse_blocks(text)]
    assert [span and text[slice(*span)] for span in found] == ([bold] if found else [])


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("![甲](a.png)", True),
        ("![甲](a.png)\n![乙](b.png)", True),
        ("![甲](a.png) 乙", False),
        ("[甲](a.png)", False),
    ],
)
def test_nothing_but_images_is_a_picture(text: str, picture: bool) -> None:
    """An image alone says nothing that could be quoted; a caption beside it does."""
    assert only(text).picture is picture


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    """Files of every system have the same blocks on the same lines, and keep their own line ends in them."""
    text = end.join(["# 甲", "", "乙", "丙", "", "* 丁"])
    assert [(block.line, text[slice(*block.span)]) for block in parse_blocks(text)] == [
        (1, "甲"),
        (3, f"乙{end}丙"),
        (6, "丁"),
    ]


@pytest.mark.parametrize("text", ["# 甲", "**甲**", "* 甲", "    甲", "```\n甲\n```", "甲"])
def test_a_byte_order_mark_is_no_part_of_the_first_block(text: str) -> None:
    """A file saved on Windows is read like any other; its offsets are one further, as its characters are."""
    plain, marked = only(text), only("\ufeff" + text)
    assert (marked.kind, marked.level, marked.line) == (plain.kind, plain.level, plain.line)
    assert marked.span == (plain.span.start + 1, plain.span.end + 1)
    assert (marked.bold is None) == (plain.bold is None)


@given(SOUP)
@example("1. 1")
@example("> >\ta\r> b\0")
@example("\ufeff    a\n")
def test_offsets_are_exact_whatever_the_text(text: str) -> None:
    """Spans are in order, in bounds and not empty, begin on the line that they name, and end in ink."""
    last = 0
    for block in parse_blocks(text):
        start, end = block.span
        assert last <= start < end <= len(text)
        assert block.line == len(re.findall("\r\n?|\n", text[:start])) + 1
        assert block.kind == "code" or not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end


@given(SOUP)
def test_no_letter_is_outside_the_blocks(text: str) -> None:
    """Between blocks stand markers and white space only: nothing that somebody said is lost."""
    outside, last = "", 0
    for block in parse_blocks(text):
        outside += text[last : block.span.start]
        last = block.span.end
    assert not set(outside + text[last:]) & set("ab问\0?:")


@given(SOUP)
def test_what_is_around_bold_text_is_marks(text: str) -> None:
    """Between a bold block's ends and the words inside it there are stars, underscores and white space only."""
    for block in parse_blocks(text):
        if block.bold is not None:
            assert block.span.start < block.bold.start < block.bold.end < block.span.end
            around = text[block.span.start : block.bold.start] + text[block.bold.end : block.span.end]
            assert set(around) <= set("*_") | {char for char in around if char.isspace()}
