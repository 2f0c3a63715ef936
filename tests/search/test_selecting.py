"""The best documents of those that were touched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.selecting import best_of, find_compiled

SCORES = st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0]), min_size=1, max_size=60)


@given(SCORES, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_compiled_loop_chooses_the_same(scores: list[float], limit: int, dice: object) -> None:
    """In whatever order documents were touched, equal scores too; zeros are left behind for the next question."""
    compiled = find_compiled()
    if compiled is None:
        pytest.skip("numba, which is optional, is not installed")
    touched = np.arange(len(scores), dtype=np.int32)
    dice.shuffle(touched)  # type: ignore[attr-defined]
    touched = touched[: max(1, len(touched) // 2)]
    mine, theirs = np.asarray(scores), np.asarray(scores)
    mine[np.setdiff1d(np.arange(len(scores)), touched)] = 0.0
    rows, found = compiled.choose(touched, mine, limit)
    expected, highest = best_of(touched, theirs, limit)
    assert rows.tolist() == expected.tolist()
    assert found.tolist() == highest.tolist()
    assert not mine.any()
