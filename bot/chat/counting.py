"""What discord.py does, counted: requests, and connections to the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from discord.ext import commands

    from bot.watching.metrics import Metrics


def trace_requests(metrics: Metrics) -> aiohttp.TraceConfig:
    """Count every request to Discord's API by its outcome."""

    async def end(session: aiohttp.ClientSession, context: Any, ended: aiohttp.TraceRequestEndParams) -> None:
        metrics.requested(ended.response.status)

    async def fail(session: aiohttp.ClientSession, context: Any, failed: aiohttp.TraceRequestExceptionParams) -> None:
        metrics.requested(None)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(end)
    trace.on_request_exception.append(fail)
    return trace


def count_connections(bot: commands.AutoShardedBot, metrics: Metrics) -> None:
    """Count what becomes of each shard's connection."""

    async def connect(shard: int) -> None:
        metrics.connected("connected")

    async def resume(shard: int) -> None:
        metrics.connected("resumed")

    async def lose(shard: int) -> None:
        metrics.connected("lost")

    bot.add_listener(connect, "on_shard_connect")
    bot.add_listener(resume, "on_shard_resumed")
    bot.add_listener(lose, "on_shard_disconnect")
