from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.asking import answer_object
from bot.quotes.draw import quotable

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from bot.app import App
    from bot.interviews import Interview

DATA = Path(__file__).parent.parent / "data" / "questions-1.jsonl"
ASKED = "什么是深度学习？"
BESIDE = "红烧肉怎么做？"


def plain(text: str) -> str:
    """Printed text without the frames, line breaks and white space of a terminal."""
    return "".join(character for character in text if not character.isspace() and character not in "│╭╮╰╯─")


def lines(result: Result) -> list[dict[str, Any]]:
    """The JSON objects of an output, one a line."""
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_an_answer_is_printed_with_its_question_and_source(run_app: Callable[..., Result], chollet: Interview) -> None:
    """The speaker's words, the interviewer's question, who speaks and which of the questions it is."""
    result = run_app("ask", ASKED)
    assert (result.exit_code, result.stderr) == (0, "")
    said = plain(result.stdout)
    exchange = chollet.exchanges[2]
    assert plain(chollet.cut(exchange.question)) in said
    assert any(plain(chollet.cut(passage.span)) in said for passage in exchange.passages)
    assert "弗朗索瓦·乔莱" in said
    assert "question3of13" in said


def test_words_behind_ask_are_one_question(run_app: Callable[..., Result], app: App) -> None:
    """Quotes around a question may be left out."""
    result = run_app("ask", "--json", "Keras", "是什么")
    assert json.loads(result.stdout) == answer_object(app.answerer.answer("Keras 是什么"))


def test_the_json_of_an_answer_points_into_the_text(run_app: Callable[..., Result], chollet: Interview) -> None:
    """Question, intent, decision and hits; every passage is what its offsets cut from the interview."""
    found = json.loads(run_app("ask", "--json", ASKED).stdout)
    assert (found["question"], found["intent"], found["decision"]) == (ASKED, "question", "answered")
    assert found["hits"][0]["exchange"] == 3
    assert len({hit["exchange"] for hit in found["hits"]}) == len(found["hits"]) <= 3
    for hit in found["hits"]:
        assert hit["interview"] == chollet.id
        assert hit["passage"] == chollet.text[hit["start"] : hit["end"]]
        assert hit["question"] == chollet.cut(chollet.exchanges[hit["exchange"] - 1].question)
        assert hit["score"] > 0
        assert hit["matched"]


def test_what_the_interview_does_not_say_is_said_so(run_app: Callable[..., Result], chollet: Interview) -> None:
    """Nothing is quoted to a question that the interview does not answer."""
    result = run_app("ask", BESIDE)
    assert (result.exit_code, result.stdout.strip()) == (0, "The interview does not talk about this.")


def test_an_unsure_answer_offers_up_to_three(run_app: Callable[..., Result], app: App) -> None:
    """The operator sees every exchange that is offered, in their order."""
    labelled = (json.loads(line)["question"] for line in DATA.read_text(encoding="utf-8").split("\n") if line)
    asked = next(asked for asked in labelled if app.answerer.answer(asked).decision == "unsure")
    said = plain(run_app("ask", asked).stdout)
    places = [said.index(plain(hit.place.quote)) for hit in app.answerer.answer(asked).hits]
    assert places == sorted(places)
    assert said.startswith("Doyoumean:")


@pytest.mark.parametrize("arguments", [("ask",), ("ask", " "), ("ask", "？！"), ("ask", "--json", "🙂")])
def test_what_is_no_question_ends_with_2(run_app: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    """Nothing, marks and pictures are refused with a sentence on standard error."""
    result = run_app(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is nothing to search for in this. Please write your question as a sentence.\n"


def test_words_for_functions_lead_to_them(run_app: Callable[..., Result], app: App, chollet: Interview) -> None:
    """Help, topics and a random quote are to be had where one asks."""
    assert "Howtouseit" in plain(run_app("ask", "帮助").stdout)
    topics = plain(run_app("ask", "有哪些话题").stdout)
    assert all(plain(topic.name) in topics for topic in chollet.topics)
    quote = plain(run_app("ask", "随机一句").stdout)
    assert any(plain(place.quote) in quote for place in quotable(app.answerer.library))


def test_many_questions_are_answered_a_line_each(run_app: Callable[..., Result], app: App) -> None:
    """Every object comes back with what it brought and the answer; empty lines are passed over."""
    asked: list[dict[str, Any]] = [
        {"id": 7, "question": ASKED},
        {"question": BESIDE, "decision": "mine"},
        {"question": "Keras", "previous": None},
    ]
    stdin = "\n".join(json.dumps(one, ensure_ascii=False) + "\n" for one in asked)
    assert lines(run_app("ask", "--jsonl", stdin=stdin)) == [
        {**one, **answer_object(app.answerer.answer(str(one["question"])))} for one in asked
    ]


def test_a_question_is_read_in_the_light_of_the_one_before(run_app: Callable[..., Result], app: App) -> None:
    """``previous`` takes part in the answer."""
    follow, before = "那它有什么局限？", "人工智能有什么能力？"
    stdin = json.dumps({"question": follow, "previous": before})
    (found,) = lines(run_app("ask", "--jsonl", stdin=stdin))
    assert found["hits"] == answer_object(app.answerer.answer(follow, previous=before))["hits"]
    assert found["hits"] != answer_object(app.answerer.answer(follow))["hits"]


def test_a_line_that_is_no_question_does_not_stop_the_others(run_app: Callable[..., Result]) -> None:
    """An empty question among many has its error in its own object."""
    result = run_app("ask", "--jsonl", stdin='{"question": "？"}\n{"question": "什么是深度学习？"}\n')
    refused, answered = lines(result)
    assert result.exit_code == 0
    assert (refused["question"], refused["decision"], refused["hits"]) == ("？", "not_found", [])
    assert refused["error"].startswith("There is nothing to search for")
    assert (answered["decision"], "error" in answered) == ("answered", False)


def test_half_a_surrogate_pair_comes_back_as_it_was(run_app: Callable[..., Result]) -> None:
    """JSON can hold characters that UTF-8 cannot; they stay escaped instead of ending the run."""
    result = run_app("ask", "--jsonl", stdin='{"question": "Keras \\ud83d", "note": "\\ude00 甲"}\n')
    assert "\\ud83d" in result.stdout
    assert "甲" in result.stdout
    (found,) = lines(result)
    assert (found["question"], found["note"]) == ("Keras \ud83d", "\ude00 甲")


@pytest.mark.parametrize(
    ("stdin", "asked"),
    [
        pytest.param(b'\xef\xbb\xbf{"question": "Keras"}\r\n', "Keras", id="byte order mark"),
        pytest.param(b'{"question": "\xffKeras"}\n', "\udcffKeras", id="not UTF-8"),
        pytest.param(b'{"question": "\\u0000\\u2028Keras"}', "\0\u2028Keras", id="NUL and a line separator"),
    ],
)
def test_bytes_that_are_no_plain_text_do_not_end_the_run(
    run_app: Callable[..., Result], stdin: bytes, asked: str
) -> None:
    """What a Windows editor or a broken program writes is answered, and comes back as it was."""
    result = run_app("ask", "--jsonl", stdin=stdin)
    assert result.exit_code == 0
    (found,) = lines(result)
    assert found["question"] == asked
    assert found["hits"]


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        '"a"',
        "{}",
        '{"question": 1}',
        '{"question": null}',
        '{"question": "a", "previous": 1}',
        "NaN",
        "[" * 100_000,
    ],
    ids=lambda line: line[:20],
)
def test_a_line_that_is_no_object_with_a_question_is_named(run_app: Callable[..., Result], line: str) -> None:
    """The number of the line is told, and the lines before it are answered."""
    result = run_app("ask", "--jsonl", stdin=f'\n{{"question": "Keras"}}\n{line}\n')
    assert result.exit_code == 2
    assert len(lines(result)) == 1
    assert result.stderr == "Line 3 of the standard input is no JSON object with a question. Correct the line.\n"


def test_a_conversation_goes_on_until_an_empty_line(run_app: Callable[..., Result], app: App) -> None:
    """Each question is answered in the light of the one before, and one that is none does not end it."""
    follow, before = "那它有什么局限？", "人工智能有什么能力？"
    result = run_app("chat", stdin=f"{before}\n？！\n{follow}\n\nnever read\n")
    assert (result.exit_code, result.stdout.strip().endswith("Bye.")) == (0, True)
    assert result.stderr.startswith("There is nothing to search for")
    answer = app.answerer.answer(follow, previous=before)
    expected = (
        answer.hits[0].place.quote if answer.decision != "not_found" else "The interview does not talk about this."
    )
    assert plain(expected) in plain(result.stdout)
    assert "never" not in result.stdout


def test_a_conversation_ends_with_the_input(run_app: Callable[..., Result]) -> None:
    """Ctrl-D is a good-bye and no error."""
    result = run_app("chat", stdin="")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.strip().endswith("Bye.")
