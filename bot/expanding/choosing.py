"""Which of a model's phrasings are worth a reviewer's time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set

    from bot.interviews import Interview

Reason = Literal["empty", "long", "known", "other"]

# As in a sidecar.
LIMIT = 300

# What models write around their questions: consent, an announcement, a refusal, an order.
_TALK = re.compile(
    r"^(?:好的|[当當]然|[没沒][问問][题題]|以下|下面是|[这這][里裡]是|抱歉|[对對]不起|很[遗遺]憾|作[为為]一?[个個]?\s*(?:AI|人工智能|[语語]言模型)"
    r"|[请請]?(?:忽略|[无無][视視])|(?:sure|certainly|of course|here (?:are|is)|here's|i'?m sorry|sorry|as an ai"
    r"|i (?:cannot|can't)|ignore (?:all|any|the|previous))\b|note:)",
    re.IGNORECASE,
)
# Who types trails off with several dots; a single one ends a statement.
_STATEMENT = re.compile(r"(?:[。;；:：]|(?<!\.)\.)$")
_MARKUP = re.compile(r"```|https?://|^[\[{<]|[\]}>]$|^(?:system|user|assistant)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A suggestion that is not taken, and why.

    Attributes:
        text: as the model wrote it.
        reason: there is nothing in it; it is longer than a sidecar takes; the interview has it already; it is no
            question but talk, a statement or markup.
    """

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is left of a model's suggestions, and what is not."""

    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def fold_phrasing(text: str, fold: Callable[[str], str]) -> str:
    """What two phrasings have in common that differ in spelling, blanks and marks only.

    Args:
        text: a phrasing.
        fold: folds width, case and script.
    """
    folded = fold(text)
    return "".join(character for character in folded if character.isalnum()) or "".join(folded.split())


def known_phrasings(interview: Interview) -> tuple[str, ...]:
    """Every way to ask that an interview has already: those of any exchange or passage, those for what it does not
    cover, and the interviewer's own questions.

    One phrasing of two exchanges would find neither.
    """
    own = (interview.cut(exchange.question) for exchange in interview.exchanges)
    whole = (phrasing for exchange in interview.exchanges for phrasing in exchange.asked_as)
    parts = (phrasing for _, passage in interview.passages for phrasing in passage.asked_as)
    beside = (phrasing for entry in interview.not_covered for phrasing in entry.asked_as)
    return (*own, *whole, *parts, *beside)


def choose(suggested: Iterable[str], known: Set[str], same: Callable[[str], str]) -> Chosen:
    """Sort a model's suggestions.

    Args:
        suggested: as the model wrote them.
        known: what `same` makes of the phrasings that are there already.
        same: phrasings with an equal result are the same.

    Returns:
        those to keep, in one line each, and those to leave, both in order.
    """
    taken = set(known)
    kept: list[str] = []
    dropped: list[Dropped] = []
    for text in suggested:
        said = _in_one_line(text)
        reason = _objection(said, same(said) in taken)
        if reason is not None:
            dropped.append(Dropped(text, reason))
        else:
            taken.add(same(said))
            kept.append(said)
    return Chosen(tuple(kept), tuple(dropped))


def _in_one_line(text: str) -> str:
    """Without line breaks and characters that nobody sees or that no file can hold."""
    spaced = " ".join(text.split())
    return "".join(one for one in spaced if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")).strip()


def _objection(said: str, is_known: bool) -> Reason | None:
    if not any(character.isalnum() for character in said):
        return "empty"
    if len(said) > LIMIT:
        return "long"
    if is_known:
        return "known"
    if _TALK.search(said) or _STATEMENT.search(said) or _MARKUP.search(said):
        return "other"
    return None
