"""``init``: the first contact, from a pasted token to an invitation."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.credentials import ENV, keep_token, parse_token, read_token
from bot.errors import ConfigError
from bot.settings import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import SecretStr

    from bot.answering.texts import Texts
    from bot.chat.visiting import Visit
    from bot.cli.terminal import Terminal


def init_command(terminal: Terminal) -> click.Command:
    """``interview-bot init``."""

    @click.command(short_help="The first step: token, switches, invitation.")
    @click.option("--token-stdin", is_flag=True, help="Read the token from standard input instead of asking for it.")
    @click.option("--yes", is_flag=True, help="Replace a token without asking.")
    def init(token_stdin: bool, yes: bool) -> None:
        """Ask for the token, check it with Discord, keep it in .env, and say what to switch on and how to invite.

        The token is never an option of the command line: other users of the machine would see it there, and shells
        keep what was typed.
        """
        from bot.chat.visiting import visit

        path, texts = terminal.directory / ENV, terminal.texts_for_findings
        kept = read_token(path)
        if token_stdin or not sys.stdin.isatty():
            token = _read(texts)
            if kept is not None and token != kept and not yes:
                raise ConfigError("token-there", path=path)
        else:
            token = _ask(kept, path, texts, yes=yes)
        with terminal.quietly():
            seen = asyncio.run(visit(token, proxy=terminal.plain_settings.proxy))
        terminal.say(texts("init-accepted", name=seen.name))
        keep_token(path, token)
        terminal.say(texts("init-kept" if token == kept else "init-written", path=str(path)))
        if terminal.environ.get(TOKEN, "").strip() not in ("", token.get_secret_value()):
            terminal.say(texts("init-shadowed"))
        _say_what_is_next(seen, terminal, texts)

    return init


def _read(texts: Texts) -> SecretStr:
    """The token on the first line of standard input that is not blank."""
    # Editors and shells of Windows put a mark first.
    lines = sys.stdin.buffer.read().decode("utf-8-sig", "replace").split("\n")
    return _parse(next((line for line in lines if line.strip()), ""), texts)


def _ask(kept: SecretStr | None, path: Path, texts: Texts, *, yes: bool) -> SecretStr:
    """The token that somebody types unseen, or the one that is there and is not to be replaced."""
    if kept is not None and not yes and not click.confirm(texts("init-replace", path=str(path)), default=False):
        return _parse(kept.get_secret_value(), texts)
    click.echo(texts("init-where"))
    return _parse(click.prompt(texts("init-prompt"), default="", show_default=False, hide_input=True), texts)


def _parse(pasted: str, texts: Texts) -> SecretStr:
    found = parse_token(pasted)
    for extra in found.removed:
        click.echo(texts(f"init-removed-{extra}"))
    return found.token


def _say_what_is_next(seen: Visit, terminal: Terminal, texts: Texts) -> None:
    """The switches as they are, the invitation, and the next commands."""
    from bot.cli.findings import print_findings
    from bot.doctor.online import check_application, check_intents

    application = seen.application
    terminal.say("\n" + texts("init-switches", url=application.portal))
    print_findings(
        [*check_application(application), *check_intents(application, terminal.plain_settings, ())], terminal
    )
    terminal.say("\n" + texts("init-invite") + "\n" + application.invitation)
    terminal.say("\n" + texts("init-next"))
    for name in ("doctor", "run"):
        terminal.say(f"  interview-bot {name:<8}{texts(f'init-next-{name}')}")
