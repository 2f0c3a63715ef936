"""Several arrays of bytes as one, to be kept."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import Any


def pack(facts: dict[str, int], *parts: bytes) -> bytes:
    """Facts and parts, as one."""
    header = json.dumps([facts, *map(len, parts)]).encode()
    return b"".join([header, b"\n", *parts])


def unpack(data: memoryview) -> tuple[dict[str, Any], list[bytes]]:
    """The facts and parts that were packed, copied.

    Raises:
        ValueError: the bytes are of something else.
    """
    end = bytes(data[:4096]).find(b"\n") + 1
    read = json.loads(bytes(data[:end]))
    if not isinstance(read, list) or not read or not isinstance(read[0], dict):
        raise ValueError("no header")
    facts, *lengths = read
    return facts, [bytes(data[first:last]) for first, last in pairwise(accumulate([end, *lengths]))]
