"""The composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import build_app, load_parts
from bot.errors import Loading
from bot.settings import Settings, packaged

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Stage


def test_a_start_tells_how_far_it_is(settings: Settings, tmp_path: Path) -> None:
    """Interviews are read first and then texts are cut, each stage up to its end; a start that finds all tells less."""
    told: list[tuple[Stage, int, int]] = []
    own = settings.model_copy(update={"cache": tmp_path})
    build_app(own, lambda *done: told.append(done))
    stages = [stage for stage, _, _ in told]
    assert stages == sorted(stages, key=("reading", "indexing").index)
    assert set(stages) == {"reading", "indexing"}
    assert told[-1][1] == told[-1][2]
    told.clear()
    build_app(own, lambda *done: told.append(done))
    assert {stage for stage, _, _ in told} == {"reading"}


def test_another_list_of_words_is_another_shape(settings: Settings, tmp_path: Path) -> None:
    """With another list of words nothing is found that was kept before."""
    own = settings.model_copy(update={"config": tmp_path, "cache": tmp_path / "cache"})
    before = load_parts(own, Loading())
    words = packaged("config") / "words.txt"
    (tmp_path / "words.txt").write_text(words.read_text(encoding="utf-8") + "\n深度喜欢\n", encoding="utf-8")
    after = load_parts(own, Loading())
    assert before is not None
    assert after is not None
    assert before.shape != after.shape
