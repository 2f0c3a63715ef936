from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fluent.syntax import ast, parse, visitor

from bot.answering.texts import DEFAULT, LANGUAGES, Catalogue, Texts, nearest
from bot.errors import ConfigError, CorpusError, FaultsError, QuestionError
from bot.settings import packaged

if TYPE_CHECKING:
    from bot.app import App

FOLDER = packaged("config") / "texts"
SOURCE = Path(__file__).parent.parent.parent / "bot"


def messages(language: str) -> dict[str, ast.Message]:
    """The entries of a catalogue under their keys; a key that stands twice is a fault."""
    found: dict[str, ast.Message] = {}
    for entry in parse((FOLDER / f"{language}.ftl").read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, entry.id.name
            found[entry.id.name] = entry
    return found


class Variables(visitor.Visitor):
    """Collects the names of the values that an entry puts in."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        """Keep the name of one."""
        self.names.add(node.id.name)


def variables(entry: ast.Message) -> set[str]:
    """The names of the values that an entry puts in."""
    collector = Variables()
    collector.visit(entry)
    return collector.names


def made(folder: Path, **languages: str) -> Catalogue:
    """A catalogue of a test's own."""
    for language, text in languages.items():
        (folder / f"{language.replace('_', '-')}.ftl").write_text(text, encoding="utf-8")
    return Catalogue(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_in_any_language(language: str) -> None:
    """Every language has the keys of the default one, and no other."""
    assert messages(language).keys() == messages(DEFAULT).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_takes_the_same_values_in_every_language(language: str) -> None:
    """A translator who misspells a value in braces is told so here and not by a member."""
    default = messages(DEFAULT)
    assert variables(default["where"]) == {"title", "number", "total"}
    for key, message in messages(language).items():
        assert variables(message) == variables(default[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("beginning", "limit"),
    [("command-", 100), ("button-", 60), ("topics-menu", 150), ("topic-menu", 150), ("topics-title", 256)],
)
def test_sentences_fit_where_discord_shows_them(app: App, language: str, beginning: str, limit: int) -> None:
    """Descriptions of commands have 100 characters, buttons 80 (a number needs some), placeholders 150."""
    texts = app.catalogue.texts(language)
    keys = [key for key in messages(language) if key.startswith(beginning)]
    assert keys
    for key in keys:
        assert 0 < len(texts(key, number=1)) <= limit, key


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-CN", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("en", "en"),
        ("en-US", "en"),
        ("en-GB", "en"),
        ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("zh_Hans", "zh-CN"),
        ("zh-HK", "zh-TW"),
        ("zh-Hant-MO", "zh-TW"),
        ("zh_TW.UTF-8", "zh-TW"),
        ("yue", "zh-TW"),
        ("ja", "en"),
        ("de", "en"),
        ("", "en"),
        ("C", "en"),
    ],
)
def test_a_reader_gets_the_nearest_language(locale: str, language: str) -> None:
    """Chinese readers get the script they read, everybody else English."""
    assert nearest(locale) == language


def test_a_missing_sentence_is_taken_from_simplified_chinese(tmp_path: Path) -> None:
    """A half translated catalogue still says everything."""
    catalogue = made(tmp_path, zh_CN="a = 甲\nb = 乙\n", en="a = A\n")
    texts = catalogue.texts("en-GB")
    assert (texts.language, texts("a"), texts("b")) == ("en", "A", "乙")


def test_values_are_put_in_without_marks_around_them(tmp_path: Path) -> None:
    """Fluent's invisible isolation marks would become part of what members copy."""
    assert made(tmp_path, zh_CN="a = 第 { $number } 问\n").texts("zh-CN")("a", number=3) == "第 3 问"


@pytest.mark.parametrize(
    ("key", "code"),
    [pytest.param("b", "text-missing", id="no such key"), pytest.param("a", "text-values", id="no value")],
)
def test_a_sentence_that_cannot_be_said_is_an_error(tmp_path: Path, key: str, code: str) -> None:
    """A missing key or value is named with its language and never shown half done."""
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, zh_CN="a = 第 { $number } 问\n").texts("zh-CN")(key)
    assert caught.value.code == code
    assert (caught.value.details["key"], caught.value.details["language"]) == (key, "zh-CN")


@pytest.mark.parametrize(
    "line", ["a = { a }", "a = { -b }\n-b = { -b }", "a = " + "{ " * 3000], ids=lambda line: line[:20]
)
def test_a_text_without_end_is_an_error(tmp_path: Path, line: str) -> None:
    """A translator's slip, a text that is made of itself, is told in a sentence and not in a long trace."""
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, zh_CN=f"{line}\n").texts("zh-CN")("a")
    assert caught.value.code == "text-endless"


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    """An operator who points to a folder without texts reads which file is not there."""
    with pytest.raises(ConfigError) as caught:
        Catalogue(tmp_path).texts("en")
    assert (caught.value.code, caught.value.path) == ("file-missing", tmp_path / "en.ftl")


@pytest.fixture
def texts(app: App) -> Texts:
    """The default language."""
    return app.catalogue.texts(DEFAULT)


def test_an_error_says_where_what_and_what_to_do(texts: Texts) -> None:
    """The place comes first, as editors and terminals know it, then the sentence with its values."""
    error = CorpusError("exchange-missing", path=Path("corpus/a.toml"), line=7, number=9, last=4)
    said = texts.error(error)
    assert said.startswith("corpus/a.toml:7: ")
    assert "9" in said
    assert "4" in said


def test_several_faults_are_a_line_each(texts: Texts) -> None:
    """Everything wrong is told at once, in the order in which it was found."""
    faults = [QuestionError("question-empty"), CorpusError("file-empty", path=Path("a.md"))]
    assert texts.error(FaultsError(faults)).split("\n") == [texts.error(fault) for fault in faults]


@pytest.mark.parametrize("reason", ["string-type", "of-a-kind-nobody-thought-of"])
def test_a_wrong_value_is_explained_in_the_readers_language(texts: Texts, reason: str) -> None:
    """What is wrong with a value is a sentence of the catalogue, for kinds nobody thought of a general one."""
    known = messages(DEFAULT).keys()
    expected = texts(f"reason-{reason}" if f"reason-{reason}" in known else "reason-other")
    assert expected in texts.error(ConfigError("key-value", key="language", reason=reason))


@pytest.mark.parametrize(("language", "listed"), [("zh-CN", "甲、乙"), ("zh-TW", "甲、乙"), ("en", "甲, 乙")])
def test_lists_are_joined_as_the_language_does(app: App, language: str, listed: str) -> None:
    """Chinese lists have the enumeration comma, English ones a comma and a blank."""
    assert app.catalogue.texts(language).listed(["甲", "乙"]) == listed
    assert app.catalogue.texts(language).listed([]) == ""
