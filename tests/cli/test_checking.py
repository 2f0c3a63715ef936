from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import packaged

if TYPE_CHECKING:
    # Beside this file; with --import-mode=importlib it has no name to be imported by.
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

INTERVIEW = "# 题\n\n甲？\n\n甲一\n\n**乙\n二？**\n\n乙一\n\n丙？\n"


def written(folder: Path, text: str, name: str = "a.md") -> Path:
    """A file in a folder that may have to be made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_understood_of_a_file_is_shown(run: Run, tmp_path: Path) -> None:
    """A curator sees title, counts, each question on one line, and what deserves a look, and exit code 0."""
    result = run("--language", "en", "check", str(written(tmp_path, INTERVIEW)))
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.strip().split("\n")
    assert lines[0] == "题 (a): 2 questions, 2 passages"
    assert [line.split(maxsplit=1) for line in lines[1:3]] == [["1", "甲？"], ["2", "乙 二？"]]
    assert lines[3].startswith("  ! Line 12:")
    assert lines[4] == "No faults found."


def test_faults_of_files_are_told_with_their_places(run: Run, tmp_path: Path) -> None:
    """Each file is looked at, also after one with a fault; faults go to standard error and the exit code is 1."""
    empty = written(tmp_path, "", "b.md")
    sidecar = written(tmp_path, "titel = 'x'\nspeakers = 3\n", "c.toml")
    paths = [empty, written(tmp_path, INTERVIEW, "c.md"), tmp_path / "d.md", written(tmp_path, INTERVIEW)]
    result = run("--language", "en", "check", *map(str, paths))
    assert result.exit_code == 1
    assert {line.split(": ")[0] for line in result.stderr.strip().split("\n")} == {
        str(empty),
        f"{sidecar}:1",
        f"{sidecar}:2",
        str(tmp_path / "d.md"),
    }
    assert "题 (a)" in result.stdout
    assert result.stdout.strip().endswith("4 faults found.")


def test_one_fault_is_counted_as_one(run: Run, tmp_path: Path) -> None:
    """English says fault and faults."""
    result = run("--language", "en", "check", str(tmp_path / "none.md"))
    assert (result.exit_code, result.stdout.strip()) == (1, "1 fault found.")


def test_json_holds_what_was_understood(run: Run, tmp_path: Path) -> None:
    """A program gets the questions and answers as the document has them, and the warnings as data."""
    written(tmp_path, "speakers = ['某']\n[licence]\nname = 'CC0'\n[[topics]]\nname = '话'\nexchanges = [1]\n", "a.toml")
    result = run("check", "--json", str(written(tmp_path, INTERVIEW)))
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["interview"] == {
        "id": "a",
        "title": "题",
        "speakers": ["某"],
        "interviewer": "",
        "publisher": "",
        "source": "",
        "language": "zh-CN",
        "licence": "CC0",
        "topics": ["话"],
    }
    assert found["exchanges"] == [
        {"number": 1, "question": "甲？", "answer": "甲一"},
        {"number": 2, "question": "乙\n二？", "answer": "乙一"},
    ]
    assert [(warning["code"], warning["line"]) for warning in found["warnings"]] == [
        ("question-unanswered", 12),
        ("exchanges-without-topic", 1),
    ]
    assert all(warning["message"] for warning in found["warnings"])


def test_json_of_a_document_without_exchanges_is_still_json(run: Run, tmp_path: Path) -> None:
    """That a document holds no question is something that was understood, not a failure of the program."""
    result = run("check", "--json", str(written(tmp_path, "甲\n\n乙")))
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["exchanges"] == []
    assert [warning["code"] for warning in found["warnings"]] == ["no-exchanges"]


@pytest.mark.parametrize("text", ["", " \n"])
def test_json_of_what_cannot_be_read_is_an_error(run: Run, tmp_path: Path, text: str) -> None:
    """A file that is no document ends with exit code 2, a line on standard error and nothing on standard output."""
    path = written(tmp_path, text)
    result = run("check", "--json", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}: ")


@pytest.mark.parametrize("files", [[], ["a.md", "b.md"]])
def test_json_takes_one_file(run: Run, files: list[str]) -> None:
    """One object is about one document; anything else is a wrong call."""
    result = run("check", "--json", *files)
    assert (result.exit_code, result.stdout) == (2, "")


def test_what_is_shipped_has_no_faults(run: Run) -> None:
    """Without arguments everything under corpus/ and config/ is checked, and what travels with the package is right."""
    result = run("--language", "en", "check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.strip().endswith("No faults found.")
    assert f"({next(packaged('corpus').glob('*.md')).stem})" in result.stdout


def test_everything_wrong_is_told_at_once(run: Run, tmp_path: Path) -> None:
    """Settings, interviews, sidecars, word lists and texts: one run of the check names them all, each once."""
    places = {
        f"{written(tmp_path, 'languag = 1', 'config/settings.toml')}:1",
        f"{written(tmp_path, '甲', 'config/glossary.txt')}:1",
        f"{written(tmp_path, 'weigth = 1', 'config/ranking.toml')}:1",
        str(written(tmp_path, "", "corpus/a.md")),
        str(written(tmp_path, "", "corpus/b.toml")),
        str(tmp_path / "config" / "texts" / "en.ftl"),
    }
    for language in ("zh-CN", "zh-TW"):
        text = (packaged("config") / "texts" / f"{language}.ftl").read_text(encoding="utf-8")
        written(tmp_path, text, f"config/texts/{language}.ftl")
    result = run("check")
    told = [line.split(": ")[0] for line in result.stderr.strip().split("\n")]
    assert result.exit_code == 1
    assert len(told) == len(set(told))
    assert set(told) >= places
