"""Several arrays of numbers as one, to be kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.keeping import BEGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.files import Buffer

# Arrays begin at such places of the file, which is where processors like them to.
_ALIGNED = 64
# Signed, unsigned and broken numbers; nothing else is read.
_NUMBERS = "iuf"
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
    for name, kind, length in json.loads(bytes(data[:place])):
        if np.dtype(kind).kind not in _NUMBERS:
            raise ValueError("no numbers")
        array = np.frombuffer(data, dtype=kind, count=length, offset=place) if length else np.zeros(0, dtype=kind)
        arrays[name] = array
        place += array.nbytes + -array.nbytes % _ALIGNED
    return arrays
