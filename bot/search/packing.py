"""Several arrays of numbers as one, to be kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.keeping import BEGIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.files import Buffer

# Arrays begin at such places of the file, which is where processors like them to.
_ALIGNED = 64
# Signed, unsigned and broken numbers as numpy spells them; nothing else is read.
_KIND = re.compile(r"[<>|=][iu][1248]|[<>=]f[248]")
# A header is shorter.
_HEADER = 1 << 16


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> list[Buffer]:
    """Arrays of numbers, each of one dimension, as parts that `unpack_arrays` reads where they lie."""
    header = json.dumps([[name, array.dtype.str, len(array)] for name, array in arrays.items()]).encode()
    parts: list[Buffer] = [header + b" " * (-(BEGIN + len(header) + 1) % _ALIGNED) + b"\n"]
    for array in arrays.values():
        parts += [np.ascontiguousarray(array).view(np.uint8).data, bytes(-array.nbytes % _ALIGNED)]
    return parts


def unpack_arrays(data: memoryview) -> dict[str, NDArray[Any]]:
    """The arrays that were packed: not copied, and not to be written to.

    Raises:
        ValueError: the bytes are of something else.
    """
    place = bytes(data[:_HEADER]).find(b"\n") + 1
    arrays: dict[str, NDArray[Any]] = {}
    for name, kind, length in _header(bytes(data[:place])):
        if length > len(data):
            raise ValueError("an array that is longer than all")
        array = np.frombuffer(data, dtype=kind, count=length, offset=place) if length else np.zeros(0, dtype=kind)
        arrays[name] = array
        place += array.nbytes + -array.nbytes % _ALIGNED
    return arrays


def _header(written: bytes) -> Iterator[tuple[str, str, int]]:
    """Name, kind and length of each array.

    Raises:
        ValueError: it is another header.
    """
    try:
        entries = json.loads(written)
    except RecursionError:
        raise ValueError("no header") from None
    for entry in entries if isinstance(entries, list) else [entries]:
        match entry:
            case [str() as name, str() as kind, int() as length] if _KIND.fullmatch(kind) and length >= 0:
                yield name, kind, length
            case _:
                raise ValueError("no array of numbers")
