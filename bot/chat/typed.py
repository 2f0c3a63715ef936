"""What a person typed into a command or a form, out of Discord's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Values of options and fields, and the content of a message that a menu was opened on.
_TYPED = ("value", "content")


def typed_words(data: object) -> Iterator[str]:
    """Every text of somebody's in the data of an interaction, however deep it lies."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                if key in _TYPED:
                    yield value
            else:
                yield from typed_words(value)
    elif isinstance(data, list):
        for value in data:
            yield from typed_words(value)
