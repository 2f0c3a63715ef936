"""Connections to the gateway, the sessions that outlive them, and what is recorded of both."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web

# Kinds of frames.
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 8, 9, 10, 11

# Events that a session keeps for a RESUME.
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Identify:
    """A new session was asked for.

    Attributes:
        session: its name; None where it was refused.
    """

    shard: int
    count: int
    token: str
    intents: int
    at: float
    session: str | None


@dataclass(frozen=True, slots=True)
class Resume:
    """An earlier session was asked for.

    Attributes:
        sequence: of the last event that the client knows.
        replayed: how many events it had missed; None where it was refused.
    """

    shard: int | None
    token: str
    session: str
    sequence: int
    at: float
    replayed: int | None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life."""

    shard: int | None
    at: float
    acknowledged: bool


class Connection:
    """A websocket; what is sent goes through one queue, so that nothing overtakes."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.BaseTransport | None) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.acking = True
        self.closing = False
        self._transport = transport
        self._outbox: asyncio.Queue[str | int] = asyncio.Queue()

    def send(self, kind: int, data: Any = None) -> None:
        """Send a frame that is no event."""
        self.send_text(json.dumps({"op": kind, "d": data, "s": None, "t": None}))

    def send_text(self, text: str) -> None:
        """Send anything."""
        self._outbox.put_nowait(text)

    def close(self, code: int) -> None:
        """Close, after everything that was sent before."""
        self.closing = True
        self._outbox.put_nowait(code)

    def drop(self) -> None:
        """End the connection without a word."""
        if isinstance(self._transport, asyncio.Transport):
            self._transport.abort()

    async def write(self) -> None:
        """Send what is in the queue until the connection ends."""
        with contextlib.suppress(ConnectionError):
            while not self.socket.closed:
                item = await self._outbox.get()
                if isinstance(item, int):
                    await self.socket.close(code=item)
                else:
                    await self.socket.send_str(item)


class Session:
    """What a shard was told, whether or not it is connected."""

    def __init__(self, shard: int, count: int, token: str, intents: int) -> None:
        self.name = secrets.token_hex(16)
        self.shard = shard
        self.count = count
        self.token = token
        self.intents = intents
        self.sequence = 0
        self.connection: Connection | None = None
        self.ready_at: float | None = None
        self.left_at: float | None = None
        self._events: deque[tuple[int, str]] = deque(maxlen=KEPT)

    def tell(self, event: str, data: Any) -> None:
        """An event: sent if connected, kept for a RESUME in any case."""
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self._events.append((self.sequence, text))
        if self.connection:
            self.connection.send_text(text)

    def missed(self, sequence: int) -> list[str] | None:
        """The events after one; None if they are no longer known."""
        oldest = self._events[0][0] if self._events else 1
        if not oldest - 1 <= sequence <= self.sequence:
            return None
        return [text for number, text in self._events if number > sequence]
