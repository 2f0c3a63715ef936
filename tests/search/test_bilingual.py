"""English words looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.search.bilingual import Dictionary, Lexicon

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = [
    ("机器学习", ["machine learning"]),
    ("机器", ["machine"]),
    ("学习", ["to learn", "to study"]),
    ("影星", ["film star"]),
    ("星", ["star", "heavenly body"]),
    ("书", ["book", "letter"]),
    ("簿", ["variant of book"]),
    ("儿", ["(onom.) whoosh"]),
]
COMMON = {"书": 0.01, "星": 0.001, "机器": 0.001, "学习": 0.002}


@pytest.fixture
def dictionary() -> Dictionary:
    """A few words of CC-CEDICT's kind."""
    return Dictionary(ENTRIES, lambda word: COMMON.get(word, 0.0))


def test_the_longest_phrase_is_taken(dictionary: Dictionary) -> None:
    """Machine learning is one thing, not a machine and learning."""
    assert [(t.start, t.end, t.words[0][0]) for t in dictionary.translate(["machine", "learning", "book"])] == [
        (0, 2, "机器学习"),
        (2, 3, "书"),
    ]


@pytest.mark.parametrize("form", ["star", "stars"])
def test_a_definition_counts_more_than_a_word_inside_one(dictionary: Dictionary, form: str) -> None:
    """A star is a star before it is a film star, in the plural too."""
    words = dict(dictionary.translate([form])[0].words)
    assert words["星"] == 1.0 > words["影星"] > 0


def test_inflected_forms_are_found(dictionary: Dictionary) -> None:
    """learned, learning and learns are looked up as learn."""
    for form in ("learned", "learning", "learns"):
        assert dictionary.translate([form])[0].words[0][0] == "学习"


def test_references_and_unknown_words_give_nothing(dictionary: Dictionary) -> None:
    """A definition that only points to another word is none."""
    assert "簿" not in dict(dictionary.translate(["book"])[0].words)
    assert dictionary.translate(["qwertz"]) == []


def test_unpacking_undoes_packing(dictionary: Dictionary) -> None:
    """What was kept translates as what was made."""
    unpacked = Dictionary.unpack(memoryview(dictionary.pack()))
    for words in (["machine", "learning", "book"], ["stars"], ["body"], ["letters", "to", "study"], ["qwertz"], []):
        assert unpacked.translate(words) == dictionary.translate(words)


def test_the_real_dictionary_knows_everyday_words(tmp_path: Path) -> None:
    """The extra that the tests install brings CC-CEDICT; the second time it comes from the cache."""
    for _ in range(2):
        lexicon = Lexicon(lambda word: 0.0, tmp_path)
        assert lexicon.prepare()
        assert "经济" in dict(lexicon.translate(["economy"])[0].words)
        assert len(list(tmp_path.iterdir())) == 1
