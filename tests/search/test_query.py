"""Questions read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.search.query import CHANNELS, Query

if TYPE_CHECKING:
    from bot.app import App


def parse(app: App, question: str, previous: str | None = None) -> Query:
    """A query as the answerer reads it."""
    return app.answerer.parser.parse(question, previous=previous)


def test_weak_words_count_less_and_are_kept(app: App) -> None:
    """请问 and 什么 stay in the query with less weight than 深度学习."""
    weights = {w.term.text: w.weight for w in parse(app, "请问什么是深度学习").terms["word"]}
    assert weights["深度学习"] == 1.0
    assert 0 < weights["请问"] < 1
    assert 0 < weights["什么"] < 1


def origins(query: Query) -> set[str]:
    """Where the terms of a query come from."""
    return {weighted.origin for channel in CHANNELS for weighted in query.terms[channel]}


@pytest.mark.parametrize("question", ["为什么？", "那第二个呢", "还有别的吗", "and the second one?", "举个例子"])
def test_a_short_question_is_read_in_the_light_of_the_one_before(app: App, question: str) -> None:
    """What says little by itself takes the terms of the question before it."""
    assert "previous" in origins(parse(app, question, previous="为什么选择 Python"))


def test_a_full_question_is_not_disturbed(app: App) -> None:
    """A question that says enough is the same with and without one before it."""
    question = "深度学习社区面临的主要挑战是什么？"
    assert parse(app, question, previous="为什么选择 Python") == parse(app, question)


def test_english_words_are_translated_unless_the_interview_uses_them(app: App) -> None:
    """The word economy leads to Chinese words; Keras and Python are the interview's own."""
    query = parse(app, "Keras economy")
    translated = {w.term.text for w in query.terms["word"] if w.origin == "translated"}
    assert "经济" in translated
    assert parse(app, "Keras Python").terms["word"] == tuple(
        w for w in parse(app, "Keras Python").terms["word"] if w.origin == "asked"
    )
