"""Retrieval measured on collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import ConfigError
from bot.search.evaluation import build_collection, first_right, load_lines, score_ranks

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App


def test_figures_follow_their_definitions() -> None:
    """Ranks 1, 2, 6, 11 and none: recall counts the first one and five, MRR the first ten."""
    figures = score_ranks([1, 2, 6, 11, None]).figures()
    assert figures == {
        "queries": 5,
        "recall@1": 1 / 5,
        "recall@5": 2 / 5,
        "mrr@10": pytest.approx((1 + 1 / 2 + 1 / 6) / 5),
    }


def test_no_ranks_are_no_figures() -> None:
    """A mean of nothing is an error, not a zero."""
    with pytest.raises(ValueError, match="no ranks"):
        score_ranks([])


def test_the_first_right_of_a_ranking_counts() -> None:
    """Ranks are counted from 1; nothing right is None."""
    assert first_right(["a", "b", "c"], ["c", "b"]) == 2
    assert first_right(["a"], ["z"]) is None


def test_a_collection_is_searched_like_an_interview(app: App) -> None:
    """A passage of a collection is found by what stands in it, and comes back whole."""
    passages = [("p1", "蓝鲸是最大的动物。"), ("p2", "長城很長，修了兩千年。"), ("p3", "红茶产自云南。")]
    library, ids = build_collection(passages)
    answerer = app.answerer_for(library)
    hits = answerer.search("长城修了多少年？", 3)
    assert ids[hits[0].place.exchange.number - 1] == "p2"
    assert hits[0].place.quote == passages[1][1]


@pytest.mark.parametrize("line", ["{", "[]", '{"question": "x"}', '{"question": "x", "gold": 3}'])
def test_a_line_that_is_no_labelled_question_is_named(tmp_path: Path, line: str) -> None:
    """The file and line of what cannot be read are in the error."""
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "x", "gold": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_lines(path, "question", "gold")
    assert (caught.value.code, caught.value.line) == ("line-keys", 2)


@pytest.mark.parametrize(
    ("name", "step", "least"), [("xquad_zh", 4, 0.93), ("drcd_s2t", 24, 0.91), ("xquad_en2zh", 4, 0.50)]
)
def test_text_never_seen_is_found(app: App, shared: Path, name: str, step: int, least: float) -> None:
    """On a part of three public sets, without any sidecar, recall stays above what the project promises."""
    folder = shared / "eval" / "reading" / name
    library, ids = build_collection(
        [(found["id"], found["text"]) for found in load_lines(folder / "passages.jsonl", "id", "text")]
    )
    answerer = app.answerer_for(library)
    queries = load_lines(folder / "queries.jsonl", "question", "gold")[::step]
    ranks = [
        first_right((ids[hit.place.exchange.number - 1] for hit in answerer.search(q["question"], 10)), q["gold"])
        for q in queries
    ]
    assert score_ranks(ranks).recall_1 >= least
