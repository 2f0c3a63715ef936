"""How many questions and answers of real interviews are told apart rightly; the documents are not of this project."""

from __future__ import annotations

import json
import runpy
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import CorpusError
from bot.interviews import load_interview

if TYPE_CHECKING:
    from pathlib import Path

# What is reached on documents that were looked at while the layouts were written; others will do a little worse.
F1, EXACT = 0.97, 0.93


def understood(path: Path) -> list[dict[str, str]]:
    """Questions with answers, as the score wants them."""
    try:
        interview = load_interview(path)
    except CorpusError:
        return []
    return [
        {"question": interview.cut(exchange.question), "answer": interview.cut(exchange.answer)}
        for exchange in interview.exchanges
    ]


def test_real_interviews_are_understood(shared: Path) -> None:
    """Layouts that people really publish: the mean over all documents, and none that is not understood."""
    folder = shared / "interviews"
    if not folder.is_dir():
        pytest.skip("the real interviews are not here")
    score: Any = runpy.run_path(str(folder / "score.py"))["score"]
    entries = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    rows = {entry["file"]: score(entry, understood(folder / entry["file"])) for entry in entries}
    assert sum(row[2] for row in rows.values()) / len(rows) >= F1
    assert sum(row[3] for row in rows.values()) / len(rows) >= EXACT
    assert {name for name, row in rows.items() if row[2] < 0.8} == set()
