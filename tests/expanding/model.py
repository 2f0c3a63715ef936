"""A language model's server on this machine, over real sockets, that answers or fails as a test tells it."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.standin.loop import LoopThread

if TYPE_CHECKING:
    from collections.abc import Iterable

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request.

    Attributes:
        body: of the answer.
        status: of the answer.
        headers: of the answer.
        delay: seconds before it.
        dropped: the connection ends instead.
    """

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked."""

    url: str
    headers: dict[str, str]
    body: dict[str, Any]


def says(*phrasings: str) -> Reply:
    """The answer of a model that writes what it should."""
    return written(json.dumps(phrasings, ensure_ascii=False))


def written(content: str | None) -> Reply:
    """The answer of a model that writes anything."""
    return Reply(json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}))


class ModelServer:
    """A server with a script.

    Args:
        replies: one for each request, in order; the last is repeated.

    Attributes:
        requests: what was asked so far.
        url: the address of its API.
    """

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = deque(replies)
        self._thread = LoopThread("model")
        self._runner: web.AppRunner | None = None
        self.requests: list[Request] = []
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._thread.wait(self._open())
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._runner is not None
        self._thread.wait(self._runner.cleanup())
        self._thread.stop()

    async def _open(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}/v1"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(Request(str(request.url), dict(request.headers), await request.json()))
        reply = self._replies.popleft() if len(self._replies) > 1 else self._replies[0]
        await asyncio.sleep(reply.delay)
        if reply.dropped:
            assert request.transport is not None
            request.transport.close()
        return web.Response(body=reply.body.encode(), status=reply.status, headers=reply.headers)


class EndlessServer(ModelServer):
    """A server that writes blanks until nobody listens.

    Args:
        headers: of its answer; with ``Content-Encoding: gzip`` the blanks are packed.
        status: of its answer.

    Attributes:
        asked: how often it was.
        written: bytes that went out, before they were packed.
    """

    def __init__(self, headers: dict[str, str], status: int = 200) -> None:
        super().__init__([])
        self._headers = headers
        self._status = status
        self.asked = 0
        self.written = 0

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        response = web.StreamResponse(status=self._status, headers=self._headers)
        await response.prepare(request)
        blanks = b" " * 1_000_000
        packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS) if self._headers else None
        with suppress(ConnectionError):
            while True:
                await response.write(packer.compress(blanks) + packer.flush(zlib.Z_SYNC_FLUSH) if packer else blanks)
                self.written += len(blanks)
        return response
