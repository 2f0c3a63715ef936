"""Every sentence that the bot itself says, in the reader's language.

The catalogues are Fluent files under ``config/texts/``, one a language, so that a translator needs no code. What is
missing in one language is taken from Simplified Chinese; a test holds that nothing is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle, FluentResource

from bot.errors import BotError, ConfigError, FaultsError
from bot.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

DEFAULT = "zh-CN"
LANGUAGES = ("zh-CN", "zh-TW", "en")


class Texts:
    """One language's catalogue.

    Args:
        language: one of `LANGUAGES`.
        bundles: catalogues to look in, in order.
    """

    def __init__(self, language: str, bundles: tuple[FluentBundle, ...]) -> None:
        self.language = language
        self._bundles = bundles
        # Most of what is said is said again.
        self._said = lru_cache(1024)(self._say)

    def __call__(self, key: str, /, **values: str | int | date) -> str:
        """The sentence under a key, with its values put in.

        Raises:
            ConfigError: no catalogue has the key, one of its values is not given, or it refers to itself.
        """
        return self._said(key, tuple(values.items()))

    def _say(self, key: str, values: tuple[tuple[str, str | int | date], ...]) -> str:
        for bundle in self._bundles:
            if not bundle.has_message(key):
                continue
            pattern = bundle.get_message(key).value
            if pattern is None:
                continue
            try:
                said, errors = bundle.format_pattern(pattern, dict(values))
            except RecursionError:
                raise ConfigError("text-endless", language=self.language) from None
            if errors:
                raise ConfigError("text-values", key=key, language=self.language, reason=str(errors[0]))
            return str(said)
        raise ConfigError("text-missing", key=key, language=self.language)

    def error(self, error: BotError) -> str:
        """An error as one line a fault: where, what, and what to do."""
        if isinstance(error, FaultsError):
            return "\n".join(map(self.error, error.faults))
        place = f"{error.place}: " if error.place else ""
        return place + self.reason(error)

    def reason(self, error: BotError) -> str:
        """An error without its place: what is wrong, for readers to whom the operator's files mean nothing."""
        details = dict(error.details)
        if "reason" in details:
            details["reason"] = self._reason(error)
        return self(f"error-{error.code}", **details)

    def _reason(self, error: BotError) -> str:
        """Why, from the kind of finding (`bot.files`, `bot.chat.reaching`), or in the words of who found it."""
        reason = str(error.details["reason"])
        if any(bundle.has_message(f"reason-{reason}") for bundle in self._bundles):
            return self(f"reason-{reason}", **error.details)
        return self("reason-other") if error.code == "key-value" else reason

    def permissions(self, names: Iterable[str]) -> str:
        """Permissions, by discord.py's names, as Discord's settings call them."""
        return self.listed([self(f"permission-{name}") for name in names])

    def listed(self, items: list[str]) -> str:
        """Items joined as the language lists them."""
        return self("list-separator").strip("|").join(items)


class Catalogue:
    """All languages of a folder, each read when it is first asked for.

    Args:
        folder: holds ``<language>.ftl`` for each of `LANGUAGES`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, Texts] = {}
        self._bundles: dict[str, FluentBundle] = {}

    def texts(self, language: str) -> Texts:
        """The catalogue for a reader.

        Args:
            language: a locale as Discord or an operator writes it; one that is not at hand falls to the nearest:
                zh-HK and other Traditional ones to zh-TW, other Chinese to zh-CN, everything else to English.

        Raises:
            ConfigError: its file cannot be read, or is nested without end.
        """
        chosen = nearest(language)
        if chosen not in self._texts:
            bundles = tuple(self._bundle(name) for name in dict.fromkeys((chosen, DEFAULT)))
            self._texts[chosen] = Texts(chosen, bundles)
        return self._texts[chosen]

    def read(self, language: str) -> str:
        """The file of one of `LANGUAGES` as it stands.

        Raises:
            ConfigError: it cannot be read.
        """
        return read_text(self._folder / f"{language}.ftl", ConfigError)

    def _bundle(self, language: str) -> FluentBundle:
        # Reading one takes a good part of a start, and the default stands behind every language.
        if language not in self._bundles:
            try:
                resource = FluentResource(self.read(language))
            except RecursionError:
                raise ConfigError("text-endless", path=self._folder / f"{language}.ftl", language=language) from None
            # Isolation marks around values would become part of what members copy.
            bundle = FluentBundle([language], use_isolating=False)
            bundle.add_resource(resource)
            self._bundles[language] = bundle
        return self._bundles[language]


def nearest(language: str) -> str:
    """The language of `LANGUAGES` that a reader of another locale reads most easily."""
    if language in LANGUAGES:
        return language
    lowered = language.lower().replace("_", "-")
    if not lowered.startswith(("zh", "yue")):
        return "en"
    return "zh-TW" if any(part in lowered for part in ("tw", "hk", "mo", "hant", "yue")) else "zh-CN"
