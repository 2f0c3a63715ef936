"""Answered, unsure or not found: what the signals of a search say together.

A logistic regression over the signals gives the chance that the first hit is the right exchange; two thresholds make it
a decision. Its numbers stand in ``config/decision.toml`` with the figures that they gave; ``interview-bot fit`` makes
that file from labelled questions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from bot.errors import ConfigError
from bot.files import read_toml, validate
from bot.search.signals import Signals

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Decision = Literal["answered", "unsure", "not_found"]
Chance = Annotated[float, Field(ge=0, le=1)]

# What can be measured where nobody wrote other ways to ask.
BARE = ("strength", "coverage", "said", "unknown", "concepts", "margin")


class Model(BaseModel):
    """One logistic regression.

    Attributes:
        intercept: the log odds where all signals are 0.
        weights: what one unit of a signal adds to the log odds; signals that are not named add nothing.
        answered, unsure: from which chance on a hit is an answer, or worth offering.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    weights: dict[str, float]
    answered: Chance
    unsure: Chance

    def chance(self, signals: Signals) -> float:
        """The chance that the first hit is right, 0 to 1."""
        odds = self.intercept + sum(weight * getattr(signals, name) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))

    def decide(self, signals: Signals) -> Decision:
        """What the chance amounts to."""
        chance = self.chance(signals)
        if chance >= self.answered:
            return "answered"
        return "unsure" if chance >= self.unsure else "not_found"


class Decider(BaseModel):
    """Tells an answer from a guess: one model where an exchange has phrasings, one where it has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrased: Model
    bare: Model

    def model(self, *, phrased: bool) -> Model:
        """The model for an exchange with or without phrasings."""
        return self.phrased if phrased else self.bare


def load_decider(path: Path) -> Decider:
    """Read the numbers.

    Raises:
        ConfigError: the file cannot be read, or weighs a signal that does not exist.
        FaultsError: unknown keys and wrong values.
    """
    values, text = read_toml(path, ConfigError)
    decider = validate(Decider, values, path, text, ConfigError)
    for model in (decider.phrased, decider.bare):
        for name in model.weights:
            if name not in Signals.names():
                raise ConfigError("key-unknown", path=path, key=name)
    return decider


def fit(rows: NDArray[np.float64], right: NDArray[np.bool_], *, penalty: float = 1.0) -> list[float]:
    """Fit a logistic regression with a ridge penalty on standardised signals, by Newton's method.

    (Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", 4.4.1 and 3.4.1.)

    Args:
        rows: the signals, a row a question.
        right: for each whether the first hit was right.
        penalty: on the squares of the standardised weights; the intercept has none.

    Returns:
        the intercept and then a weight for each signal, in the signals' own units.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    design = np.hstack([np.ones((len(rows), 1)), (rows - centre) / spread])
    target = right.astype(np.float64)
    ridge = np.diag([0.0] + [penalty] * rows.shape[1])
    weights: NDArray[np.float64] = np.zeros(design.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (target - chance) - ridge @ weights
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-10:
            break
    slopes = weights[1:] / spread
    return [float(weights[0] - slopes @ centre), *map(float, slopes)]
