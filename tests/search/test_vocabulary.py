"""The terms of an index."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.vocabulary import Vocabulary, Words, pack

TERMS = st.lists(st.text("深度学习ab。", max_size=4), unique=True, max_size=12)


@given(TERMS, st.text("深度学习ab。", max_size=4))
def test_every_term_has_a_number_of_its_own(terms: list[str], other: str) -> None:
    """Numbers lead back to their terms and leave none out; what is no term has none."""
    vocabulary = Vocabulary(pack(terms))
    numbers = [vocabulary.number(term) for term in terms]
    assert sorted(numbers) == list(range(len(terms))) == list(range(len(vocabulary)))
    assert [vocabulary.term(number) for number in numbers] == terms
    assert (vocabulary.number(other) >= 0) == (other in terms)


@given(TERMS, st.data())
def test_words_are_a_mapping_of_what_some_document_has(terms: list[str], data: st.DataObject) -> None:
    """It says what a dictionary would say, without the terms that no document has."""
    vocabulary = Vocabulary(pack(terms))
    totals = data.draw(st.lists(st.integers(0, 3), min_size=len(terms), max_size=len(terms)))
    expected = {vocabulary.term(number): total for number, total in enumerate(totals) if total}
    words = Words(vocabulary, np.asarray(totals, dtype=np.int64))
    assert dict(words) == expected
    assert len(words) == len(expected)
    assert [term in words for term in terms] == [term in expected for term in terms]


def test_no_terms_are_an_empty_mapping() -> None:
    """Where no channel has words, none is known, and asking for one is an error like any dictionary's."""
    words = Words(None, np.zeros(0, dtype=np.int64))
    assert dict(words) == {}
    with pytest.raises(KeyError):
        words["深度"]
