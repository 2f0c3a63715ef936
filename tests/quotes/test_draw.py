from __future__ import annotations

import random

import pytest

from bot.interviews.models import Exchange, Interview, Library, Passage, Span
from bot.quotes.draw import LONGEST, SHORTEST, draw_quote, quotable


def interview(*lengths: int, name: str = "a") -> Interview:
    """An interview of one exchange whose passages have these lengths."""
    text, spans = "问？", []
    for length in lengths:
        spans.append(Span(len(text), len(text) + length))
        text += "字" * length
    passages = tuple(Passage(number, span) for number, span in enumerate(spans, start=1))
    exchange = Exchange(1, Span(0, 2), Span(spans[0].start, spans[-1].end), passages)
    return Interview(id=name, text=text, title=name, exchanges=(exchange,))


def numbers(library: Library) -> list[tuple[str, int]]:
    """Interview and passage of everything quotable."""
    return [(place.interview.id, place.passage.number) for place in quotable(library) if place.passage]


@pytest.mark.parametrize(
    ("lengths", "chosen"),
    [
        ((SHORTEST - 1, SHORTEST, LONGEST, LONGEST + 1), [2, 3]),
        ((SHORTEST, 5), [1]),
        ((5, 6), [1, 2]),
        ((LONGEST + 1, 3), [1, 2]),
    ],
)
def test_passages_that_stand_alone_are_quoted(lengths: tuple[int, ...], chosen: list[int]) -> None:
    """Neither scraps nor long stretches are quoted, unless there is nothing else."""
    assert [number for _, number in numbers(Library((interview(*lengths),)))] == chosen


def test_all_interviews_are_drawn_from() -> None:
    """Every interview of the library takes part, in the library's order."""
    library = Library((interview(30, 40, name="a"), interview(50, name="b")))
    assert numbers(library) == [("a", 1), ("a", 2), ("b", 1)]


def test_every_quotable_passage_comes_up(library: Library) -> None:
    """No passage that is worth it stays in the deck for good, and nothing else is drawn."""
    dice = random.Random(1)
    draws = [draw_quote(library, dice) for _ in range(len(quotable(library)) * 40)]
    drawn = {place.span for place in draws if place}
    assert drawn == {place.span for place in quotable(library)}


def test_the_same_dice_draw_the_same_quotes(library: Library) -> None:
    """Chance comes in with the dice only, so that a draw can be repeated."""
    one, other = random.Random(7), random.Random(7)
    assert [draw_quote(library, one) for _ in range(5)] == [draw_quote(library, other) for _ in range(5)]


def test_a_drawn_quote_is_the_interviews_own_words(library: Library) -> None:
    """What is drawn is a place in a text, not a copy of it."""
    place = draw_quote(library, random.Random(3))
    assert place is not None
    assert place.quote == place.interview.text[place.span.start : place.span.end]
    assert SHORTEST <= len(place.quote) <= LONGEST
