"""``completion``: the script by which a shell completes the commands."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class

NAME = "interview-bot"
# Which click derives from the name, and looks at when a shell asks.
VARIABLE = "_INTERVIEW_BOT_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


def folders(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """What completes an option that takes a folder: the shell's own folders."""
    return [CompletionItem(begun, type="dir")]


def completion_command() -> click.Command:
    """``interview-bot completion``."""

    @click.command(short_help="Print what makes a shell complete the commands.")
    @click.argument("shell", type=click.Choice(SHELLS))
    @click.pass_context
    def completion(context: click.Context, shell: str) -> None:
        """Print the script for SHELL: put `eval "$(interview-bot completion bash)"` into ~/.bashrc, for example."""
        script = get_completion_class(shell)
        assert script is not None, shell
        click.echo(script(context.find_root().command, {}, NAME, VARIABLE).source())

    return completion
