"""Texts cut in batches, in one process or several."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.batches import BATCH, WORTH, _processes_for, count_batches, split
from tests.search.shared import Deadly
from tests.search.test_counts import spelled

if TYPE_CHECKING:
    from bot.app import App
    from bot.search.counts import Counts
    from bot.search.query import Analyzer, Channel

TEXTS = [
    ("深度学习很好", False),
    ("Keras 也好，Keras！", False),
    ("什么是深度学习", True),
    ("", False),
    ("词汇表", True),
]
BATCHES = [TEXTS[:2], TEXTS[2:4], [], TEXTS[4:]]


def counted(analyzer: Analyzer, processes: int | None) -> list[dict[Channel, list[list[tuple[str, int]]]]]:
    """The batches, each spelled out."""
    found: list[dict[Channel, Counts]] = list(count_batches(analyzer, BATCHES, processes))
    return [{channel: spelled(counts) for channel, counts in batch.items()} for batch in found]


@given(st.lists(st.tuples(st.integers(0, 2 * BATCH), st.booleans()), max_size=20))
def test_batches_are_the_texts_in_their_order(sizes: list[tuple[int, bool]]) -> None:
    """Nothing is lost or moved, and only a text that is longer itself makes a batch longer than it should be."""
    texts = [("字" * size, asking) for size, asking in sizes]
    batches = list(split(texts))
    assert [text for batch in batches for text in batch] == texts
    assert all(len(batch) == 1 or sum(len(text) for text, _ in batch) <= BATCH for batch in batches)


def test_several_processes_count_what_one_counts(app: App) -> None:
    """Terms, their order and their times are the same, batch by batch."""
    assert counted(app.parts.analyzer, 2) == counted(app.parts.analyzer, 1)


def test_what_a_process_leaves_behind_is_cut_all_the_same(app: App, caplog: pytest.LogCaptureFixture) -> None:
    """A process that is killed loses nothing, and the log says so."""
    parts = app.parts.analyzer
    deadly = Deadly(parts.folder, parts.tokenizer, parts.glossary)
    batches = [*BATCHES, [("崩溃了", False)], *BATCHES]
    with caplog.at_level(logging.WARNING):
        found = list(count_batches(deadly, batches, 2))
    expected = count_batches(parts, batches, 1)
    for ours, theirs in zip(found, expected, strict=True):
        assert {name: spelled(counts) for name, counts in ours.items()} == {
            name: spelled(counts) for name, counts in theirs.items()
        }
    assert "this one cuts the rest" in caplog.text


@pytest.mark.parametrize(("characters", "most"), [(0, 0), (WORTH - 1, 0), (WORTH, 1), (3 * WORTH, 3)])
def test_a_process_is_started_for_enough_to_cut_only(characters: int, most: int) -> None:
    """A small library is cut here at once: no process that would take longer to start than to work."""
    assert _processes_for([[("字" * characters, False)]]) <= most
