"""A day of the bot's clock."""

from __future__ import annotations

import pytest

from tests.standin.soak import AIM, GUILDS, describe, soak


@pytest.mark.long
def test_a_day_with_ten_thousand_questions_leaves_memory_as_it_was() -> None:
    """Memory at the end is within 5 % of that after the first thousand; each question and each day is answered once."""
    found = soak()
    assert found.growth <= AIM, describe(found)
    assert found.reloads > 10
    assert (found.doubled, sorted(found.posts.values())) == (0, [1] * GUILDS), describe(found)
