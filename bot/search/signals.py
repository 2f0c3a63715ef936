"""What tells an answer from a guess: several figures of one search, none of which would do alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bot.search.fields import Scored
    from bot.search.hits import Hit
    from bot.search.index import Index
    from bot.search.query import Channel, Query

# How many of the nearest phrasings have a say.
NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Signals:
    """The figures of a search, all of its first hit.

    Attributes:
        strength: the score as a share of what the question could reach (`Index.reach`); about 0 to 2.
        coverage: the share of what the question says that the hit or its phrasings have, 0 to 1; words weigh by how
            rare they are in the language.
        said: the same for the interview's own words alone.
        unknown: what they leave uncovered, the logarithm of 1 + nats of information.
        concepts: the share of the question's concepts that the interview's own words hold, 0 to 1.
        margin: by what share of its score the first exchange leads before the second, 0 to 1.
        likeness: of the question to the exchange's nearest phrasing (`Phrasings.likeness`).
        lead: likeness less that to the nearest phrasing of what the interview does not cover or no question.
        refusal: likeness to that phrasing.
        vote: the share of the exchange in the likeness of the ten nearest phrasings, 0 to 1.
    """

    strength: float
    coverage: float
    said: float
    unknown: float
    concepts: float
    margin: float
    likeness: float
    lead: float
    refusal: float
    vote: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the figures, in their order."""
        return tuple(field.name for field in fields(cls))


def measure(
    index: Index,
    scored: Scored,
    hits: tuple[Hit, ...],
    likeness: NDArray[np.float64],
    frequency: Callable[[str], float],
) -> Signals:
    """Measure a search.

    Args:
        index: what was searched.
        scored: the question as the index scored it.
        hits: what was found, at least one.
        likeness: of the question to each phrasing (`Index.likeness`).
        frequency: how often a word occurs in the language (`Tokenizer.frequency`).
    """
    query, first = scored.query, hits[0]
    second = hits[1].score if len(hits) > 1 else 0.0
    exchange = int(index.owner[first.row])
    matched = index.matched(scored, first.row, COVERING)
    information = _information(query, frequency)
    total = math.fsum(information) or 1.0
    missing = total - _covered(query, matched.all, information)
    concepts = {weighted.term.text for weighted in query.terms["concept"]}
    owners = index.phrasings.exchanges
    mine = float(likeness[owners == exchange].max(initial=0.0))
    against = float(likeness[index.phrasings.against(first.place.interview.id)].max(initial=0.0))
    nearest = _highest(likeness, NEIGHBOURS)
    near = float(likeness[nearest].sum())
    reach = index.reach(scored)
    return Signals(
        strength=first.score / reach if reach else 0.0,
        coverage=1 - missing / total,
        said=_covered(query, matched.said, information) / total,
        unknown=math.log1p(missing),
        concepts=sum(("concept", concept) in matched.said for concept in concepts) / (1 + len(concepts)),
        margin=(first.score - second) / first.score,
        likeness=mine,
        lead=mine - against,
        refusal=against,
        vote=float(likeness[nearest][owners[nearest] == exchange].sum()) / near if near else 0.0,
    )


def _highest(figures: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """The places of the highest figures, the first of equals first."""
    least = np.partition(figures, -count)[-count] if len(figures) > count else -np.inf
    places = np.flatnonzero(figures >= least)
    return places[np.argsort(-figures[places], kind="stable")][:count]


def known_share(query: Query, words: frozenset[str], frequency: Callable[[str], float]) -> float:
    """The share of what a question says, weak words aside, that words of a list say; 1 if it says nothing."""
    information = _information(query, frequency)
    known = {
        place
        for weighted in query.terms["word"]
        if weighted.term.text in words and weighted.origin in ("asked", "sound")
        for place in range(weighted.term.start, weighted.term.end)
    }
    strong = set(range(len(information))) - query.weak
    # Exact: sum() adds up in another way from Python 3.12 on, and a set has no order.
    total = math.fsum(information[place] for place in strong)
    return math.fsum(information[place] for place in strong & known) / total if total else 1.0


# A word that jieba does not know is taken to be this rare: one in a hundred million.
RAREST = 1e-8
# Terms of these say something of their own; a single character stands in nearly every text.
COVERING: tuple[Channel, ...] = ("word", "pair", "concept")


def _information(query: Query, frequency: Callable[[str], float]) -> list[float]:
    """For each place of the folded question its share of a word's information, -ln of how often the word occurs."""
    information = [0.0] * len(query.folded.text)
    for weighted in query.terms["word"]:
        if weighted.origin not in ("asked", "sound"):
            continue
        term = weighted.term
        length = term.end - term.start
        share = -math.log(max(frequency(term.text), RAREST)) / length
        for place in range(term.start, term.end):
            information[place] = max(information[place], share)
    return information


def _covered(query: Query, matched: set[tuple[Channel, str]], information: list[float]) -> float:
    """The information of the places that a matched word, pair or concept covers."""
    places = {
        place
        for channel in COVERING
        for weighted in query.terms[channel]
        if weighted.origin in ("asked", "sound", "translated") and (channel, weighted.term.text) in matched
        for place in range(weighted.term.start, weighted.term.end)
    }
    return math.fsum(information[place] for place in places)
