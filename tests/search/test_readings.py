from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.pinyin import all_readings, readings_of
from bot.search.readings import Readings

if TYPE_CHECKING:
    from pathlib import Path


def test_readings_are_those_of_pypinyin() -> None:
    """Every character of the dictionary reads as pypinyin itself gives it, all readings and the usual one."""
    from pypinyin import Style, lazy_pinyin, pinyin

    found = dict(all_readings())
    # A list, so that none is read as a part of a phrase.
    characters = list(found)
    assert len(characters) > 40_000
    assert list(map(list, found.values())) == pinyin(characters, style=Style.NORMAL, heteronym=True)
    readings = Readings()
    assert {character: readings.of(character) for character in characters} == found
    assert list(map(readings.usual, characters)) == lazy_pinyin(characters, style=Style.NORMAL)


@pytest.mark.parametrize(
    ("character", "expected"), [("深", ("shen",)), ("女", ("nv", "ru")), ("a", ()), ("，", ()), ("\U0010ffff", ())]
)
def test_what_is_no_character_has_no_reading(character: str, expected: tuple[str, ...]) -> None:
    """Chinese characters have readings without tones; all else is told by having none, and reads as itself."""
    assert readings_of(character) == expected
    assert Readings().of(character) == expected
    assert Readings().usual(character) == (expected[0] if expected else character)


def test_kept_readings_need_no_dictionary(tmp_path: Path) -> None:
    """A process after the first reads what was kept, and pypinyin, which takes 10 MB, is not loaded."""
    code = (
        "import sys; from pathlib import Path; from bot.search.readings import Readings;"
        f"print(Readings(Path({str(tmp_path)!r})).usual('深'), 'pypinyin' in sys.modules)"
    )
    shown = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert shown == [["shen", "True"], ["shen", "False"]]


def test_damaged_readings_are_found_anew(tmp_path: Path) -> None:
    """A kept file that was cut short is as good as none."""
    assert Readings(tmp_path).usual("深") == "shen"
    (path,) = tmp_path.glob("*.readings")
    path.write_bytes(path.read_bytes()[:-9])
    assert Readings(tmp_path).usual("深") == "shen"
