"""Where requests arrive: who they are from, what goes wrong with them, which are too many, and what becomes of them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import socket
import struct
from email.utils import formatdate
from typing import TYPE_CHECKING

from aiohttp import web

from tests.standin.answers import ApiError, answer
from tests.standin.faults import Faults
from tests.standin.rest import API, BODY, read_body, token_of
from tests.standin.values import Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin.limits import Limits
    from tests.standin.loop import Changes
    from tests.standin.values import Clock

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Routes that need no token: whoever knows that of the interaction may answer it.
_OPEN = ("/interactions/", "/webhooks/")


class Reception:
    """Everything between a socket and a route.

    Args:
        token: that requests must carry; None takes any.
        limits: to which they are held.
        clock: seconds since 1970.
        changes: who is told of every request.

    Attributes:
        faults: what goes wrong on purpose.
        requests: what came, in the order in which it was answered.
        failures: what went wrong in the stand-in itself.
    """

    def __init__(self, token: str | None, limits: Limits, clock: Clock, changes: Changes) -> None:
        self.faults = Faults()
        self.requests: list[Request] = []
        self.failures: list[Exception] = []
        self._token = token
        self._limits = limits
        self._clock = clock
        self._changes = changes

    @web.middleware
    async def serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The answer to a request, or the end of its connection."""
        try:
            if request.path.startswith(API):
                return await self._record(request, handler)
            return await handler(request)
        except (ConnectionError, web.RequestPayloadError):
            # The client has gone.
            raise
        except Exception as error:
            self.failures.append(error)
            raise

    async def _record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        at, path, token = self._clock(), request.path.removeprefix(API), token_of(request)
        request[BODY] = body = await read_body(request)
        work = functools.partial(self._answer, request, handler, path, token)
        fault = self.faults.take(request.method, path)
        done = await (work() if fault is None else fault.happen(work))
        if done is not None:
            done.headers["Date"] = formatdate(self._clock(), usegmt=True)
        status = None if done is None else done.status
        headers = {} if done is None else {name.lower(): value for name, value in done.headers.items()}
        seconds = self._clock() - at
        self.requests.append(Request(request.method, path, token, body.data, at, seconds, status, headers))
        self._changes.tell()
        if done is not None:
            return done
        _end_connection(request, reset=fault is not None and fault.dropped == "reset")
        # Nobody reads this any more.
        return web.Response(status=500)

    async def _answer(self, request: web.Request, handler: Handler, path: str, token: str | None) -> web.StreamResponse:
        if not path.startswith(_OPEN) and (token is None or self._token not in (None, token)):
            return answer({"message": "401: Unauthorized", "code": 0}, 401)
        refused, headers = self._limits.take(request.method, path, token)
        if refused is not None:
            return refused
        try:
            done = await handler(request)
        except ApiError as error:
            done = error.answer()
        except web.HTTPException as error:
            done = answer({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)
        done.headers.update(headers)
        return done


def _end_connection(request: web.Request, *, reset: bool) -> None:
    transport = request.transport
    if not isinstance(transport, asyncio.Transport):
        return
    if reset:
        # A lingering time of zero makes the system send RST instead of FIN.
        with contextlib.suppress(OSError):
            raw: socket.socket = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
