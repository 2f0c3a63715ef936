"""The composition root: from settings to the pieces, wired. Knows no Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from platformdirs import user_cache_path

from bot.answering.answerer import Answerer
from bot.answering.decision import Decider
from bot.answering.intents import load_intents
from bot.answering.texts import Catalogue
from bot.errors import BotError, FaultsError
from bot.interviews import load_library
from bot.search.folding import Folder
from bot.search.glossary import load_glossary
from bot.search.index import Index
from bot.search.query import Analyzer
from bot.search.tokenizer import Tokenizer
from bot.search.weights import load_weights
from bot.settings import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.settings import Settings


Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class App:
    """What every way in needs: the settings, the sentences, and what answers."""

    settings: Settings
    catalogue: Catalogue
    answerer: Answerer


def build_app(settings: Settings) -> App:
    """Load everything under corpus/ and config/ and build the index: about a second.

    Raises:
        FaultsError: everything that is wrong in those files, at once.
    """
    folder = Folder()
    faults: list[BotError] = []

    def collect(load: Callable[[], Loaded]) -> Loaded | None:
        try:
            return load()
        except FaultsError as several:
            faults.extend(several.faults)
        except BotError as fault:
            faults.append(fault)
        return None

    def fold(text: str) -> str:
        return folder.fold(text).text

    library = collect(lambda: load_library(settings.corpus))
    glossary = collect(lambda: load_glossary(config_file(settings, "glossary.txt"), fold))
    intents = collect(lambda: load_intents(config_file(settings, "intents.toml"), fold))
    weights = collect(lambda: load_weights(config_file(settings, "ranking.toml")))
    if faults or library is None or glossary is None or intents is None or weights is None:
        raise FaultsError(faults)
    analyzer = Analyzer(folder, Tokenizer(cache=user_cache_path("interview-bot")), glossary)
    index = Index(library, analyzer, weights)
    answerer = Answerer(index, analyzer, intents, Decider(), settings.question_limit)
    return App(settings, load_catalogue(settings), answerer)


def load_catalogue(settings: Settings) -> Catalogue:
    """The sentences of the bot, needed even when nothing else loads."""
    return Catalogue(config_file(settings, "texts"))


def config_file(settings: Settings, name: str) -> Path:
    """A file of the configuration folder, or the packaged one where the folder has none of that name."""
    own = settings.config / name
    return own if own.exists() else packaged("config") / name
