from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.errors import CorpusError, FaultsError
from bot.interviews.models import Exchange, Passage, Span
from bot.interviews.sidecar import Sidecar, check_sidecar, load_sidecar

PATH = Path("a.toml")
TOPIC = "[[topics]]\nname = '甲'\nexchanges = [1]\n"
PASSAGE = "[[exchanges]]\nnumber = 1\n[[exchanges.passages]]\n"
PASSAGES = [["同样的开头，甲。", "同样的开头，乙。"], ["丙。", "丁。"]]


def written(folder: Path, text: str) -> Path:
    """A sidecar on disk."""
    path = folder / "a.toml"
    path.write_text(text, encoding="utf-8")
    return path


def exchange(number: int) -> Exchange:
    """An exchange whose passages' texts are given by `PASSAGES`."""
    return Exchange(number, Span(0, 1), Span(1, 2), (Passage(1, Span(1, 2)),))


def check(text: str) -> list[tuple[str, int | None, dict[str, str | int]]]:
    """Code, line and details of every fault of a sidecar beside an interview of two exchanges."""
    sidecar = Sidecar.model_validate(tomllib.loads(text))
    found = check_sidecar(sidecar, (exchange(1), exchange(2)), lambda one: PASSAGES[one.number - 1], PATH, text)
    assert all(isinstance(fault, CorpusError) and fault.path == PATH for fault in found)
    return [(fault.code, fault.line, fault.details) for fault in found]


def test_a_sidecar_need_not_exist(tmp_path: Path) -> None:
    """An interview stands for itself: without a sidecar everything has its default."""
    assert load_sidecar(tmp_path / "a.toml") == (Sidecar(), "")


def test_a_sidecar_may_be_empty(tmp_path: Path) -> None:
    """No key is required."""
    assert load_sidecar(written(tmp_path, "# 还没有\n"))[0] == Sidecar()


def test_a_sidecar_is_read_whole(tmp_path: Path) -> None:
    """Every table arrives where it belongs, with the text in which faults are located."""
    text = """\
title = "题"
speakers = ["甲", "乙"]
source = "https://example.org/a"

[licence]
name = "CC0"

[[topics]]
name = "话题"
exchanges = [2, 1]

[[exchanges]]
number = 1
asked_as = ["问"]

[[exchanges.passages]]
begins = "丙"
asked_as = ["另问"]

[[not_covered]]
about = "别的"
asked_as = ["别的呢"]
"""
    sidecar, kept = load_sidecar(written(tmp_path, text))
    assert kept == text
    assert (sidecar.title, sidecar.speakers, sidecar.source) == ("题", ["甲", "乙"], "https://example.org/a")
    assert sidecar.licence is not None
    assert (sidecar.licence.name, sidecar.topics[0].exchanges) == ("CC0", [2, 1])
    assert sidecar.exchanges[0].asked_as == ["问"]
    assert (sidecar.exchanges[0].passages[0].begins, sidecar.exchanges[0].passages[0].asked_as) == ("丙", ["另问"])
    assert (sidecar.not_covered[0].about, sidecar.not_covered[0].asked_as) == ("别的", ["别的呢"])


@pytest.mark.parametrize(
    ("line", "quoting"),
    [
        ("", "plain"),
        ("quoting = 'plain'\n", "plain"),
        ("quoting = 'starred'\n", "starred"),
        ("quoting = 'never'\n", "never"),
    ],
)
def test_a_curator_says_what_may_be_quoted(tmp_path: Path, line: str, quoting: str) -> None:
    """A passage is quoted for its own sake gladly, not at all, or, where nothing is said, like any other."""
    sidecar, _ = load_sidecar(written(tmp_path, PASSAGE + "begins = '丙'\n" + line))
    assert [passage.quoting for passage in sidecar.exchanges[0].passages] == [quoting]


@pytest.mark.parametrize(
    ("text", "code", "line", "key"),
    [
        ("\ntitel = 'x'\n", "key-unknown", 2, "titel"),
        ("[licence]\nname = 'x'\nlink = 'y'\n", "key-unknown", 3, "licence.link"),
        ("speakers = '甲'\n", "key-value", 1, "speakers"),
        ("source = 'example.org'\n", "key-value", 1, "source"),
        ("source = 'https://a b'\n", "key-value", 1, "source"),
        ("[[topics]]\nname = '甲'\nexchanges = []\n", "key-value", 3, "topics.exchanges"),
        (TOPIC + "[[topics]]\nname = ''\nexchanges = [1]\n", "key-value", 5, "topics.name"),
        ("[[topics]]\nname = '甲'\nexchanges = ['1']\n", "key-value", 3, "topics.exchanges"),
        ("[[topics]]\nname = '甲'\nexchanges = [0]\n", "key-value", 3, "topics.exchanges"),
        ("[[topics]]\nexchanges = [1]\n", "key-value", 1, "topics.name"),
        ("[[exchanges]]\nnumber = true\n", "key-value", 2, "exchanges.number"),
        ("[[exchanges]]\nnumber = 1\nasked_as = ['']\n", "key-value", 3, "exchanges.asked_as"),
        (PASSAGE + "begins = 'x'\nquoting = 'gladly'\n", "key-value", 5, "exchanges.passages.quoting"),
        (PASSAGE + "begins = 'x'\nquoting = 'Never'\n", "key-value", 5, "exchanges.passages.quoting"),
        (PASSAGE + "begins = 'x'\nquoting = ''\n", "key-value", 5, "exchanges.passages.quoting"),
        (PASSAGE + "begins = 'x'\nquoting = false\n", "key-value", 5, "exchanges.passages.quoting"),
        (PASSAGE + "begins = 'x'\nquoting = ['never']\n", "key-value", 5, "exchanges.passages.quoting"),
        ("[[exchanges]]\nnumber = 1\nquoting = 'never'\n", "key-unknown", 3, "exchanges.quoting"),
        (PASSAGE + "begin = 'x'\nbegins = 'x'\n", "key-unknown", 4, "exchanges.passages.begin"),
        ("[[not_covered]]\nabout = '甲'\n", "key-value", 1, "not_covered.asked_as"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line(tmp_path: Path, text: str, code: str, line: int, key: str) -> None:
    """A curator is led to the line and the key at fault, also in the second of two tables of one name."""
    path = written(tmp_path, text)
    with pytest.raises(FaultsError) as caught:
        load_sidecar(path)
    assert [
        (type(fault), fault.code, fault.path, fault.line, fault.details["key"]) for fault in caught.value.faults
    ] == [(CorpusError, code, path, line, key)]


def test_all_wrong_keys_and_values_are_told_at_once(tmp_path: Path) -> None:
    """A curator corrects everything in one go."""
    with pytest.raises(FaultsError) as caught:
        load_sidecar(written(tmp_path, "titel = 'x'\nspeakers = 1\n\n[licence]\n"))
    assert {(fault.line, fault.details["key"]) for fault in caught.value.faults} == {
        (1, "titel"),
        (2, "speakers"),
        (4, "licence.name"),
    }


def test_a_sidecar_that_fits_has_no_faults() -> None:
    """Exchanges may be in several topics, and passages are found by as many words as tell them apart."""
    text = """\
[[topics]]
name = "甲"
exchanges = [1, 2]
[[topics]]
name = "乙"
aliases = ["丙"]
exchanges = [2]
[[exchanges]]
number = 2
[[exchanges.passages]]
begins = "丁"
[[exchanges]]
number = 1
[[exchanges.passages]]
begins = "同样的开头，乙"
"""
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "details"),
    [
        (
            "[[topics]]\nname = '甲'\nexchanges = [1, 3]\n",
            "topic-exchange",
            3,
            {"topic": "甲", "number": 3, "last": 2},
        ),
        (
            "[[topics]]\nname = 'A'\nexchanges = [1]\n[[topics]]\nname = 'a'\nexchanges = [2]\n",
            "topic-twice",
            4,
            {"name": "a"},
        ),
        (
            "[[topics]]\nname = '甲'\nexchanges = [1]\n[[topics]]\nname = '乙'\naliases = ['甲']\nexchanges = [2]\n",
            "topic-twice",
            4,
            {"name": "甲"},
        ),
        ("[[exchanges]]\nnumber = 1\n[[exchanges]]\nnumber = 3\n", "exchange-missing", 4, {"number": 3, "last": 2}),
        ("[[exchanges]]\nnumber = 1\n[[exchanges]]\nnumber = 1\n", "exchange-twice", 4, {"number": 1}),
        (
            "[[exchanges]]\nnumber = 2\n[[exchanges.passages]]\nbegins = '丙'\n[[exchanges.passages]]\nbegins = '。'\n",
            "passage-missing",
            6,
            {"begins": "。", "number": 2},
        ),
        (
            "[[exchanges]]\nnumber = 1\n[[exchanges.passages]]\nbegins = '同样的开头'\n",
            "passage-ambiguous",
            4,
            {"begins": "同样的开头", "number": 1},
        ),
    ],
)
def test_what_does_not_fit_the_interview_is_named(
    text: str, code: str, line: int, details: dict[str, str | int]
) -> None:
    """Numbers beyond the end, names and numbers that stand twice, and words that begin no or several passages."""
    assert check(text) == [(code, line, details)]


def test_all_that_does_not_fit_is_told_at_once() -> None:
    """Faults come in the order of the file, topics first."""
    text = "[[topics]]\nname = '甲'\nexchanges = [3, 4]\n[[exchanges]]\nnumber = 5\n[[exchanges]]\nnumber = 6\n"
    assert [line for _, line, _ in check(text)] == [3, 3, 5, 7]
