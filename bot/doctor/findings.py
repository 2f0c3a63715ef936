"""Findings, and how they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answering.texts import Texts
    from bot.errors import BotError

State = Literal["ok", "warning", "wrong"]

# In the order in which they are told: what everything else needs comes first.
SUBJECTS = (
    "python",
    "packages",
    "extras",
    "settings",
    "config",
    "corpus",
    "files",
    "disk",
    "database",
    "fonts",
    "token",
    "proxy",
    "discord",
    "portal",
    "intents",
    "servers",
    "clock",
)

# A value of a sentence; several are names of permissions, which each language spells in its own way.
Value = str | int | tuple[str, ...]

# Every error says what is wrong in its first sentence and what to do after that.
_FIRST = re.compile(r"(.*?(?:[。！？]|[.!?](?=\s)))\s*(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: one of `SUBJECTS`.
        state: right, worth a look, or wrong.
        code: which sentences of the catalogue tell it: ``doctor-<code>``, and what to do under
            ``doctor-<code>-mend`` unless it is right. Of an error, the error's code.
        values: what the sentences need.
        error: whose own sentences tell it.
    """

    subject: str
    state: State
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    error: BotError | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the reader's language: what is, and how to mend it; nothing to mend where it is right."""

    what: str
    mend: str


def good(code: str, **values: Value) -> Finding:
    """Something is right; its subject is the first part of the code, here and below."""
    return Finding(code.partition("-")[0], "ok", code, values)


def dubious(code: str, **values: Value) -> Finding:
    """Something works, but is worth a look."""
    return Finding(code.partition("-")[0], "warning", code, values)


def wrong(code: str, **values: Value) -> Finding:
    """Something does not work, or will not."""
    return Finding(code.partition("-")[0], "wrong", code, values)


def of_error(subject: str, error: BotError) -> Finding:
    """An error is what is wrong with a subject."""
    return Finding(subject, "wrong", error.code, error=error)


def explain(finding: Finding, texts: Texts) -> Told:
    """A finding in the reader's language."""
    if finding.error is not None:
        place = f"{finding.error.place}: " if finding.error.place else ""
        return part(place, texts.reason(finding.error))
    values = {name: _said(value, texts) for name, value in finding.values.items()}
    mend = texts(f"doctor-{finding.code}-mend", **values) if finding.state != "ok" else ""
    return Told(texts(f"doctor-{finding.code}", **values), mend)


def part(place: str, sentence: str) -> Told:
    """An error's sentences apart: the first says what is wrong, the others what to do; no word is lost."""
    match = _FIRST.fullmatch(sentence)
    what, mend = match.groups() if match else (sentence, "")
    return Told(place + what, mend)


def arrange(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of their subjects; those of one subject as they were found."""
    return tuple(sorted(findings, key=lambda finding: SUBJECTS.index(finding.subject)))


def _said(value: Value, texts: Texts) -> str | int:
    return texts.permissions(value) if isinstance(value, tuple) else value
