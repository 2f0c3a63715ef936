from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.answering.intents import FUNCTIONS, Intent, Intents, load_intents
from bot.errors import BotError, FaultsError
from bot.settings import packaged

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App

INTENTS = Intents(
    names={"帮助": "help", "help": "help", "语录": "quote", "话题": "topics"},
    wrapping=frozenset({"请", "一条", "看看"}),
    examples={},
    today=("今天", "daily"),
    likeness=0.4,
    known=0.7,
)


def shipped() -> list[tuple[Intent, str]]:
    """Every phrase of the shipped file with the function it stands under."""
    table = tomllib.loads((packaged("config") / "intents.toml").read_text(encoding="utf-8"))
    return [(function, phrase) for function in FUNCTIONS for phrase in table[function]]


@pytest.mark.parametrize(
    ("folded", "intent"),
    [
        ("帮助", "help"),
        ("help", "help"),
        (" 帮 助！！", "help"),
        ("__help__", "help"),
        ("请看看话题", "topics"),
        ("一条语录", "quote"),
        ("", "question"),
        ("？？", "question"),
        ("请", "question"),
        ("请看看", "question"),
        ("深度学习的话题是什么", "question"),
        ("helpful", "question"),
        ("帮助" * 50, "question"),
    ],
)
def test_words_mean_a_function_only_as_a_whole(folded: str, intent: Intent) -> None:
    """A function is meant by its name alone or among wrapping; a name within other words asks the interview."""
    assert INTENTS.of(folded) == intent


def test_every_shipped_phrase_leads_to_its_function(app: App) -> None:
    """What stands in config/intents.toml works when typed, in capitals and with a mark behind it too."""
    for function, phrase in shipped():
        for typed in (phrase, phrase.upper(), f"  {phrase}？！ "):
            assert app.answerer.answer(typed).intent == function, typed


@pytest.mark.parametrize(
    ("function", "likeness", "known", "intent"),
    [
        ("quote", 0.4, 0.7, "quote"),
        ("quote", 0.39, 0.9, "question"),
        ("quote", 0.9, 0.69, "question"),
        ("", 0.9, 0.9, "question"),
    ],
)
def test_likeness_needs_both_figures(function: str, likeness: float, known: float, intent: Intent) -> None:
    """A message is taken for a function only if it is like an example and says little that the examples do not."""
    assert INTENTS.liken(function, likeness, known) == intent


def test_every_example_leads_to_its_function(app: App) -> None:
    """What stands under [examples] works as it stands there."""
    examples = app.parts.intents.examples
    assert set(examples) == set(FUNCTIONS)
    wrong = [
        text
        for function, texts in examples.items()
        for text in texts
        if app.answerer.answer(text).intent not in (function, *_also_named(app, text))
    ]
    assert wrong == []


def _also_named(app: App, text: str) -> list[Intent]:
    """The function that a text names, which comes before likeness."""
    return [app.parts.intents.of(app.parts.analyzer.folder.fold(text).text)]


@pytest.mark.parametrize(
    "question",
    [
        "什么是深度学习？",
        "他对初学者有什么帮助？",
        "Keras 的功能有哪些？",
        "他写的书里有哪些金句被引用？",
        "How did Keras help people?",
    ],
)
def test_a_question_that_holds_a_phrase_asks_the_interview(app: App, question: str) -> None:
    """Questions about the interview are never taken for commands because of one word in them."""
    assert app.answerer.answer(question).intent == "question"


def load(folder: Path, text: str) -> Intents:
    """A file of phrases, read."""
    path = folder / "intents.toml"
    path.write_text(text, encoding="utf-8")
    return load_intents(path, str.casefold)


def test_phrases_are_folded_as_questions_are(tmp_path: Path) -> None:
    """A phrase counts in whatever case and with whatever marks the curator wrote it."""
    assert load(tmp_path, 'help = ["What can you DO?"]').of("what can you do") == "help"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('help = ["a"]\nquote = ["A!"]\n', "intent-twice", 2),
        ('help = ["a"]\n\nqoute = ["b"]\n', "key-unknown", 3),
        ('help = ["a"]\nquote = "b"\n', "key-value", 2),
        ('help = ["a"\n', "toml", None),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    """A phrase under two functions, an unknown function, a value of a wrong kind: each says what and where."""
    with pytest.raises(BotError) as caught:
        load(tmp_path, text)
    fault = caught.value.faults[0] if isinstance(caught.value, FaultsError) else caught.value
    assert fault.code == code
    assert fault.path == tmp_path / "intents.toml"
    assert line is None or fault.line == line
