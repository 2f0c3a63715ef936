"""Words that mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import FaultsError
from bot.search.folding import Folder
from bot.search.glossary import Glossary, load_glossary
from tests.search.shared import tokenizer_with

if TYPE_CHECKING:
    from pathlib import Path

TOKENIZER = tokenizer_with()


def fold(text: str) -> str:
    """As texts are folded."""
    return Folder().fold(text).text


def write(tmp_path: Path, text: str) -> Path:
    """A glossary file."""
    path = tmp_path / "glossary.txt"
    path.write_text(text, encoding="utf-8")
    return path


def concepts(glossary: Glossary, text: str, *, asking: bool) -> list[str]:
    """The concepts of a text."""
    folded = fold(text)
    return [term.text for term in glossary.find(folded, TOKENIZER.cut(folded), asking=asking)]


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    """Both kinds of rules."""
    return load_glossary(
        write(tmp_path, "# comment\n深度学习, deep learning, DL\n孩子, child\n娃, kid => 孩子\n相信, 信任\n"), fold
    )


def test_equivalent_words_are_one_concept(glossary: Glossary) -> None:
    """Chinese, English, abbreviation, upper case and Traditional characters lead to the same concept."""
    for text in ("深度学习", "Deep Learning", "DL", "深度學習"):
        assert concepts(glossary, text, asking=False) == ["深度学习"]


def test_one_way_rules_hold_for_questions_only(glossary: Glossary) -> None:
    """A text that says 娃 does not say 孩子; a question with 娃 looks for it."""
    assert concepts(glossary, "两岁的娃", asking=False) == []
    assert concepts(glossary, "两岁的娃", asking=True) == ["孩子"]
    assert concepts(glossary, "kids", asking=True) == ["孩子"]


def test_a_word_counts_only_between_words(glossary: Glossary) -> None:
    """Dl stands in headline, but not as a word."""
    assert concepts(glossary, "headline", asking=True) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("甲, 乙\n乙, 丙\n", "glossary-twice", 2),
        ("甲 => 乙\n甲 => 丙\n", "glossary-left-twice", 2),
        ("甲 => 乙\n乙 => 甲\n", "glossary-circle", 1),
        ("甲, 乙\n丙 => 甲\n乙 => 丙\n", "glossary-circle", 2),
        ("甲\n", "glossary-single", 1),
        ("甲, , 乙\n", "glossary-empty", 1),
        ("甲 =>\n", "glossary-empty", 1),
    ],
)
def test_faults_are_named_with_their_lines(tmp_path: Path, text: str, code: str, line: int) -> None:
    """A word in two groups or on two left sides, a circle and an incomplete line are reported where they stand."""
    with pytest.raises(FaultsError) as caught:
        load_glossary(write(tmp_path, text), fold)
    assert (code, line) in [(fault.code, fault.line) for fault in caught.value.faults]


def test_another_glossary_has_another_digest(glossary: Glossary, tmp_path: Path) -> None:
    """What was cut with one glossary is not taken for what another one finds; comments and order change nothing."""
    lines = ["甲,乙", "丙 => 丁"]
    one, same, other = (
        load_glossary(write(tmp_path, text), fold)
        for text in ("\n".join(lines), "# 注\n" + "\n".join(reversed(lines)), "甲,乙\n丙 => 戊")
    )
    assert one.digest == same.digest
    assert len({one.digest, other.digest, glossary.digest}) == 3
