"""Text to terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.tokenizer import TOKENS, Tokenizer
from tests.search.shared import tokenizer_with

SHARED = tokenizer_with()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """One for the module: its dictionary takes a second."""
    return SHARED


def texts(tokenizer: Tokenizer, text: str, kind: str) -> list[str]:
    """The terms of one kind."""
    return [term.text for term in getattr(tokenizer.cut(text), kind)]


def test_chinese_gives_words_pairs_and_characters(tokenizer: Tokenizer) -> None:
    """Search mode gives the parts of a long word and the word; pairs overlap; punctuation is no term."""
    assert texts(tokenizer, "人工智能？", "word") == ["人工", "智能", "人工智能"]
    assert texts(tokenizer, "人工智能？", "pair") == ["人工", "工智", "智能"]
    assert texts(tokenizer, "人工智能？", "character") == ["人", "工", "智", "能"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c++ 和 c#", ["c++", "和", "c#"]),
        ("scikit-learn", ["scikit-learn", "scikit", "learn"]),
        ("rest api", ["rest", "api"]),
        ("gpt4", ["gpt4"]),
        ("models libraries classes", ["model", "library", "classe"]),
        ("keras status analysis", ["keras", "status", "analysis"]),
        ("author's", ["author"]),
        ("？！…", []),
    ],
)
def test_latin_words_stay_whole(tokenizer: Tokenizer, text: str, words: list[str]) -> None:
    """A Latin word is one term, its plural reduced; a compound gives its parts as well."""
    assert texts(tokenizer, text, "word") == words


def test_added_words_are_known() -> None:
    """A name given to the tokenizer is cut as one word."""
    assert "乔莱" in texts(tokenizer_with("乔莱"), "乔莱是谁", "word")


def test_words_are_cut_once(tokenizer: Tokenizer) -> None:
    """Words that do not overlap: a long one without its parts, a Latin one as it stands."""
    assert [term.text for term in tokenizer.words("人工智能 scikit-learn models？")] == [
        "人工智能",
        "scikit-learn",
        "models",
    ]


def test_words_have_parts_of_speech() -> None:
    """As jieba's dictionary has them; words given to the tokenizer are names, others have none."""
    assert tokenizer_with("乔莱").tags(["社区", "觉得", "乔莱", "keras"]) == {"社区": "n", "觉得": "v", "乔莱": "nz"}
    assert SHARED.tags([]) == {}


@given(st.text(alphabet="深度学习abc c++-.？ 的是", max_size=30))
def test_every_term_stands_where_it_says(text: str) -> None:
    """Offsets lie in the text, and a Chinese term is the text between them."""
    cut = SHARED.cut(text)
    for kind in TOKENS:
        for term in cut.of(kind):
            assert 0 <= term.start < term.end <= len(text)
            if not term.text.isascii():
                assert text[term.start : term.end] == term.text
