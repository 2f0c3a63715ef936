"""One spelling for what people write in many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.folding import Folder


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＫＥＲＡＳ　是什么", "keras 是什么"),
        ("机器学习", "机器学习"),
        ("機器學習", "机器学习"),
        ("人工智慧的軟體", "人工智能的软件"),
        ("程序员写程序", "程序员写程序"),
        ("François CAFÉ", "francois cafe"),
        ("z̴a̷l̸g̶o̷", "zalgo"),
        ("‮他‬是谁", "他是谁"),
        ("深 度 学 习 是什么", "深度学习是什么"),
        ("推理 抽象", "推理 抽象"),
        ("「意義」—“意义”", '"意义"-"意义"'),
        ("", ""),
    ],
)
def test_spellings_that_people_use_become_one(typed: str, folded: str) -> None:
    """Width, case, accents, Traditional characters, Taiwan words, marks and invisible characters do not matter."""
    assert Folder().fold(typed).text == folded


def test_a_simplified_text_keeps_its_words() -> None:
    """程序 means a process in Taiwan and a program on the mainland: only a Traditional text is read the Taiwan way."""
    assert "程序" in Folder().fold("写程序的人").text
    assert "进程" in Folder().fold("這個程序佔用的記憶體").text


FOLDER = Folder()


@given(st.text(max_size=60))
def test_each_folded_character_knows_where_it_came_from(text: str) -> None:
    """The map back is as long as the text, never falls, and ends at the original's length."""
    folded = FOLDER.fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)


@given(st.text(alphabet="機器學習的程式人工智慧abcＡ 。，軟體x", max_size=40))
def test_a_stretch_goes_back_to_the_characters_it_came_from(text: str) -> None:
    """The original of the whole folded text is the stretch from its first to its last character that left a trace."""
    folded = FOLDER.fold(text)
    if folded.text:
        start, end = folded.original(0, len(folded.text))
        assert FOLDER.fold(text[start:end]).text.strip() == folded.text.strip()


@given(st.text(max_size=40))
def test_width_case_and_marks_are_folded_once(text: str) -> None:
    """Folding a folded text again leaves it lower case and without what folding takes out."""
    once = FOLDER.fold(text).text
    assert FOLDER.fold(once).text == FOLDER.fold(FOLDER.fold(once).text).text
