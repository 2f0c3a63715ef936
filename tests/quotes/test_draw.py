from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.interviews.drafting import draft_interview
from bot.interviews.formats.markdown import parse_markdown
from bot.interviews.models import Exchange, Interview, Library, Passage, Span, Topic
from bot.quotes.draw import LONGEST, SHORTEST, draw_quote, quotable, stands_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.interviews.models import Quoting

GOOD = "这一句话足够长，单独拿出来也说了些什么。"
OTHER = "另外一句话同样够长，放在哪里都能读懂它。"


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


def parsed(*answers: str, quoting: Mapping[str, Quoting] | None = None, end: str = "\n") -> Library:
    """A library of one interview written in Markdown, with a curator's word on passages that hold some words."""
    text = "".join(f"甲？\n\n{answer}\n\n" for answer in answers).replace("\n", end)
    exchanges = tuple(
        replace(
            exchange,
            passages=tuple(
                replace(
                    passage,
                    quoting=next(
                        (word for part, word in (quoting or {}).items() if part in text[slice(*passage.span)]), "plain"
                    ),
                )
                for passage in exchange.passages
            ),
        )
        for exchange in draft_interview(parse_markdown(text)).exchanges
    )
    return Library((Interview(id="a", text=text, title="a", exchanges=exchanges),))


def quoted(library: Library) -> list[str]:
    """The words of everything quotable."""
    return [place.quote for place in quotable(library)]


FRAGMENTS = [
    pytest.param(f"* {GOOD}", id="asterisk"),
    pytest.param(f"*   {GOOD}", id="asterisk and three spaces"),
    pytest.param(f"- {GOOD}", id="hyphen"),
    pytest.param(f"+ {GOOD}", id="plus"),
    pytest.param(f"-\t{GOOD}", id="hyphen and tab"),
    pytest.param(f"1. {GOOD}", id="numbered"),
    pytest.param(f"12) {GOOD}", id="numbered with a bracket"),
    pytest.param(f"1、{GOOD}", id="numbered in Chinese"),
    pytest.param(f"> - {GOOD}", id="in a block quote"),
    pytest.param(f"  - {GOOD}", id="indented"),
    pytest.param(f"- - {GOOD}", id="nested"),
    pytest.param(f"- {GOOD[:10]}\n  {GOOD[10:]}", id="of two lines"),
    pytest.param(f"- **重点** {GOOD}", id="bold in an item"),
    pytest.param(f"有两点：\n\n- {GOOD}", id="lead-in with an item"),
    pytest.param(f"有两点:\n\n1. {GOOD}", id="lead-in with a numbered item"),
    pytest.param(f"### 标题\n\n* {GOOD}", id="heading with an item"),
    pytest.param(f"{GOOD * 4}如下：", id="full-width colon"),
    pytest.param(f"{GOOD * 4}如下:", id="half-width colon"),
    pytest.param(f"{GOOD * 4}**如下：**", id="colon in bold"),
    pytest.param(f"_{GOOD * 4}如下:_", id="colon in italics"),
    pytest.param("太短了。", id="too short"),
    pytest.param("很长的话。" * 121, id="too long"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("body", FRAGMENTS)
def test_fragments_are_left_out(body: str, end: str) -> None:
    """Items of a list, passages that hold one, lead-ins, scraps and long stretches do not stand alone."""
    assert quoted(parsed(body, OTHER, end=end)) == [OTHER]
    assert quoted(parsed(OTHER, body, end=end)) == [OTHER]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"*强调*在前。{GOOD}", id="italics"),
        pytest.param(f"**要点：**{GOOD}", id="bold"),
        pytest.param(f"-5 度的天气。{GOOD}", id="minus"),
        pytest.param(f"3.5 倍。{GOOD}", id="decimal"),
        pytest.param(f"2018.{GOOD}", id="year"),
        pytest.param(f"其一 - 说来话长 * 如此。{GOOD}", id="signs in the middle"),
        pytest.param(f"说明：{GOOD}", id="colon in the middle"),
        pytest.param(f"### 标题\n\n{GOOD}", id="heading"),
        pytest.param(f"> {GOOD}", id="quotation"),
    ],
)
def test_what_only_looks_like_a_fragment_is_quoted(body: str) -> None:
    """Markup, numbers and signs do not make a list."""
    assert [GOOD in words for words in quoted(parsed(body, "短。"))] == [True]


@pytest.mark.parametrize("body", FRAGMENTS)
def test_a_star_goes_before_every_rule(body: str) -> None:
    """What a curator has starred is quoted, whatever its form."""
    library = parsed(body, OTHER)
    first = library.interviews[0].passages[0][1]
    words = library.interviews[0].cut(first.span)
    assert quoted(parsed(body, OTHER, quoting={words: "starred"})) == [words, OTHER]


def test_what_is_never_to_be_quoted_is_out() -> None:
    """A curator's no goes before a good form."""
    library = parsed(f"{GOOD}\n\n{OTHER}", quoting={GOOD: "never"})
    assert quoted(library) == [OTHER]
    assert [stands_alone(library.interviews[0], passage) for _, passage in library.interviews[0].passages] == [
        False,
        True,
    ]


def test_where_nothing_is_worth_quoting_everything_allowed_is() -> None:
    """Short interviews are quoted all the same, but not what a curator has forbidden."""
    library = parsed("短。\n\n不说。\n\n- 项", "如下：", quoting={"不说": "never"})
    assert quoted(library) == ["短。", "项", "如下："]


def test_one_starred_passage_is_something_worth_quoting() -> None:
    """Where a curator has starred one and nothing else is worth it, it is quoted alone."""
    assert quoted(parsed("短。\n\n也短。\n\n- 项", quoting={"也短": "starred"})) == ["也短。"]


@pytest.mark.parametrize(
    "library",
    [Library(()), parsed(GOOD, f"- {OTHER}", quoting={GOOD: "never", OTHER: "never"})],
    ids=["empty", "forbidden"],
)
def test_where_nothing_may_be_quoted_nothing_is_drawn(library: Library) -> None:
    """Without a passage, or with every one forbidden, there is no quote and no crash."""
    assert quotable(library) == ()
    assert draw_quote(library, random.Random(1)) is None


def test_a_topic_is_drawn_from_alone() -> None:
    """Of a topic only its exchanges of its own interview are drawn, all of them, and nothing if nothing is allowed."""
    first = parsed(GOOD, OTHER, f"{GOOD}{OTHER}").interviews[0]
    other = replace(parsed(GOOD + GOOD, OTHER + GOOD).interviews[0], id="b")
    library, dice = Library((first, other)), random.Random(2)
    topic = (first, Topic("话题", (1, 3)))
    drawn = {place.quote for _ in range(40) if (place := draw_quote(library, dice, topic))}
    assert drawn == {GOOD, GOOD + OTHER}
    scraps = parsed("短。", GOOD)
    assert (
        draw_quote(scraps, dice, (scraps.interviews[0], Topic("话题", (1,))))
        == quotable(scraps, (scraps.interviews[0], Topic("话题", (1,))))[0]
    )
    forbidden = parsed(GOOD, OTHER, quoting={GOOD: "never"})
    assert draw_quote(forbidden, dice, (forbidden.interviews[0], Topic("话题", (1,)))) is None
