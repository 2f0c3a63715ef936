"""Data files are test subjects: what is shipped under corpus/ and config/ is whole and fits together."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot import errors
from bot.answering.texts import DEFAULT, LANGUAGES
from bot.app import load_catalogue, load_parts
from bot.errors import Loading
from bot.interviews import Interview, load_library
from bot.settings import Settings, load_settings, packaged

ROOT = Path(__file__).parent.parent
CORPUS, CONFIG = packaged("corpus"), packaged("config")
SOURCES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "bot").rglob("*.py"))}

QUESTIONS = [
    "弗朗索瓦，你是谷歌的软件工程师和人工智能研究员。",
    "你实际上是做什么的？",
    "你作为 Keras 包的作者而闻名，",
    "恭喜你的新书，*用 Python 深度学习*。你为什么写这本书？",
    "Python 可以说是发展最快的编程语言，",
    "对于希望进入机器学习和开发人工智能学科的人来说，",
    "Keras 和你的新书是如何融入这种哲学的？",
    "初学者学习最重要的是什么？",
    "对很多人来说，人工智能这个术语会让人想到有感知能力的机器人。",
    "人工智能不能做什么？",
    "深度学习社区面临的主要挑战是什么？",
    "在你看来，深度学习的未来是什么样的？",
    "你不仅仅是一名开发者。",
]
BOLD = [3, 4, 8, 10]


def test_everything_shipped_loads(settings: Settings) -> None:
    """All interviews, sidecars, word lists, weights and texts are read, and every fault is listed at once."""
    loading = Loading()
    loading(lambda: load_settings({}, ROOT))
    loading(lambda: load_library(CORPUS))
    load_parts(settings, loading)
    for language in LANGUAGES:
        loading(lambda language=language: load_catalogue(settings).texts(language))  # type: ignore[misc]
    assert [str(fault) for fault in loading.faults] == []


@pytest.mark.parametrize("path", [*CORPUS.glob("*.toml"), *CONFIG.rglob("*.*")], ids=lambda path: path.name)
def test_a_file_of_our_own_is_utf8_with_unix_lines(path: Path) -> None:
    """What is edited on every system has no byte order mark, no carriage return, and ends with a line end."""
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")


# The interview


def test_the_interview_has_its_thirteen_exchanges_in_order(chollet: Interview) -> None:
    """No question is lost, invented or joined with another one."""
    asked = [chollet.cut(exchange.question) for exchange in chollet.exchanges]
    assert len(asked) == len(QUESTIONS)
    assert all(one.startswith(begins) for one, begins in zip(asked, QUESTIONS, strict=True))
    assert all(one.endswith(("？", "?", "。")) for one in asked)


def test_bold_and_plain_questions_are_found(chollet: Interview) -> None:
    """Four questions are bold and nine plain; the marks are no part of the question."""
    bold = [
        exchange.number
        for exchange in chollet.exchanges
        if chollet.text[: exchange.question.start].endswith("**")
        and chollet.text[exchange.question.end :].startswith("**")
    ]
    assert bold == BOLD
    assert not any(chollet.cut(exchange.question).startswith("**") for exchange in chollet.exchanges)


def test_the_shipped_exchanges_and_passages_stay(chollet: Interview) -> None:
    """Servers know passages by their words: no change of the parser may move one unnoticed."""
    spans = [
        (tuple(one.question), tuple(one.answer), [tuple(part.span) for part in one.passages])
        for one in chollet.exchanges
    ]
    assert len(chollet.passages) == 31
    assert hashlib.sha256(json.dumps(spans).encode()).hexdigest()[:16] == "718f2637c374f0a7"
    assert (chollet.reading.format, chollet.reading.layout) == ("markdown", "mixed")


def test_the_introduction_is_kept_apart(chollet: Interview) -> None:
    """What stands before the first question is no answer, and the note on the source is no introduction."""
    assert chollet.introduction is not None
    told = chollet.cut(chollet.introduction)
    assert told.startswith("弗朗索瓦·乔莱(Franç ois Chollet)是一名人工智能和深度学习研究人员")
    assert "原文：" not in told
    assert chollet.introduction.end <= chollet.exchanges[0].question.start


def test_the_title_is_that_of_the_document(chollet: Interview) -> None:
    """Metadata says what the document says."""
    assert chollet.text.startswith(f"# {chollet.title}\n")
    assert chollet.source in chollet.text


def test_every_exchange_is_in_a_topic(chollet: Interview) -> None:
    """Members can browse to every question."""
    assert {number for topic in chollet.topics for number in topic.exchanges} == set(range(1, 14))
    assert chollet.warnings == ()


def test_nothing_of_the_interview_was_changed(shared: Path) -> None:
    """The shipped file is the original, byte for byte."""
    name = "francois-chollet.md"
    assert (CORPUS / name).read_bytes() == (shared / "corpus" / name).read_bytes()


def test_every_interview_says_whom_to_credit() -> None:
    """What is passed on names its speakers, its source and its licence."""
    for interview in load_library(CORPUS):
        assert interview.speakers
        assert interview.source
        assert interview.licence is not None
        assert interview.licence.url


def test_every_exchange_and_passage_has_other_ways_to_ask(chollet: Interview) -> None:
    """People ask in other words than an interviewer: an exchange has at least 25 phrasings, a passage some."""
    for exchange in chollet.exchanges:
        phrasings = {*exchange.asked_as, *(asked for passage in exchange.passages for asked in passage.asked_as)}
        assert len(phrasings) >= 25, exchange.number
        for passage in exchange.passages:
            assert passage.asked_as, (exchange.number, passage.number)


def asked_as(value: Any) -> set[str]:
    """Every phrasing in the tables of a sidecar; names of topics are names, and people type them as they are."""
    if isinstance(value, list):
        return {found for one in value for found in asked_as(one)}
    if not isinstance(value, dict):
        return set()
    own = {str(asked).strip() for asked in value.get("asked_as", ())}
    return own | {found for one in value.values() for found in asked_as(one)}


def phrasings() -> set[str]:
    """Every phrasing of every sidecar."""
    found = asked_as([tomllib.loads(path.read_text(encoding="utf-8")) for path in CORPUS.glob("*.toml")])
    assert len(found) > 13 * 25
    return set(map(plain, found))


def questions(path: Path) -> set[str]:
    """The questions of an evaluation file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return {plain(str(json.loads(line)["question"])) for line in lines if line.strip()}


def plain(phrase: str) -> str:
    """A phrase without what folding and cutting pass over: width, case, blanks and marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", phrase).casefold())


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "data").glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_bot_is_not_measured_on_what_it_was_told(path: Path) -> None:
    """No question of the project's evaluation stands verbatim in a sidecar."""
    assert questions(path)
    assert questions(path) & phrasings() == set()


def test_the_bot_is_not_measured_on_what_it_was_told_elsewhere(shared: Path) -> None:
    """No question of the shared evaluation stands verbatim in a sidecar."""
    found = questions(shared / "eval" / "questions.jsonl")
    assert found
    assert found & phrasings() == set()


# The catalogues


class Variables(Visitor):
    """Collects the names of the values that a sentence puts in."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        """Called by fluent for each value in a sentence."""
        self.names.add(node.id.name)


@cache
def sentences() -> dict[str, set[str]]:
    """The keys of the default catalogue with the values that each sentence needs."""
    found: dict[str, set[str]] = {}
    for entry in parse((CONFIG / "texts" / f"{DEFAULT}.ftl").read_text(encoding="utf-8")).body:
        if isinstance(entry, Message):
            collector = Variables()
            collector.visit(entry)
            found[entry.id.name] = collector.names
    return found


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call() as inner:
            return called(inner)
    return ""


def literals(node: ast.expr, scope: ast.AST) -> list[str]:
    """The strings that an argument may be: itself, either branch, or what its name was set to in the same scope."""
    match node:
        case ast.Constant(value=str() as value):
            return [value]
        case ast.IfExp():
            return [*literals(node.body, scope), *literals(node.orelse, scope)]
        case ast.Name(id=name):
            return [
                value
                for found in ast.walk(scope)
                if isinstance(found, ast.Assign)
                and any(isinstance(to, ast.Name) and to.id == name for to in found.targets)
                for value in literals(found.value, ast.Module([], []))
            ]
    return []


@cache
def calls() -> list[tuple[str, str, set[str] | None, str]]:
    """Every call with a string first: name, string, the values by name (None if some are not written out), place."""
    found = []
    for path, tree in SOURCES.items():
        for scope in ast.walk(tree):
            if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(scope):
                if isinstance(call, ast.Call) and call.args:
                    names = {keyword.arg for keyword in call.keywords}
                    given = None if None in names else {name for name in names if name is not None}
                    place = f"{path.relative_to(ROOT)}:{call.lineno}"
                    found += [(called(call), text, given, place) for text in literals(call.args[0], scope)]
    return found


SAYS = {
    "texts": "",
    "texts_of": "",
    "said": "",
    "Caution": "warning-",
    "report": "error-",
    "fault": "error-",
    "good": "doctor-",
    "dubious": "doctor-",
    "wrong": "doctor-",
}
# What is not right also says how to mend it.
MENDED = ("dubious", "wrong")

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.BotError)}


@cache
def wanted() -> list[tuple[str, set[str] | None, str]]:
    """Every key that the code asks the catalogue for, with the values it gives and the place."""
    found = []
    for name, text, given, place in calls():
        if name in SAYS:
            found.append((SAYS[name] + text, given, place))
            if name in MENDED:
                found.append((f"doctor-{text}-mend", given, place))
        elif name in ERRORS:
            found.append((f"error-{text}", given, place))
    return found


def test_every_sentence_that_the_code_says_exists() -> None:
    """No way through the code ends in a missing sentence: keys, codes of errors and codes of warnings."""
    keys = {key for key, _, _ in wanted()}
    assert {"error-passage-ambiguous", "error-glossary-left-twice", "warning-question-unanswered", "cli-bye"} <= keys
    known = sentences()
    assert [(key, place) for key, _, place in wanted() if key not in known] == []


def test_every_sentence_is_given_its_values() -> None:
    """Where the code writes out the values of a sentence, none that the sentence needs is left out."""
    known = sentences()
    missing = [
        (key, needed, place)
        for key, given, place in wanted()
        if given is not None and not key.startswith("warning-")
        if (needed := known.get(key, set()) - given)
    ]
    assert missing == []


def test_no_sentence_is_left_over() -> None:
    """Translators translate only what is said: every key stands in the code, whole or by its beginning."""
    whole: set[str] = set()
    begun: set[str] = set()
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole |= {node.value, f"error-{node.value}"}
    begun = {text for text in begun if text.endswith("-")} - {"error-", "warning-", "doctor-"}
    whole |= {key for key, _, _ in wanted() if key.startswith("doctor-")}
    whole |= {f"warning-{text}" for name, text, _, _ in calls() if name == "Caution"}
    assert begun >= {"channel-", "reason-"}
    assert {key for key in sentences() if key not in whole and not key.startswith(tuple(begun))} == set()
