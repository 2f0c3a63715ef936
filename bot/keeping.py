"""What can be made again, kept on disk so that it need not be."""

from __future__ import annotations

import hashlib
import logging
import mmap
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.files import write_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bot.files import Buffer

log = logging.getLogger(__name__)

# What nobody has asked for in this time is deleted.
UNUSED_SECONDS = 30 * 86_400
SEAL = 24
# Where what is kept begins in its file, behind the seal and a line end.
BEGIN = 2 * SEAL + 1


class KeptFiles:
    """A folder of entries, each under a digest of what it was made from.

    An entry is the seal, which is a digest of the rest, and a line end, and the rest. It is mapped into memory, so that
    processes share it; one that is damaged is as good as none. Entries are written beside and replaced, and one that
    two processes write at once is the same.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        ending: of the files' names, with its dot.
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder = folder
        self._ending = ending

    def find(self, name: str) -> memoryview | None:
        """What was kept under a name; None if there is nothing, or it is damaged."""
        try:
            with self._path(name).open("rb") as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):
            return None
        if bytes(data[:BEGIN]) != _seal(data[BEGIN:]):
            return None
        with suppress(OSError):
            os.utime(self._path(name))
        return data[BEGIN:]

    def keep(self, name: str, *parts: Buffer) -> None:
        """Keep something that consists of some parts."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_parts(self._path(name), [_seal(*parts), *parts], BotError)
        except (OSError, BotError) as fault:
            log.debug("%s not kept: %s", self._ending, fault)

    def prune(self, most: int | None = None) -> None:
        """Delete entries that nobody has found for long, and what was left half written.

        Args:
            most: how many entries stay, those that were found last; None lets all stay that were found lately.
        """
        oldest = time.time() - UNUSED_SECONDS
        used: dict[Path, float] = {}
        for path in self._folder.glob(f"*{self._ending}*"):
            with suppress(FileNotFoundError):
                used[path] = path.stat().st_mtime
        whole = sorted((path for path in used if path.suffix == self._ending), key=lambda path: -used[path])
        many = whole[most:] if most is not None else []
        for path in {*many, *(path for path, last in used.items() if last < oldest)}:
            try:
                path.unlink(missing_ok=True)
            except OSError as fault:
                log.debug("old entry not deleted: %s", fault)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{self._ending}"


def find_or_make(kept: KeptFiles | None, name: str, make: Callable[[], bytes]) -> memoryview:
    """What was kept under a name; else it is made, and kept for the next time.

    Args:
        kept: where; None keeps nothing.
        name: of what is wanted.
        make: makes it.
    """
    found = kept.find(name) if kept else None
    if found is not None:
        return found
    made = make()
    if kept:
        kept.keep(name, made)
        kept.prune()
    return memoryview(made)


def name_of(*parts: bytes | str) -> str:
    """A name for what is made of some parts: their digest."""
    digest = hashlib.blake2b(digest_size=SEAL)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def digest_files(paths: Iterable[Path]) -> bytes:
    """A digest of the contents of files, in their order."""
    digest = hashlib.blake2b()
    for path in paths:
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.digest()


def _seal(*parts: Buffer) -> bytes:
    digest = hashlib.blake2b(digest_size=SEAL)
    for part in parts:
        digest.update(part)
    return digest.hexdigest().encode() + b"\n"
