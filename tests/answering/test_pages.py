from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.pages import paginate
from bot.interviews.models import Span

# What decides where a page ends, and some of everything else.
CHARACTERS = "甲乙a b\n\n\t\u3000。！？…，、；.,:;”』）)\"'\U0001f600\u0301"

stretches = st.text(CHARACTERS, min_size=1, max_size=200).flatmap(
    lambda text: st.tuples(
        st.just(text), st.integers(0, len(text) - 1), st.integers(1, len(text)), st.integers(1, len(text) + 5)
    )
)


def cut(text: str, limit: int) -> list[str]:
    """The pages of a whole text, as text."""
    return [text[page.start : page.end] for page in paginate(text, Span(0, len(text)), limit)]


@given(stretches)
def test_only_white_space_lies_between_pages(case: tuple[str, int, int, int]) -> None:
    """Pages are lossless: in order, and what they leave out of the stretch is white space."""
    text, start, length, limit = case
    span = Span(start, min(len(text), start + length))
    place = span.start
    for page in paginate(text, span, limit):
        assert page.start >= place
        assert not text[place : page.start].strip()
        place = page.end
    assert place <= span.end
    assert not text[place : span.end].strip()


@given(stretches)
def test_every_page_is_full_of_text_and_within_the_limit(case: tuple[str, int, int, int]) -> None:
    """No page is empty, begins or ends with white space, or has more characters than the limit."""
    text, start, length, limit = case
    for page in paginate(text, Span(start, min(len(text), start + length)), limit):
        said = text[page.start : page.end]
        assert 0 < len(said) <= limit
        assert said == said.strip()


@pytest.mark.parametrize(
    ("text", "limit", "pages"),
    [
        pytest.param("甲乙丙", 3, ["甲乙丙"], id="what fits is one page"),
        pytest.param("  甲乙  ", 9, ["甲乙"], id="white space at the ends is not shown"),
        pytest.param("甲乙丙。\n\n丁\n戊。己庚", 9, ["甲乙丙。", "丁\n戊。己庚"], id="paragraph first"),
        pytest.param("甲乙。丙丁\n戊己。庚辛", 9, ["甲乙。丙丁", "戊己。庚辛"], id="line before sentence"),
        pytest.param("甲乙，丙。丁，戊己", 8, ["甲乙，丙。", "丁，戊己"], id="sentence before clause"),
        pytest.param("甲“乙丙。”丁戊己", 7, ["甲“乙丙。”", "丁戊己"], id="the closing mark stays with its sentence"),
        pytest.param("甲乙丙，丁戊己庚", 6, ["甲乙丙，", "丁戊己庚"], id="clause"),
        pytest.param("one two three", 9, ["one two", "three"], id="word"),
        pytest.param("pi is 3.14159 or so.", 12, ["pi is", "3.14159 or", "so."], id="a point in a number ends nothing"),
        pytest.param("甲乙丙丁戊己庚", 3, ["甲乙丙", "丁戊己", "庚"], id="no mark at all: the limit"),
        pytest.param("甲。乙丙丁戊己庚辛", 8, ["甲。乙丙丁戊己庚", "辛"], id="a page not half full is none"),
    ],
)
def test_a_page_ends_at_the_best_mark(text: str, limit: int, pages: list[str]) -> None:
    """A page ends at a paragraph, else a line, a sentence, a clause, a word, if that leaves it at least half full."""
    assert cut(text, limit) == pages


@pytest.mark.parametrize("text", [" ", "\n\n", "\u3000\t "])
def test_white_space_has_no_page(text: str) -> None:
    """A stretch of white space has no page, so that nothing empty is ever sent."""
    assert cut(text, 5) == []


def test_a_page_does_not_look_outside_its_stretch() -> None:
    """Only the stretch is cut; what stands before and after it in the interview is not on any page."""
    text = "前文。甲乙丙丁。后文。"
    assert paginate(text, Span(3, 8), 100) == (Span(3, 8),)
