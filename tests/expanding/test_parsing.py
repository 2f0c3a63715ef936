from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.expanding.parsing import parse_suggestions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('["甲？", "乙"]', ("甲？", "乙"), id="as asked for"),
        pytest.param('好的！\n```json\n["甲？",\n "乙"]\n```\n希望有帮助。', ("甲？", "乙"), id="in a fence"),
        pytest.param('```\n["甲？"]', ("甲？",), id="in a fence that does not end"),
        pytest.param('以下是问法：["甲？", "乙"]。请查收', ("甲？", "乙"), id="between sentences"),
        pytest.param('<think>写 ["丁"]？</think>\n["甲？"]', ("甲？",), id="after thinking aloud"),
        pytest.param('嗯 ["丁"]</think>["甲？"]', ("甲？",), id="after a thought that began unseen"),
        pytest.param('{"questions": ["甲？", "乙"]}', ("甲？", "乙"), id="in an object"),
        pytest.param('[{"question": "甲？"}, {"text": "乙"}, {"x": 1}]', ("甲？", "乙"), id="objects"),
        pytest.param('["甲？", 1, null, ["乙"]]', ("甲？",), id="not only texts"),
        pytest.param("1. 甲？\n2、乙\n 3) “丙”,\n10：丁", ("甲？", "乙", "丙", "丁"), id="numbered lines"),
        pytest.param('- "甲？",\n* 乙\n• 「丙」', ("甲？", "乙", "丙"), id="bullets"),
        pytest.param('["甲？", "乙"', (), id="an array that was cut off"),
        pytest.param("这篇访谈讲的是深度学习。\n他很喜欢 Python。", (), id="prose"),
        pytest.param("", (), id="nothing"),
        pytest.param("[]", (), id="an empty array"),
        pytest.param("[" * 100_000, (), id="too deep"),
        pytest.param('{"a": 1}', (), id="an object of something else"),
        pytest.param('"甲？"', (), id="a text alone"),
    ],
)
def test_phrasings_are_read_from_what_models_write(text: str, expected: tuple[str, ...]) -> None:
    """JSON wherever it stands, numbered or bulleted lines, and nothing out of prose or half an array."""
    assert parse_suggestions(text) == expected


@given(st.text("[]{}\"',`jso\n-1.甲乙<think>/ "))
def test_nothing_that_a_model_writes_is_an_exception(text: str) -> None:
    """Whatever arrives, phrasings are texts with something in them, and none is made up."""
    for said in parse_suggestions(text):
        assert said
        assert said.strip() in text or "\\" in text
