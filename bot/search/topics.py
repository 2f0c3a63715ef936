"""Topics for an interview that nobody has curated, from its own words.

A word or phrase t (`bot.search.phrases`) is worth

    w(t) = log2(1 + words of t)
         * ln(p(t in the interview) / p(t in the language))
         * sum over exchanges e of  n(t, e) / (n(t, e) + 1)

A phrase says more than its words, as in the C-value of Frantzi, Ananiadou and Mima (2000), with 1 added so that single
words count. Then how far it is the interview's own, as the divergence of Tomokiyo and Hurst has it (2003, "A language
model approach to keyphrase extraction"), with jieba's dictionary as the language. Then how much is said of it, where a
repetition in the same exchange counts less each time, as in BM25, and the interviewer's word counts double.

Topics are chosen one by one, each time the one that adds most to what those before it lead to: a greedy cover
(Nemhauser, Wolsey and Fisher 1978; for summaries Lin and Bilmes 2011).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.interviews.models import Library, Topic
from bot.search.grammar import Grammar
from bot.search.phrases import find_named
from bot.search.stretches import read_speakers, read_stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.interviews.models import Interview
    from bot.search.phrases import Named
    from bot.search.query import Analyzer
    from bot.search.stretches import Stretch

# Topics grow with the root of the exchanges: 13 have 10, 26 have 13. What is left uncovered may add some, up to what
# the list shows on one page.
PER_ROOT = 2.5
MOST = 25
# How often a word of the interviewer counts.
ASKED = 2
# Exchanges that say less of a topic than this share of what the fullest says are not of it.
FULLEST = 0.25
# What an exchange is worth to a topic for each topic that it already has.
AGAIN = 0.35
# Of a very long interview only so many candidates are looked at.
CONSIDERED = 1000
# Rarer words are names and terms, whose counts in jieba's dictionary mean nothing.
RAREST = 1e-6


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may become a topic.

    Attributes:
        name: as the interview writes it.
        folded: the same, folded.
        aliases: what else the interview calls the same concept.
        is_phrase: whether the text alone makes one of several words.
        telling: the first two factors of its worth; 0 or less if the language has it as often.
        strengths: by exchange how much is said of it there, below 1.
    """

    name: str
    folded: str
    aliases: tuple[str, ...]
    is_phrase: bool
    telling: float
    strengths: Mapping[int, float]

    @property
    def worth(self) -> float:
        """What it is worth while nothing is chosen."""
        return self.telling * sum(self.strengths.values())

    @property
    def exchanges(self) -> frozenset[int]:
        """Where it leads."""
        return frozenset(self.strengths)


class TopicFinder:
    """Finds topics.

    Args:
        analyzer: cuts texts, and knows which words mean the same.
        weak: words that say little.
        general: nouns that are too general to name a topic.
    """

    def __init__(self, analyzer: Analyzer, weak: frozenset[str], general: frozenset[str]) -> None:
        self._analyzer = analyzer
        self._weak = weak
        self._general = general

    def complete(self, library: Library, each: Callable[[int, int], None] | None = None) -> Library:
        """A library in which every interview has topics: its own, and where it has none those found in its words.

        Args:
            library: of interviews with topics and without.
            each: is told, after each of them, how many of how many are done.
        """
        bare = {one.id: read_stretches(one, self._analyzer) for one in library if not one.topics}
        # Through the dictionary once for all of them.
        tags = self._tags(stretch for stretches in bare.values() for stretch in stretches)
        completed: list[Interview] = []
        for one in library:
            completed.append(replace(one, topics=self._find(one, bare[one.id], tags)) if one.id in bare else one)
            if each:
                each(len(completed), len(library))
        return Library(tuple(completed))

    def find(self, interview: Interview) -> tuple[Topic, ...]:
        """The topics of an interview by its words alone.

        Returns:
            in the order of the first exchange that each leads to, so that they read like a table of contents; of
            equals the one that was chosen first. Each name stands in a question or answer, no name is part of another,
            and no two topics lead to the same exchanges; each leads to at most half of them, rounded up. Empty if
            nothing can be named.
        """
        stretches = read_stretches(interview, self._analyzer)
        return self._find(interview, stretches, self._tags(stretches))

    def _tags(self, stretches: Iterable[Stretch]) -> dict[str, str]:
        return self._analyzer.tokenizer.tags({word.text for stretch in stretches for word in stretch.words})

    def _find(self, interview: Interview, stretches: Sequence[Stretch], tags: Mapping[str, str]) -> tuple[Topic, ...]:
        speakers = read_speakers(interview, self._analyzer)
        named = find_named(interview, stretches, Grammar(tags, self._weak, self._general | speakers))
        exchanges = len(interview.exchanges)
        words = sum(len(stretch.words) for stretch in stretches)
        candidates = [
            self._weigh(group, words, (exchanges + 1) // 2)
            for group in group_concepts(named, self._analyzer.glossary.concepts)
        ]
        chosen = choose(candidates, math.ceil(PER_ROOT * math.sqrt(exchanges)))
        topics = (Topic(one.name, tuple(sorted(one.exchanges)), one.aliases, curated=False) for one in chosen)
        return tuple(sorted(topics, key=lambda topic: topic.exchanges[0]))

    def _weigh(self, group: Sequence[Named], words: int, most: int) -> Candidate:
        """A candidate of the names of one concept, given how many words the interview has and where it may lead."""
        said: Counter[int] = Counter()
        for one in group:
            said.update(one.said)
            said.update({number: ASKED * count for number, count in one.asked.items()})
        fullest = max(said.values())
        kept = sorted(said, key=lambda number: (-said[number], number))[:most]
        strengths = {number: said[number] / (said[number] + 1) for number in kept if said[number] >= FULLEST * fullest}
        count = sum(one.written.total() for one in group)
        # A phrase is at most as common as its rarest word; a concept as its commonest name.
        frequency = self._analyzer.tokenizer.frequency
        common = max(min(map(frequency, one.words)) for one in group)
        first, *others = sorted(group, key=lambda one: -one.written.total())
        telling = math.log2(1 + len(first.words)) * math.log(count / words / max(common, RAREST))
        aliases = tuple(dict.fromkeys(one.name for one in others if one.name != first.name))
        return Candidate(first.name, first.text, aliases, len(first.words) > 1, telling, strengths)


def group_concepts(named: Iterable[Named], concepts: Mapping[str, str]) -> list[list[Named]]:
    """Names of one concept of the glossary together, each other name alone, in their order."""
    groups: dict[str, list[Named]] = {}
    for one in named:
        groups.setdefault(concepts.get(one.text, one.text), []).append(one)
    return list(groups.values())


def without_parts(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The weightiest candidates, at most `CONSIDERED`, no name part of another.

    Of 人工智能 and 部署人工智能 only one can be chosen, and which should not hang on what was chosen before: the one
    worth more stays. A word that would keep out phrases worth more together, as 数据 would 数据素养, gives way to them.
    """
    considered = sorted(candidates, key=lambda one: -one.worth)[:CONSIDERED]
    phrases = [one for one in considered if one.is_phrase and len(one.strengths) > 1]
    kept: list[Candidate] = []
    for one in considered:
        kept_out = sum(other.worth for other in phrases if other is not one and is_part(one.folded, other.folded))
        if kept_out <= one.worth and not any(is_near(one, other) for other in kept):
            kept.append(one)
    return kept


def is_near(one: Candidate, other: Candidate) -> bool:
    """Whether the name of one is part of the other's."""
    return is_part(one.folded, other.folded) or is_part(other.folded, one.folded)


def is_part(name: str, other: str) -> bool:
    """Whether a folded name is, or is part of, another: a Latin one as whole words, so that AI is no part of mail."""
    if name not in other or not (name[0].isascii() or name[-1].isascii()):
        return name in other
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", other))


def choose(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Choose candidates that together lead to as much as possible.

    Args:
        candidates: in an order that settles ties.
        limit: how many; beyond it, up to `MOST`, only such as lead to an exchange to which none leads. One that leads
            to a single exchange is taken for that only.

    Returns:
        the chosen ones, in the order of choice: no name part of another, no two lead to the same exchanges.
    """
    chosen: list[Candidate] = []
    topics_of: Counter[int] = Counter()

    def gain(one: Candidate) -> float:
        return one.telling * sum(value * AGAIN ** topics_of[number] for number, value in one.strengths.items())

    def is_wanted(one: Candidate) -> bool:
        enough = len(chosen) >= limit or len(one.strengths) == 1
        return not enough or any(not topics_of[number] for number in one.strengths)

    left = without_parts(one for one in candidates if one.telling > 0)
    while left and len(chosen) < MOST:
        best = max(left, key=gain)
        chosen.append(best)
        topics_of.update(best.exchanges)
        left = [one for one in left if one.exchanges != best.exchanges and is_wanted(one)]
    return chosen
