"""The targets of the fuzzer hold without it, on what they begin with."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from bot.errors import BotError
from tests.fuzz.__main__ import main
from tests.fuzz.table import TARGETS
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from pathlib import Path

FEW = (b"", b"\0", b"\n", b"@", b"\xff\xfe", b"PK\x03\x04", "甲".encode()[:2], b"[" * 50, b"\xed\xa0\x80")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_finds_nothing_in_its_seeds(name: str, tmp_path: Path) -> None:
    """Seeds and a few bytes are read, or refused with the errors that may be; seeds of one kind at least are read."""
    target = TARGETS[name]
    seeds = target.seeds()
    assert seeds
    for data in (*seeds, *FEW):
        target(data, tmp_path)
    assert any(is_read(target, seed, tmp_path) for seed in seeds)


def is_read(target: Target, data: bytes, folder: Path) -> bool:
    """Whether nothing is refused."""
    try:
        target.run(data, folder)
    except BotError:
        return False
    return True


def test_what_is_not_expected_is_a_finding(tmp_path: Path) -> None:
    """Another error than the target may end with, one without a sentence, and a broken promise all come through."""

    def refuse(data: bytes, _: Path) -> None:
        raise BotError(data.decode())

    with pytest.raises(BotError):
        Target(refuse, list)(b"file-empty", tmp_path)
    Target(refuse, list, (BotError,))(b"file-empty", tmp_path)
    with pytest.raises(BotError, match="text-missing"):
        Target(refuse, list, (BotError,))(b"no-such-sentence", tmp_path)


def test_a_finding_is_read_once_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that was written is all that is needed, and atheris is not."""
    (tmp_path / "found").write_bytes("早上8点".encode())
    assert main(["time", "--again", str(tmp_path / "found")]) == 0
    assert "nothing found" in capsys.readouterr().out


@pytest.mark.skipif(find_spec("atheris") is not None, reason="atheris is installed")
def test_without_atheris_it_is_said_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads a trace of an import for that, and nothing is taken for tried."""
    assert main(["time"]) == 2
    assert "pip install -e '.[fuzz]'" in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.skipif(find_spec("atheris") is None, reason="the extra fuzz is not installed")
def test_a_target_is_tried_by_coverage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Many more bytes than the seeds are tried, and what led on is kept for the next time."""
    # One with words for the dictionary, and one without.
    names = ["time", "damaged"]
    assert main([*names, "--seconds", "1", "--corpus", str(tmp_path), "--findings", str(tmp_path / "found")]) == 0
    assert capsys.readouterr().out.count("nothing found") == 2
    assert len(list((tmp_path / "time").iterdir())) > len(TARGETS["time"].seeds())
