"""Arrays as bytes and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.packing import pack_arrays, unpack_arrays

TYPES = ("<i8", "<i4", "|u1", "<u2", "<f8")


@given(st.dictionaries(st.text(max_size=5), st.tuples(st.sampled_from(TYPES), st.integers(0, 200)), max_size=6))
def test_unpacked_arrays_are_those_that_were_packed(shapes: dict[str, tuple[str, int]]) -> None:
    """Names, types and numbers, also of empty ones; nobody writes to what several processes share."""
    arrays = {name: np.arange(size).astype(kind) for name, (kind, size) in shapes.items()}
    found = unpack_arrays(memoryview(b"".join(bytes(part) for part in pack_arrays(arrays))))
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tolist() == array.tolist()
        assert not (len(array) and found[name].flags.writeable)


@pytest.mark.parametrize(
    "header",
    [
        b'[["a", "|O", 1]]',
        b'[["a", "<i[", 1]]',
        b'[["a", "zz", 1]]',
        b'[["a", [["b", "<i4"]], 1]]',
        b'[["a", "<i4", 1.0]]',
        b'[["a", "<i4", -1]]',
        b'[["a", "<i4", 99999999999999999999]]',
        b'[[[], "<i4", 1]]',
        b'[["a", "<i4"]]',
        b"1",
        b"{}",
        b"[" * 60_000,
        b"",
    ],
    ids=lambda header: header[:30].decode(),
)
def test_only_numbers_are_read(header: bytes) -> None:
    """An entry that would have Python objects made of its bytes is refused, and one of anything else as well."""
    with pytest.raises(ValueError):  # noqa: PT011
        unpack_arrays(memoryview(header + b"\n" + bytes(64)))
