"""Files of the corpus and of config/: each is read, or refused with an error of our own."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from bot.answering.decision import load_decider
from bot.answering.intents import load_intents
from bot.answering.texts import Catalogue
from bot.errors import ConfigError, CorpusError, FaultsError
from bot.interviews import load_interview
from bot.interviews.keeping import Kept
from bot.search.folding import Folder
from bot.search.glossary import load_glossary
from bot.search.weights import load_weights
from bot.search.wordlists import load_off_topic, load_words
from bot.settings import load_settings, packaged, salvage_settings
from tests.conftest import ROOT
from tests.fuzz.examples import (
    ARCHIVED,
    CUES,
    DIRECTING,
    ENV,
    FLUENT,
    GREETINGS,
    LABELLED,
    MARKS,
    PAGE,
    PARTS,
    SRT,
    TAGS,
    TALK,
    TOML,
    VARIABLES,
    VTT,
)
from tests.fuzz.target import Target, beginning, encoded
from tests.interviews.formats.test_word import BODY, word
from tests.interviews.test_hostile import SAID, docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CORPUS, CONFIG = packaged("corpus"), packaged("config")
SHIPPED = CORPUS / "francois-chollet.md"


def _read(data: bytes, folder: Path, *, name: str) -> None:
    """An interview whose passages lie in its text, in order and apart, and that can be kept."""
    path = folder / name
    path.write_bytes(data)
    interview = load_interview(path)
    last = 0
    for _, passage in interview.passages:
        assert last <= passage.span.start < passage.span.end <= len(interview.text)
        last = passage.span.end
    for exchange in interview.exchanges:
        assert interview.cut(exchange.question).strip()
    if interview.reading.format in ("markdown", "text"):
        assert interview.text == data.decode("utf-8")
    kept = Kept(folder)
    kept.keep("read", interview)
    assert kept.find("read") == interview


def _interview(name: str, words: tuple[str, ...], seeds: Callable[[], list[bytes]]) -> Target:
    return Target(partial(_read, name=name), seeds, (CorpusError, FaultsError), words)


def _documents() -> list[bytes]:
    return [beginning(SHIPPED), TALK.encode(), *map(beginning, sorted((ROOT / "docs").glob("t*.md")))]


def _read_body(data: bytes, folder: Path) -> None:
    """The body of a Word document, packed as Word would."""
    _read(docx(data.decode("utf-8", "replace")), folder, name="a.docx")


def _bodies() -> list[bytes]:
    paragraph = SAID.format("甲？") + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>乙？</w:t></w:r></w:p>" + SAID.format("丙。")
    return encoded(BODY.format(paragraph), BODY.format(f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"))


def _read_beside(data: bytes, folder: Path) -> None:
    """A sidecar beside an interview."""
    (folder / "b.md").write_text(TALK, encoding="utf-8")
    (folder / "b.toml").write_bytes(data)
    load_interview(folder / "b.md")


def _sidecars() -> list[bytes]:
    text = (CORPUS / "francois-chollet.toml").read_text(encoding="utf-8")
    tables = [f"[[{part}"[:1500] for part in text.split("\n[[")[1:40:6]]
    return [beginning(CORPUS / "francois-chollet.toml"), *encoded(DIRECTING, *tables)]


@cache
def _folder() -> Folder:
    return Folder()


def _fold(text: str) -> str:
    return _folder().fold(text).text


_LOADERS: dict[str, Callable[[Path], object]] = {
    "glossary.txt": lambda path: load_glossary(path, _fold),
    "words.txt": lambda path: load_words(path, _fold),
    "off-topic.toml": load_off_topic,
    "intents.toml": lambda path: load_intents(path, _fold),
    "ranking.toml": load_weights,
    "decision.toml": load_decider,
}


def _load(data: bytes, folder: Path, *, name: str) -> None:
    path = folder / name
    path.write_bytes(data)
    _LOADERS[name](path)


def _configured(name: str) -> Target:
    words = (*TOML, "=>", ", ", "#")
    return Target(partial(_load, name=name), lambda: [beginning(CONFIG / name)], (ConfigError, FaultsError), words)


def _settle(data: bytes, folder: Path, *, name: str) -> None:
    """Settings: the lenient reading always gives some, and has faults exactly where the strict one has."""
    here = folder / "settled"
    (here / "config").mkdir(parents=True, exist_ok=True)
    (here / name).write_bytes(data)
    _, faults = salvage_settings({}, here)
    try:
        load_settings({}, here)
    except (ConfigError, FaultsError):
        assert faults
        raise
    assert not faults


def _settled(name: str, words: tuple[str, ...], seeds: Callable[[], list[bytes]]) -> Target:
    return Target(partial(_settle, name=name), seeds, (ConfigError, FaultsError), words, longest=3000)


def _say(data: bytes, folder: Path) -> None:
    """A translator's catalogue: what is missing in it or broken is an error of ours."""
    for name in ("zh-CN", "en"):
        (folder / f"{name}.ftl").write_bytes(data)
    assert isinstance(Catalogue(folder).texts("en")("greeting", count=2, name="甲"), str)


READING = {
    "markdown": _interview("a.md", MARKS, _documents),
    "text": _interview("a.txt", MARKS, lambda: encoded(LABELLED, TALK)),
    "subrip": _interview("a.srt", (*CUES, *MARKS), lambda: encoded(SRT)),
    "webvtt": _interview("a.vtt", (*CUES, *MARKS), lambda: encoded(VTT)),
    "html": _interview("a.html", (*TAGS, *MARKS), lambda: encoded(PAGE)),
    "word": Target(_read_body, _bodies, (CorpusError, FaultsError), PARTS),
    "archive": _interview("a.docx", ARCHIVED, lambda: [word(("甲？", True), ("乙。", False))]),
    "sidecar": Target(_read_beside, _sidecars, (CorpusError, FaultsError), TOML),
    **{name.partition(".")[0]: _configured(name) for name in _LOADERS},
    "settings": _settled("config/settings.toml", TOML, lambda: [beginning(CONFIG / "settings.toml", 3000)]),
    "env": _settled(".env", VARIABLES, lambda: encoded(ENV)),
    "texts": Target(_say, lambda: encoded(*GREETINGS), (ConfigError,), FLUENT),
}
