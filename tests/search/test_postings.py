"""rank-bm25's numbers from postings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CorpusError
from bot.search.counts import count_terms
from bot.search.inverting import K1, B, Bm25, postings_arrays
from bot.search.postings import Postings, _ranges
from bot.search.selecting import add_by_terms, add_together, find_compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), min_size=1, max_size=8).filter(any)


def build_postings(*collections: list[list[str]]) -> Postings:
    """The inverted index of documents."""
    return Postings(postings_arrays(*collections))


def weigh(postings: Postings, query: list[tuple[str, float]]) -> NDArray[np.float64]:
    """The scores for terms with weights."""
    return postings.scores(postings.find(query))


def reach(postings: Postings, term: str) -> float:
    """The inverse document frequency of a term."""
    return float(postings.reach(postings.find([(term, 1.0)]))[0])


def addends(postings: Postings, query: list[tuple[str, float]], *rest: object) -> Any:
    """What the ways to add up are given."""
    return postings._rows, postings._codes, postings._table, *_ranges(postings.find(query)), *rest


@given(DOCUMENTS, st.lists(st.sampled_from("abcdefgz"), max_size=6))
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    """The postings give what rank-bm25's own loop gives, for repeated and unknown terms too."""
    expected = Bm25(documents, k1=K1, b=B).get_scores(query)
    found = weigh(build_postings(documents), [(term, 1.0) for term in query])
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


@given(DOCUMENTS, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0, 3)), max_size=6))
def test_a_score_is_the_sum_of_its_parts(documents: list[list[str]], query: list[tuple[str, float]]) -> None:
    """Weight times part, summed over the terms, is the score of a document."""
    postings = build_postings(documents)
    scores = weigh(postings, query)
    for row in range(len(documents)):
        parts = sum(weight * part for term, weight in query for _, part in postings.parts(term, 0, [row]))
        assert math.isclose(scores[row], parts, abs_tol=1e-9)


def test_a_term_of_every_document_counts_and_none_counts_against() -> None:
    """Lucene's idf is positive even for a term in all documents, unlike Okapi's."""
    postings = build_postings([["a", "b"], ["a"], ["a", "c"]])
    assert 0 < reach(postings, "a") < reach(postings, "b") < reach(postings, "z")
    assert (weigh(postings, [("a", 1.0)]) > 0).all()


def test_no_shared_term_is_no_score() -> None:
    """A document that shares nothing scores 0, so that above 0 means a hit."""
    assert weigh(build_postings([["a"], ["b"]]), [("b", 1.0), ("z", 1.0)])[0] == 0


def test_self_scores_are_scores_of_a_documents_own_terms() -> None:
    """What a document reaches with itself is its score for itself as a query."""
    documents = [["a", "b", "a"], ["b", "c"]]
    postings = build_postings(documents)
    for row, document in enumerate(documents):
        assert math.isclose(postings.self_scores[row], weigh(postings, [(t, 1.0) for t in document])[row])


@pytest.mark.parametrize("documents", [[], [[], []]])
def test_nothing_to_index_is_an_error(documents: list[list[str]]) -> None:
    """rank-bm25 would divide by zero; here an empty index has an error of its own."""
    with pytest.raises(CorpusError) as caught:
        build_postings(documents)
    assert caught.value.code == "index-empty"


def test_document_counts_are_of_the_counted_only() -> None:
    """Terms are counted by documents, and only by those asked for."""
    postings = build_postings([["a", "a"], ["a", "b"]])
    assert dict(postings.words({0: None})) == {"a": 2, "b": 1}
    assert dict(postings.words({0: np.asarray([True, False])})) == {"a": 1}


LARGER = st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=12), min_size=1, max_size=40).filter(any)


@given(LARGER, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0.01, 3)), max_size=6), st.integers(1, 8))
def test_the_best_are_those_of_the_highest_scores(
    documents: list[list[str]], query: list[tuple[str, float]], limit: int
) -> None:
    """Choosing among what was touched gives what sorting all scores gives, equal ones in the order of the documents."""
    postings = build_postings(documents)
    scores = weigh(postings, query)
    order = np.argsort(-scores, kind="stable")[:limit]
    expected = order[scores[order] > 0]
    for _ in range(2):
        rows, found = postings.top(postings.find(query), limit)
        assert rows.tolist() == expected.tolist()
        assert found.tolist() == scores[expected].tolist()


@given(LARGER, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0.01, 3)), max_size=6))
def test_adding_together_adds_the_same_numbers(documents: list[list[str]], query: list[tuple[str, float]]) -> None:
    """Small indexes and large ones have the same scores to the last bit."""
    postings = build_postings(documents)
    together, by_terms = np.zeros(postings.size), np.zeros(postings.size)
    touched = add_together(*addends(postings, query, together))
    assert touched.tolist() == add_by_terms(*addends(postings, query, by_terms)).tolist()
    assert together.tolist() == by_terms.tolist()


@given(LARGER, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0.01, 3)), max_size=6), st.integers(1, 8))
def test_the_compiled_loops_do_the_same(documents: list[list[str]], query: list[tuple[str, float]], limit: int) -> None:
    """With numba scores, choice and order are the same to the last bit, whether few documents are touched or most."""
    pytest.importorskip("numba", reason="numba, which is optional, is not installed")
    compiled = find_compiled()
    assert compiled is not None
    for filling in (0, 400):
        postings = build_postings(documents + [["y"]] * filling)
        plain, fast, buffer = np.zeros(postings.size), np.zeros(postings.size), np.zeros(postings.size)
        add_by_terms(*addends(postings, query, plain))
        compiled.add(*addends(postings, query, fast))
        assert fast.tolist() == plain.tolist()
        rows, scores = compiled.top(*addends(postings, query, buffer, limit))
        expected, best = postings.top(postings.find(query), limit)
        assert rows.tolist() == expected.tolist()
        assert scores.tolist() == best.tolist()
        assert not buffer.any()


@given(st.lists(LARGER, min_size=2, max_size=4), st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0, 3))))
def test_collections_side_by_side_do_not_know_of_each_other(
    collections: list[list[list[str]]], query: list[tuple[str, float]]
) -> None:
    """Each has the scores, the reach and the counts that it has alone."""
    postings, alone = build_postings(*collections, [[]]), [build_postings(documents) for documents in collections]
    apart = [weigh(one, query) for one in alone]
    assert weigh(postings, query).tolist() == [*np.concatenate(apart).tolist(), 0.0]
    assert postings.self_scores.tolist() == [*np.concatenate([one.self_scores for one in alone]).tolist(), 0.0]
    expected = [one.reach(one.find(query))[0] for one in alone]
    np.testing.assert_allclose(postings.reach(postings.find(query)), [*expected, 0.0], rtol=0, atol=1e-9)
    for place, one in enumerate(alone):
        assert dict(postings.words({place: None})) == dict(one.words({0: None}))


@given(LARGER, st.frozensets(st.sampled_from("abcdefgz")), st.data())
def test_held_terms_are_those_with_parts(
    documents: list[list[str]], terms: frozenset[str], data: st.DataObject
) -> None:
    """Which terms some documents have is found without what they give."""
    postings = build_postings([["a"]], documents)
    rows = data.draw(st.lists(st.integers(1, len(documents)), max_size=4))
    expected = {term for term in terms if any(True for _ in postings.parts(term, 1, rows))}
    asked = postings.find([(term, 1.0) for term in terms])
    assert postings.held(asked, {1: rows}) == expected == {t for t in terms for row in rows if t in documents[row - 1]}


@given(LARGER)
def test_counts_and_documents_give_the_same_postings(documents: list[list[str]]) -> None:
    """Rank-bm25's statistics of counts are those that its own loop over the documents takes."""
    counts = count_terms(documents)
    ours, theirs = Bm25(counts), Bm25(documents)
    assert dict(zip(counts.vocabulary, ours.idf.tolist(), strict=True)) == theirs.idf
    assert list(ours.doc_len) == theirs.doc_len
    assert ours.avgdl == theirs.avgdl
    assert ours.corpus_size == theirs.corpus_size
