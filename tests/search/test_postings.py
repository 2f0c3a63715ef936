"""rank-bm25's numbers from postings."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CorpusError
from bot.search.counts import count_terms
from bot.search.postings import K1, B, Bm25, Postings
from bot.search.selecting import Asked, Entries, _compile, choose_by_terms

DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), min_size=1, max_size=8).filter(any)


@given(DOCUMENTS, st.lists(st.sampled_from("abcdefgz"), max_size=6))
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    """The postings give what rank-bm25's own loop gives, for repeated and unknown terms too."""
    expected = Bm25(documents, k1=K1, b=B).get_scores(query)
    found = Postings(documents).scores([(term, 1.0) for term in query])
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


@given(DOCUMENTS, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0, 3)), max_size=6))
def test_a_score_is_the_sum_of_its_parts(documents: list[list[str]], query: list[tuple[str, float]]) -> None:
    """Weight times part, summed over the terms, is the score of a document."""
    postings = Postings(documents)
    scores = postings.scores(query)
    for row in range(len(documents)):
        parts = sum(weight * part for term, weight in query for _, part in postings.parts(term, [row]))
        assert math.isclose(scores[row], parts, abs_tol=1e-9)


def test_a_term_of_every_document_counts_and_none_counts_against() -> None:
    """Lucene's idf is positive even for a term in all documents, unlike Okapi's."""
    postings = Postings([["a", "b"], ["a"], ["a", "c"]])
    assert 0 < postings.idf("a") < postings.idf("b") < postings.rarest
    assert (postings.scores([("a", 1.0)]) > 0).all()


def test_no_shared_term_is_no_score() -> None:
    """A document that shares nothing scores 0, so that above 0 means a hit."""
    assert Postings([["a"], ["b"]]).scores([("b", 1.0), ("z", 1.0)])[0] == 0


def test_self_scores_are_scores_of_a_documents_own_terms() -> None:
    """What a document reaches with itself is its score for itself as a query."""
    documents = [["a", "b", "a"], ["b", "c"]]
    postings = Postings(documents)
    for row, document in enumerate(documents):
        assert math.isclose(postings.self_scores[row], postings.scores([(t, 1.0) for t in document])[row])


@pytest.mark.parametrize("documents", [[], [[], []]])
def test_nothing_to_index_is_an_error(documents: list[list[str]]) -> None:
    """rank-bm25 would divide by zero; here an empty index has an error of its own."""
    with pytest.raises(CorpusError) as caught:
        Postings(documents)
    assert caught.value.code == "index-empty"


def test_document_counts_are_of_the_counted_only() -> None:
    """Terms are counted by documents, and only by those asked for."""
    postings = Postings([["a", "a"], ["a", "b"]])
    assert postings.document_counts() == {"a": 2, "b": 1}
    assert postings.document_counts(np.asarray([True, False])) == {"a": 1}


LARGER = st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=12), min_size=1, max_size=40).filter(any)


@given(LARGER, st.lists(st.tuples(st.sampled_from("abcdefgz"), st.floats(0.01, 3)), max_size=6), st.integers(1, 8))
def test_the_best_are_those_of_the_highest_scores(
    documents: list[list[str]], query: list[tuple[str, float]], limit: int
) -> None:
    """Choosing among what was touched gives what sorting all scores gives, equal ones in the order of the documents."""
    postings = Postings(documents)
    scores = postings.scores(query)
    order = np.argsort(-scores, kind="stable")[:limit]
    expected = order[scores[order] > 0]
    for _ in range(2):
        rows, found = postings.top(query, limit)
        assert rows.tolist() == expected.tolist()
        assert found.tolist() == scores[expected].tolist()


@given(
    LARGER,
    st.lists(st.tuples(st.sampled_from("abcdefgz"), st.sampled_from([0.5, 1.0, 2.25])), max_size=6),
    st.integers(1, 8),
)
def test_the_compiled_loop_finds_the_same(
    documents: list[list[str]], query: list[tuple[str, float]], limit: int
) -> None:
    """With numba and without it: the same documents, the same scores to the last bit, and zeros left behind."""
    pytest.importorskip("numba", reason="numba, which is optional, is not installed")
    compiled = _compile()
    assert compiled is not None
    postings = Postings(documents)
    numbers, weights = postings._known(query)
    entries = Entries(postings._rows, postings._codes, postings._table)
    asked = Asked(postings._starts[numbers], postings._starts[numbers + 1], postings._idf[numbers], weights)
    buffer = np.zeros(postings.size)
    found = [[part.tolist() for part in way(entries, asked, buffer, limit)] for way in (compiled, choose_by_terms)]
    assert found[0] == found[1]
    assert not buffer.any()


@given(LARGER)
def test_counts_and_documents_give_the_same_postings(documents: list[list[str]]) -> None:
    """Rank-bm25's statistics of counts are those that its own loop over the documents takes."""
    ours, theirs = Bm25(count_terms(documents)), Bm25(documents)
    assert ours.idf == theirs.idf
    assert list(ours.doc_len) == theirs.doc_len
    assert ours.avgdl == theirs.avgdl
    assert ours.corpus_size == theirs.corpus_size
