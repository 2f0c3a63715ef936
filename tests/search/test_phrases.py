"""Words and phrases that may name something."""

from __future__ import annotations

import pytest

from bot.search.grammar import Grammar
from bot.search.phrases import Named, find_named
from bot.search.stretches import read_stretches
from tests.search.talks import ANALYZER, WEAK, interview


def named(*said: str, excluded: tuple[str, ...] = ()) -> dict[str, Named]:
    """What may name a topic in answers, by its name."""
    one = interview(*(("？", answer) for answer in said))
    stretches = read_stretches(one, ANALYZER)
    tags = ANALYZER.tokenizer.tags({word.text for stretch in stretches for word in stretch.words})
    return {found.name: found for found in find_named(one, stretches, Grammar(tags, WEAK, frozenset(excluded)))}


def test_words_that_the_text_keeps_together_are_joined() -> None:
    """A phrase that stands there twice is one name, and its words do not count inside it."""
    found = named("开源社区很大。", "我喜欢开源社区。")
    assert found["开源社区"].said == {1: 1, 2: 1}
    assert found.keys().isdisjoint({"开源", "社区"})


def test_words_that_go_their_own_ways_are_not_joined() -> None:
    """Two words that stand together twice but mostly apart stay two."""
    apart = ["开源。", "社区。"] * 3
    assert named("开源社区。", "开源社区。", *apart).keys() == {"开源", "社区"}


def test_latin_words_are_joined_over_a_blank() -> None:
    """A name of several Latin words is one, written as the text mostly writes it."""
    found = named("Ubuntu Tweak 很好。", "我用 Ubuntu Tweak。", "ubuntu tweak！")
    assert found["Ubuntu Tweak"].written == {"Ubuntu Tweak": 2, "ubuntu tweak": 1}


def test_a_phrase_with_a_modifier_takes_more_than_chance() -> None:
    """A noun made of a verb beside a noun, twice, may be chance; three times it is a phrase."""
    assert "评估模型" not in named("评估模型。", "评估模型。")
    assert "评估模型" in named("评估模型。", "评估模型。", "评估模型。")


@pytest.mark.parametrize(
    "said",
    ["我觉得", "进行", "2018 12.5", "我会", "书", "用", "the", "x", "他说得很慢"],
    ids=[
        "weak and verb",
        "verb",
        "numbers",
        "particles",
        "one character",
        "weak",
        "weak English",
        "letter",
        "sentence",
    ],
)
def test_what_is_no_name(said: str) -> None:
    """Verbs, weak words, numbers and single characters name nothing, however often they stand there."""
    assert named(said, said, said) == {}


def test_a_guess_is_taken_when_it_is_repeated_and_free() -> None:
    """A word that no dictionary has is one if the text repeats it, but not as a piece of a longer one."""
    assert "斡旋尔" not in named("斡旋尔来了。")
    assert "周芳芷" in named("周芳芷来了。", "周芳芷！", "有周芳芷。")


def test_excluded_words_are_in_no_phrase() -> None:
    """A speaker's name is no topic, nor part of one."""
    assert named("乔莱社区。", "乔莱社区。", excluded=("乔莱",)).keys() == {"社区"}


def test_traditional_characters_stay() -> None:
    """A name is written as the interview writes it, though words are told apart in Simplified characters."""
    found = named("軟體與開源社區。", "軟體和開源社區。")
    assert found.keys() == {"軟體", "開源社區"}
