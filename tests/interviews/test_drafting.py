from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.drafting import Draft, draft_interview
from bot.interviews.formats.markdown import parse_markdown

MARKERS = re.compile(r"[\s>#*+\-_=~`.)0-9\\\ufeff\0]*")
LETTERS = re.compile("[甲乙丙ab]")


def drafted(text: str) -> Draft:
    """The draft of a Markdown document without directions."""
    return draft_interview(parse_markdown(text))


def told(text: str) -> list[tuple[str, list[str]]]:
    """Every question with the passages of its answer."""
    return [
        (text[slice(*exchange.question)], [text[slice(*passage.span)] for passage in exchange.passages])
        for exchange in drafted(text).exchanges
    ]


@pytest.mark.parametrize(
    ("text", "exchanges"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# 甲\n\n乙。\n\n丙。\n", [], id="nothing asks"),
        pytest.param("甲？\n\n乙。\n\n丙？\n\n丁。", [("甲？", ["乙。"]), ("丙？", ["丁。"])], id="plain"),
        pytest.param("**甲**\n\n乙。\n\n**丙**\n\n丁。", [("甲", ["乙。"]), ("丙", ["丁。"])], id="bold"),
        pytest.param("**甲？**\n\n乙。\n\n丙？\n\n丁。", [("甲？", ["乙。"]), ("丙？", ["丁。"])], id="a mixture"),
        pytest.param("甲?\n\n乙", [("甲?", ["乙"])], id="half-width question mark"),
        pytest.param("“甲？”\n\n乙", [("“甲？”", ["乙"])], id="question in quotation marks"),
        pytest.param("甲（乙？）\n\n丙", [("甲（乙？）", ["丙"])], id="question in brackets"),
        pytest.param("甲？  \r\n\r\n乙", [("甲？", ["乙"])], id="white space behind the question"),
        pytest.param("甲？乙。\n\n丙", [], id="a question mark in the middle"),
        pytest.param("甲？\n\n乙？\n\n丙。", [("甲？\n\n乙？", ["丙。"])], id="two paragraphs ask"),
        pytest.param("**甲**\n\n**乙**\n\n丙", [("甲**\n\n**乙", ["丙"])], id="two bold paragraphs ask"),
        pytest.param("甲？\n\n- 乙？\n- 丙", [("甲？", ["乙？", "丙"])], id="a bullet does not ask"),
        pytest.param("甲？\n\n> 乙？\n\n丙", [("甲？", ["乙？", "丙"])], id="a quote does not ask"),
        pytest.param("甲？\n\n## 乙？\n\n丙", [("甲？", ["乙？\n\n丙"])], id="a heading stays with what it introduces"),
        pytest.param(
            "甲？\n\n乙\n\n## 丙\n\n丁？\n\n戊",
            [("甲？", ["乙"]), ("丁？", ["戊"])],
            id="a heading before a question is no part of the answer above",
        ),
        pytest.param("甲？！\n\n乙\n\n丙！?\n\n丁", [("甲？！", ["乙"]), ("丙！?", ["丁"])], id="a mark more asks too"),
        pytest.param("甲？\n\n    乙？\n\n丙", [("甲？", ["    乙？", "丙"])], id="code does not ask"),
        pytest.param(
            "甲？\n\n乙\n\n# 丙\n\n丁", [("甲？", ["乙", "丙\n\n丁"])], id="a heading in an answer is not lost"
        ),
        pytest.param("甲？\n\n乙\n\n![丙？](a.png)\n\n丁", [("甲？", ["乙", "丁"])], id="a picture is passed over"),
        pytest.param("\ufeff甲？\n\n乙", [("甲？", ["乙"])], id="byte order mark"),
        pytest.param("\ufeff**甲**\n\n乙", [("甲", ["乙"])], id="byte order mark before bold"),
        pytest.param("甲？\r\r乙\r丙\r", [("甲？", ["乙\r丙"])], id="old Macintosh"),
        pytest.param(
            "甲\u2028乙？\n\n丙\u2028\u2029丁", [("甲\u2028乙？", ["丙\u2028\u2029丁"])], id="line separators"
        ),
        pytest.param("甲\0？\n\n乙\0丙", [("甲\0？", ["乙\0丙"])], id="NUL"),
    ],
)
def test_questions_and_answers_are_told_apart(text: str, exchanges: list[tuple[str, list[str]]]) -> None:
    """A top-level paragraph asks if all of it is bold or it ends with a question mark; the rest answers."""
    assert told(text) == exchanges


@pytest.mark.parametrize(
    ("text", "title", "introduction"),
    [
        ("# 题\n\n甲？\n\n乙", "题", None),
        ("题\n===\n\n介绍。\n\n还有。\n\n甲？\n\n乙", "题", "介绍。\n\n还有。"),
        ("\ufeff# 题\n\n> 原文：x\n\n介绍。\n\n甲？\n\n乙", "题", "介绍。"),
        ("## 小题\n\n甲？\n\n乙", "", "小题"),
        ("甲？\n\n乙\n\n# 题\n", "题", None),
        ("> 原文\n\n甲？\n\n乙", "", None),
        ("![图](a.png)\n\n甲？\n\n乙", "", None),
        ("介绍。", "", "介绍。"),
    ],
)
def test_title_and_introduction_stand_apart(text: str, title: str, introduction: str | None) -> None:
    """The first heading is the title; what stands before the first question is kept, notes in quotes are not."""
    draft = drafted(text)
    assert draft.title == title
    assert (None if draft.introduction is None else text[slice(*draft.introduction)]) == introduction


def test_a_question_that_nobody_answers_is_left_out_with_its_line() -> None:
    """A curator hears of a question without an answer, and the numbers of the others have no gap."""
    draft = drafted("甲？\n\n乙。\n\n\n丙？\n")
    assert [exchange.number for exchange in draft.exchanges] == [1]
    assert [(warning.code, warning.line) for warning in draft.warnings] == [("question-unanswered", 6)]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("乙\u202e丙。", "U+202E"),
        ("\x1b[31m乙\u2066。\x1b[0m", "U+001B, U+2066"),
        ("乙\u200d丙\u00ad\u3000。", None),
    ],
)
def test_marks_that_nobody_sees_are_warned_of(said: str, marks: str | None) -> None:
    """A curator is told of control characters and of marks that turn words round; joiners and blanks are harmless."""
    draft = drafted(f"甲？\n\n丁。\n\n{said}\n")
    expected = [("marks-hidden", 5, (("marks", marks),))] if marks else []
    assert [(warning.code, warning.line, warning.details) for warning in draft.warnings] == expected


@given(data=st.data())
def test_every_character_of_an_answer_is_in_one_passage_or_is_markup(
    documents: st.SearchStrategy[str], data: st.DataObject
) -> None:
    """Passages lie in order inside their answer, fill it to both ends and leave out nothing but marks."""
    text = data.draw(documents)
    end = 0
    for number, exchange in enumerate(drafted(text).exchanges, start=1):
        assert exchange.number == number
        assert end <= exchange.question.start <= exchange.question.end <= exchange.answer.start
        assert [passage.number for passage in exchange.passages] == list(range(1, len(exchange.passages) + 1))
        end = exchange.answer.start
        for passage in exchange.passages:
            assert end <= passage.span.start < passage.span.end <= len(text)
            assert MARKERS.fullmatch(text, end, passage.span.start), text[end : passage.span.start]
            assert text[slice(*passage.span)].strip()
            end = passage.span.end
        assert exchange.passages[0].span.start == exchange.answer.start
        assert end == exchange.answer.end


@given(data=st.data())
def test_nothing_said_after_the_first_question_is_lost(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    """Letters behind the first exchange are in a question, an answer, a label, or in what is said to be left out."""
    text = data.draw(documents)
    draft = drafted(text)
    if not draft.exchanges:
        return
    begin = draft.exchanges[0].question.start
    spans = [span for exchange in draft.exchanges for span in (exchange.question, exchange.answer)]
    told = sorted({place for span in (*spans, *draft.left_out) for place in range(*span) if place >= begin})
    names = "|".join(map(re.escape, (*draft.askers, *draft.answerers))) or "(?!)"
    labels = re.compile(rf"^{MARKERS.pattern}(?:{names}){MARKERS.pattern}(?:[:：]|$)", re.MULTILINE)
    labelled = {place for label in labels.finditer(text) for place in range(*label.span())} - set(told)
    said = [match.start() for match in LETTERS.finditer(text, begin) if match.start() not in labelled]
    assert said == [place for place in told if LETTERS.match(text, place)]
