"""Words that mean a function of the bot and not a question to the interview."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.errors import ConfigError
from bot.files import read_toml
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Intent = Literal["question", "help", "quote", "topics"]
FUNCTIONS: tuple[Intent, ...] = ("help", "quote", "topics")

_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Intents:
    """Folded phrases without blanks and punctuation, and the function each means."""

    functions: Mapping[str, Intent]

    def of(self, folded: str) -> Intent:
        """The intent of a folded question: a function if it is one of its phrases as a whole."""
        return self.functions.get(_NOISE.sub("", folded), "question")


def load_intents(path: Path, fold: Callable[[str], str]) -> Intents:
    """Read the phrases.

    Args:
        path: a TOML file with a list of phrases for each function.
        fold: the folding that questions go through.

    Raises:
        ConfigError: the file cannot be read, names an unknown function, or gives a phrase to two.
    """
    table, text = read_toml(path, ConfigError)
    functions: dict[str, Intent] = {}
    for name, phrases in table.items():
        if name not in FUNCTIONS or not isinstance(phrases, list):
            raise ConfigError("key-unknown", path=path, line=line_of(text, (name,)), key=name)
        for phrase in phrases:
            key = _NOISE.sub("", fold(str(phrase)))
            if functions.setdefault(key, name) != name:
                raise ConfigError("intent-twice", path=path, line=line_of(text, (name,)), phrase=str(phrase))
    return Intents(functions)
