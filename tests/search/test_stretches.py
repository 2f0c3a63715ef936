"""An interview as words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.stretches import read_speakers, read_stretches
from tests.search.talks import ANALYZER, interview


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("见[框架](https://example.org/keras)和 https://example.org/numpy。", ["见", "框架", "和"]),
        ("![图片](img/a.png)<br>@hugo 画", ["图片", "画"]),
    ],
)
def test_addresses_are_no_words(said: str, words: list[str]) -> None:
    """Where a link leads is not what was said; what it is called is."""
    (_, answer) = read_stretches(interview(("问？", said)), ANALYZER)
    assert [word.text for word in answer.words] == words


def test_words_know_what_they_touch() -> None:
    """Words are neighbours where nothing lies between them, or one blank beside a Latin one; a mark parts them."""
    (_, answer) = read_stretches(interview(("问？", "开源社区，Ubuntu Tweak 社区  社区")), ANALYZER)
    assert [(word.text, word.joined) for word in answer.words] == [
        ("开源", False),
        ("社区", True),
        ("ubuntu", False),
        ("tweak", True),
        ("社区", True),
        ("社区", False),
    ]


def test_speakers_are_who_is_known_and_who_is_announced() -> None:
    """A name before a colon is a speaker when lines begin with it again and again, not when one does."""
    turns = [("**王小明**：问？", "Anna Lee: 答。\n理由：有。")] * 3
    found = read_speakers(interview(*turns, speakers=("弗朗索瓦·乔莱",), interviewer="Hugo"), ANALYZER)
    assert found >= {"王小明", "anna", "lee", "乔莱", "hugo"}
    assert "理由" in found
    assert "理由" not in read_speakers(interview(turns[0]), ANALYZER)


@given(st.text(alphabet="深度學習Kerasé　 \n[](:：)https://!人類", max_size=60))
def test_words_lie_in_order_in_the_text(said: str) -> None:
    """Places are those of the interview, whatever folding has changed."""
    one = interview(("问？", said))
    spans = [word.span for stretch in read_stretches(one, ANALYZER) for word in stretch.words]
    assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
    assert all(before.start < after.start for before, after in pairwise(spans))
