from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.answering import evaluation
from bot.cli.measuring import load_questions
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.app import App
    from bot.cli.terminal import Terminal

QUESTIONS: list[dict[str, Any]] = [
    {"id": "a", "question": "什么是深度学习？", "style": "natural", "gold": [3]},
    {"id": "b", "question": "什么是深度学习", "style": "natural", "gold": [13]},
    {"id": "c", "question": "红烧肉怎么做？", "style": "offtopic", "gold": []},
    {"id": "d", "question": "帮助", "style": "command", "gold": [], "intent": "help"},
    {"id": "e", "question": "？", "style": "offtopic", "gold": []},
]


def written(folder: Path, name: str, lines: list[dict[str, Any]]) -> str:
    """A file of one JSON object a line."""
    path = folder / name
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n\n" for line in lines), encoding="utf-8")
    return str(path)


def test_figures_are_those_of_the_evaluation(run_app: Callable[..., Result], terminal: Terminal, app: App) -> None:
    """``eval --json`` prints what the evaluation measures, by style, and every miss."""
    path = written(terminal.directory, "q.jsonl", QUESTIONS)
    found = json.loads(run_app("eval", "--json", path).stdout)
    outcomes = evaluation.run(app.answerer, [evaluation.parse_labelled(one) for one in QUESTIONS])
    assert found["questions"] == 5
    assert found["figures"] == evaluation.figures(outcomes)
    assert (found["figures"]["first"], found["figures"]["command"]) == (0.5, 1.0)
    assert found["styles"]["natural"] == {"questions": 2, "right": 1}
    (miss,) = found["misses"]
    assert (miss["id"], miss["question"], miss["gold"], miss["found"][0]) == ("b", "什么是深度学习", [13], 3)


def test_several_files_are_one_measurement(terminal: Terminal) -> None:
    """Questions come in the order of the files."""
    one, other = terminal.directory / "1.jsonl", terminal.directory / "2.jsonl"
    written(terminal.directory, one.name, QUESTIONS[:2])
    written(terminal.directory, other.name, QUESTIONS[2:])
    assert [labelled.id for labelled in load_questions((other, one))] == ["c", "d", "e", "a", "b"]


def test_misses_are_listed_unless_they_are_not_wanted(run_app: Callable[..., Result], terminal: Terminal) -> None:
    """Who improves the retrieval reads what went wrong, and who only wants figures does not."""
    path = written(terminal.directory, "q.jsonl", QUESTIONS)
    listed, quiet = run_app("eval", path).stdout, run_app("eval", "--no-misses", path).stdout
    assert "什么是深度学习" in listed
    assert "什么是深度学习" not in quiet
    assert listed.startswith(quiet.rstrip("\n"))


def test_a_change_is_shown_with_its_sign(run_app: Callable[..., Result], terminal: Terminal) -> None:
    """Against an earlier result, each figure that both have shows how it moved."""
    path = written(terminal.directory, "q.jsonl", QUESTIONS)
    old = terminal.directory / "old.json"
    old.write_text(json.dumps({"figures": {"first": 0.25, "command": 1.0, "gone": 1.0}}), encoding="utf-8")
    rows = [line.split() for line in run_app("eval", "--no-misses", path, "--compare", str(old)).stdout.split("\n")]
    assert ["first", "0.500", "+0.250"] in rows
    assert ["command", "1.000", "+0.000"] in rows
    assert all(len(row) == 2 for row in rows if row[:1] == ["three"])


@pytest.mark.parametrize("text", ["", "x", "[1]", "5", "{}", '{"figures": 1}'])
def test_what_is_no_earlier_result_is_named(run_app: Callable[..., Result], terminal: Terminal, text: str) -> None:
    """A wrong file behind ``--compare`` is a sentence and no traceback."""
    path = written(terminal.directory, "q.jsonl", QUESTIONS)
    old = terminal.directory / "old.json"
    old.write_text(text, encoding="utf-8")
    result = run_app("eval", path, "--compare", str(old))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{old}:1: ")


@pytest.mark.parametrize(
    ("line", "number"), [("x\n", 1), ('\n{"question": "a"}\n', 2), ("[]", 1), ('{"question": "a", "gold": []}', 1)]
)
def test_a_line_without_its_keys_is_named(terminal: Terminal, line: str, number: int) -> None:
    """A labelled question has a question, a style and gold."""
    path = terminal.directory / "q.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_questions((path,))
    assert (caught.value.code, caught.value.path, caught.value.line) == ("line-keys", path, number)


def test_any_collection_can_be_measured(run_app: Callable[..., Result], terminal: Terminal) -> None:
    """Passages and questions of other documents: one found first, one not at all."""
    passages = written(
        terminal.directory, "p.jsonl", [{"id": "x", "text": "苹果是红色的。"}, {"id": "y", "text": "香蕉很甜。"}]
    )
    queries = written(
        terminal.directory, "q.jsonl", [{"question": "香蕉甜吗", "gold": ["y"]}, {"question": "香蕉", "gold": ["z"]}]
    )
    result = run_app("eval", "--json", "--passages", passages, "--queries", queries)
    assert json.loads(result.stdout) == {"queries": 2, "recall@1": 0.5, "recall@5": 0.5, "mrr@10": 0.5}


def test_a_collection_without_questions_is_named(run_app: Callable[..., Result], terminal: Terminal) -> None:
    """Nothing can be measured without a question; that is a sentence and no division by zero."""
    passages = written(terminal.directory, "p.jsonl", [{"id": "x", "text": "苹果是红色的。"}])
    queries = written(terminal.directory, "q.jsonl", [])
    result = run_app("eval", "--passages", passages, "--queries", queries)
    assert result.exit_code == 2
    assert f"{queries}:1: " in result.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--passages", "p"), ("--queries", "q"), ("f", "--passages", "p", "--queries", "q")]
)
def test_a_measurement_is_of_files_or_of_a_collection(
    run_app: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    """Half a collection, both or nothing is a wrong call."""
    result = run_app("eval", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_explanation_shows_where_a_score_comes_from(run_app: Callable[..., Result], app: App) -> None:
    """Folded text, terms, the parts of the score with shares that add up, the signals and the decision."""
    asked = "ＫＥＲＡＳ 是什么"
    said = run_app("explain", asked).stdout
    answer = app.answerer.answer(asked)
    assert answer.query.folded.text in said
    assert f"Hit 1: question {answer.hits[0].place.exchange.number}, score {answer.hits[0].score:.4f}" in said
    shares = [float(word[:-1]) for word in said.split() if word.endswith("%")]
    assert len(shares) == len(answer.hits[0].parts)
    assert sum(shares) == pytest.approx(100, abs=0.05 * len(shares) + 0.05)
    assert said.rstrip().endswith(f"Decision: {answer.decision} (intent: question)")


def test_any_hit_can_be_explained(run_app: Callable[..., Result], app: App) -> None:
    """``--hit 2`` takes the second apart; one beyond the last shows no parts and is no error."""
    asked = "什么是深度学习？"
    second = app.answerer.answer(asked).hits[1]
    assert f"Hit 2: question {second.place.exchange.number}, " in run_app("explain", "--hit", "2", asked).stdout
    beyond = run_app("explain", "--hit", "9", asked)
    assert beyond.exit_code == 0
    assert "Hit" not in beyond.stdout


def test_a_function_is_explained_without_parts(run_app: Callable[..., Result]) -> None:
    """What means a function was not searched, and the explanation says so."""
    said = run_app("explain", "帮助").stdout
    assert "Hit" not in said
    assert said.rstrip().endswith("(intent: help)")


def test_what_came_before_takes_part_in_the_explanation(run_app: Callable[..., Result]) -> None:
    """Terms of the question before are marked as such."""
    said = run_app("explain", "那它有什么局限？", "--previous", "深度学习是什么？").stdout
    assert "(question before)" in said
    assert "(question before)" not in run_app("explain", "深度学习有什么局限？").stdout
