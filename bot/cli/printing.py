"""How the commands print: what stands in a file or a question is shown, and does nothing to the terminal."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from rich.console import Console
from rich.segment import Segment

from bot.hidden import CONTROLS, TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import ConsoleOptions, RenderableType

_DELETE, _PICTURES, _NO_PICTURE = 0x7F, 0x2400, "\N{REPLACEMENT CHARACTER}"


def _picture(code: int) -> str:
    if code == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    return chr(_PICTURES + code) if code < _DELETE else _NO_PICTURE


_SHOWN = {code: _picture(code) for code in CONTROLS} | dict.fromkeys(TURNS, "")
# JSON lets most of these stand as they are; halves of a surrogate pair are no UTF-8.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*CONTROLS, *TURNS, *range(0xD800, 0xE000))}


def shown(text: str) -> str:
    """A text for the terminal: a picture (␛) for each control character, no mark that turns the order round."""
    return text.translate(_SHOWN)


def json_text(value: object, *, indent: int | None = None, default: Callable[[Any], object] | None = None) -> str:
    """A value as JSON in its own script; what would do something to a terminal is escaped, so that nothing is lost.

    Args:
        value: what JSON or `default` knows.
        indent: blanks a level; without, all in one line.
        default: what to write for a value that JSON does not know.

    Raises:
        TypeError: JSON knows no such value, and there is no `default`.
    """
    return json.dumps(value, ensure_ascii=False, indent=indent, default=default).translate(_ESCAPED)


class PlainConsole(Console):
    """A console to which a text is a text: it has no markup, no codes of emojis and no control characters."""

    def __init__(self, *, stderr: bool = False, width: int | None = None, file: IO[str] | None = None) -> None:
        super().__init__(stderr=stderr, width=width, file=file, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What rich makes of something, with its text shown."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(shown(segment.text), segment.style)
