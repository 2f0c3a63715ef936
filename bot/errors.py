"""Everything that can go wrong and is told to a person, in one tree.

    BotError
    ├── FaultsError     several of the below, found in one pass over corpus/ and config/
    ├── ConfigError     a setting, a text, the glossary or another file of config/
    ├── CorpusError     an interview or its sidecar
    ├── QuestionError   a question that cannot be asked: empty, too long, not readable
    ├── LoginError      Discord refuses the token, an intent or the number of shards
    ├── StorageError    the database cannot be opened, read or written
    ├── PreviewError    the simulated Discord cannot be opened
    └── ExpandError     a language model suggests no other ways to ask

An error carries data and a code; the sentence for the reader comes from the catalogue entry
``error-<code>`` in the reader's language (`bot.answering.texts`), so tests assert on the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Loaded = TypeVar("Loaded")


class BotError(Exception):
    """Something that a person has to know, with the place where it is.

    Args:
        code: which sentence of the catalogue tells it, without the prefix ``error-``.
        path: the file at fault, if there is one.
        line: the line in that file, counted from 1.
        details: the values that the sentence needs.
    """

    def __init__(self, code: str, *, path: Path | None = None, line: int | None = None, **details: str | int) -> None:
        self.code = code
        self.path = path
        self.line = line
        self.details = details
        super().__init__(code)

    @property
    def place(self) -> str:
        """``path:line``, ``path`` or the empty string."""
        if self.path is None:
            return ""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return ": ".join(part for part in (self.place, self.code, details) if part)


class ConfigError(BotError):
    """A file or variable that configures the bot says something that cannot be used."""


class CorpusError(BotError):
    """An interview or its sidecar cannot be read as one."""


class QuestionError(BotError):
    """A question that cannot be asked as it stands."""


class LoginError(BotError):
    """Discord does not let the bot in."""


class StorageError(BotError):
    """What the bot remembers cannot be reached; answers do not need it."""

    def again(self) -> StorageError:
        """The same error once more, with a trace of its own."""
        fault = StorageError(self.code, path=self.path, line=self.line)
        fault.details = dict(self.details)
        return fault


class PreviewError(BotError):
    """The simulated Discord cannot be opened."""


class ExpandError(BotError):
    """A language model that the operator named suggests no other ways to ask."""


class FaultsError(BotError):
    """Several errors found in one pass.

    Args:
        faults: at least one, in the order in which they were found.
    """

    def __init__(self, faults: Sequence[BotError]) -> None:
        super().__init__("faults", count=len(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class Loading:
    """Loads one thing after the other and keeps the faults, so that all are told at once."""

    def __init__(self) -> None:
        self.faults: list[BotError] = []

    def __call__(self, load: Callable[[], Loaded]) -> Loaded | None:
        """What was loaded, or None if it had faults."""
        try:
            return load()
        except FaultsError as several:
            self.faults.extend(several.faults)
        except BotError as fault:
            self.faults.append(fault)
        return None
