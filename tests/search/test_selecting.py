"""The best documents of those that were touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.selecting import DENSE, best_of, find_compiled

if TYPE_CHECKING:
    from random import Random

FIGURES = [0.5, 1.0, 1.5, 2.0]


@pytest.mark.parametrize("untouched", [0, 60 * DENSE])
@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_compiled_loop_chooses_the_same(untouched: int, codes: list[int], limit: int, dice: Random) -> None:
    """In whatever order documents are touched, equal scores too, few or most of all documents; zeros are left behind
    for the next question.
    """
    compiled = find_compiled()
    if compiled is None:
        pytest.skip("numba, which is optional, is not installed")
    size = len(codes) + untouched
    rows = np.asarray(dice.sample(range(size), len(codes)), dtype=np.int32)
    table, first, end = np.asarray(FIGURES), np.zeros(1, dtype=np.int64), np.full(1, len(codes))
    buffer, scores = np.zeros(size), np.zeros(size)
    scores[rows] = table[codes]
    chosen = compiled.top(rows, np.asarray(codes, dtype=np.uint16), table, first, end, np.ones(1), buffer, limit)
    expected = best_of(rows, scores, limit)
    assert [part.tolist() for part in chosen] == [part.tolist() for part in expected]
    assert not buffer.any()
