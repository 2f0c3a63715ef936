from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from uniseg.graphemecluster import grapheme_clusters

from bot.quotes.lines import LINE_ENDS, NOT_FIRST, NOT_LAST, break_lines, is_wide, plain

if TYPE_CHECKING:
    from markdown_it.token import Token

    from bot.interviews.models import Library

HAN = "深度学习是机器的一种方法我们可以做很多事情"
# Stretches that hold together: what must stay at a word's end or beginning is bound to it.
BRICK = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "“", "（", "《", "「", "：“"]),
    st.one_of(
        st.text(HAN, min_size=1, max_size=3), st.sampled_from(["Keras", "C++", "3.14", "12,000", "GPT-4", "don’t"])
    ),
    st.sampled_from(["", "", "，", "。", "”", "。”", "）。", "》、", "……", "——", "？！", " ", "  ", "·", "」；"]),
)
TEXT = st.lists(st.one_of(BRICK, st.just("\n"), st.just("\n\n"))).map("".join)
WILD = st.text(
    st.one_of(
        st.sampled_from("字，。“”（）《》…—·aZ09-/+\u0301\u200d👍🏽👩\u3000\u00a0 \t\r\n\u2028\x1c"), st.characters()
    )
)


def cells(line: str) -> int:
    """A width as a terminal has it."""
    return sum(0 if unicodedata.combining(character) else 2 if is_wide(character) else 1 for character in line)


def ends_paragraph(line: str) -> bool:
    """Whether a line ends where the text says so."""
    return line[-1] in LINE_ENDS


@given(WILD, st.integers(1, 40))
@example("字\r\n\r\n 字", 2)
@example("", 5)
def test_lines_joined_are_the_text(text: str, width: int) -> None:
    """Nothing is lost and nothing added, whatever the text; no line is empty."""
    lines = break_lines(text, width, cells)
    assert "".join(lines) == text
    assert all(lines)


@given(WILD, st.integers(1, 40))
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    """A line that is drawn without the white space at its end stays inside, unless one cluster alone does not."""
    for line in break_lines(text, width, cells):
        said = line.rstrip()
        assert cells(said) <= width or len(list(grapheme_clusters(said))) == 1


@given(TEXT, st.integers(20, 60))
def test_marks_stay_with_what_they_belong_to(text: str, width: int) -> None:
    """No line but a paragraph's first begins with a closing mark, a dash or an ellipsis; none ends with an opening."""
    for line, following in pairwise(break_lines(text, width, cells)):
        if not ends_paragraph(line):
            assert following[0] not in NOT_FIRST
            assert line.rstrip()[-1] not in NOT_LAST


@given(TEXT, st.integers(20, 60))
def test_words_numbers_and_double_marks_are_whole(text: str, width: int) -> None:
    """A word, a number, a dash and an ellipsis that fit a line stand in one line."""
    whole = re.compile(r"[A-Za-z0-9+.,’-]+|—+|…+")
    lines = break_lines(text, width, cells)
    assert [word for line in lines for word in whole.findall(line)] == [
        word for paragraph in text.split("\n") for word in whole.findall(paragraph)
    ]


@given(TEXT, TEXT, st.integers(4, 60))
def test_a_line_end_of_the_text_ends_a_line(one: str, other: str, width: int) -> None:
    """Paragraphs are broken each for itself."""
    assert break_lines(f"{one}\n{other}", width, cells) == [
        *break_lines(f"{one}\n", width, cells),
        *break_lines(other, width, cells),
    ]


@given(st.text(HAN, min_size=2), st.integers(6, 60))
def test_no_paragraph_ends_with_a_lone_character(text: str, width: int) -> None:
    """Where there are two characters, the last line has two; those before it are full but for the one drawn down."""
    lines = break_lines(text, width, cells)
    assert len(lines[-1]) >= 2
    assert all(len(line) == width // 2 for line in lines[:-2])
    assert all(len(line) >= width // 2 - 1 for line in lines[:-1])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # A closing mark draws its character down; an opening one goes down itself.
        ("今天很好。明天", 8, ["今天很", "好。明天"]),
        ("他们说：“好的”", 10, ["他们说：", "“好的”"]),
        ("看一看《书名》", 8, ["看一看", "《书名》"]),
        # UAX #14 would keep the quotation marks to what is around them.
        ("我们用“Keras”写的", 10, ["我们用", "“Keras”", "写的"]),
        ("因为它强——因为", 9, ["因为它", "强——因为"]),
        ("索瓦·乔莱", 4, ["索", "瓦·", "乔莱"]),
        # Words are whole, but for those that are wider than a line.
        ("用Python写", 6, ["用", "Python", "写"]),
        ("用C++或Java写", 6, ["用", "C++或", "Java写"]),
        ("有12,000元", 6, ["有", "12,000", "元"]),
        ("见abcdefghij。好", 4, ["见", "abcd", "efgh", "ij。", "好"]),
        ("https://a.b/c-d", 8, ["https://", "a.b/c-d"]),
        # Nothing but what may not stand first is cut where it is full.
        ("。。。。。", 4, ["。。", "。。", "。"]),
        ("\U0001f469\u200d\U0001f467字", 1, ["\U0001f469\u200d\U0001f467", "字"]),
        # White space at a break is at the line's end; at a paragraph's beginning it stays.
        ("one two", 4, ["one ", "two"]),
        ("　　今天", 8, ["　　今天"]),
        ("一\n\n二\r\n三\u2028四", 8, ["一\n", "\n", "二\r\n", "三\u2028", "四"]),
        # A lone last character draws one down, not where the line before would be nearly empty.
        ("今天天气很好", 10, ["今天天气", "很好"]),
        ("一Pythonic好", 9, ["一", "Pythonic", "好"]),
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    """Where lines end, case by case."""
    assert break_lines(text, width, cells) == lines


def test_a_measure_may_give_marks_less_room() -> None:
    """The measure sees whole lines, so a mark that is narrower at a line's end fits where it would not elsewhere."""
    assert break_lines("今天很好。明天", 9, lambda line: cells(line) - line.endswith("。")) == ["今天很好。", "明天"]


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("**粗**、*斜*、***both***、__粗__ 和 _斜_", "粗、斜、both、粗 和 斜"),
        ("**外*内*外**，*外**内**外*", "外内外，外内外"),
        ("`code`、``a`b`` 和 `` `x` ``", "code、a`b 和 `x`"),
        ("`**raw** \\*`", "**raw** \\*"),
        # Where CommonMark alone would leave the marks standing.
        ("他**“说”**了，**(注)**后，**重要。**另", "他“说”了，(注)后，重要。另"),
        ("[链接 *x*](https://a.b/c_(d) \"t\")、[空]()、<https://a.b/_c_>", "链接 x、空、https://a.b/_c_"),
        ("![图](a.png)、[![图](a.png)](b)", "图、图"),
        ("\\*不是\\*、a\\_b、行末\\\n下行", "*不是*、a_b、行末\n下行"),
        # What has no partner is no mark.
        ("2 * 3、a_b_c、**未完、`未完", "2 * 3、a_b_c、**未完、`未完"),
        ("5* 与 4*、[x]、(y)、C:\\文件", "5* 与 4*、[x]、(y)、C:\\文件"),
        ("总之:\n\n*   一\n*   **二**\n- 三\n  + 四\n1. 五", "总之:\n\n一\n二\n三\n四\n1. 五"),
        ("> 引\n>\n> **跨\n> 行**\n\n## 题\n-5 度\n#标签", "引\n\n跨\n行\n\n题\n-5 度\n#标签"),
        ("上\n```py\n- a*b*c\n```\n下\n\n* * *\n\n末", "上\n- a*b*c\n下\n\n\n\n末"),
        ("**一\n\n二**", "**一\n\n二**"),
        ("一\r\n**二**\r\n", "一\r\n二\r\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_marks_are_taken_off(quote: str, said: str) -> None:
    """What a reader is meant to read, case by case."""
    assert plain(quote) == said


def rendered(tokens: list[Token]) -> str:
    """The characters that markdown-it-py shows."""
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline"))


@given(st.text("ab *_`\\(,", max_size=24))
@example("***a** b*")
@example(" *a**b*c**")
@example("_ **a*,_b*")
def test_emphasis_pairs_as_commonmark_says(text: str) -> None:
    """Away from Chinese, marks are taken off exactly where a CommonMark parser reads them as marks."""
    # Letters at both ends keep it from being a bullet, a rule or trimmed.
    text = f"a{text}b"
    parsed = MarkdownIt("commonmark").parseInline(text)[0].children or []
    assert plain(text) == rendered(parsed)


@given(st.text("字学。“”（）ab *_`\\~>#+-[]()!\n", max_size=40))
def test_only_marks_are_taken_off(text: str) -> None:
    """Whatever else a quote holds stays, and in its order."""
    said = plain(text)
    rest = iter(text)
    assert all(character in rest for character in said)
    # Addresses and what a fence says of its language go, too.
    assume(not re.search(r"]\(|`{3}|~{3}", text))
    assert set(Counter(text) - Counter(said)) <= set("*_`\\>#+- ")


def test_words_of_the_corpus_are_untouched(library: Library) -> None:
    """Every passage keeps each of its characters but asterisks and what a bullet has around it."""
    for interview in library:
        for _, passage in interview.passages:
            quote = interview.cut(passage.span)
            assert re.sub(r"[*\s]", "", quote) == re.sub(r"\s", "", plain(quote))
