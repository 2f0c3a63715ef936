"""No regular expression of the bot can be made to try the same places again and again.

Texts that could do it are derived from each expression: what stands before each repetition, once, then what is
repeated, many times, then something that does not fit. An expression is tried in the way in which the code uses it.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import itertools
import re
import signal
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import bot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The parser and the names of its parts are private to `re`, and have no types.
PARSER: Any = importlib.import_module("re._parser")
NAMES: Any = importlib.import_module("re._constants")

ROOT = Path(bot.__file__).parent
# Modules that do something when they are imported.
RUN = {"bot.__main__", "bot.guilds.migrations.env"}
# Four times as much text may take so many times as long; twice as long a step as in proportion, half of a square.
GROWTH = 8.0
# What takes less than this of seconds on the longer text is not worth measuring.
QUICK = 0.01
SHORT, LONG = 1_000, 4_000
# Expressions that never see more than so many characters, and why.
BOUNDED = {
    # A label has 31 characters, a name in a sidecar 300.
    "bot.interviews.layouts.names:_CLAUSE": 300,
    "bot.interviews.layouts.names:_JOINED": 300,
    "bot.interviews.layouts.names:_ASKS": 300,
    "bot.interviews.layouts.names:_NEVER": 300,
    # The head of a file.
    "bot.interviews.formats.registry:_PAGE": 4_000,
    "bot.interviews.formats.registry:FORMATS": 4_000,
    # Only what ends with a closing brace, so that each brace that opens finds its end.
    "bot.interviews.formats.subtitles:_CODES": 100,
    # Entries of an installed dictionary.
    "bot.search.bilingual:_ASIDE": 500,
}
CALLS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
# Where patterns are made of what is known only later; the texts in them are escaped or numbers.
MADE_LATER = {
    ("bot.chat.asking", "sub"),
    ("bot.search.topics", "search"),
    ("bot.quotes.lines", "compile"),
}


@dataclass(frozen=True)
class Used:
    """An expression, where it is, and in which way it looks at a text."""

    name: str
    pattern: re.Pattern[str]
    ways: frozenset[str]

    @property
    def limit(self) -> int:
        """How many characters it may get."""
        return BOUNDED.get(self.name, 1_000_000)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the bot with its source."""
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name not in RUN and ".versions." not in name:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


@cache
def expressions() -> tuple[Used, ...]:
    """Every expression that stands in a module, in its order."""
    ways: dict[str, set[str]] = defaultdict(set)
    for module, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in CALLS:
                holder = node.value
                known = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
                ways[_known(module, known)].add(node.attr)
    found: dict[int, Used] = {}
    for name, _ in modules():
        for key, value in vars(importlib.import_module(name)).items():
            for called, pattern in _patterns(key, value):
                used = frozenset(ways[_known(name, called)]) or frozenset(["search", "match", "fullmatch"])
                found.setdefault(id(pattern), Used(f"{name}:{key}", pattern, used))
    return tuple(found.values())


def _known(module: str, name: str) -> str:
    """What a name is known by: a private one in its module, another everywhere."""
    return f"{module}:{name}" if name.startswith("_") else name


def _patterns(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Expressions with the names by which they are called."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        # In a loop over them, or where one of them is taken, the name is another.
        yield from (("", one) for one in value if isinstance(one, re.Pattern))
    elif isinstance(value, dict):
        yield from (("begins", one.begins) for one in value.values() if getattr(one, "begins", None))


def test_every_expression_is_seen() -> None:
    """They are made when a module is imported, where this file finds them; three are made of escaped words later."""
    made = 0
    for name, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                if node.func.attr == "compile" and (name, "compile") not in MADE_LATER:
                    made += 1
                elif node.func.attr in CALLS:
                    assert (name, node.func.attr) in MADE_LATER, name
    assert made >= 80
    assert len(expressions()) >= made


def test_every_bound_is_an_expressions() -> None:
    """What is excepted exists."""
    assert set(BOUNDED) <= {used.name for used in expressions()}


# Characters among which one is looked for that a set has.
ALPHABET = [*map(chr, range(32, 127)), *"\t\n\r甲一问谁。！？，：；“”「」【】（）…·—é\u3000"]


def _in_set(items: list[tuple[Any, Any]]) -> list[str]:
    """Some characters of a set."""
    named = [
        chr(low[0] if isinstance(low, tuple) else low) for kind, low in items if kind in (NAMES.LITERAL, NAMES.RANGE)
    ]
    negated = items[0][0] is NAMES.NEGATE
    return [one for one in ("a", "甲", "1", " ", *named, *ALPHABET) if _holds(items, one) != negated]


def _holds(items: list[tuple[Any, Any]], one: str) -> bool:
    for kind, what in items:
        if kind is NAMES.LITERAL and what == ord(one):
            return True
        if kind is NAMES.RANGE and what[0] <= ord(one) <= what[1]:
            return True
        if kind is NAMES.CATEGORY and _CATEGORIES[str(what)](one):
            return True
    return False


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_NOT_DIGIT": lambda one: not one.isdigit(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda one: not one.isspace(),
    "CATEGORY_WORD": lambda one: one.isalnum() or one == "_",
    "CATEGORY_NOT_WORD": lambda one: not (one.isalnum() or one == "_"),
}
REPEATS = (NAMES.MAX_REPEAT, NAMES.MIN_REPEAT, NAMES.POSSESSIVE_REPEAT)


def examples(tree: Any) -> list[str]:
    """A few texts that part of an expression matches, or nearly."""
    said = [""]
    for kind, what in tree:
        said = [before + one for before in said for one in _examples(kind, what)][:3]
    return said


def _examples(kind: Any, what: Any) -> list[str]:
    if kind is NAMES.LITERAL:
        return [chr(what)]
    if kind is NAMES.NOT_LITERAL:
        return ["a" if chr(what) != "a" else "b"]
    if kind is NAMES.ANY:
        return ["a"]
    if kind is NAMES.IN:
        return _in_set(what)[:2]
    if kind is NAMES.BRANCH:
        return [one for branch in what[1][:6] for one in examples(branch)[:1]]
    if kind is NAMES.SUBPATTERN:
        return examples(what[3])
    if kind is NAMES.ATOMIC_GROUP:
        return examples(what)
    if kind in REPEATS:
        least, _, body = what
        return [one * max(least, 1) for one in examples(body)[:2]] + ([""] if least == 0 else [])
    return [""]


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repetition what stands before it, and what it repeats."""
    for kind, what in tree:
        if kind in REPEATS:
            _, most, body = what
            single = len(body) == 1 and body[0][0] is NAMES.IN
            if most is NAMES.MAXREPEAT or most > 3:
                bodies = _in_set(body[0][1])[:6] if single else examples(body)
                yield from ((before, one) for one in bodies)
            yield from pumps(body, before)
        elif kind is NAMES.BRANCH:
            for branch in what[1]:
                yield from pumps(branch, before)
        elif kind is NAMES.SUBPATTERN:
            yield from pumps(what[3], before)
        elif kind is NAMES.ATOMIC_GROUP:
            yield from pumps(what, before)
        elif kind in (NAMES.ASSERT, NAMES.ASSERT_NOT):
            yield from pumps(what[1], before)
        before += next(iter(_examples(kind, what)), "")


COMMON = " \na甲1*_[(<`:?>-#{\"'"


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What is said once and what is said again and again, each once."""
    tree = PARSER.parse(pattern.pattern, pattern.flags)
    found = [(before, said) for before, said in pumps(tree) if said]
    wholes = [part for whole in examples(tree) for part in (whole, whole[:-1])]
    again = [said for before, one in found for said in (before, before + one)] + wholes
    return list(dict.fromkeys([*found, *(("", said) for said in again if said), *(("", one) for one in COMMON)]))


def built(attack: tuple[str, str], end: str, size: int) -> str:
    """A hostile text."""
    before, said = attack
    return before + said * max(1, (size - len(before)) // len(said)) + end


@contextlib.contextmanager
def limited(longest: float) -> Iterator[None]:
    """End what would never end; where the system has no such clock, wait for it.

    Raises:
        TimeoutError: it took longer.
    """

    def end(number: int, frame: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, longest)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(used: Used, way: str, text: str) -> float:
    """How long an expression looks at a text.

    Raises:
        TimeoutError: longer than anybody waits.
    """
    begun = time.process_time()
    with limited(5):
        _look(used, way, text)
    return time.process_time() - begun


def _look(used: Used, way: str, text: str) -> None:
    if way in ("match", "fullmatch"):
        getattr(used.pattern, way)(text)
    else:
        for _ in used.pattern.finditer(text):
            pass


def growth(used: Used, way: str, attack: tuple[str, str], end: str) -> float:
    """How many times as long the longer text takes; 0 where that is no time at all."""
    try:
        # An expression that doubles its work with each repetition is caught while the text is short.
        for size in (20, 24, 28, 32, 64, 250, SHORT):
            if size <= used.limit and seconds(used, way, built(attack, end, size)) > 0.5:
                return float("inf")
    except TimeoutError:
        return float("inf")
    if used.limit <= LONG:
        return 0.0
    long = built(attack, end, LONG)
    if seconds(used, way, long) < QUICK:
        return 0.0
    # The best of several, so that a busy machine fails nothing.
    short = built(attack, end, SHORT)
    return min(seconds(used, way, long) for _ in range(3)) / max(1e-4, min(seconds(used, way, short) for _ in range(3)))


@pytest.mark.parametrize("used", expressions(), ids=lambda used: used.name)
def test_an_expression_takes_time_in_proportion_to_the_text(used: Used) -> None:
    """Four times as much text takes about four times as long, whatever it is made of."""
    ways = {"search" if way not in ("match", "fullmatch") else way for way in used.ways}
    for attack, way, end in itertools.product(attacks(used.pattern), sorted(ways), ("", "\0")):
        assert growth(used, way, attack, end) < GROWTH, (way, attack, end)


@pytest.mark.parametrize(
    ("expression", "way"),
    [(r"(?:a|a)*b", "match"), (r"\s*x", "search"), (r"<.*?>", "search"), (r"a*a*c", "match"), (r"(\w+\s?)*$", "match")],
)
def test_an_expression_that_does_not_is_found(expression: str, way: str) -> None:
    """The search for hostile texts finds those that are known from textbooks."""
    used = Used("", re.compile(expression), frozenset([way]))
    assert any(growth(used, way, attack, end) >= GROWTH for attack in attacks(used.pattern) for end in ("", "\0"))
