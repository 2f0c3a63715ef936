"""Why Discord cannot be reached, as one clear sentence."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.errors import LoginError

if TYPE_CHECKING:
    from collections.abc import Iterable

# What discord.py lets through where there is no way to Discord, or Discord itself fails.
UNREACHABLE = (aiohttp.ClientError, discord.GatewayNotFound, discord.DiscordServerError, OSError, TimeoutError)

# Seconds in which a proxy, which is near, answers.
PATIENCE = 5.0

# The first kind that fits counts; a kind of the system's errors may stand behind one of aiohttp's.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "net-unresolved"),
    (ConnectionRefusedError, "net-refused"),
    (TimeoutError, "net-slow"),
    (ssl.SSLError, "net-certificate"),
    (ConnectionError, "net-cut"),
    (aiohttp.ServerDisconnectedError, "net-cut"),
)


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
    return LoginError(code, reason=_reason(_chain(error)) or type(error).__name__)


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
        raise LoginError("proxy-unreachable", reason=_reason([error]) or type(error).__name__) from None


def _is(host: str, proxy: str | None) -> bool:
    return proxy is not None and urlsplit(proxy).hostname == host


def _chain(error: BaseException) -> list[BaseException]:
    """An error and the system's own behind it."""
    behind = (getattr(error, "os_error", None), getattr(error, "certificate_error", None), error.__cause__)
    return [error, *(one for one in behind if isinstance(one, BaseException))]


def _reason(errors: Iterable[BaseException]) -> str | None:
    found = list(errors)
    return next((code for kind, code in _REASONS if any(isinstance(error, kind) for error in found)), None)
