"""Why Discord cannot be reached, as one clear sentence."""

from __future__ import annotations

import asyncio
import contextlib
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.errors import LoginError
from bot.network import network_reason

# What discord.py lets through where there is no way to Discord, or Discord itself fails.
UNREACHABLE = (aiohttp.ClientError, discord.GatewayNotFound, discord.DiscordServerError, OSError, TimeoutError)

# Seconds in which a proxy, which is near, answers.
PATIENCE = 5.0


def unreachable(error: BaseException, proxy: str | None = None) -> LoginError:
    """What the network's errors mean.

    Args:
        error: one of `UNREACHABLE`.
        proxy: through which Discord was to be reached.

    Returns:
        ``proxy-unreachable`` or ``proxy-refused`` where the way ends at the proxy, else ``discord-unreachable``; the
        reason is a key of the catalogue, ``reason-net-...``, or the name of the error.
    """
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return LoginError("proxy-refused", status=error.status)
    if isinstance(error, discord.HTTPException):
        return failing(error.status)
    at_proxy = isinstance(error, aiohttp.ClientConnectorError) and _is(error.host, proxy)
    code = "proxy-unreachable" if at_proxy else "discord-unreachable"
    return LoginError(code, reason=_reason(error))


def failing(status: int) -> LoginError:
    """Discord, or something on the way, answers with an error of its own."""
    return LoginError("discord-unreachable", reason="net-status", status=status)


async def knock(proxy: str, patience: float = PATIENCE) -> None:
    """Connect to a proxy and leave.

    Args:
        proxy: its address.
        patience: seconds to wait for it.

    Raises:
        LoginError: it cannot be reached.
    """
    parts = urlsplit(proxy)
    try:
        async with asyncio.timeout(patience):
            port = parts.port or (443 if parts.scheme == "https" else 80)
            _, writer = await asyncio.open_connection(parts.hostname, port)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
    except (OSError, ValueError) as error:
        raise LoginError("proxy-unreachable", reason=_reason(error)) from None


def _is(host: str, proxy: str | None) -> bool:
    return proxy is not None and urlsplit(proxy).hostname == host


def _reason(error: BaseException) -> str:
    """Why, by the error or what stands behind it; its own name where nothing explains it."""
    behind = (getattr(error, "os_error", None), getattr(error, "certificate_error", None), error.__cause__)
    found = network_reason(error, *(one for one in behind if isinstance(one, BaseException)))
    cut = "net-cut" if isinstance(error, aiohttp.ServerDisconnectedError) else type(error).__name__
    return found or cut
