"""The glossary: which words mean the same, in Solr's synonym format.

    深度学习, deep learning, dl        all equivalent: one concept
    娃, toddler, kid => 孩子           one way: who asks with a word on the left also looks for the right

Both kinds lead to *concepts*. A text holds the concepts whose words stand in it; a question also holds those that its
words point to. Concepts are counted and weighed like words, in a channel of their own, so that a concept that is
everywhere in an interview counts little and a rare one much.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from bot.errors import BotError, ConfigError, FaultsError
from bot.files import read_text
from bot.search.tokenizer import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bot.search.tokenizer import Terms


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: words that are equivalent, or words that point to others."""

    line: int
    words: tuple[str, ...]
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """Words and the concepts they stand for.

    Attributes:
        concepts: word to the concept that it is a name of; a concept is called like its first name.
        pointers: word to the concepts that a question with it also looks for.
        by_initials: every word under its first two characters, longest first; of one character under that.
    """

    concepts: Mapping[str, str]
    pointers: Mapping[str, tuple[str, ...]]
    by_initials: Mapping[str, tuple[str, ...]]

    @property
    def digest(self) -> bytes:
        """What stands for it: another one for a glossary that finds anything else."""
        rules = json.dumps([sorted(self.concepts.items()), sorted(self.pointers.items())])
        return hashlib.blake2b(rules.encode(), digest_size=24).digest()

    def find(self, text: str, terms: Terms, *, asking: bool) -> tuple[Term, ...]:
        """Find the concepts of a text.

        A word counts where it begins with a term and ends with one, the longest first, so that 相信 is not
        found in 互相信任; a Latin word may stand in the plural.

        Args:
            text: folded.
            terms: of that text.
            asking: it is a question or a phrasing of one, so that pointers count as well.

        Returns:
            the concepts with the places that gave them, in the order of the text; repeated as often as found.
        """
        ends = {term.end for term in terms.word}
        found: list[Term] = []
        free = 0
        for start in sorted({term.start for term in terms.word}):
            if start < free:
                continue
            word, end = self._longest(text, start, ends, asking=asking)
            if not word:
                continue
            if word in self.concepts:
                found.append(Term(self.concepts[word], start, end))
            if asking:
                found.extend(Term(target, start, end) for target in self.pointers.get(word, ()))
            free = end
        return tuple(found)

    def _longest(self, text: str, start: int, ends: set[int], *, asking: bool) -> tuple[str, int]:
        longer, single = self.by_initials.get(text[start : start + 2], ()), self.by_initials.get(text[start], ())
        for word in chain(longer, single if start + 1 < len(text) else ()):
            if not text.startswith(word, start) or not (asking or word in self.concepts):
                continue
            end = start + len(word)
            for plural in ("", "s", "es") if word[-1].isascii() else ("",):
                if text.startswith(plural, end) and end + len(plural) in ends:
                    return word, end + len(plural)
        return "", start


EMPTY = Glossary({}, {}, {})


def build_glossary(rules: list[Rule]) -> Glossary:
    """Build a glossary from rules without faults; a target that no group names becomes its own concept."""
    concepts: dict[str, str] = {}
    for rule in rules:
        if not rule.targets:
            concepts.update((word, rule.words[0]) for word in rule.words)
    pointers: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        for target in rule.targets:
            concepts.setdefault(target, target)
        if rule.targets:
            pointers.update((word, tuple(concepts[target] for target in rule.targets)) for word in rule.words)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for word in {**concepts, **pointers}:
        by_initials[word[:2]].append(word)
    ordered = {initials: tuple(sorted(words, key=lambda w: (-len(w), w))) for initials, words in by_initials.items()}
    return Glossary(concepts, pointers, ordered)


def load_glossary(path: Path, fold: Callable[[str], str]) -> Glossary:
    """Read a glossary file.

    Args:
        path: in Solr's format; ``#`` begins a comment.
        fold: the folding that texts go through.

    Returns:
        the glossary.

    Raises:
        ConfigError: the file cannot be read or is not UTF-8.
        FaultsError: every line that is no rule, every word in two groups or on two left sides, every circle of
            one-way rules, with their lines.
    """
    text = read_text(path, ConfigError)
    rules: list[Rule] = []
    faults: list[BotError] = []
    for number, line in enumerate(text.split("\n"), start=1):
        rule = _parse_line(line.split("#", 1)[0], number, fold)
        if isinstance(rule, str):
            faults.append(ConfigError(rule, path=path, line=number))
        elif rule is not None:
            rules.append(rule)
    faults.extend(_check(rules, path))
    if faults:
        raise FaultsError(faults)
    return build_glossary(rules)


def _parse_line(line: str, number: int, fold: Callable[[str], str]) -> Rule | str | None:
    """A rule, the code of a fault, or None for an empty line."""
    if not line.strip():
        return None
    left, arrow, right = line.partition("=>")
    words = tuple(fold(word).strip() for word in left.split(","))
    targets = tuple(fold(word).strip() for word in right.split(",")) if arrow else ()
    if not all(words) or not all(targets) or "=>" in right:
        return "glossary-empty"
    if not arrow and len(set(words)) < 2:
        return "glossary-single"
    # Folding may already have turned a Taiwan word into its target.
    words = tuple(word for word in dict.fromkeys(words) if word not in targets)
    return Rule(number, words, tuple(dict.fromkeys(targets)))


def _check(rules: list[Rule], path: Path) -> Iterator[BotError]:
    seen: dict[tuple[bool, str], int] = {}
    for rule in rules:
        for word in rule.words:
            first = seen.setdefault((bool(rule.targets), word), rule.line)
            if first != rule.line:
                code = "glossary-left-twice" if rule.targets else "glossary-twice"
                yield ConfigError(code, path=path, line=rule.line, word=word, first=first)
    yield from _circles(rules, path)


def _circles(rules: list[Rule], path: Path) -> Iterator[BotError]:
    """One-way rules that lead back to their own left side, groups taken as one node."""
    group = {word: rule.words[0] for rule in rules if not rule.targets for word in rule.words}
    edges: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for word in rule.words:
            edges[group.get(word, word)].update(group.get(target, target) for target in rule.targets)
    for rule in rules:
        if not rule.targets:
            continue
        for word in rule.words:
            start = group.get(word, word)
            reached: set[str] = set()
            waiting = [group.get(target, target) for target in rule.targets]
            while waiting:
                node = waiting.pop()
                if node not in reached:
                    reached.add(node)
                    waiting.extend(edges.get(node, ()))
            if start in reached:
                yield ConfigError("glossary-circle", path=path, line=rule.line, word=word)
