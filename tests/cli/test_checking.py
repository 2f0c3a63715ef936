from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.settings import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal

SHIPPED = str(packaged("corpus") / "francois-chollet.md")
TEXT = "# 题\n\n甲？\n\n乙。\n\n丙\n\n**丁\n丁**\n\n- 戊\n- 己\n\n庚？\n"
SIDECAR = """\
speakers = ["某人"]
interviewer = "记者"
publisher = "杂志"
source = "https://example.org"
language = "zh-TW"
[licence]
name = "CC0"
[[topics]]
name = "话题"
exchanges = [1]
"""


def written(folder: Path, name: str, text: str, sidecar: str = "") -> str:
    """An interview on disk."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    if sidecar:
        path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return str(path)


def test_what_was_understood_is_shown(terminal: Terminal, run: Callable[..., Result]) -> None:
    """A curator sees the questions that were found, one a line, and what should be looked at."""
    result = run("check", written(terminal.directory, "a", TEXT, SIDECAR))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split("\n") == [
        "题 (a): 2 questions, 4 passages",
        "  Format: Markdown, by its ending",
        "  Questions: paragraphs ask that are bold or end with a question mark, which fits best",
        "       question  answer begins  sure  look  ",
        "    1  甲？      乙。 丙        75%         ",
        "    2  丁 丁     戊 - 己        63%   1     ",
        "  ! Not in any topic, so not in /topics: question 2",
        "  ! Line 9: the interviewer asks nothing here",
        "  ! Line 15: no answer follows this question; left out",
        "No faults found.",
        "",
    ]


def test_topics_made_from_the_words_are_listed(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Where nobody has named topics a curator sees which ones members get, and no warning of exchanges in none."""
    text = "框架？\n\n用 Keras。\n\n社区？\n\n用 Keras。\n\n别的？\n\n没有。\n"
    result = run("check", written(terminal.directory, "a", text))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split("\n")[-4:] == [
        "  No topics in the sidecar; 1 made from its words:",
        "       Keras  1, 2",
        "No faults found.",
        "",
    ]


def test_what_was_understood_is_printed_as_json(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Metadata, every question with its answer, and the warnings, as other programs read them."""
    result = run("check", "--json", written(terminal.directory, "a", TEXT, SIDECAR))
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "interview": {
            "id": "a",
            "title": "题",
            "speakers": ["某人"],
            "interviewer": "记者",
            "publisher": "杂志",
            "source": "https://example.org",
            "language": "zh-TW",
            "licence": "CC0",
            "topics": ["话题"],
            "format": "markdown",
            "layout": "mixed",
        },
        "exchanges": [
            {"number": 1, "question": "甲？", "answer": "乙。\n\n丙", "certainty": 0.75},
            {"number": 2, "question": "丁\n丁", "answer": "戊\n- 己", "certainty": 0.63},
        ],
        "warnings": [
            {
                "code": "exchanges-without-topic",
                "line": 1,
                "message": "Not in any topic, so not in /topics: question 2",
            },
            {"code": "asks-nothing", "line": 9, "message": "Line 9: the interviewer asks nothing here"},
            {
                "code": "question-unanswered",
                "line": 15,
                "message": "Line 15: no answer follows this question; left out",
            },
        ],
    }


def test_a_document_in_which_nobody_asks_is_no_failure_for_json(terminal: Terminal, run: Callable[..., Result]) -> None:
    """A talk without questions has no exchanges and a warning, so that many documents can be gone through."""
    result = run("check", "--json", written(terminal.directory, "a", "一个人说话。\n"))
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (found["interview"], found["exchanges"]) == ({"id": "a"}, [])
    assert [warning["code"] for warning in found["warnings"]] == ["no-exchanges"]


@pytest.mark.parametrize(("number", "code"), [(0, 2), (2, 2)])
def test_json_is_of_one_file(run: Callable[..., Result], number: int, code: int) -> None:
    """One object is printed, so one file is taken."""
    result = run("check", "--json", *[SHIPPED] * number)
    assert (result.exit_code, result.stdout) == (code, "")


def test_files_are_checked_one_by_one(terminal: Terminal, run: Callable[..., Result]) -> None:
    """One file's faults do not hide the next file, good or bad; exit code 1 says that there are faults."""
    bad = written(terminal.directory, "bad", TEXT, "titel = 1\n[[exchanges]]\nnumber = 0\n")
    good = written(terminal.directory, "good", TEXT)
    missing = str(terminal.directory / "none.md")
    result = run("check", bad, missing, good)
    assert result.exit_code == 1
    assert result.stdout.startswith("题 (good): 2 questions")
    assert result.stdout.endswith("3 faults found.\n")
    places = [line.split(": ")[0] for line in result.stderr.split("\n")[:-1]]
    sidecar = bad.replace(".md", ".toml")
    assert sorted(places) == sorted([f"{sidecar}:1", f"{sidecar}:3", missing])


def test_everything_shipped_passes(run: Callable[..., Result]) -> None:
    """A fresh copy has no faults."""
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "(francois-chollet): 13 questions" in result.stdout
    assert result.stdout.endswith("No faults found.\n")


def test_everything_wrong_is_told_at_once(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Settings, interviews, sidecars, word lists, intents and texts: each fault once, whatever else is wrong."""
    config, corpus = terminal.directory / "config", terminal.directory / "corpus"
    (config / "texts").mkdir(parents=True)
    written(corpus, "a", "")
    written(corpus, "b", TEXT, "titel = 1\n")
    (config / "settings.toml").write_text("languge = 'en'\n", encoding="utf-8")
    (config / "glossary.txt").write_text("甲\n", encoding="utf-8")
    (config / "intents.toml").write_bytes(b"\xff")
    (config / "texts" / "zh-CN.ftl").write_bytes(b"\xff")
    for language in ("zh-TW", "en"):
        (config / "texts" / f"{language}.ftl").write_bytes(
            (packaged("config") / "texts" / f"{language}.ftl").read_bytes()
        )
    result = run("--config", "config", "--corpus", "corpus", "check")
    assert result.exit_code == 1
    places = [line.split(": ")[0].removeprefix(f"{terminal.directory}/") for line in result.stderr.split("\n")[:-1]]
    assert places[:1] == ["config/settings.toml:1"]
    assert set(places) == {
        "config/settings.toml:1",
        "corpus/a.md",
        "corpus/b.toml:1",
        "config/glossary.txt:1",
        "config/intents.toml:1",
        "config/texts/zh-CN.ftl:1",
    }
    assert len(set(places)) == len(places)
