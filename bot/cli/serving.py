"""``run`` on Discord, ``reload`` while it runs, and ``preview`` in the browser."""

from __future__ import annotations

import json
import sys
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any

import click

from bot.cli.remembering import with_database
from bot.errors import ConfigError, PreviewError
from bot.interviews import load_library

if TYPE_CHECKING:
    from bot.cli.terminal import Terminal


HEALTH_SECONDS = 5.0


def preview_command(terminal: Terminal) -> click.Command:
    """``interview-bot preview``."""

    @click.command(short_help="Open the bot in a simulated Discord in the browser.")
    @click.option("--no-browser", is_flag=True, help="Only print the address.")
    @click.option("--port", type=click.IntRange(0, 65535), default=0, help="The local port; 0 takes a free one.")
    def preview(no_browser: bool, port: int) -> None:
        """Open the real bot in a simulated Discord: no account, no token, no network."""
        try:
            from bot.preview.server import serve_preview
        except ModuleNotFoundError:
            raise PreviewError("preview-missing") from None
        serve_preview(terminal.app, terminal.texts, port=port, browser=not no_browser)

    return preview


def run_command(terminal: Terminal) -> click.Command:
    """``interview-bot run``."""

    @click.command(short_help="Connect to Discord.")
    @click.option("--shards", metavar="FIRST-LAST", help="Run only these of all shards; needs --shard-count.")
    @click.option("--shard-count", metavar="COUNT", help="How many shards there are in all processes together.")
    def run(shards: str | None, shard_count: str | None) -> None:
        """Connect to Discord with the token from DISCORD_TOKEN or .env, until stopped."""
        from bot.chat.running import run_bot

        terminal.choose(SHARDS=shards, SHARD_COUNT=shard_count)
        run_bot(terminal.app)

    return run


def health_command(terminal: Terminal) -> click.Command:
    """``interview-bot health``."""

    @click.command(short_help="Ask the running bot how it is.")
    def health() -> None:
        """Ask the bot that runs with these settings how it is; the exit code is 0 only if all is well."""
        settings, texts = terminal.settings, terminal.texts
        if settings.status_port is None:
            raise ConfigError("status-off")
        # A bot that listens everywhere listens here as well.
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.status_host, settings.status_host)
        try:
            found = _ask_health(host, settings.status_port)
        except (OSError, HTTPException, ValueError) as error:
            reason = str(error) or type(error).__name__
            terminal.fail(ConfigError("status-silent", host=host, port=str(settings.status_port), reason=reason))
            sys.exit(1)
        if not found["wrong"]:
            terminal.say(texts("cli-health-good"))
            return
        wrong = texts.listed([texts(f"health-{name}") for name in found["wrong"]])
        terminal.say(texts("cli-health-bad", wrong=wrong))
        sys.exit(1)

    return health


def _ask_health(host: str, port: int) -> dict[str, Any]:
    """What ``/healthz`` says."""
    connection = HTTPConnection(host, port, timeout=HEALTH_SECONDS)
    try:
        connection.request("GET", "/healthz")
        found = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if not isinstance(found, dict) or not isinstance(found.get("wrong"), list):
        raise ValueError("/healthz")
    return found


def reload_command(terminal: Terminal) -> click.Command:
    """``interview-bot reload``."""

    @click.command(short_help="Let running processes read the interviews anew.")
    def reload() -> None:
        """Check the interviews, then let every running process read them anew."""
        from bot.guilds.calls import call

        library = load_library(terminal.settings.corpus)
        with_database(terminal, lambda database: call(database, "reload"))
        terminal.say(terminal.texts("cli-reload", count=len(library)))

    return reload
