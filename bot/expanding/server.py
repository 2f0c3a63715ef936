"""An OpenAI-compatible server: asked politely, with one clear error for each way in which it does not answer."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from bot.errors import ExpandError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import SecretStr

_PATH = "/chat/completions"
# Nobody waits longer for a server that says when to come back.
_LONGEST_WAIT = 60.0
# Bytes of an answer. A model that reasons aloud for a hundred thousand tokens writes two million.
ANSWER_LIMIT = 10_000_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers.

    Attributes:
        url: the address of the server, of its API or of its chat completions.
        model: the model's name there.
        key: shown to nobody but the server.
        proxy: an HTTP proxy for addresses that are not on this machine.
    """

    url: str
    model: str
    key: SecretStr | None = None
    proxy: str | None = None

    @property
    def address(self) -> str:
        """The address that is posted to: ``/v1`` is added to a bare host, ``/chat/completions`` where it is missing."""
        url = urlsplit(self.url)
        path = url.path.rstrip("/") or "/v1"
        return url._replace(path=path.removesuffix(_PATH) + _PATH, fragment="").geturl()

    @property
    def host(self) -> str:
        """What is told of the address: who gets the text."""
        url = urlsplit(self.url)
        return f"{url.scheme}://{url.netloc}"

    @property
    def way(self) -> str | None:
        """The proxy to go through; none to this machine itself."""
        return None if _is_here(urlsplit(self.url).hostname or "") else self.proxy


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for.

    Attributes:
        connecting: seconds for a connection.
        answering: seconds for an answer; a large model on a small machine takes minutes.
        pauses: seconds before each further attempt where the server is busy, failing or hangs up.
    """

    connecting: float = 10.0
    answering: float = 300.0
    pauses: tuple[float, ...] = field(default=(1.0, 4.0, 15.0))


class Server:
    """A server with an open connection; an asynchronous context manager.

    Args:
        endpoint: where it is.
        patience: how long it may take.
    """

    def __init__(self, endpoint: Endpoint, patience: Patience) -> None:
        self._endpoint = endpoint
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Server:
        timeout = aiohttp.ClientTimeout(total=self._patience.answering, sock_connect=self._patience.connecting)
        self._session = aiohttp.ClientSession(timeout=timeout)
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """The model's answer to a chat.

        Args:
            messages: with roles and contents.

        Returns:
            what it wrote; nothing if it declined.

        Raises:
            ExpandError: it cannot be reached, is too slow, refuses, does not know the model, answers without end, or
                as no OpenAI-compatible server does.
        """
        for pause in self._patience.pauses:
            try:
                return await self._attempt(messages)
            except _BusyError as busy:
                await asyncio.sleep(pause if busy.wait is None else busy.wait)
        try:
            return await self._attempt(messages)
        except _BusyError as busy:
            raise busy.fault from None

    async def _attempt(self, messages: Sequence[dict[str, str]]) -> str:
        endpoint, host = self._endpoint, self._endpoint.host
        assert self._session is not None, "the server is not open"
        headers = {"Authorization": f"Bearer {endpoint.key.get_secret_value()}"} if endpoint.key else {}
        body = {"model": endpoint.model, "messages": list(messages), "stream": False}
        # Elsewhere than to the address that was given the text is not sent.
        request = self._session.post(
            endpoint.address, json=body, headers=headers, proxy=endpoint.way, allow_redirects=False
        )
        try:
            async with request as response:
                if response.status != HTTPStatus.OK:
                    raise self._refusal(response)
                data = await self._read(response)
        except aiohttp.ConnectionTimeoutError as error:
            raise ExpandError("expand-unreachable", host=host, reason=_reason(error)) from None
        except TimeoutError:
            raise ExpandError("expand-slow", host=host, seconds=int(self._patience.answering)) from None
        except aiohttp.ClientConnectorError as error:
            raise ExpandError("expand-unreachable", host=host, reason=_reason(error)) from None
        except aiohttp.ClientHttpProxyError as error:
            raise ExpandError("expand-unreachable", host=host, reason=f"proxy: {error.status}") from None
        except aiohttp.ClientError as error:
            raise _BusyError(ExpandError("expand-unreachable", host=host, reason=_reason(error))) from None
        content = _content(data)
        if content is None:
            raise ExpandError("expand-foreign", host=host)
        return content

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        """An answer's bytes, piece by piece, so that hardly more than the limit is ever in memory.

        Raises:
            ExpandError: there are more of them.
        """
        data = bytearray()
        async for piece in response.content.iter_any():
            data += piece
            if len(data) > ANSWER_LIMIT:
                raise ExpandError("expand-long", host=self._endpoint.host, limit=ANSWER_LIMIT // 1_000_000)
        return bytes(data)

    def _refusal(self, response: aiohttp.ClientResponse) -> Exception:
        """What a status means; the server's own sentence is not shown, since some repeat parts of the key."""
        status, host = response.status, self._endpoint.host
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return ExpandError("expand-refused", host=host, status=status)
        if status == HTTPStatus.NOT_FOUND:
            return ExpandError("expand-model", host=host, model=self._endpoint.model)
        fault = ExpandError("expand-status", host=host, status=status)
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return _BusyError(fault, _wait(response.headers.get("Retry-After", "")))
        return fault


class _BusyError(Exception):
    """What may pass by itself.

    Args:
        fault: what it is if it does not.
        wait: seconds after which the server wants to be asked again.
    """

    def __init__(self, fault: ExpandError, wait: float | None = None) -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.wait = wait


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _reason(error: aiohttp.ClientError) -> str:
    """The system's words for what failed, or the kind of error."""
    cause = getattr(error, "os_error", None) or getattr(error, "certificate_error", None) or error
    number = getattr(cause, "errno", None)
    if isinstance(number, int) and number > 0:
        return os.strerror(number)
    return getattr(cause, "strerror", None) or type(cause).__name__


def _wait(header: str) -> float | None:
    """The seconds in a Retry-After; a date is not read."""
    return min(float(header), _LONGEST_WAIT) if header.isascii() and header.isdigit() else None


def _content(data: bytes) -> str | None:
    """The text of the first choice, or None where the answer has no such thing."""
    try:
        found: Any = json.loads(data)
        message = found["choices"][0]["message"]
        content = message["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    return "" if content is None else content if isinstance(content, str) else None
