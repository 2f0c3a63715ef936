"""The decision's file is what the fit gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.answering.ablation import variants
from bot.answering.decision import load_decider
from bot.answering.evaluation import parse_labelled
from bot.answering.fitting import fit_decider, render_decision, without_phrasings
from bot.errors import ConfigError
from bot.search.evaluation import load_lines

if TYPE_CHECKING:
    from bot.app import App
    from bot.interviews import Interview

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.long
def test_a_fit_is_a_file_that_loads(app: App, tmp_path: Path) -> None:
    """What `fit` writes is read back as the same models, and says how good they are on unseen questions."""
    questions = [parse_labelled(found) for found in load_lines(DATA / "questions-1.jsonl", "question", "style", "gold")]
    fitted = fit_decider(app, questions)
    path = tmp_path / "decision.toml"
    path.write_text(render_decision(fitted), encoding="utf-8")
    decider = load_decider(path)
    assert decider.phrased == fitted["phrased"].model
    assert decider.bare == fitted["bare"].model
    assert fitted["phrased"].figures["answered_precision"] >= 0.9


def test_without_phrasings_nothing_else_is_missing(chollet: Interview) -> None:
    """The bare interview has the same text, exchanges and topics, and no phrasing."""
    bare = without_phrasings(chollet)
    assert [e.answer for e in bare.exchanges] == [e.answer for e in chollet.exchanges]
    assert bare.topics == chollet.topics
    assert not any(e.asked_as or any(p.asked_as for p in e.passages) for e in bare.exchanges)
    assert bare.not_covered == ()


def test_every_ablation_changes_something(app: App) -> None:
    """A variant that is the whole by another name would be a row without meaning."""
    whole = [v for v in variants(app.parts) if v.phrasings and v.parts == app.parts]
    assert [variant.name for variant in whole] == ["+ dictionary (all)"]


def test_too_few_questions_are_no_fit(app: App) -> None:
    """A handful of questions is refused with its numbers instead of a fit that means nothing."""
    questions = [parse_labelled({"question": "什么是深度学习？", "style": "natural", "gold": [3]})] * 5
    with pytest.raises(ConfigError) as caught:
        fit_decider(app, questions)
    assert (caught.value.code, caught.value.details["right"]) == ("fit-too-few", 5)
