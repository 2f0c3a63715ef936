"""Arrays kept on disk as they lie in memory, sealed, so that a start maps them instead of making them.

An entry is a line with the digest of the rest, a line of JSON (name, type and length of each array), and the arrays. It
is mapped into memory, so that processes share it, and read as numbers only: nothing in it is ever run. One that is cut
off, has a byte changed or is foreign is none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import CorpusError
from bot.files import UNFINISHED, write_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

log = logging.getLogger(__name__)

UNUSED_SECONDS = 30 * 86_400
# Hexadecimal characters of the seal; its line has one more.
_SEAL = 48
_ALIGNED = 64
# Signed, unsigned and broken numbers; nothing else is read.
_NUMBERS = "iuf"


class Sealed:
    """A folder of entries, each some arrays by name.

    Processes may share it: an entry is written beside its place and put there when it is whole, and one that two write
    at once is the same.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        ending: of the names of its files.
        most: how many entries stay, those that were found last; None lets all stay that were found within thirty days.
    """

    def __init__(self, folder: Path, ending: str, most: int | None = None) -> None:
        self._folder = folder
        self._ending = ending
        self._most = most

    def find(self, name: str) -> dict[str, NDArray[Any]] | None:
        """The arrays that were kept under a name, not to be written to; None if there are none, or they are damaged."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        try:
            arrays = _read(data)
        except (ValueError, TypeError):
            log.warning("kept entry is damaged and made anew: %s", path.name)
            return None
        with suppress(OSError):
            os.utime(path)
        return arrays

    def keep(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays of numbers, each of one dimension, under a name."""
        header = [[key, array.dtype.str, len(array)] for key, array in arrays.items()]
        line = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode()
        parts = [line + b" " * (-(_SEAL + 2 + len(line)) % _ALIGNED) + b"\n", *_padded(arrays)]
        seal = hashlib.blake2b(digest_size=_SEAL // 2)
        for part in parts:
            seal.update(part)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_parts(self._path(name), [seal.hexdigest().encode() + b"\n", *parts], CorpusError)
            self._prune()
        except (OSError, CorpusError) as fault:
            log.debug("%s not kept: %s", self._ending, fault)

    def _prune(self) -> None:
        """Delete entries that nobody has found for long, the oldest of too many, and what was never finished."""
        oldest = time.time() - UNUSED_SECONDS
        found: list[tuple[float, Path]] = []
        for path in (*self._folder.glob(f"*{self._ending}"), *self._folder.glob(f"*{UNFINISHED}")):
            with suppress(FileNotFoundError):
                found.append((path.stat().st_mtime, path))
        found.sort(reverse=True)
        for place, (used, path) in enumerate(found):
            if used < oldest or (self._most is not None and place >= self._most):
                with suppress(OSError):
                    path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{self._ending}"


def _padded(arrays: Mapping[str, NDArray[Any]]) -> Iterator[memoryview | bytes]:
    for array in arrays.values():
        raw = np.ascontiguousarray(array).view(np.uint8).data
        yield raw
        yield bytes(-len(raw) % _ALIGNED)


def _read(data: mmap.mmap) -> dict[str, NDArray[Any]]:
    """The arrays of an entry.

    Raises:
        ValueError, TypeError: it is none, or damaged.
    """
    begin = _SEAL + 1
    seal = hashlib.blake2b(memoryview(data)[begin:], digest_size=_SEAL // 2).hexdigest()
    if data[:begin] != seal.encode() + b"\n":
        raise ValueError("no seal, or another one")
    place = data.find(b"\n", begin) + 1
    arrays: dict[str, NDArray[Any]] = {}
    for name, kind, length in json.loads(data[begin:place]):
        if np.dtype(kind).kind not in _NUMBERS:
            raise ValueError("no numbers")
        array = np.frombuffer(data, dtype=kind, count=length, offset=place) if length else np.zeros(0, dtype=kind)
        arrays[name] = array
        place += array.nbytes + -array.nbytes % _ALIGNED
    return arrays
