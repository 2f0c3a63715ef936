from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import App
from bot.cli.asking import answer_object
from bot.interviews import Interview

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

QUESTION = "什么是深度学习？"


def lines(result: Result) -> list[dict[str, Any]]:
    """The objects that a command printed, one a line."""
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_an_answer_is_printed_in_the_words_of_the_speaker(served: Run, chollet: Interview) -> None:
    """The panel holds the interviewer's question and the passage, and tells where they are from."""
    result = served("ask", QUESTION)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = "".join(char for char in result.stdout if not char.isspace() and char not in "│╭╮╰╯─")
    exchange = chollet.exchanges[2]
    for said in (chollet.cut(exchange.question), chollet.cut(exchange.passages[0].span), chollet.title):
        assert "".join(said.split()) in shown


def test_a_question_may_be_several_words(served: Run) -> None:
    """Nobody has to put an English question in quotation marks."""
    several, one = served("ask", "--json", "what", "is", "deep learning"), served("ask", "--json", "what is deep learning")
    assert several.stdout == one.stdout


def test_json_is_the_answer_with_exact_offsets(served: Run, app: App, chollet: Interview) -> None:
    """A program can cut the passage from the file itself by the offsets that it gets."""
    (found,) = lines(served("ask", "--json", QUESTION))
    assert found == json.loads(json.dumps(answer_object(app.answerer.answer(QUESTION))))
    assert (found["question"], found["intent"], found["decision"]) == (QUESTION, "question", "answered")
    assert found["hits"][0]["exchange"] == 3
    for hit in found["hits"]:
        assert hit["interview"] == chollet.id
        assert chollet.text[hit["start"] : hit["end"]] == hit["passage"]
        exchange = chollet.exchange(hit["exchange"])
        assert exchange is not None
        assert hit["question"] == chollet.cut(exchange.question)
        assert exchange.answer.start <= hit["start"] < hit["end"] <= exchange.answer.end
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("words", [[], [""], ["  "], ["？！"]])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_to_search_for_is_an_error(served: Run, words: list[str], form: list[str]) -> None:
    """An empty question ends with exit code 2 and one line that says what to do."""
    result = served("ask", *form, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().split("\n")) == 1


@pytest.mark.parametrize(
    ("question", "intent"), [("帮助", "help"), ("有哪些话题", "topics"), ("随机来一句语录", "quote")]
)
def test_functions_of_the_bot_are_carried_out(served: Run, app: App, question: str, intent: str) -> None:
    """Who asks the bot for help, topics or a quote gets that, not a passage that happens to hold the words."""
    assert app.answerer.answer(question).intent == intent
    result = served("ask", question)
    assert result.exit_code == 0
    assert app.catalogue.texts("zh-CN")("not-found") not in result.stdout
    assert len(result.stdout) > 50


def test_what_is_not_said_is_told_so(served: Run, app: App) -> None:
    """A question about something else gets a plain sentence and no passage."""
    question = "红烧肉怎么做才好吃？"
    assert app.answerer.answer(question).decision == "not_found"
    assert served("ask", question).stdout.strip() == app.catalogue.texts("zh-CN")("not-found")


def test_many_questions_are_answered_a_line_each(served: Run, app: App) -> None:
    """Lines come back in order with what they held; empty lines and other line ends do not matter."""
    given = [{"id": 1, "question": QUESTION, "gold": [3]}, {"question": "那是谁写的", "previous": "Keras 是什么", "id": 2}]
    result = served("ask", "--jsonl", given="\r\n\r\n".join(json.dumps(each) for each in given) + "\r\n")
    assert (result.exit_code, result.stderr) == (0, "")
    found = lines(result)
    expected = [app.answerer.answer(str(each["question"]), previous=each.get("previous")) for each in given]  # type: ignore[arg-type]
    assert found == [
        json.loads(json.dumps({**each, **answer_object(answer), "question": each["question"]}))
        for each, answer in zip(given, expected, strict=True)
    ]


def test_a_question_that_cannot_be_asked_does_not_end_the_others(served: Run) -> None:
    """It is reported in its own line, with empty hands and the reason."""
    given = "\n".join(json.dumps({"question": question}) for question in ("", QUESTION))
    result = served("ask", "--jsonl", given=given)
    assert result.exit_code == 0
    first, second = lines(result)
    assert (first["question"], first["decision"], first["hits"]) == ("", "not_found", [])
    assert first["error"]
    assert second["decision"] == "answered"
    assert "error" not in second


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("x", 1),
        ("{}", 1),
        ('\n{"question": 3}', 2),
        ('{"question": "甲", "previous": 3}', 1),
        ('["question"]', 1),
        ("3", 1),
        ("[" * 100_000, 1),
    ],
)
def test_a_line_that_holds_no_question_is_named(served: Run, given: str, number: int) -> None:
    """A program that writes nonsense learns which line it was, and exit code 2."""
    result = served("--language", "en", "ask", "--jsonl", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Line {number} ")


@pytest.mark.parametrize(
    ("given", "question"),
    [
        pytest.param(b'\xef\xbb\xbf{"question": "Keras"}', "Keras", id="byte order mark"),
        pytest.param(b'{"question": "\\ud800Keras"}', "\ud800Keras", id="half a surrogate pair"),
        pytest.param(b'{"question": "\xffKeras"}', "\udcffKeras", id="not UTF-8"),
        pytest.param(b'{"question": "\\u0000\\u2028Keras"}', "\0\u2028Keras", id="NUL and a line separator"),
    ],
)
def test_strange_characters_come_back_as_they_were(served: Run, given: bytes, question: str) -> None:
    """A question with characters that no file can hold is answered, and the output is JSON all the same."""
    result = served("ask", "--jsonl", given=given)
    assert result.exit_code == 0
    (found,) = lines(result)
    assert found["question"] == question
    assert found["hits"]


def test_a_conversation_goes_on_until_an_empty_line(served: Run, app: App) -> None:
    """A question that cannot be asked is told and the talk goes on; an empty line ends it."""
    texts = app.catalogue.texts("zh-CN")
    result = served("chat", given=f"？\n{QUESTION}\n\n{QUESTION}\n")
    assert result.exit_code == 0
    assert result.stdout.count(texts("cli-answered")) == 1
    assert result.stdout.strip().endswith(texts("cli-bye"))
    assert texts("error-question-empty") in result.stderr


def test_a_conversation_ends_with_the_input(served: Run, app: App) -> None:
    """Ctrl-D is as good as an empty line."""
    result = served("chat", given="")
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(app.catalogue.texts("zh-CN")("cli-bye"))
