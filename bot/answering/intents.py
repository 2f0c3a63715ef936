"""Words that mean a function of the bot and not a question to the interview."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import ConfigError
from bot.files import read_toml, validate
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Intent = Literal["question", "help", "quote", "topics"]
FUNCTIONS: tuple[Intent, ...] = ("help", "quote", "topics")
# What is longer is no command, whatever it consists of.
LONGEST = 40

_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Intents:
    """What tells a function from a question.

    Attributes:
        names: of functions, folded, without blanks and punctuation.
        wrapping: words that may stand around them, the same.
        examples: messages that mean a function, for likeness.
        today: words of the quote of the day, and not of any.
        likeness: from which on a message is taken for what it is most like.
        known: the share of it that the examples must know.
    """

    names: Mapping[str, Intent]
    wrapping: frozenset[str]
    examples: Mapping[str, tuple[str, ...]]
    today: tuple[str, ...]
    likeness: float
    known: float

    def is_of_today(self, folded: str) -> bool:
        """Whether a folded wish for a quote means the one of the day."""
        text = _NOISE.sub("", folded)
        return any(word in text for word in self.today)

    def liken(self, function: str, likeness: float, known: float) -> Intent:
        """The intent of a question that is more like an example of a function than like anything else.

        Args:
            function: whose example it is, or nothing.
            likeness: of the two (`bot.search.phrasings`).
            known: the share of what it says that the function's examples say too (`bot.search.signals.known_share`).
                Who asks what functions Keras has says Keras.
        """
        if likeness < self.likeness or known < self.known:
            return "question"
        return next((name for name in FUNCTIONS if name == function), "question")

    def of(self, folded: str) -> Intent:
        """The intent of a folded question.

        Returns:
            the function whose names, one or more, the question consists of together with words of the wrapping. A
            question that can be read as two functions is the one that more of its characters name; anything else is a
            question.
        """
        text = _NOISE.sub("", folded)
        if not 0 < len(text) <= LONGEST:
            return "question"
        # For each place the best ways to have read everything before it: function to named characters.
        ways: list[dict[Intent, int]] = [{} for _ in range(len(text) + 1)]
        ways[0]["question"] = 0
        for start, reached in enumerate(ways[:-1]):
            if not reached:
                continue
            for end in range(start + 1, len(text) + 1):
                for intent, named in self._read(text[start:end], reached):
                    ways[end][intent] = max(named, ways[end].get(intent, 0))
        read = ways[-1]
        return max((i for i in FUNCTIONS if i in read), key=lambda i: read[i], default="question")

    def _read(self, piece: str, reached: dict[Intent, int]) -> list[tuple[Intent, int]]:
        """The ways to go on from a place with one piece of the question."""
        found: list[tuple[Intent, int]] = []
        if piece in self.wrapping:
            found.extend(reached.items())
        if (function := self.names.get(piece)) is not None:
            found.extend(
                (function, named + len(piece)) for intent, named in reached.items() if intent in ("question", function)
            )
        return found


class _Phrases(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    help: list[Annotated[str, Field(min_length=1)]] = []
    quote: list[Annotated[str, Field(min_length=1)]] = []
    topics: list[Annotated[str, Field(min_length=1)]] = []
    wrapping: list[Annotated[str, Field(min_length=1)]] = []
    today: list[Annotated[str, Field(min_length=1)]] = []
    likeness: Annotated[float, Field(gt=0, le=1)] = 1.0
    known: Annotated[float, Field(ge=0, le=1)] = 1.0
    examples: dict[Literal["help", "quote", "topics"], list[Annotated[str, Field(min_length=1)]]] = {}


def load_intents(path: Path, fold: Callable[[str], str]) -> Intents:
    """Read the phrases.

    Args:
        path: a TOML file with a list of names for each function, and the wrapping.
        fold: the folding that questions go through.

    Raises:
        ConfigError: the file cannot be read, or gives a name to two functions.
        FaultsError: unknown keys and wrong values, with their lines.
    """
    values, text = read_toml(path, ConfigError)
    phrases = validate(_Phrases, values, path, text, ConfigError)

    def plain(phrase: str) -> str:
        return _NOISE.sub("", fold(phrase))

    names: dict[str, Intent] = {}
    for function in FUNCTIONS:
        for phrase in getattr(phrases, function):
            if names.setdefault(plain(phrase), function) != function:
                raise ConfigError("intent-twice", path=path, line=line_of(text, (function,)), phrase=phrase)
    examples: dict[str, tuple[str, ...]] = {function: tuple(texts) for function, texts in phrases.examples.items()}
    return Intents(
        names,
        frozenset(map(plain, phrases.wrapping)),
        examples,
        tuple(map(plain, phrases.today)),
        phrases.likeness,
        phrases.known,
    )
