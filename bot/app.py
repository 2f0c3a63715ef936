"""The composition root: from settings to the pieces, wired. Knows no Discord."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import unidata_version

from platformdirs import user_cache_path

from bot.answering.answerer import Answerer
from bot.answering.decision import load_decider
from bot.answering.intents import load_intents
from bot.answering.texts import Catalogue
from bot.errors import ConfigError, FaultsError, Loading
from bot.files import kind_of
from bot.interviews import load_library
from bot.interviews.keeping import Kept
from bot.keeping import digest_files
from bot.search.bilingual import Lexicon
from bot.search.cutting import Cutter
from bot.search.folding import Folder
from bot.search.glossary import load_glossary
from bot.search.index import Index
from bot.search.keeping import KeptCuts, KeptFields, KeptSounds
from bot.search.phrasings import Background
from bot.search.query import Analyzer, QueryParser
from bot.search.readings import Readings
from bot.search.spelling import Speller
from bot.search.tokenizer import Tokenizer
from bot.search.topics import TopicFinder
from bot.search.weights import load_weights
from bot.search.wordlists import load_off_topic, load_words
from bot.settings import packaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.decision import Decider
    from bot.answering.intents import Intents
    from bot.interviews.models import Library
    from bot.search.cutting import Each
    from bot.search.weights import Weights
    from bot.settings import Settings

# What a start does one after the other, and may take long with many interviews.
Stage = Literal["reading", "indexing"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What every index and answerer is made with; nothing in it depends on the interviews.

    Attributes:
        shape: a digest of what shapes terms, topics and fields besides the texts, as it was when these were loaded.
    """

    analyzer: Analyzer
    weights: Weights
    weak: frozenset[str]
    off_topic: tuple[str, ...]
    intents: Intents
    decider: Decider
    lexicon: Lexicon
    topics: TopicFinder
    readings: Readings
    shape: bytes


@dataclass(frozen=True, slots=True)
class App:
    """What every way in needs: the settings, the sentences, and what answers."""

    settings: Settings
    catalogue: Catalogue
    parts: Parts
    answerer: Answerer

    def answerer_for(self, library: Library, parts: Parts | None = None) -> Answerer:
        """An answerer for other interviews, or of other parts."""
        return build_answerer(library, parts or self.parts, self.settings)

    def reread(self) -> App:
        """The same with the interviews as their files are now; of the settings and of config/ nothing is read again.

        Raises:
            FaultsError: everything that is wrong in the interviews, at once.
        """
        library = load_whole_library(self.settings, self.parts)
        return self if library == self.answerer.library else replace(self, answerer=self.answerer_for(library))


def build_app(settings: Settings, each: Callable[[Stage, int, int], None] | None = None) -> App:
    """Load everything under corpus/ and config/ and build the index: about two seconds.

    Args:
        settings: of this process.
        each: is told at which stage the work is, and how many of how many pieces of it are done: interviews that are
            read, then texts that are cut for the index.

    Raises:
        FaultsError: everything that is wrong in those files, at once.
    """
    loading = Loading()
    parts = load_parts(settings, loading)
    library = loading(lambda: load_whole_library(settings, parts, partial(each, "reading") if each else None))
    if library is None or parts is None or loading.faults:
        raise FaultsError(loading.faults)
    answerer = build_answerer(library, parts, settings, partial(each, "indexing") if each else None)
    return App(settings, load_catalogue(settings), parts, answerer)


def load_whole_library(settings: Settings, parts: Parts | None, each: Each | None = None) -> Library:
    """Every interview, from what was kept where its files are the same; with topics, if there are parts to find them.

    Raises:
        FaultsError: everything that is wrong in the interviews, at once.
    """
    if parts is None:
        return load_library(settings.corpus, each=each)
    kept = Kept(cache_folder(settings) / "interviews", parts.shape)
    return load_library(settings.corpus, kept, each, parts.topics.complete)


def _shape(settings: Settings) -> bytes:
    """A digest of word lists, code and the packages under it."""
    words = ("glossary.txt", "weak-words.txt", "general-words.txt", "words.txt")
    code = sorted((Path(__file__).parent / "search").glob("*.py"))
    made_by = ("jieba", "OpenCC", "rank-bm25", "numpy", "marisa-trie", "pypinyin")
    versions = [f"Unicode {unidata_version}", *(f"{name} {version(name)}" for name in made_by)]
    return digest_files([*(config_file(settings, name) for name in words), *code]) + ",".join(versions).encode()


def cache_folder(settings: Settings) -> Path:
    """Where what can be made again is kept, so that it need not be."""
    return settings.cache or user_cache_path("interview-bot")


def load_parts(settings: Settings, loading: Loading) -> Parts | None:
    """Everything under config/ that shapes retrieval; None if one of its files has faults."""
    folder = Folder()

    def fold(text: str) -> str:
        return folder.fold(text).text

    glossary = loading(lambda: load_glossary(config_file(settings, "glossary.txt"), fold))
    weak = loading(lambda: load_words(config_file(settings, "weak-words.txt"), fold))
    general = loading(lambda: load_words(config_file(settings, "general-words.txt"), fold))
    words = loading(lambda: load_words(config_file(settings, "words.txt"), fold))
    off_topic = loading(lambda: load_off_topic(config_file(settings, "off-topic.toml")))
    intents = loading(lambda: load_intents(config_file(settings, "intents.toml"), fold))
    weights = loading(lambda: load_weights(config_file(settings, "ranking.toml")))
    decider = loading(lambda: load_decider(config_file(settings, "decision.toml")))
    if glossary is None or weak is None or off_topic is None or intents is None:
        return None
    if weights is None or decider is None or words is None or general is None:
        return None
    tokenizer = Tokenizer(sorted(words), cache=cache_folder(settings))
    analyzer = Analyzer(folder, tokenizer, glossary)
    lexicon = Lexicon(tokenizer.frequency, cache=cache_folder(settings))
    topics = TopicFinder(analyzer, weak, general)
    readings = Readings(cache_folder(settings))
    return Parts(analyzer, weights, weak, off_topic, intents, decider, lexicon, topics, readings, _shape(settings))


def build_answerer(library: Library, parts: Parts, settings: Settings, each: Each | None = None) -> Answerer:
    """Index a library and put in front of it what reads questions and decides.

    Args:
        library: what is answered from.
        parts: of the index and the answerer.
        settings: of this process.
        each: is told, while texts are cut, how many of how many pieces of work are done.
    """
    background = Background(parts.off_topic, parts.intents.examples)
    folder, shape = cache_folder(settings), parts.shape + parts.analyzer.glossary.digest
    cutter = Cutter(parts.analyzer, KeptCuts(folder / "cuts", shape))
    index = Index(library, cutter, parts.weights, background, KeptFields(folder / "indexes", shape), each)
    words = index.vocabulary()
    sounds = KeptSounds(folder / "indexes", shape, words)
    vocabulary = words if parts.weights.query.sound else {}
    speller = Speller(vocabulary, parts.weak, parts.analyzer.tokenizer, parts.readings, sounds if vocabulary else None)
    parser = QueryParser(parts.analyzer, parts.weak, parts.weights.query, speller, parts.lexicon, index.said())
    return Answerer(index, parser, parts.intents, parts.decider, settings.question_limit)


def load_catalogue(settings: Settings) -> Catalogue:
    """The sentences of the bot, needed even when nothing else loads."""
    return Catalogue(config_file(settings, "texts"))


def config_file(settings: Settings, name: str) -> Path:
    """A file of the configuration folder, or the packaged one where the folder has none of that name."""
    own = settings.config / name
    return own if kind_of(own, ConfigError) else packaged("config") / name
