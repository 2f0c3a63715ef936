"""From a question to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuestionError

if TYPE_CHECKING:
    from bot.app import App


@pytest.mark.parametrize("question", ["", "  \n\t", "🙂🙂", "?!…", "\u200b\u202e", "\u0301" * 500])
def test_nothing_to_search_for_is_refused(app: App, question: str) -> None:
    """A question without a letter or digit is an error with a sentence, not a search."""
    with pytest.raises(QuestionError) as caught:
        app.answerer.answer(question)
    assert caught.value.code == "question-empty"


@settings(max_examples=60)
@given(question=st.text(min_size=1, max_size=80), previous=st.none() | st.text(max_size=20))
def test_whatever_is_asked_what_is_quoted_stands_in_the_file(app: App, question: str, previous: str | None) -> None:
    """Any question is answered or refused, and every quote is the text at its offsets."""
    try:
        answer = app.answerer.answer(question, previous=previous)
    except QuestionError:
        return
    for hit in answer.hits:
        span = hit.place.span
        assert hit.place.quote == hit.place.interview.text[span.start : span.end]


def test_a_long_question_is_read_to_its_limit(app: App) -> None:
    """What stands behind the limit of the settings changes nothing, and takes no time."""
    limit = app.settings.question_limit
    question = ("什么是深度学习？" * limit)[:limit]
    assert app.answerer.answer(question).hits == app.answerer.answer(question + "红烧肉" * 3000).hits


def test_the_same_question_has_the_same_answer(app: App) -> None:
    """Nothing depends on chance or on what was asked before elsewhere."""
    first = app.answerer.answer("他为什么写这本书？")
    app.answerer.answer("完全不同的问题")
    assert app.answerer.answer("他为什么写这本书？") == first


def test_a_follow_up_leads_back(app: App) -> None:
    """What says nothing alone is answered in the light of the question before."""
    answer = app.answerer.answer("为什么？", previous="他为什么喜欢 Python？")
    assert answer.hits[0].place.exchange.number == 5
