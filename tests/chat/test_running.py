"""What Discord refuses is told in one sentence."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.chat import InterviewBot
from bot.chat.running import LONGEST_PAUSE, pause_after, run_bot, stay_connected
from bot.chat.status import Status
from bot.errors import LoginError
from bot.watching.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App


def with_token(app: App, token: str | None) -> App:
    """An app with another token."""
    secret = None if token is None else SecretStr(token)
    return replace(app, settings=app.settings.model_copy(update={"discord_token": secret}))


@pytest.fixture
def refusing_discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server on this machine that refuses every token."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    port: list[int] = []

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"code": 0, "message": "401: Unauthorized"}, status=401)

    async def serve() -> web.AppRunner:
        server = web.Application()
        server.router.add_route("*", "/{path:.*}", refuse)
        runner = web.AppRunner(server)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port.append(runner.addresses[0][1])
        return runner

    def serve_forever() -> None:
        runner = loop.run_until_complete(serve())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=serve_forever)
    thread.start()
    ready.wait()
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port[0]}/api/v10")
    yield
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.mark.parametrize("token", [None, "", "  "])
def test_no_token_says_where_to_get_one(app: App, token: str | None) -> None:
    """Without a token nothing is tried."""
    with pytest.raises(LoginError) as caught:
        run_bot(with_token(app, token))
    assert caught.value.code == "token-missing"


@pytest.mark.usefixtures("refusing_discord", "log_restored")
def test_a_refused_token_says_so(app: App) -> None:
    """Discord's 401 becomes one sentence, and the token is not in it."""
    with pytest.raises(LoginError) as caught:
        run_bot(with_token(app, "secret-token"))
    assert caught.value.code == "token-refused"
    assert "secret-token" not in str(caught.value)


@pytest.mark.usefixtures("log_restored")
def test_a_fault_of_its_own_is_a_line_of_the_log(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody has foreseen ends the process with a trace where everything else is logged, and without the token."""

    async def fail(bot: InterviewBot, token: str) -> None:
        raise RuntimeError(f"unforeseen with {token}")

    monkeypatch.setattr(InterviewBot, "login", fail)
    faulty = with_token(app, "secret-token")
    faulty = replace(faulty, settings=faulty.settings.model_copy(update={"log_format": "json"}))
    with pytest.raises(SystemExit) as caught:
        run_bot(faulty)
    assert caught.value.code == 1
    last = json.loads(capsys.readouterr().err.strip().split("\n")[-1])
    assert last["level"] == "critical"
    assert last["trace"].endswith("RuntimeError: unforeseen with [hidden]")


async def test_an_unreachable_discord_is_told_once_and_tried_again(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing answers, one sentence points to network and proxy, and the bot goes on trying until it is ended."""
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    monkeypatch.setattr("bot.chat.running.PAUSE", 0.01)
    asked, logins = asyncio.Event(), 0

    async def count(bot: InterviewBot, token: str) -> None:
        nonlocal logins
        logins += 1
        if logins == 4:
            asked.set()
        await login(bot, token)

    login = InterviewBot.login
    monkeypatch.setattr(InterviewBot, "login", count)
    async with asyncio.timeout(20):
        await stay_connected(with_token(app, "token"), "token", asked, Status(Metrics()))
    assert logins == 4
    said = [record.getMessage() for record in caplog.records if record.name == "bot.chat.running"]
    assert len(said) == 1
    assert "proxy" in said[0]


def test_pauses_between_attempts_grow_up_to_a_minute() -> None:
    """One second, two, four; a large number of failures is no large number of digits."""
    pauses = [pause_after(failures, LONGEST_PAUSE) for failures in range(1, 12)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE == pause_after(10**9, LONGEST_PAUSE)
