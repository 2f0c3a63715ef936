"""The command line: the commands, without logic of their own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bot.cli import (
    adding,
    asking,
    beginning,
    checking,
    completing,
    doctoring,
    expanding,
    measuring,
    remembering,
    serving,
)
from bot.errors import BotError
from bot.version import version

if TYPE_CHECKING:
    from bot.cli.terminal import Terminal


class _Group(click.Group):
    """A group whose commands end with one line: with exit code 2 where a BotError arrives, with 1 where somebody stops
    them or a question in the terminal gets no answer.
    """

    def __init__(self, terminal: Terminal, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._terminal = terminal

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BotError as error:
            self._terminal.fail(error)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt, EOFError):
            # Click would say so in English.
            self._terminal.say("\n" + self._terminal.plain_texts("cli-stopped"), err=True)
            sys.exit(1)


def build_cli(terminal: Terminal) -> click.Group:
    """The command ``interview-bot``, bound to a terminal."""

    def options(corpus: str | None, config: str | None, language: str | None) -> None:
        terminal.corpus, terminal.config, terminal.language = corpus, config, language

    group = _Group(
        terminal,
        name="interview-bot",
        help="A Discord bot that answers from interviews in the speaker's own words.",
        callback=options,
        params=[
            click.Option(
                ["--corpus"], metavar="DIR", help="The folder of the interviews.", shell_complete=completing.folders
            ),
            click.Option(
                ["--config"],
                metavar="DIR",
                help="The folder of settings, glossary and texts.",
                shell_complete=completing.folders,
            ),
            click.Option(
                ["--language"],
                type=click.Choice(["zh-CN", "zh-TW", "en"]),
                help="The language of messages and public replies.",
            ),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    click.version_option(version(), prog_name="interview-bot")(group)
    for command in (
        asking.ask_command(terminal),
        asking.chat_command(terminal),
        adding.add_command(terminal),
        beginning.init_command(terminal),
        checking.check_command(terminal),
        completing.completion_command(),
        doctoring.doctor_command(terminal),
        expanding.expand_command(terminal),
        measuring.explain_command(terminal),
        measuring.eval_command(terminal),
        measuring.fit_command(terminal),
        serving.preview_command(terminal),
        serving.run_command(terminal),
        serving.reload_command(terminal),
        serving.health_command(terminal),
        remembering.db_commands(terminal),
        remembering.taught_command(terminal),
    ):
        group.add_command(command)
    return group
