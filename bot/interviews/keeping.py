"""Interviews that were read once, kept on disk under a digest of everything they were read from."""

from __future__ import annotations

import hashlib
import logging
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from bot.errors import CorpusError
from bot.files import read_bytes, write_text
from bot.interviews.formats.registry import SIZE_LIMIT
from bot.interviews.models import Interview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

log = logging.getLogger(__name__)

ENDING = ".json"
# What no library has asked for in this time is deleted.
UNUSED_SECONDS = 30 * 86_400


class Kept:
    """A folder of interviews that were read.

    An entry is the interview as JSON behind a line with the digest of that, so that a damaged one is noticed; it is
    read with strict types, and nothing in it is ever run. Processes may share the folder: entries are written beside
    and replaced, and an entry that two write at once is the same.

    Args:
        folder: is created when something is kept. Where it cannot be written, nothing is kept.
        shaped_by: a digest of what else shapes an interview besides its files and this room.
    """

    def __init__(self, folder: Path, shaped_by: bytes = b"") -> None:
        self._folder = folder
        self._shaped_by = shaped_by

    def name_of(self, *paths: Path) -> str:
        """A digest of some files' names and contents and of the code that reads them; missing files count as such.

        Raises:
            CorpusError: a file cannot be read, or is too large.
        """
        digest = hashlib.blake2b(self._code + self._shaped_by, digest_size=24)
        for path in paths:
            try:
                data = read_bytes(path, CorpusError, limit=SIZE_LIMIT)
            except CorpusError as fault:
                if fault.code != "file-missing":
                    raise
                digest.update(b"\0")
                continue
            for part in (path.name.encode("utf-8", "surrogateescape"), data):
                digest.update(b"\1%d:" % len(part))
                digest.update(part)
        return digest.hexdigest()

    def find(self, name: str) -> Interview | None:
        """The interview that was kept under a name; None if there is none, or its entry is damaged."""
        try:
            seal, _, entry = (self._folder / f"{name}{ENDING}").read_bytes().partition(b"\n")
        except OSError:
            return None
        if seal != _seal(entry):
            return None
        try:
            return self._adapter.validate_json(entry, strict=True)
        except ValidationError:
            return None

    def keep(self, name: str, interview: Interview) -> None:
        """Keep an interview under the name that `name_of` gave to its files."""
        entry = self._adapter.dump_json(interview)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_text(self._folder / f"{name}{ENDING}", f"{_seal(entry).decode()}\n{entry.decode()}", CorpusError)
        except (OSError, CorpusError) as fault:
            log.debug("interview not kept: %s", fault)

    def prune(self, used: Collection[str]) -> None:
        """Delete entries that are not used and have not been written for long."""
        oldest = time.time() - UNUSED_SECONDS
        for path in self._folder.glob(f"*{ENDING}"):
            try:
                if path.stem not in used and path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError as fault:
                log.debug("old entry not deleted: %s", fault)

    @cached_property
    def _code(self) -> bytes:
        """What of this room reads interviews, and what it makes of them."""
        return digest_files(sorted(Path(__file__).parent.rglob("*.py")))

    @cached_property
    def _adapter(self) -> TypeAdapter[Interview]:
        return TypeAdapter(Interview)


def digest_files(paths: Iterable[Path]) -> bytes:
    """A digest of the contents of files, in their order."""
    digest = hashlib.blake2b()
    for path in paths:
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.digest()


def _seal(entry: bytes) -> bytes:
    return hashlib.blake2b(entry, digest_size=24).hexdigest().encode()
