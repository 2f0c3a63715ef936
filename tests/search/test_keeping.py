"""Cuts kept on disk, and the index that is built from them."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.search.batches import BATCH
from bot.search.cutting import KINDS, Cutter
from bot.search.keeping import KeptCuts
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App
    from bot.search.cutting import Cut, Texts

TEXTS: Texts = {
    "passage": ("深度学习很好。", "Keras 也好，Keras！"),
    "question": ("什么是深度学习？", ""),
    "asked": ("深度学习是啥",),
}


def spelled(cut: Cut) -> list[list[list[tuple[str, int]]]]:
    """Every document of a cut as terms with their times."""
    return [
        [
            [(counts.vocabulary[t], int(n)) for t, n in zip(counts.terms[a:b], counts.times[a:b], strict=True)]
            for a, b in zip(counts.starts[:-1], counts.starts[1:], strict=True)
        ]
        for kind in KINDS
        for counts in (cut[kind][channel] for channel in CHANNELS)
    ]


@pytest.fixture
def kept(tmp_path: Path) -> KeptCuts:
    """A folder that does not exist yet."""
    return KeptCuts(tmp_path / "cuts", b"shape")


@pytest.fixture
def plain(app: App) -> Cut:
    """The texts cut without a folder."""
    return Cutter(app.parts.analyzer).cut(TEXTS)


def entry(tmp_path: Path) -> Path:
    """The only entry."""
    (path,) = (tmp_path / "cuts").iterdir()
    return path


def test_what_is_kept_is_what_was_cut(app: App, kept: KeptCuts, plain: Cut) -> None:
    """The first time and the second, from the disk, in every channel, empty texts and repetitions too."""
    cutter = Cutter(app.parts.analyzer, kept)
    assert spelled(cutter.cut(TEXTS)) == spelled(plain) == spelled(cutter.cut(TEXTS))


def test_a_kept_text_is_not_cut_again(app: App, kept: KeptCuts, tmp_path: Path) -> None:
    """The entry is read, not written anew; another text is another entry."""
    cutter = Cutter(app.parts.analyzer, kept)
    cutter.cut(TEXTS)
    before = entry(tmp_path).stat().st_ino
    cutter.cut(TEXTS)
    assert entry(tmp_path).stat().st_ino == before
    cutter.cut({**TEXTS, "asked": ("深度学习是什么",)})
    assert len(list((tmp_path / "cuts").iterdir())) == 2


def test_another_shape_is_another_entry(app: App, kept: KeptCuts, tmp_path: Path) -> None:
    """Once the glossary, the words or the code have changed, nothing of before is taken."""
    Cutter(app.parts.analyzer, kept).cut(TEXTS)
    Cutter(app.parts.analyzer, KeptCuts(tmp_path / "cuts", b"other")).cut(TEXTS)
    assert len(list((tmp_path / "cuts").iterdir())) == 2


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_entry_is_cut_anew(app: App, kept: KeptCuts, plain: Cut, tmp_path: Path, seed: int) -> None:
    """Cut off, empty, one byte changed, or foreign: the terms are right, and the entry is mended."""
    cutter, dice = Cutter(app.parts.analyzer, kept), random.Random(seed)
    cutter.cut(TEXTS)
    path = entry(tmp_path)
    whole = path.read_bytes()
    place = dice.randrange(len(whole))
    changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    for damaged in (b"", whole[:place], changed, b"\x80\x04N.", whole + b"\0"):
        path.unlink()
        path.write_bytes(damaged)
        assert spelled(cutter.cut(TEXTS)) == spelled(plain)
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_keeps_nothing(app: App, plain: Cut, tmp_path: Path) -> None:
    """A read-only machine is slower, not wrong."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    cutter = Cutter(app.parts.analyzer, KeptCuts(tmp_path / "file", b""))
    assert spelled(cutter.cut(TEXTS)) == spelled(plain)


def test_several_may_keep_at_once(app: App, kept: KeptCuts, plain: Cut) -> None:
    """Processes that start together write the same bytes and all have the right terms."""
    cutter = Cutter(app.parts.analyzer, kept)
    with ThreadPoolExecutor(6) as pool:
        cuts = list(pool.map(lambda _: cutter.cut(TEXTS), range(24)))
    assert all(spelled(cut) == spelled(plain) for cut in cuts)


def test_what_nobody_finds_for_long_is_deleted(app: App, kept: KeptCuts, tmp_path: Path) -> None:
    """Entries of texts that are gone go with the next one that is kept; one that was found lately stays."""
    cutter = Cutter(app.parts.analyzer, kept)
    several: tuple[Texts, ...] = ({"asked": ("甲",)}, {"asked": ("乙",)}, {"asked": ("丙",)})
    gone, used, new = several
    for texts in (gone, used):
        cutter.cut(texts)
    for path in (tmp_path / "cuts").iterdir():
        os.utime(path, (0, 0))
    cutter.cut(used)
    cutter.cut(new)
    assert len(list((tmp_path / "cuts").iterdir())) == 2


def test_cutting_tells_how_far_it_is(app: App, kept: KeptCuts) -> None:
    """Piece by piece up to all of it; of what is kept there is nothing to tell."""
    told: list[tuple[int, int]] = []
    several: list[Texts] = [TEXTS, {"passage": ("甲" * BATCH, "乙" * BATCH)}]
    cutter = Cutter(app.parts.analyzer, kept)
    cutter.cut_all(several, lambda *done: told.append(done))
    assert told == [(1, 3), (2, 3), (3, 3)]
    cutter.cut_all(several, lambda *done: told.append(done))
    assert len(told) == 3
