"""What operators and curators wrote: settings, interviews, the other files of config/."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.answering.texts import LANGUAGES
from bot.app import load_catalogue, load_parts
from bot.doctor.findings import Finding, good, of_error
from bot.errors import Loading
from bot.interviews import load_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.errors import BotError
    from bot.settings import Settings


def check_settings(faults: Sequence[BotError]) -> list[Finding]:
    """Unknown keys and values that do not fit, as `bot.settings.salvage_settings` found them."""
    return [of_error("settings", fault) for fault in faults] or [good("settings-good")]


def check_config(settings: Settings) -> list[Finding]:
    """Word lists, weights, intents, and the sentences of all languages."""
    loading = Loading()
    load_parts(settings, loading)
    for language in LANGUAGES:
        loading(partial(load_catalogue(settings).read, language))
    return [of_error("config", fault) for fault in loading.faults] or [good("config-good")]


def check_corpus(settings: Settings) -> list[Finding]:
    """Every fault of every interview and sidecar."""
    loading = Loading()
    library = loading(lambda: load_library(settings.corpus))
    found = [of_error("corpus", fault) for fault in loading.faults]
    if library is None:
        return found
    exchanges = sum(len(interview.exchanges) for interview in library)
    return [*found, good("corpus-good", interviews=len(library), exchanges=exchanges)]
