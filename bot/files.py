"""Files that people write, read with one clear fault for each thing that is wrong in them."""

from __future__ import annotations

import os
import stat
import threading
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import BotError, FaultsError
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Buffer = bytes | memoryview

Model = TypeVar("Model", bound=BaseModel)

BYTE_ORDER_MARK = "\ufeff"
# The ending of a file that is being written.
UNFINISHED = ".new"

# Read and write for the owner, nothing for anybody else.
_OWNER = 0o600
# Of one file so many faults are told at most: nobody reads more, and each is looked for in the whole text.
MOST_FAULTS = 100


def kind_of(path: Path, fault: type[BotError]) -> Literal["file", "folder", "other"] | None:
    """What there is under a name; None for nothing.

    Args:
        path: the name; links are followed.
        fault: the kind of error to raise.

    Raises:
        fault: nobody can tell: it is longer than names may be, or in a folder that may not be looked into. There
            `Path.exists` raises the system's error or says that there is nothing, depending on the version of Python.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError:
        raise fault("file-unreadable", path=path) from None
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def read_text(path: Path, fault: type[BotError], *, limit: int | None = None, exact: bool = False) -> str:
    """Read a UTF-8 file without touching its line ends.

    Args:
        path: the file.
        fault: the kind of error to raise.
        limit: the size in bytes above which it is refused unread.
        exact: keep the byte order mark that some editors put first, as one more character.

    Raises:
        fault: the file is missing, cannot be read, is too large, or is not UTF-8 (with the line).
    """
    data = read_bytes(path, fault, limit=limit)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fault("not-utf8", path=path, line=data[: error.start].count(b"\n") + 1) from None
    return text if exact else text.removeprefix(BYTE_ORDER_MARK)


def read_bytes(path: Path, fault: type[BotError], *, limit: int | None = None) -> bytes:
    """Read a file.

    Args:
        path: the file.
        fault: the kind of error to raise.
        limit: the size in bytes above which it is refused; no more is read.

    Raises:
        fault: the file is missing, cannot be read, is too large, or is no file: a pipe or a device may never end.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise fault("file-special", path=path)
            data = file.read() if limit is None else file.read(limit + 1)
    except FileNotFoundError:
        raise fault("file-missing", path=path) from None
    except (OSError, ValueError):
        # A name with a NUL in it is a ValueError.
        raise fault("file-unreadable", path=path) from None
    if limit is not None and len(data) > limit:
        raise fault("file-too-large", path=path, limit=limit // 1_000_000)
    return data


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe; on Windows there are none."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_text(path: Path, text: str, fault: type[BotError], *, secret: bool = False) -> None:
    """Write a file of text with its line ends as they are; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"), fault, secret=secret)


def write_bytes(path: Path, data: bytes, fault: type[BotError], *, secret: bool = False) -> None:
    """Write a file beside its place and put it there when it is whole; see `write_parts`."""
    write_parts(path, [data], fault, secret=secret)


def write_parts(path: Path, parts: Iterable[Buffer], fault: type[BotError], *, secret: bool = False) -> None:
    """Write a file from several parts beside its place, and put it there when it is whole.

    Several may write the same file at once: each writes one of its own, and the last that is whole stays.

    Args:
        path: the file.
        parts: what it holds.
        fault: the kind of error to raise.
        secret: nobody but its owner may read it, from its first byte on.

    Raises:
        fault: it cannot be written; what was there is untouched.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{UNFINISHED}")
    try:
        # A link that waits there would be written through.
        beside.unlink(missing_ok=True)
        with open(beside, "xb", opener=_open_secret if secret else None) as file:
            file.writelines(parts)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise fault("file-unwritable", path=path) from None


def _open_secret(path: str, flags: int) -> int:
    """Open a new file for its owner's eyes."""
    return os.open(path, flags, _OWNER)


def create_secret(path: Path) -> None:
    """Create an empty file that its owner alone may read, for a program that fills what is there: SQLite takes it for a
    new database, and gives the files that it writes beside it the same rights. One that is there keeps its own.
    """
    # What stands in the way of it that program tells itself.
    with suppress(OSError):
        path.touch(mode=_OWNER, exist_ok=False)


def read_toml(path: Path, fault: type[BotError], *, limit: int | None = None) -> tuple[dict[str, Any], str]:
    """Read a TOML file.

    Args:
        path: the file.
        fault: the kind of error to raise.
        limit: the size in bytes above which it is refused.

    Returns:
        its values, and its text for naming lines.

    Raises:
        fault: it cannot be read, or is not TOML.
    """
    text = read_text(path, fault, limit=limit)
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        _, _, place = str(error).partition(" (at ")
        raise fault("toml", path=path, line=_line_in(place, text)) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, and brackets within brackets; tomllib does not say where.
        raise fault("toml", path=path) from None


def validate(model: type[Model], values: object, path: Path, text: str, fault: type[BotError]) -> Model:
    """Hold a file's values against a model.

    Raises:
        FaultsError: every unknown key and every value of a wrong kind, each a `fault` with its line; of very many the
            first `MOST_FAULTS`.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise FaultsError(
            [
                key_fault(item, fault, path=path, line=line_of(text, item["loc"]))
                for item in error.errors()[:MOST_FAULTS]
            ]
        ) from None


def key_fault(item: Any, fault: type[BotError], *, name: str | None = None, **place: Any) -> BotError:
    """One of pydantic's findings as a fault.

    Args:
        item: as in ``ValidationError.errors()``.
        fault: the kind of error.
        name: of the key, where it has another one for the reader.
        place: path and line.

    Returns:
        ``key-unknown``, or ``key-value`` with pydantic's type of the finding as the reason: the catalogue has a
        sentence for each under ``reason-<type>``, with hyphens.
    """
    key = name or ".".join(part for part in item["loc"] if isinstance(part, str))
    if item["type"] == "extra_forbidden":
        return fault("key-unknown", key=key, **place)
    limits: dict[str, Any] = {limit: str(value) for limit, value in item.get("ctx", {}).items() if limit in _LIMITS}
    return fault("key-value", key=key, reason=item["type"].replace("_", "-"), **limits, **place)


_LIMITS = ("expected", "ge", "le", "min_length", "max_length")


def _line_in(place: str, text: str) -> int:
    """The line in tomllib's "line 3, column 5)" or, for "end of document)", the last."""
    number = place.removeprefix("line ").split(",")[0]
    return int(number) if number.isdigit() else text.count("\n") + 1
