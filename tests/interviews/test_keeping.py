from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.interviews import load_interview
from bot.interviews.keeping import Kept
from bot.keeping import UNUSED_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.interviews import Interview

TEXT = "# 谈茶\r\n\r\n怎么泡茶？\r\n\r\n水要热。\u2028\x0c慢慢来 🍵。\r\n\r\n*还有*呢？\n\n没有了。\n"
SIDECAR = "title = '茶'\n[[topics]]\nname = '水'\nexchanges = [1]\n[[exchanges]]\nnumber = 1\nasked_as = ['泡茶']\n"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A folder that does not exist yet."""
    return Kept(tmp_path / "cache" / "interviews")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """An interview with a sidecar."""
    path = tmp_path / "tea.md"
    path.write_text(TEXT, encoding="utf-8", newline="")
    path.with_suffix(".toml").write_text(SIDECAR, encoding="utf-8")
    return path


def name_of(kept: Kept, document: Path) -> str:
    """The name of a document with its sidecar."""
    return kept.name_of(document, document.with_suffix(".toml"))


@pytest.fixture
def interview(kept: Kept, document: Path) -> Interview:
    """The interview, kept."""
    interview = load_interview(document)
    kept.keep(name_of(kept, document), interview)
    return interview


def entry(tmp_path: Path) -> Path:
    """The only entry."""
    (path,) = (tmp_path / "cache" / "interviews").iterdir()
    return path


def test_what_is_kept_comes_back_as_it_was(kept: Kept, document: Path, interview: Interview) -> None:
    """Every field and every character, odd ones and line ends too, so that quotes stay verbatim."""
    found = kept.find(name_of(kept, document))
    assert found == interview
    assert found is not None
    assert found.text == TEXT
    assert [found.cut(passage.span) for _, passage in found.passages] == [
        interview.cut(passage.span) for _, passage in interview.passages
    ]


@pytest.mark.parametrize("ending", [".md", ".toml"])
def test_a_changed_file_has_another_name(kept: Kept, document: Path, interview: Interview, ending: str) -> None:
    """One character in the document or its sidecar, and what was kept is not taken."""
    path = document.with_suffix(ending)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kept.find(name_of(kept, document)) is None


def test_a_missing_sidecar_is_not_an_empty_one(kept: Kept, document: Path) -> None:
    """What two files hold cannot be moved from one to the other without notice either."""
    before = name_of(kept, document)
    document.with_suffix(".toml").write_text("", encoding="utf-8")
    empty = name_of(kept, document)
    document.with_suffix(".toml").unlink()
    assert len({before, empty, name_of(kept, document)}) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace("水要热".encode(), "水要冷".encode()),
        lambda data: data + b" ",
        lambda data: b"\x80\x04N." + data,
        lambda data: data[::-1],
    ],
)
def test_a_damaged_entry_is_not_taken(
    kept: Kept, document: Path, interview: Interview, tmp_path: Path, damage: object
) -> None:
    """Cut off, empty, changed or foreign: it is as if there was none, and keeping anew mends it."""
    assert callable(damage)
    path = entry(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    name = name_of(kept, document)
    assert kept.find(name) is None
    kept.keep(name, interview)
    assert kept.find(name) == interview


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_keeps_nothing(document: Path, tmp_path: Path) -> None:
    """The interview is served all the same."""
    tmp_path.chmod(0o500)
    kept = Kept(tmp_path / "cache")
    kept.keep("name", load_interview(document))
    assert kept.find("name") is None


def test_a_file_in_the_place_of_the_folder_keeps_nothing(document: Path, tmp_path: Path) -> None:
    """No cache is no fault."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    kept = Kept(tmp_path / "cache")
    kept.keep("name", load_interview(document))
    assert kept.find("name") is None


def test_several_may_keep_at_once(kept: Kept, document: Path, interview: Interview) -> None:
    """Processes that start together write the same entry and all find it whole."""
    name = name_of(kept, document)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: kept.keep(name, interview), range(40)))
        assert all(found == interview for found in pool.map(lambda _: kept.find(name), range(40)))


def test_what_nobody_uses_goes_in_the_end(kept: Kept, document: Path, interview: Interview, tmp_path: Path) -> None:
    """Entries that nobody has found for a month are deleted; what was found lately or is new stays."""
    name = name_of(kept, document)
    path = entry(tmp_path)
    old = time.time() - UNUSED_SECONDS - 60
    os.utime(path, (old, old))
    assert kept.find(name) == interview
    kept.prune()
    assert kept.find(name) == interview
    os.utime(path, (old, old))
    kept.prune()
    assert not path.exists()
