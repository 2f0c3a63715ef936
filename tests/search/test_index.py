"""Every passage, found by several fields at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.app import App
    from bot.interviews import Interview
    from bot.search.index import Index
    from bot.search.query import Query


@pytest.fixture
def index(app: App) -> Index:
    """The index of the project's own corpus."""
    return app.answerer.index


def parse(app: App, question: str, previous: str | None = None) -> Query:
    """A query as the answerer reads it."""
    return app.answerer.parser.parse(question, previous=previous)


QUESTIONS = [
    "什么是深度学习？",
    "為什麼喜歡 pyhton",
    "do you still need a degree to get into machine learning?",
    "抄作ai有什么危害",
    "码农要不要讲良心",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_parts_of_a_score_add_up(app: App, index: Index, question: str) -> None:
    """What explain lists is the whole score, whichever passage is asked about."""
    query = parse(app, question, previous="他在谷歌做什么")
    scores = index.scores(query)
    for row in range(len(index.entries)):
        assert math.isclose(sum(part.value for part in index.explain(query, row)), scores[row], abs_tol=1e-9)


def test_the_interviewers_own_questions_find_their_answers(app: App, index: Index, chollet: Interview) -> None:
    """Asked word for word, each of the 13 questions has its own exchange first."""
    found = [index.search(parse(app, chollet.cut(e.question)), 1)[0].place.exchange.number for e in chollet.exchanges]
    assert found == list(range(1, 14))


def test_hits_are_of_different_exchanges_best_first(app: App, index: Index) -> None:
    """A search gives one passage an exchange, scores falling."""
    hits = index.search(parse(app, "深度学习"), 13)
    assert len({hit.place.exchange.number for hit in hits}) == len(hits) > 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_no_shared_term_is_no_hit(app: App, index: Index) -> None:
    """A question of which no text holds even a character has no hit."""
    assert index.search(parse(app, "ꙮꙮ zzzzqqqq"), 3) == ()


def test_the_same_question_gives_the_same_hits(app: App, index: Index) -> None:
    """Equal scores are ordered as the library is, so that nothing depends on chance."""
    query = parse(app, "人工智能")
    assert index.search(query, 13) == index.search(query, 13)


def test_matched_words_stand_in_the_question_or_are_meant_by_it(app: App, index: Index) -> None:
    """Every word said to have matched is a term of the query."""
    query = parse(app, "小白入坑深度学习难吗")
    terms = {weighted.term.text for weighted in (*query.terms["word"], *query.terms["concept"])}
    hit = index.search(query, 1)[0]
    assert hit.matched
    assert set(hit.matched) <= terms
