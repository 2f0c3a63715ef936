"""The decision fitted on labelled questions, honestly: every figure is of questions that the fit had not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.answering.decision import BARE, Model, fit
from bot.answering.evaluation import run
from bot.errors import ConfigError
from bot.interviews.models import Interview, Library
from bot.search.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.answering.answerer import Answerer
    from bot.answering.evaluation import Labelled, Outcome
    from bot.app import App

FOLDS = 10
# Questions that are right, and that are not, with fewer of which a fit means nothing.
FEWEST = 20
# What a threshold must keep: of all replies marked answered the share that is right, and of questions that nothing
# answers the shares that may be marked answered.
PRECISION, OFF_TOPIC, NEAR_MISS = 0.92, 0.02, 0.08
# Of the questions whose answer is among the hits, the share that may be lost to "not found".
LOST = 0.04


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model, and what it gave on the questions that each fold had not seen."""

    model: Model
    figures: dict[str, float]


def fit_decider(app: App, questions: Sequence[Labelled]) -> dict[str, Fitted]:
    """Fit both models.

    Args:
        app: whose answerer is fitted.
        questions: labelled; commands are passed over.

    Returns:
        "phrased", and "bare", fitted on the same questions to the same interviews without their phrasings.

    Raises:
        ConfigError: there are too few questions to learn from.
    """
    asked = [labelled for labelled in questions if labelled.style != "command"]
    bare = app.answerer_for(Library(tuple(map(without_phrasings, app.answerer.library))))
    return {
        "phrased": _fit(app.answerer, asked, Signals.names()),
        "bare": _fit(bare, asked, BARE),
    }


def without_phrasings(interview: Interview) -> Interview:
    """An interview as it is before anybody has written other ways to ask."""
    exchanges = tuple(
        replace(
            exchange,
            asked_as=(),
            passages=tuple(replace(passage, asked_as=()) for passage in exchange.passages),
        )
        for exchange in interview.exchanges
    )
    return replace(interview, exchanges=exchanges, not_covered=())


def _fit(answerer: Answerer, questions: Sequence[Labelled], names: tuple[str, ...]) -> Fitted:
    outcomes = [o for o in run(answerer, questions) if o.answer is not None and o.answer.signals is not None]
    right = np.asarray([outcome.first for outcome in outcomes], dtype=bool)
    if min(right.sum(), (~right).sum()) < FEWEST:
        raise ConfigError("fit-too-few", least=FEWEST, right=int(right.sum()), wrong=int((~right).sum()))
    rows = np.asarray([_row(outcome, names) for outcome in outcomes])
    chances = _unseen_chances(rows, right)
    answered = _answered_threshold(chances, right, outcomes)
    unsure = min(_unsure_threshold(chances, outcomes), answered)
    intercept, *slopes = fit(rows, right)
    model = Model(
        intercept=round(intercept, 4),
        weights={name: round(slope, 4) for name, slope in zip(names, slopes, strict=True)},
        answered=round(answered, 2),
        unsure=round(unsure, 2),
    )
    return Fitted(model, _figures(chances, right, outcomes, model))


def _row(outcome: Outcome, names: tuple[str, ...]) -> list[float]:
    assert outcome.answer is not None
    return [float(getattr(outcome.answer.signals, name)) for name in names]


def _unseen_chances(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each question the chance that a model fitted without its fold gives it; every tenth question is a fold."""
    fold = np.arange(len(rows)) % FOLDS
    chances = np.zeros(len(rows))
    for number in range(FOLDS):
        seen = fold != number
        intercept, *slopes = fit(rows[seen], right[seen])
        chances[~seen] = 1 / (1 + np.exp(-(intercept + rows[~seen] @ np.asarray(slopes))))
    return chances


def _styles(outcomes: Sequence[Outcome]) -> NDArray[np.str_]:
    return np.asarray([outcome.labelled.style for outcome in outcomes])


def _answered_threshold(chances: NDArray[np.float64], right: NDArray[np.bool_], outcomes: Sequence[Outcome]) -> float:
    """The lowest threshold that keeps the limits."""
    styles = _styles(outcomes)
    for threshold in np.arange(0.30, 1.0, 0.01):
        taken = chances >= threshold
        keeps = (
            taken.any()
            and right[taken].mean() >= PRECISION
            and _share(taken[styles == "offtopic"]) <= OFF_TOPIC
            and _share(taken[styles == "nearmiss"]) <= NEAR_MISS
        )
        if keeps:
            return float(threshold)
    return 1.0


def _unsure_threshold(chances: NDArray[np.float64], outcomes: Sequence[Outcome]) -> float:
    """The highest threshold that loses at most the allowed share of questions with an answer among the hits."""
    worth = chances[[outcome.three for outcome in outcomes]]
    return float(np.quantile(worth, LOST)) if len(worth) else 0.0


def _figures(
    chances: NDArray[np.float64], right: NDArray[np.bool_], outcomes: Sequence[Outcome], model: Model
) -> dict[str, float]:
    styles = _styles(outcomes)
    answerable = np.asarray([bool(outcome.labelled.gold) for outcome in outcomes])
    taken, offered = chances >= model.answered, chances >= model.unsure
    return {
        "questions": float(len(outcomes)),
        "answered_precision": _share(right[taken]),
        "answered_right": float((taken & right & answerable).sum() / max(answerable.sum(), 1)),
        "offtopic_answered": _share(taken[styles == "offtopic"]),
        "nearmiss_answered": _share(taken[styles == "nearmiss"]),
        "answerable_not_found": _share(~offered[answerable]),
        "offtopic_not_found": _share(~offered[styles == "offtopic"]),
        "nearmiss_not_found": _share(~offered[styles == "nearmiss"]),
    }


def _share(chosen: NDArray[np.bool_]) -> float:
    return float(chosen.mean()) if len(chosen) else 0.0


def render_decision(fitted: dict[str, Fitted]) -> str:
    """The text of ``config/decision.toml``."""
    lines = [
        "# When a hit is an answer (docs/retrieval.md). Made by `interview-bot fit`; the figures are of questions that",
        "# the fit had not seen (ten folds).",
    ]
    for name, one in fitted.items():
        lines += ["", f"[{name}]"]
        lines += [f"# {figure} = {value:.3f}".replace(".000", "") for figure, value in one.figures.items()]
        model = one.model
        lines += [f"intercept = {model.intercept}", f"answered = {model.answered}", f"unsure = {model.unsure}"]
        lines += ["", f"[{name}.weights]"]
        lines += [f"{signal} = {weight}" for signal, weight in model.weights.items()]
    return "\n".join(lines) + "\n"
