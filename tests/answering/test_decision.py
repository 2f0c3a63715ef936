"""Answered, unsure or not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.answering.decision import Model, fit, load_decider
from bot.errors import BotError
from bot.search.signals import Signals

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Signals(*([0.0] * len(Signals.names())))


@pytest.mark.parametrize(
    ("intercept", "decision"), [(3.0, "answered"), (0.0, "unsure"), (-3.0, "not_found"), (900.0, "answered")]
)
def test_the_chance_becomes_a_decision(intercept: float, decision: str) -> None:
    """Two thresholds on the chance make three decisions; extreme odds do not overflow."""
    model = Model(intercept=intercept, weights={"lead": 1.0}, answered=0.7, unsure=0.3)
    assert model.decide(PLAIN) == decision


def test_a_fit_finds_what_made_the_data() -> None:
    """On data drawn from known odds the weights come back, and a signal that says nothing gets none."""
    dice = np.random.default_rng(1)
    rows = dice.normal(size=(4000, 3)) * [1.0, 5.0, 1.0] + [0.0, 2.0, 7.0]
    odds = 0.5 + 2.0 * rows[:, 0] - 0.3 * rows[:, 1]
    right = dice.random(4000) < 1 / (1 + np.exp(-odds))
    intercept, first, second, third = fit(rows, right)
    assert first == pytest.approx(2.0, abs=0.3)
    assert second == pytest.approx(-0.3, abs=0.05)
    assert third == pytest.approx(0.0, abs=0.15)
    assert intercept == pytest.approx(0.5, abs=1.1)


def test_a_signal_that_never_changes_is_harmless() -> None:
    """A constant column gets a weight of 0 instead of a division by zero."""
    rows = np.asarray([[0.0, 1.0], [1.0, 1.0], [0.2, 1.0], [0.9, 1.0]])
    assert fit(rows, np.asarray([False, True, False, True]))[2] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[phrased]\nintercept = 0\nanswered = 2\nunsure = 0\nweights = {}\n", "key-value"),
        ("x = 1\n", "key-unknown"),
        ("[", "toml"),
    ],
)
def test_faults_in_the_file_are_named(tmp_path: Path, text: str, code: str) -> None:
    """A threshold above 1, an unknown key and broken TOML each have their error."""
    path = tmp_path / "decision.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BotError) as caught:
        load_decider(path)
    faults = getattr(caught.value, "faults", (caught.value,))
    assert code in [fault.code for fault in faults]


def test_an_unknown_signal_is_a_fault(tmp_path: Path) -> None:
    """A weight for a signal that does not exist would silently do nothing."""
    model = "intercept = 0.0\nanswered = 0.7\nunsure = 0.3\nweights = { luck = 1.0 }\n"
    path = tmp_path / "decision.toml"
    path.write_text(f"[phrased]\n{model}\n[bare]\n{model}", encoding="utf-8")
    with pytest.raises(BotError) as caught:
        load_decider(path)
    assert (caught.value.code, caught.value.details) == ("key-unknown", {"key": "luck"})
