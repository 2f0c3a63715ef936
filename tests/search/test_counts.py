"""How often terms occur in documents."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.counts import Counts, Spelled, count_terms, join_counts, pick, spell

DOCUMENTS = st.lists(st.lists(st.sampled_from(["甲", "乙", "丙", "ab", ""]), max_size=6), max_size=8)


def spelled(counts: Counts) -> list[list[tuple[str, int]]]:
    """The documents as terms with their times."""
    return [
        list(zip((counts.vocabulary[term] for term in counts.terms[a:b]), counts.times[a:b].tolist(), strict=True))
        for a, b in zip(counts.starts[:-1], counts.starts[1:], strict=True)
    ]


@given(DOCUMENTS)
def test_every_term_is_counted_once_a_document(documents: list[list[str]]) -> None:
    """In the order of its first occurrence, as often as it is there; lengths count repetitions."""
    counts = count_terms(documents)
    assert spelled(counts) == [list(Counter(document).items()) for document in documents]
    assert counts.lengths.tolist() == [len(document) for document in documents]
    assert counts.size == len(documents)
    assert len(set(counts.vocabulary)) == len(counts.vocabulary)


@given(st.lists(DOCUMENTS, min_size=1, max_size=4))
def test_joined_counts_are_those_of_all_documents(several: list[list[list[str]]]) -> None:
    """Counting interviews by themselves and joining them is counting all, to the order of the vocabulary."""
    joined = join_counts([count_terms(documents) for documents in several])
    whole = count_terms([document for documents in several for document in documents])
    assert joined.vocabulary == whole.vocabulary
    for name in ("starts", "terms", "times"):
        assert getattr(joined, name).tolist() == getattr(whole, name).tolist()
        assert getattr(joined, name).dtype == getattr(whole, name).dtype


@given(DOCUMENTS, st.data())
def test_picked_documents_are_counted_as_if_there_were_no_others(
    documents: list[list[str]], data: st.DataObject
) -> None:
    """In any order and several times, down to the order of the vocabulary."""
    places = data.draw(st.lists(st.sampled_from(range(len(documents))), max_size=8)) if documents else []
    picked, alone = pick(count_terms(documents), places), count_terms([documents[place] for place in places])
    assert picked.vocabulary == alone.vocabulary
    for name in ("starts", "terms", "times"):
        assert getattr(picked, name).tolist() == getattr(alone, name).tolist()
        assert getattr(picked, name).dtype == getattr(alone, name).dtype


@given(st.lists(st.text("甲乙ab", max_size=3)))
def test_spelled_terms_read_like_a_tuple(terms: list[str]) -> None:
    """By place, from the end, in part and in turn."""
    read = Spelled(*spell(terms))
    assert tuple(read) == tuple(terms)
    assert [read[place] for place in range(-len(terms), len(terms))] == terms * 2
    assert read[1:] == tuple(terms[1:])
    with pytest.raises(IndexError):
        read[len(terms)]
