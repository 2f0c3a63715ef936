"""The fields of an index, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.search.cutting import Cutter, texts_of
from bot.search.fields import FIELDS, Fields, fields_arrays
from bot.search.inverting import Bm25
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from bot.app import App
    from bot.interviews import Interview
    from bot.search.cutting import Cut, Kind

QUESTIONS = ["什么是深度学习？", "為什麼喜歡 pyhton", "do you need a degree for machine learning?", "他他他", "ꙮ"]


@pytest.fixture(scope="module")
def cut(app: App, chollet: Interview) -> Cut:
    """The shipped interview in terms."""
    return Cutter(app.parts.analyzer).cut(texts_of(chollet))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_field_has_the_scores_of_rank_bm25(app: App, cut: Cut, question: str) -> None:
    """On the shipped interview a field's scores are those of rank-bm25's own loop, channels weighed and summed."""
    weights = app.parts.weights
    query = app.answerer.parser.parse(question)
    fields = Fields(fields_arrays(cut, weights), weights)
    scored = fields.score(query)
    for kind in FIELDS:
        expected = np.zeros(cut[kind]["word"].size)
        for channel in CHANNELS:
            bm25 = Bm25(documents(cut, kind, channel), k1=weights.bm25.k1, b=weights.bm25.b)
            for term, weight in query.weights(channel):
                expected += getattr(weights.channels, channel) * weight * bm25.get_scores([term])
        np.testing.assert_allclose(fields.of(kind, scored.scores), expected, rtol=0, atol=1e-9)


def test_what_is_held_is_what_has_parts(app: App, cut: Cut) -> None:
    """The terms that a document holds are those that `parts` lists for it."""
    fields = Fields(fields_arrays(cut, app.parts.weights), app.parts.weights)
    scored = fields.score(app.answerer.parser.parse("深度学习和机器学习的区别"))
    for kind in FIELDS:
        for document in range(min(cut[kind]["word"].size, 20)):
            (parts,) = fields.parts(scored.query, kind, [document])
            assert fields.held(scored, {kind: [document]}, CHANNELS) == {(part.channel, part.term) for part in parts}


def documents(cut: Cut, kind: Kind, channel: str) -> list[list[str]]:
    """The documents of a field as lists of terms."""
    counts = cut[kind][channel]  # type: ignore[index]
    return [
        [counts.vocabulary[t] for t, n in zip(counts.terms[a:b], counts.times[a:b], strict=True) for _ in range(n)]
        for a, b in zip(counts.starts[:-1], counts.starts[1:], strict=True)
    ]
