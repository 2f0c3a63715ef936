"""Interviews that were read once, kept on disk under a digest of everything they were read from."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import CorpusError
from bot.files import read_bytes
from bot.interviews.formats.registry import SIZE_LIMIT
from bot.interviews.models import Interview
from bot.keeping import KeptFiles, digest_files, name_of

ENDING = ".json"


class Kept:
    """A folder of interviews that were read.

    An entry is the interview as JSON; it is read with strict types, and nothing in it is ever run.

    Args:
        folder: see `KeptFiles`.
        shaped_by: a digest of what else shapes an interview besides its files and this room.
    """

    def __init__(self, folder: Path, shaped_by: bytes = b"") -> None:
        self._files = KeptFiles(folder, ENDING)
        self._shaped_by = shaped_by

    def name_of(self, *paths: Path) -> str:
        """A digest of some files' names and contents and of the code that reads them; missing files count as such.

        Raises:
            CorpusError: a file cannot be read, or is too large.
        """
        parts = [self._code, self._shaped_by]
        for path in paths:
            try:
                data = read_bytes(path, CorpusError, limit=SIZE_LIMIT)
            except CorpusError as fault:
                if fault.code != "file-missing":
                    raise
                parts.append(b"missing")
            else:
                parts += [b"there", path.name.encode("utf-8", "surrogateescape"), data]
        return name_of(*parts)

    def find(self, name: str) -> Interview | None:
        """The interview that was kept under a name; None if there is none, or its entry is damaged."""
        entry = self._files.find(name)
        if entry is None:
            return None
        try:
            return self._adapter.validate_json(bytes(entry), strict=True)
        except ValidationError:
            return None

    def keep(self, name: str, interview: Interview) -> None:
        """Keep an interview under the name that `name_of` gave to its files."""
        self._files.keep(name, self._adapter.dump_json(interview))

    def prune(self) -> None:
        """Delete entries that have not been used for long."""
        self._files.prune()

    @cached_property
    def _code(self) -> bytes:
        """What of this room reads interviews, and what it makes of them."""
        return digest_files(sorted(Path(__file__).parent.rglob("*.py")))

    @cached_property
    def _adapter(self) -> TypeAdapter[Interview]:
        return TypeAdapter(Interview)
