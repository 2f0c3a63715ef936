"""The real bot, pointed at a stand-in: ``python -m tests.standin.runner URL GATEWAY-URL the bot's own arguments``.

Nothing else is touched: discord.py knows no setting for these two addresses.
"""

from __future__ import annotations

import sys

import discord
import discord.gateway
import discord.http
import yarl


def point_at(url: str, gateway_url: str) -> None:
    """Let every client of this process talk to these addresses."""
    discord.http.Route.BASE = url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def main() -> None:
    """Run the bot's command line."""
    url, gateway_url, *arguments = sys.argv[1:]
    point_at(url, gateway_url)
    sys.argv = ["interview-bot", *arguments]
    from bot.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
