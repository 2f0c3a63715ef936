"""What matched stands in bold, and nothing else about a quote changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.emphasis import embolden, find_matched, merge_spans
from bot.answering.lines import BODY
from bot.answering.rendering import decorate, render_place
from bot.interviews.models import Exchange, Interview, Passage, Place, Span

if TYPE_CHECKING:
    from bot.answering.texts import Texts
    from bot.app import App

_ASKED = Path(__file__).parent.parent / "data" / "questions-1.jsonl"
# A quarter of them, as each is searched for anew.
QUESTIONS: list[str] = [
    asked["question"] for asked in map(json.loads, _ASKED.read_text("utf-8").splitlines()) if asked["gold"]
][::4]
# Written out anew: a line with one of these has a meaning of its own for Discord.
MARKS = ("*", "_", "`", "~", "|", "\\", "<", "[", "://")


def check_bold(shown: str, text: str) -> None:
    """Without its marks what is shown is the text; lines that had marks have not got any more."""
    for line, original in zip(shown.split("\n"), text.split("\n"), strict=True):
        if any(mark in original for mark in MARKS):
            assert line == original
        else:
            assert line.replace("**", "") == original
            assert line.count("**") % 2 == 0
            assert "****" not in line


@pytest.fixture(scope="session")
def texts(app: App) -> Texts:
    """Sentences around a quote."""
    return app.catalogue.texts("zh-CN")


def bold(app: App, question: str) -> list[str]:
    """What stands in bold in the best passage for a question."""
    answer = app.answerer.answer(question)
    (hit, *_) = answer.hits
    matched = find_matched(hit, answer.query, app.parts.analyzer)
    return re.findall(r"\*\*(.+?)\*\*", embolden(hit.place.interview.text, hit.place.span, matched))


def test_every_hit_of_every_question_stays_verbatim(app: App) -> None:
    """Whatever is asked, taking the marks of bold away gives the passage as it stands in the interview."""
    marked = 0
    for question in QUESTIONS:
        answer = app.answerer.answer(question)
        for hit in answer.hits:
            interview, span = hit.place.interview, hit.place.span
            matched = find_matched(hit, answer.query, app.parts.analyzer)
            assert all(span.start <= begin < end <= span.end for begin, end in matched)
            shown = embolden(interview.text, span, matched)
            check_bold(shown, hit.place.quote)
            marked += shown != hit.place.quote
    assert marked > len(QUESTIONS)


def test_every_passage_stays_verbatim_for_any_question(app: App) -> None:
    """Not only the best passages but each of the interview, for questions that have most of its words."""
    interview = app.answerer.library.interviews[0]
    for question in QUESTIONS[:5]:
        query = app.answerer.answer(question).query
        for exchange, passage in interview.passages:
            place = Place(interview, exchange, passage)
            hit = app.answerer.index.best_of(query, place)
            matched = find_matched(hit, query, app.parts.analyzer)
            check_bold(embolden(interview.text, hit.place.span, matched), hit.place.quote)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("什么是深度学习？", "深度学习"), ("What is Keras?", "Keras"), ("Python 好在哪里？", "Python")],
)
def test_the_words_of_the_question_are_bold(app: App, question: str, expected: str) -> None:
    """What was asked for catches the eye."""
    assert any(expected in found for found in bold(app, question))


def test_weak_words_are_not_bold(app: App) -> None:
    """Words that every question has say nothing about why this passage was chosen."""
    found = bold(app, "什么是深度学习？")
    assert found
    assert not {"什么", "是", "的"} & set(found)


def test_a_part_of_a_word_of_the_question_is_not_bold(app: App) -> None:
    """Where the passage has the whole word, its halves elsewhere say less: of 深度学习 neither 深度 nor 学习."""
    found = bold(app, "什么是深度学习？")
    assert "深度学习" in found
    assert not {"深度", "学习"} & set(found)


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(0, 2), (4, 6)], [(0, 2), (4, 6)]),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 4), (1, 2), (3, 6)], [(0, 6)]),
        ([(0, 9), (1, 2), (5, 6)], [(0, 9)]),
        ([(3, 3), (1, 2)], [(1, 2)]),
    ],
)
def test_spans_that_touch_become_one(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    """Two neighbouring words are one bold stretch; nothing that is empty is one."""
    assert list(merge_spans(Span(*span) for span in spans)) == merged


@pytest.mark.parametrize(
    ("text", "matched", "shown"),
    [
        ("深度学习很好", [(0, 4)], "**深度学习**很好"),
        ("深度学习很好", [(0, 2), (4, 6)], "**深度**学习**很好**"),
        ("*深度*学习\n很好", [(1, 3), (7, 9)], "*深度*学习\n**很好**"),
        ("a_b 深度\n很好", [(4, 6), (7, 9)], "a_b 深度\n**很好**"),
        ("[深度](https://a.b)\n很好", [(1, 3)], "[深度](https://a.b)\n很好"),
        ("见 https://a.b/深度", [(14, 16)], "见 https://a.b/深度"),
        ("<@1> 深度", [(5, 7)], "<@1> 深度"),
        ("深度\n学习", [(1, 4)], "深度\n学习"),
    ],
)
def test_lines_with_marks_of_their_own_are_left_alone(text: str, matched: list[tuple[int, int]], shown: str) -> None:
    """More marks could change what the ones of the interview mean; other lines of the same passage get theirs."""
    assert embolden(text, Span(0, len(text)), [Span(*span) for span in matched]) == shown


@pytest.mark.parametrize(
    "text", ["```python\nimport keras\n```", "||那时候\n的 keras 呢\n后来||", "**那时候\n的 keras 呢\n后来**"]
)
def test_marks_around_several_lines_are_left_alone(text: str) -> None:
    """Within a code block bold would stand there as asterisks, and within bold it would end it."""
    begin = text.index("keras")
    assert embolden(text, Span(0, len(text)), [Span(begin, begin + 5)]) == text


def test_a_page_shows_only_its_own_part() -> None:
    """What matched on another page is not marked here; what is cut by the page's end is marked up to it."""
    matched = [Span(0, 2), Span(3, 6), Span(7, 9)]
    assert embolden("甲乙丙丁戊己庚辛壬", Span(2, 5), matched) == "丙**丁戊**"


LINES = st.lists(st.text("甲乙ab *_`~|\\<[:/>#-", max_size=8), min_size=1, max_size=5).map("\n".join)


@given(LINES, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=12), st.data())
def test_no_text_is_changed_by_bold(text: str, found: list[tuple[int, int]], data: st.DataObject) -> None:
    """Whatever is said and wherever it matched, a page keeps every character and every line with marks as it is."""
    matched = merge_spans(Span(min(at, len(text)), min(at + size, len(text))) for at, size in found)
    check_bold(embolden(text, Span(0, len(text)), matched), text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    page = embolden(text, Span(start, end), matched)
    if "*" not in text[start:end]:
        assert page.replace("**", "") == text[start:end]
    if not matched:
        assert page == text[start:end]


@given(st.integers(1, 1300), st.integers(0, 3), st.integers(1, 2000), st.booleans())
def test_the_limit_of_discord_holds_with_very_many_matches(
    texts: Texts, count: int, gap: int, asked: int, lines: bool
) -> None:
    """Every second character bold, lines of one character, a question of any length: it fits, and nothing is lost."""
    between = "\n" if lines else "乙" * gap
    said = between.join("甲" * count)
    text = f"{'问' * asked}\n\n{said}"
    answer = Span(asked + 2, len(text))
    exchange = Exchange(1, Span(0, asked), answer, (Passage(1, answer),))
    place = Place(Interview(id="made", text=text, title="题", exchanges=(exchange,)), exchange)
    matched = merge_spans(Span(at, at + 1) for at in range(answer.start, answer.end) if text[at] == "甲")
    (plain,) = render_place(place, 0, texts).cards
    (card,) = render_place(place, 0, texts, matched).cards
    assert len(card.body) <= BODY
    quote = plain.body[plain.body.index("\n\n> ") :]
    assert card.body[card.body.index("\n\n> ") :].replace("**", "") == quote
    assert decorate(said).startswith(quote[2:])
