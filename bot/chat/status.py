"""``/healthz`` and ``/metrics`` of a running process, on a port of the machine's own."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.errors import ConfigError
from bot.version import version
from bot.watching.metrics import Standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import discord

    from bot.chat.client import InterviewBot
    from bot.settings import Settings
    from bot.watching.metrics import Metrics

log = logging.getLogger(__name__)

# So many heartbeats without an acknowledgement, and a connection is dead.
MISSED = 2.5
DATABASE_SECONDS = 2.0
_PROMETHEUS = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


class Status:
    """Tells how the process is.

    Args:
        metrics: of the process.

    Attributes:
        bot: the one that is connected now, or trying to be.
    """

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.bot: InterviewBot | None = None

    async def healthz(self, request: web.Request) -> web.Response:
        """200 if questions are answered, else 503; the body says what is wrong."""
        found = await self.look()
        return web.json_response(found, status=200 if found["healthy"] else 503)

    async def tell_metrics(self, request: web.Request) -> web.Response:
        """Prometheus' text format."""
        return web.Response(body=self.metrics.render(_standing(self.bot)), headers=_PROMETHEUS)

    async def look(self) -> dict[str, Any]:
        """How everything is.

        Returns:
            ``healthy``; ``wrong``, the names of what is not as it should be: ``gateway``, ``index``, ``database``; the
            ``version``; for each shard of the process the seconds since its last acknowledged ``heartbeat``, null while
            there is none; and how many ``passages`` are searched.
        """
        bot = self.bot
        beats = {} if bot is None else _beats(bot)
        passages = 0 if bot is None else len(bot.app.answerer.index.entries)
        right = {
            "gateway": bool(beats) and all(_is_alive(age, limit) for age, limit in beats.values()),
            "index": passages > 0,
            "database": bot is not None and await _reaches(bot),
        }
        return {
            "healthy": all(right.values()),
            "wrong": [name for name, well in right.items() if not well],
            "version": version(),
            "heartbeat": {str(number): age for number, (age, _) in beats.items()},
            "passages": passages,
        }


@asynccontextmanager
async def serve_status(settings: Settings, metrics: Metrics) -> AsyncIterator[Status]:
    """Tell how the process is, at the port of the settings, if there is one.

    Raises:
        ConfigError: the port cannot be opened.
    """
    status = Status(metrics)
    if settings.status_port is None:
        yield status
        return
    application = web.Application()
    application.add_routes([web.get("/healthz", status.healthz), web.get("/metrics", status.tell_metrics)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.status_host, settings.status_port).start()
        except OSError:
            raise ConfigError("status-port", host=settings.status_host, port=str(settings.status_port)) from None
        log.info("status at http://%s:%d/healthz and /metrics", settings.status_host, settings.status_port)
        yield status
    finally:
        await runner.cleanup()


def _beats(bot: InterviewBot) -> dict[int, tuple[float | None, float]]:
    """See `_age`, of every shard that the process is to run, also of those that wait for their turn to connect."""
    numbers = bot.shard_ids or range(bot.shard_count or 0)
    return {number: _age(bot.get_shard(number)) for number in numbers}


def _age(shard: discord.ShardInfo | None) -> tuple[float | None, float]:
    """Seconds since a shard's last acknowledged heartbeat, None without a connection, and how often one is due."""
    # discord.py tells the latency of the last heartbeat, which stands still when they stop.
    keeper = getattr(shard._parent.ws, "_keep_alive", None) if shard is not None and not shard.is_closed() else None
    if keeper is None:
        return None, 0.0
    return round(time.perf_counter() - keeper._last_ack, 3), keeper.interval


def _is_alive(age: float | None, interval: float) -> bool:
    return age is not None and age < MISSED * interval


async def _reaches(bot: InterviewBot) -> bool:
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            return await bot.memory.is_reachable()
    except TimeoutError:
        return False


def _standing(bot: InterviewBot | None) -> Standing:
    if bot is None:
        return Standing(0, 0, 0)
    answerer = bot.app.answerer
    latencies = {number: shard.latency for number, shard in bot.shards.items() if math.isfinite(shard.latency)}
    ages = {number: age for number, (age, _) in _beats(bot).items() if age is not None}
    return Standing(len(bot.guilds), len(answerer.library), len(answerer.index.entries), latencies, ages)
