"""The gateway: whom it tells what, and everything that can go wrong with a connection or a session."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.standin import payloads
from tests.standin.loop import in_loop
from tests.standin.sessions import (
    ACK,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID,
    MEMBERS,
    RECONNECT,
    RESUME,
    Connection,
    Heartbeat,
    Identify,
    Resume,
    Session,
)
from tests.standin.values import APPLICATION, BOT, shard_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.standin.loop import Changes, LoopThread
    from tests.standin.state import State
    from tests.standin.values import Json, Message

# What a bot must ask for to be told of it.
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT


@dataclass(slots=True)
class Refused:
    """How new connections are turned away, and how many more."""

    http_status: int | None
    close_code: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """How the gateway behaves.

    Attributes:
        heartbeat: seconds between signs of life.
        pace: seconds in which a group of shards may identify once; None lets them as they like.
        concurrency: how many groups there are.
        resumable: seconds for which a session outlives its connection.
        privileged: the intents that the bot's owner switched on.
    """

    heartbeat: float = 41.25
    pace: float | None = None
    concurrency: int = 1
    resumable: float = 180.0
    privileged: int = PRIVILEGED


class Gateway:
    """Every connection and session. What its public methods do is done in the stand-in's thread.

    Where a shard can be given, None means every one.
    """

    def __init__(self, thread: LoopThread, state: State, changes: Changes, token: str | None, plan: Plan) -> None:
        self.thread = thread
        self.url = ""
        self.starts = 1000
        self._state = state
        self._changes = changes
        self._token = token
        self._plan = plan
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._identifies: list[Identify] = []
        self._resumes: list[Resume] = []
        self._heartbeats: list[Heartbeat] = []
        self._refused: Refused | None = None

    # What happened

    @property
    @in_loop
    def identifies(self) -> tuple[Identify, ...]:
        """Every IDENTIFY, oldest first."""
        return tuple(self._identifies)

    @property
    @in_loop
    def resumes(self) -> tuple[Resume, ...]:
        """Every RESUME, oldest first."""
        return tuple(self._resumes)

    @property
    @in_loop
    def heartbeats(self) -> tuple[Heartbeat, ...]:
        """Every heartbeat, oldest first."""
        return tuple(self._heartbeats)

    @in_loop
    def identify_times(self, shard: int) -> tuple[float, ...]:
        """When a shard asked for a new session."""
        return tuple(found.at for found in self._identifies if found.shard == shard)

    @in_loop
    def connected(self, shard: int, token: str | None = None) -> bool:
        """Whether a shard has a session and a connection and was told of all its guilds."""
        return any(
            session.connection is not None and session.ready_at is not None and token in (None, session.token)
            for session in self._of(shard)
        )

    @in_loop
    def ready_at(self, shard: int, token: str | None = None) -> float | None:
        """When the newest connected session of a shard was told of all its guilds."""
        found = [s.ready_at for s in self._of(shard) if s.connection and s.ready_at and token in (None, s.token)]
        return max(found, default=None)

    # What goes wrong

    @in_loop
    def drop(self, shard: int | None = None) -> None:
        """End the connection without a word; the session can be resumed."""
        for connection in self._open(shard):
            self._leave(connection)
            connection.drop()

    @in_loop
    def close(self, shard: int | None = None, code: int = 4000) -> None:
        """Close the connection with a code; the session can be resumed."""
        for connection in self._open(shard):
            self._leave(connection)
            connection.close(code)

    @in_loop
    def reconnect(self, shard: int | None = None) -> None:
        """Ask for a new connection (op 7)."""
        for connection in self._open(shard):
            connection.send(RECONNECT)

    @in_loop
    def invalidate(self, shard: int | None = None, *, resumable: bool = False) -> None:
        """Declare the session invalid (op 9), for good or so that it can be resumed."""
        for connection in self._open(shard):
            if not resumable and connection.session:
                del self._sessions[connection.session.name]
                self._leave(connection)
            connection.send(INVALID, resumable)

    @in_loop
    def forget(self, shard: int | None = None) -> None:
        """End the connection without a word and the session with it: the RESUME that follows is refused (op 9)."""
        self.drop(shard)
        for session in self._of(shard):
            del self._sessions[session.name]

    @in_loop
    def stop_acking(self, shard: int | None = None) -> None:
        """Leave heartbeats of the present connections unanswered; a new connection is well again."""
        for connection in self._open(shard):
            connection.acking = False

    @in_loop
    def ask_heartbeat(self, shard: int | None = None) -> None:
        """Ask for a sign of life at once (op 1)."""
        for connection in self._open(shard):
            connection.send(HEARTBEAT)

    @in_loop
    def refuse(
        self, close_code: int | None = None, *, http_status: int | None = None, times: int | None = None
    ) -> None:
        """Turn new connections away.

        Args:
            close_code: with which they are closed when they IDENTIFY or RESUME.
            http_status: with which the websocket is refused instead. With neither of both a connection is taken and
                never greeted.
            times: how many; None until `accept`.
        """
        self._refused = Refused(http_status, close_code, times)

    @in_loop
    def accept(self) -> None:
        """Take new connections again."""
        self._refused = None

    @in_loop
    def send(self, event: str, data: Any, shard: int | None = None) -> None:
        """An event of any form, well-formed or not, whatever intents the session has."""
        for session in self._of(shard):
            session.tell(event, data)

    @in_loop
    def send_text(self, text: str, shard: int | None = None) -> None:
        """A frame of any form."""
        for connection in self._open(shard):
            connection.send_text(text)

    # What the world tells; in the stand-in's thread

    def tell(self, event: str, data: Json, guild: int | None, intent: int) -> list[Session]:
        """Tell the sessions of a guild's shard, if they asked for such events; return those that were told."""
        told = [s for s in self._hearing(guild) if not intent or s.intents & intent]
        for session in told:
            session.tell(event, data)
        return told

    def tell_message(self, event: str, message: Message, extra: Json | None = None) -> None:
        """Tell of a message, without its content where neither intents nor Discord's exceptions give it."""
        if message.private:
            return
        data = {**self._state.payload(message), **(extra or {})}
        if message.guild is not None:
            data["guild_id"] = str(message.guild)
        named = any(person["id"] == str(BOT.id) for person in data["mentions"])
        open_to_all = message.guild is None or message.author == BOT or named
        for session in self._hearing(message.guild):
            if session.intents & (DIRECT_MESSAGES if message.guild is None else GUILD_MESSAGES):
                whole = open_to_all or session.intents & MESSAGE_CONTENT
                session.tell(event, data if whole else payloads.without_content(data))

    def _hearing(self, guild: int | None) -> list[Session]:
        return [s for s in self._sessions.values() if s.shard == shard_of(guild, s.count)]

    def _of(self, shard: int | None) -> list[Session]:
        return [session for session in self._sessions.values() if shard in (None, session.shard)]

    def _open(self, shard: int | None) -> list[Connection]:
        return [session.connection for session in self._of(shard) if session.connection]

    # A connection

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """A websocket, from its greeting to its end."""
        refused = self._take_refused()
        if refused and refused.http_status:
            return web.Response(status=refused.http_status)
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        try:
            if refused is None or refused.close_code:
                connection.send(HELLO, {"heartbeat_interval": round(self._plan.heartbeat * 1000)})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT and not (refused and refused.close_code is None):
                    self._receive(connection, json.loads(frame.data), refused)
        finally:
            writer.cancel()
            self._connections.discard(connection)
            self._end(connection)
        return socket

    async def close_all(self) -> None:
        """End every connection, for good."""
        for connection in list(self._connections):
            connection.drop()

    def _take_refused(self) -> Refused | None:
        refused = self._refused
        if refused and refused.left is not None:
            refused.left -= 1
            if refused.left <= 0:
                self._refused = None
        return refused

    def _receive(self, connection: Connection, frame: Json, refused: Refused | None) -> None:
        kind: int = frame["op"]
        data: Any = frame.get("d")
        if kind == HEARTBEAT:
            session = connection.session
            self._heartbeats.append(
                Heartbeat(session.shard if session else None, self._state.clock(), connection.acking)
            )
            if connection.acking:
                connection.send(ACK)
        elif refused and refused.close_code and kind in (IDENTIFY, RESUME):
            connection.close(refused.close_code)
        elif kind == IDENTIFY:
            self._identify(connection, data)
        elif kind == RESUME:
            self._resume(connection, data)
        elif kind == MEMBERS and connection.session:
            self._send_members(connection.session, data)
        self._changes.tell()

    def _identify(self, connection: Connection, data: Json) -> None:
        shard, count = data.get("shard") or (0, 1)
        token, intents, now = data["token"], data["intents"], self._state.clock()
        early = self._early(shard, now)
        code = self._refusal(shard, count, token, intents)
        session = Session(shard, count, token, intents)
        taken = code is None and not early
        self._identifies.append(Identify(shard, count, token, intents, now, session.name if taken else None))
        if code is not None:
            connection.close(code)
        elif early:
            connection.send(INVALID, False)
        else:
            self.starts = max(0, self.starts - 1)
            self._prune(now)
            self._sessions[session.name] = session
            self._join(connection, session)
            self._greet(session)

    def _early(self, shard: int, now: float) -> bool:
        pace, groups = self._plan.pace, self._plan.concurrency
        same = [found.at for found in self._identifies if found.session and found.shard % groups == shard % groups]
        return pace is not None and bool(same) and now - same[-1] < pace

    def _refusal(self, shard: int, count: int, token: str, intents: int) -> int | None:
        if self._token not in (None, token):
            return 4004
        if not 0 <= shard < count:
            return 4010
        return 4014 if intents & PRIVILEGED & ~self._plan.privileged else None

    def _greet(self, session: Session) -> None:
        guilds = [guild for guild in self._state.guilds.values() if shard_of(guild.id, session.count) == session.shard]
        session.tell(
            "READY",
            {
                "v": 10,
                "user": {**payloads.user(BOT), "verified": True, "mfa_enabled": True, "flags": 0},
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.name,
                "resume_gateway_url": self.url,
                "shard": [session.shard, session.count],
                "application": {"id": str(APPLICATION), "flags": 0},
            },
        )
        if session.intents & GUILDS:
            for guild in guilds:
                session.tell("GUILD_CREATE", payloads.guild(guild, event=True))
        session.ready_at = self._state.clock()

    def _resume(self, connection: Connection, data: Json) -> None:
        name, token, sequence, now = data["session_id"], data["token"], data["seq"] or 0, self._state.clock()
        session = self._sessions.get(name or "")
        missed = None
        if session and session.token == token and not self._is_over(session, now):
            missed = session.missed(sequence)
        shard = session.shard if session else None
        self._resumes.append(Resume(shard, token, name, sequence, now, None if missed is None else len(missed)))
        if session is None or missed is None:
            connection.send(INVALID, False)
            return
        if session.connection:
            session.connection.close(4000)
        self._join(connection, session)
        for text in missed:
            connection.send_text(text)
        session.tell("RESUMED", {})

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._state.guilds.get(int(data["guild_id"]))
        members = [payloads.member(person) for person in guild.members] if guild else []
        chunk = {"guild_id": data["guild_id"], "members": members, "chunk_index": 0, "chunk_count": 1}
        session.tell("GUILD_MEMBERS_CHUNK", {**chunk, "nonce": data.get("nonce")})

    # Sessions and their connections

    def _join(self, connection: Connection, session: Session) -> None:
        connection.session, session.connection, session.left_at = session, connection, None

    def _leave(self, connection: Connection) -> None:
        session = connection.session
        if session and session.connection is connection:
            session.connection, session.left_at = None, self._state.clock()
            self._changes.tell()

    def _end(self, connection: Connection) -> None:
        self._leave(connection)
        # A client that closes with one of these does not mean to come back; one that answers our close does.
        if connection.session and not connection.closing and connection.socket.close_code in (1000, 1001):
            self._sessions.pop(connection.session.name, None)
            self._changes.tell()

    def _prune(self, now: float) -> None:
        for session in list(self._over(now)):
            del self._sessions[session.name]

    def _over(self, now: float) -> Iterator[Session]:
        return (session for session in self._sessions.values() if self._is_over(session, now))

    def _is_over(self, session: Session, now: float) -> bool:
        return session.left_at is not None and now - session.left_at > self._plan.resumable
