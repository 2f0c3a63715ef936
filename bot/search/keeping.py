"""Cuts kept on disk: flat arrays under a digest of the texts and of everything that shapes their terms.

An entry is a line with the digest of the rest, a line of JSON (the vocabularies, and how long each array is), and the
arrays, little-endian. It is mapped into memory, so that processes share it, and read as numbers only.
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
from bot.files import write_bytes
from bot.search.counts import Counts
from bot.search.cutting import KINDS
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.search.cutting import Cut

log = logging.getLogger(__name__)

ENDING = ".cut"
UNUSED_SECONDS = 30 * 86_400
# The arrays of a `Counts` and their types.
_ARRAYS = (("starts", "<i8"), ("terms", "<i4"), ("times", "<i4"))
_ALIGNED = 8


class KeptCuts:
    """A folder of cuts.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what shapes terms besides the texts.
    """

    def __init__(self, folder: Path, shaped_by: bytes) -> None:
        self._folder = folder
        self._shaped_by = shaped_by

    def find(self, texts: str) -> Cut | None:
        """The cut of texts with a digest; None if there is none, or its entry is damaged."""
        try:
            with self._path(texts).open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        try:
            cut = _read(data)
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        with suppress(OSError):
            os.utime(self._path(texts))
        return cut

    def keep(self, texts: str, cut: Cut) -> None:
        """Keep the cut of texts with a digest."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_bytes(self._path(texts), _written(cut), CorpusError)
            self._prune()
        except (OSError, CorpusError) as fault:
            log.debug("cut not kept: %s", fault)

    def _prune(self) -> None:
        """Delete entries that nobody has found for long: of texts and of shapes that are gone."""
        oldest = time.time() - UNUSED_SECONDS
        for path in self._folder.glob(f"*{ENDING}"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, texts: str) -> Path:
        name = hashlib.blake2b(self._shaped_by + texts.encode(), digest_size=24).hexdigest()
        return self._folder / f"{name}{ENDING}"


def _written(cut: Cut) -> bytes:
    table: list[Any] = []
    arrays: list[bytes] = []
    for kind in KINDS:
        for channel in CHANNELS:
            counts = cut[kind][channel]
            table.append([counts.vocabulary, *(len(getattr(counts, name)) for name, _ in _ARRAYS)])
            for name, kind_of in _ARRAYS:
                raw = getattr(counts, name).astype(kind_of).tobytes()
                arrays.append(raw + bytes(-len(raw) % _ALIGNED))
    header = json.dumps(table, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
    # The seal and its line end take 49 bytes; the arrays begin at a multiple of eight.
    body = header[:-1] + b" " * (-(49 + len(header)) % _ALIGNED) + b"\n" + b"".join(arrays)
    return _seal(body) + b"\n" + body


def _read(data: mmap.mmap) -> Cut:
    begin = data.find(b"\n") + 1
    if begin != 49 or data[: begin - 1] != _seal(memoryview(data)[begin:]):
        raise ValueError("no seal, or another one")
    place = data.find(b"\n", begin) + 1
    table = iter(json.loads(data[begin:place]))
    cut: Cut = {}
    for kind in KINDS:
        cut[kind] = {}
        for channel in CHANNELS:
            vocabulary, *lengths = next(table)
            arrays = []
            for length, (_, kind_of) in zip(lengths, _ARRAYS, strict=True):
                array = np.frombuffer(data, dtype=kind_of, count=length, offset=place)
                arrays.append(array)
                place += array.nbytes + -array.nbytes % _ALIGNED
            cut[kind][channel] = Counts(tuple(vocabulary), *arrays)
    return cut


def _seal(body: Any) -> bytes:
    return hashlib.blake2b(body, digest_size=24).hexdigest().encode()
