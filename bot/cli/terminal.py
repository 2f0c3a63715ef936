"""What the commands share: where they run, in which language they speak, how they print and fail."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import click
from rich.progress import Progress

from bot.answering.texts import DEFAULT, Catalogue
from bot.app import App, build_app, load_catalogue
from bot.cli.printing import PlainConsole, shown
from bot.errors import BotError
from bot.settings import PREFIX, Settings, load_settings, packaged, salvage_settings

# From so many interviews, or pieces of work on their index, on they take longer than people wait without a sign.
MANY = 20

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rich.console import Console

    from bot.answering.texts import Texts
    from bot.app import Stage


@dataclass
class Terminal:
    """The process as the commands see it.

    Attributes:
        environ: environment variables.
        directory: the working folder.
        corpus, config, language: options given before the command; None if not given.
        chosen: settings given as options of a command, by the name of their variable.
        console, errors: standard output and standard error.
    """

    environ: Mapping[str, str]
    directory: Path
    corpus: str | None = None
    config: str | None = None
    language: str | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    console: Console = field(default_factory=PlainConsole)
    errors: Console = field(default_factory=lambda: PlainConsole(stderr=True))

    def choose(self, **options: str | None) -> None:
        """Let options of a command go before the settings, unless those were read already."""
        self.chosen |= {name: value for name, value in options.items() if value is not None}

    @property
    def variables(self) -> dict[str, str]:
        """The environment with the options of the command line on top."""
        chosen = {"CORPUS": self.corpus, "CONFIG": self.config, "LANGUAGE": self.language, **self.chosen}
        return {**self.environ, **{PREFIX + name: value for name, value in chosen.items() if value is not None}}

    @cached_property
    def settings(self) -> Settings:
        """The settings of this process."""
        return load_settings(self.variables, self.directory)

    @cached_property
    def salvaged(self) -> tuple[Settings, tuple[BotError, ...]]:
        """The settings as far as they can be used, and what is wrong with the others."""
        return salvage_settings(self.variables, self.directory)

    @property
    def plain_settings(self) -> Settings:
        """The settings as far as they can be used: to go on with when they cannot be read."""
        return self.salvaged[0]

    @cached_property
    def app(self) -> App:
        """Everything wired; where that takes long a bar on standard error tells how far it is."""
        settings = self.settings
        progress = Progress(console=self.errors, transient=True, disable=not self.errors.is_terminal)
        doing: dict[Stage, str] = {
            "reading": self.plain_texts("cli-reading"),
            "indexing": self.plain_texts("cli-indexing"),
        }
        bar = progress.add_task("", visible=False)

        def each(stage: Stage, done: int, total: int) -> None:
            progress.update(bar, description=doing[stage], completed=done, total=total, visible=total >= MANY)

        with progress:
            return build_app(settings, each)

    @cached_property
    def texts(self) -> Texts:
        """The sentences in the operator's language, even when the settings cannot be read."""
        try:
            settings = self.settings
        except BotError:
            settings = self.plain_settings
        return load_catalogue(settings).texts(self.language or settings.language)

    @cached_property
    def plain_texts(self) -> Texts:
        """The sentences as they are, or the packaged ones: to go on with when the catalogue cannot be read."""
        try:
            return self.texts
        except BotError:
            return self.packaged_texts

    @property
    def packaged_texts(self) -> Texts:
        """The sentences that travel with the package: to go on with when those of the operator lack one."""
        return Catalogue(packaged("config") / "texts").texts(self.language or DEFAULT)

    @property
    def texts_for_findings(self) -> Texts:
        """The sentences as they are, or the packaged ones where an operator's own are from before there were any."""
        try:
            self.plain_texts("doctor-good")
        except BotError:
            return self.packaged_texts
        return self.plain_texts

    @contextlib.contextmanager
    def quietly(self) -> Iterator[None]:
        """Nothing is logged: what libraries would say stands among what the command itself says."""
        before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(before)

    def say(self, text: str, *, end: str = "\n", err: bool = False) -> None:
        """Print a text as it is, but for what would do something to the terminal."""
        click.echo(shown(text) + end, nl=False, err=err)

    def fail(self, error: BotError) -> None:
        """Say what is wrong, one line a fault, on standard error; also if the catalogue lacks the sentence."""
        try:
            said = self.plain_texts.error(error)
        except BotError:
            said = self.packaged_texts.error(error)
        self.say(said, err=True)
