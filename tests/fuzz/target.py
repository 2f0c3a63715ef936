"""What is fuzzed: a function of bytes, seeds to begin with, and what it may refuse them with."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from bot.answering.texts import DEFAULT, Catalogue, Texts
from bot.errors import BotError, FaultsError
from bot.settings import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what strangers wrote.

    Attributes:
        run: reads some bytes, given a folder to write them into, and asserts what must hold of what came of it.
        seeds: makes the bytes to begin with, out of the project's own files where there are such.
        refusals: our own errors that it may end with; anything else is a finding.
        words: what a stranger would put in, and random bytes would hardly ever hit on.
        longest: bytes tried at most.
    """

    run: Callable[[bytes, Path], None]
    seeds: Callable[[], list[bytes]]
    refusals: tuple[type[BotError], ...] = ()
    words: tuple[str, ...] = field(default=())
    longest: int = 2000

    def __call__(self, data: bytes, folder: Path) -> None:
        """Try some bytes.

        Raises:
            BaseException: a finding; what is refused with an error of our own that can be told is none.
        """
        try:
            self.run(data, folder)
        except BotError as fault:
            if not isinstance(fault, self.refusals):
                raise
            _check_told(fault)


def text_of(data: bytes) -> str:
    """What a person typed: any characters, halves of them too, as a terminal passes them on."""
    return data.decode("utf-8", "surrogateescape")


def beginning(path: Path, size: int = 1500) -> bytes:
    """The first paragraphs of one of the project's files."""
    text = path.read_text(encoding="utf-8")
    return (text if len(text) <= size else text[:size].rpartition("\n\n")[0]).encode()


def encoded(*texts: str) -> list[bytes]:
    """Texts as bytes, those of no known encoding left out."""
    seeds = []
    for text in texts:
        with suppress(UnicodeEncodeError):
            seeds.append(text.encode())
    return seeds


@cache
def _texts() -> Texts:
    return Catalogue(packaged("config") / "texts").texts(DEFAULT)


def _check_told(fault: BotError) -> None:
    """A refusal has a sentence, and names a line that can be."""
    assert _texts().error(fault)
    for one in fault.faults if isinstance(fault, FaultsError) else (fault,):
        assert one.line is None or one.line >= 1
