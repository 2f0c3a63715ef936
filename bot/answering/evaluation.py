"""Answers measured on labelled questions: what was right, what was said to be, and every miss."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.answering.answerer import Answer, Answerer

# The figures in the order in which they are shown, and the questions that each is a share of.
FIGURES = (
    "first",
    "three",
    "passage",
    "answered_precision",
    "answered_right",
    "offtopic_answered",
    "nearmiss_answered",
    "command",
    "followup_first",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what honestly answers it.

    Attributes:
        question, previous: as asked.
        style: what kind of question it is; "followup", "nearmiss", "offtopic" and "command" are counted by themselves.
        gold: the exchanges that answer it, best first; none if nothing does.
        passage: words that a good quote contains.
        intent: of a command.
    """

    id: str
    question: str
    style: str
    gold: tuple[int, ...] = ()
    passage: str = ""
    previous: str | None = None
    intent: str = "question"


def parse_labelled(found: Mapping[str, Any]) -> Labelled:
    """A labelled question from an object of an evaluation file; further keys are passed over."""
    return Labelled(
        id=str(found.get("id", "")),
        question=str(found["question"]),
        style=str(found["style"]),
        gold=tuple(found["gold"]),
        passage=str(found.get("passage") or ""),
        previous=found.get("previous"),
        intent=str(found.get("intent", "question")),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a labelled question; None where the question was refused."""

    labelled: Labelled
    answer: Answer | None

    @property
    def decision(self) -> str:
        """The decision, or "refused"."""
        return self.answer.decision if self.answer else "refused"

    @property
    def found(self) -> tuple[int, ...]:
        """The exchanges of the hits, best first."""
        return tuple(hit.place.exchange.number for hit in self.answer.hits) if self.answer else ()

    @property
    def first(self) -> bool:
        """The first hit is a right exchange."""
        return bool(self.found) and self.found[0] in self.labelled.gold

    @property
    def three(self) -> bool:
        """A right exchange is among the hits shown."""
        return any(number in self.labelled.gold for number in self.found)

    @property
    def quoted(self) -> bool:
        """The first hit's quote contains the labelled words."""
        return bool(self.answer and self.answer.hits) and self.labelled.passage in self.quote

    @property
    def quote(self) -> str:
        """The first hit's quote, or nothing."""
        return self.answer.hits[0].place.quote if self.answer and self.answer.hits else ""

    @property
    def led(self) -> bool:
        """A command led to its function."""
        return self.answer is not None and self.answer.intent == self.labelled.intent

    @property
    def miss(self) -> bool:
        """Something about it is wrong: a wrong first exchange, or an answer where there is none."""
        if self.labelled.style == "command":
            return not self.led
        return not self.first if self.labelled.gold else self.decision == "answered"


def run(answerer: Answerer, questions: Iterable[Labelled]) -> list[Outcome]:
    """Ask every question."""
    outcomes: list[Outcome] = []
    for labelled in questions:
        try:
            answer = answerer.answer(labelled.question, previous=labelled.previous)
        except QuestionError:
            outcomes.append(Outcome(labelled, None))
        else:
            outcomes.append(Outcome(labelled, answer))
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures of a run.

    Returns:
        under the names of `FIGURES`, each a share of 0 to 1; what no question speaks to is left out. Answerable
        questions are those with gold that stand alone; `passage` is a share of those right first,
        `answered_precision` of all that were marked answered, whatever their kind.
    """
    alone = [outcome for outcome in outcomes if outcome.labelled.style != "followup" and outcome.labelled.gold]
    answered = [outcome for outcome in outcomes if outcome.decision == "answered"]
    labelled_quotes = [outcome for outcome in alone if outcome.first and outcome.labelled.passage]

    def style(name: str) -> list[Outcome]:
        return [outcome for outcome in outcomes if outcome.labelled.style == name]

    shares: dict[str, float | None] = {
        "first": _share(alone, lambda o: o.first),
        "three": _share(alone, lambda o: o.three),
        "passage": _share(labelled_quotes, lambda o: o.quoted),
        "answered_precision": _share(answered, lambda o: o.first),
        "answered_right": _share(alone, lambda o: o.first and o.decision == "answered"),
        "offtopic_answered": _share(style("offtopic"), lambda o: o.decision == "answered"),
        "nearmiss_answered": _share(style("nearmiss"), lambda o: o.decision == "answered"),
        "command": _share(style("command"), lambda o: o.led),
        "followup_first": _share([o for o in style("followup") if o.labelled.gold], lambda o: o.first),
    }
    return {name: share for name in FIGURES if (share := shares[name]) is not None}


def by_style(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each style, styles in alphabetical order."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.labelled.style].append(outcome)
    return dict(sorted(groups.items()))


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else None
