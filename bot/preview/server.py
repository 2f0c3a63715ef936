"""``interview-bot preview``: a server with a channel in which one can type, pick commands and press buttons."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import simcord
from pydantic import SecretStr

from bot.chat.client import InterviewBot
from bot.chat.delivering import TICK_SECONDS
from bot.errors import PreviewError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.answering.texts import Texts
    from bot.app import App

CHANNEL = "提问"
# Questions of the catalogue that are asked before anybody looks.
EXAMPLES = 3


def serve_preview(app: App, texts: Texts, *, port: int, browser: bool) -> None:
    """Serve the simulated Discord until Ctrl-C or until the session is ended in the page.

    Args:
        app: everything wired.
        texts: the operator's language.
        port: the local port; 0 takes a free one.
        browser: whether to open the page.

    Raises:
        PreviewError: the port cannot be opened.
    """
    app.answerer.parser.prepare()
    asyncio.run(_serve(app, texts, port, browser))


async def _serve(app: App, texts: Texts, port: int, browser: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
            loop.add_signal_handler(name, stopped.set)
    try:
        async with open_preview(app, texts, port) as preview:
            print(texts("cli-preview", url=preview.url), flush=True)  # noqa: T201
            print(texts("cli-preview-stop"), flush=True)  # noqa: T201
            if browser:
                webbrowser.open(preview.url)
            waits = [asyncio.create_task(stopped.wait()), asyncio.create_task(preview.wait_closed())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
    except OSError:
        raise PreviewError("preview-port", port=port) from None
    print(texts("cli-bye"), flush=True)  # noqa: T201


@contextlib.asynccontextmanager
async def open_preview(app: App, texts: Texts, port: int = 0) -> AsyncIterator[simcord.Preview]:
    """The simulated server, ready to be looked at.

    It has a channel in which plain text is a question, a member and an administrator to look through, and a few
    questions already answered.
    """
    with tempfile.TemporaryDirectory(prefix="interview-bot-") as folder:
        chosen = {
            "ask_channels": (CHANNEL,),
            "shard_count": 1,
            "shards": None,
            "language": texts.language,
            # What is set in the page is forgotten with it, and what a connected bot remembers stays untouched.
            "database": SecretStr(f"sqlite:///{folder}/preview.db"),
            "card_font": app.settings.card_font or _font(),
        }
        settings = app.settings.model_copy(update=chosen)
        # Everybody in simcord has American English; here the reader of the page chooses.
        bot = InterviewBot(replace(app, settings=settings), language=texts.language)
        try:
            async with _served(bot, texts, port) as preview:
                yield preview
        finally:
            await bot.memory.close()


@contextlib.asynccontextmanager
async def _served(bot: InterviewBot, texts: Texts, port: int) -> AsyncIterator[simcord.Preview]:
    async with simcord.run(bot, check_errors=False) as env:
        guild = env.create_guild(texts("preview-server"))
        channel = guild.create_text_channel(CHANNEL, topic=texts("preview-topic"))
        admins = guild.create_role(texts("preview-admins"), permissions=discord.Permissions(administrator=True))
        member = guild.add_member(env.create_user("member", global_name=texts("preview-member")))
        admin = guild.add_member(env.create_user("admin", global_name=texts("preview-admin")), roles=[admins])
        for number in range(1, EXAMPLES + 1):
            await member.send(channel, texts(f"preview-example-{number}"))
        async with env.preview(
            channel,
            viewers=[member, admin],
            layout="channel",
            locale={"en": "en-US"}.get(texts.language, texts.language),
            timezone="Asia/Shanghai",
            port=port,
        ) as preview:
            ticking = asyncio.create_task(_tick(bot))
            try:
                yield preview
            finally:
                ticking.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await ticking


async def _tick(bot: InterviewBot) -> None:
    """In simcord loops of the bot stand still until a test moves its clock; here real time passes."""
    while True:
        await asyncio.sleep(TICK_SECONDS)
        await bot.deliveries.deliver()


def _font() -> Path | None:
    """The Chinese font that simcord's page brings, for quotes as pictures."""
    fonts = resources.files("simcord") / "preview" / "static" / "fonts"
    return next((Path(str(font)) for font in fonts.iterdir() if font.name.startswith("noto-sans-sc")), None)
