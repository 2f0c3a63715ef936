"""A stand-in for Discord on this machine, over real sockets: REST and gateway, and people who use them.

    with Standin(guilds=[make_guild(0), make_guild(1)]) as standin:
        ...                                             # a bot that is pointed at standin.url and standin.gateway_url
        reply = await standin.slash(guild, channel, person, "ask", {"question": "?"})
        standin.fault("POST", f"/channels/{channel.id}/messages", Fault.refused(500), times=2)
        standin.gateway.drop(shard=0)

It runs in a thread of its own, so that tests with and without a loop and bots in other processes can use it. Its clock
is passed in: who moves it moves the windows of nonces, interactions and rate limits, and the times of what is recorded.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from aiohttp import web

from tests.standin.gateway import PRIVILEGED, Gateway, Plan
from tests.standin.interactions import Interactions
from tests.standin.limits import Limits, busiest
from tests.standin.loop import Changes, LoopThread, from_any_loop, in_loop
from tests.standin.people import PATIENCE, People, id_of
from tests.standin.reception import Reception
from tests.standin.rest import API, Rest
from tests.standin.state import State
from tests.standin.values import Portal, make_guild

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import TypeVar

    from tests.standin.faults import Fault, Trap
    from tests.standin.limits import Limit
    from tests.standin.values import Channel, Clock, Guild, Json, Message, Repeat, Request

    T = TypeVar("T")

HOST = "127.0.0.1"

# Answers that Discord counts against a bot.
_REFUSED = (401, 403, 429)


class Standin(People):
    """Discord, as far as a bot can tell.

    Args:
        guilds: in which the bot is.
        token: that the bot must have; None takes any, so that processes can be told apart by theirs.
        shards: that Discord recommends.
        concurrency: groups of shards that may identify at the same time, ``max_concurrency``.
        pace: seconds in which each of these groups may identify once; None lets them as they like.
        heartbeat: seconds between signs of life.
        resumable: seconds for which a session outlives its connection.
        privileged: the intents that the bot's owner switched on.
        nonce_seconds: for how long a message with the nonce of an earlier one is not created again.
        everywhere: a rate limit of all routes together.
        limits: rate limits of single routes by method and pattern, ``("POST", "/channels/*/messages")``.
        portal: what the bot's owner chose in the developer portal.
        clock: seconds since 1970; answers carry it as their date.

    Attributes:
        nonce_seconds: as given.
        gateway: every connection and session, and what goes wrong with them.
    """

    def __init__(
        self,
        guilds: Iterable[Guild] | None = None,
        *,
        token: str | None = None,
        shards: int = 1,
        concurrency: int = 1,
        pace: float | None = None,
        heartbeat: float = 41.25,
        resumable: float = 180.0,
        privileged: int = PRIVILEGED,
        nonce_seconds: float = 180.0,
        everywhere: Limit | None = None,
        limits: Mapping[tuple[str, str], Limit] | None = None,
        portal: Portal | None = None,
        clock: Clock = time.time,
    ) -> None:
        thread, changes = LoopThread("standin"), Changes()
        state = State([make_guild(0)] if guilds is None else guilds, clock, nonce_seconds)
        interactions = Interactions(state)
        plan = Plan(heartbeat, pace, concurrency, resumable, privileged)
        self.nonce_seconds = nonce_seconds
        self.gateway = Gateway(thread, state, changes, token, plan)
        super().__init__(thread, state, interactions, self.gateway)
        self._changes = changes
        self._rest = Rest(state, self.gateway, interactions, shards, concurrency, portal or Portal())
        self._reception = Reception(token, Limits(everywhere, limits or {}, clock), clock, changes)
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    # Its life

    def __enter__(self) -> Self:
        self.thread.start()
        try:
            self.thread.wait(self._start())
        except BaseException:
            self.thread.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.thread.wait(self._end())
        finally:
            self.thread.stop()
        if error is None and self._reception.failures:
            raise RuntimeError("the stand-in itself failed") from self._reception.failures[0]

    async def _start(self) -> None:
        app = web.Application(middlewares=[self._reception.serve], client_max_size=64 << 20)
        app.router.add_routes(self._rest.routes())
        app.router.add_get("/", self.gateway.connect)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listen()
        self.gateway.url = self.gateway_url

    async def _listen(self) -> None:
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await self._site.start()
        self._port = self._site.port

    async def _unlisten(self) -> None:
        if self._site:
            await self._site.stop()
            self._site = None
        await self.gateway.close_all()

    async def _end(self) -> None:
        await self._unlisten()
        if self._runner:
            await self._runner.cleanup()

    def unplug(self) -> None:
        """Be unreachable: nothing listens, and every connection has ended."""
        self.thread.wait(self._unplug())

    async def _unplug(self) -> None:
        await self._unlisten()
        assert self._runner is not None
        assert self._runner.server is not None
        for connection in self._runner.server.connections:
            connection.force_close()

    def plug(self) -> None:
        """Be reachable again, at the same address."""
        self.thread.wait(self._listen())

    @property
    def url(self) -> str:
        """The base of the REST interface."""
        return f"http://{HOST}:{self._port}{API}"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return f"ws://{HOST}:{self._port}/"

    # What goes wrong

    @in_loop
    def fault(self, method: str, pattern: str, fault: Fault, *, times: int | None = None) -> Trap:
        """Let requests fail.

        Args:
            method: of the requests, ``*`` for any.
            pattern: of their paths behind ``/api/v10``: ``*`` for one part, ``**`` for any number of them.
            fault: how they fail.
            times: how many of them; None for every one until `Trap.remove` or `heal`.
        """
        return self._reception.faults.add(method, pattern, fault, times)

    @in_loop
    def heal(self) -> None:
        """Let every further request pass, and every connection to the gateway."""
        self._reception.faults.clear()
        self.gateway.accept()

    # What happened

    def now(self) -> float:
        """The time by its clock."""
        return self._state.clock()

    @property
    @in_loop
    def created(self) -> tuple[Message, ...]:
        """Every message that the bot made, as it was made, oldest first."""
        return tuple(self._state.created)

    @property
    @in_loop
    def repeats(self) -> tuple[Repeat, ...]:
        """Every message that was not made because of its nonce, oldest first."""
        return tuple(self._state.repeats)

    @property
    @in_loop
    def requests(self) -> tuple[Request, ...]:
        """Every request to the REST interface, in the order in which they were answered."""
        return tuple(self._reception.requests)

    @in_loop
    def history(self, channel: Channel | int) -> tuple[Message, ...]:
        """What everybody sees in a channel now, oldest first."""
        return tuple(self._state.history(id_of(channel)))

    @in_loop
    def commands(self, guild: Guild | int | None = None) -> tuple[Json, ...]:
        """The commands that the bot told Discord of."""
        return tuple(self._state.commands.get(None if guild is None else id_of(guild), []))

    def counts(self) -> dict[tuple[str, int | None], int]:
        """How many requests of a method were answered with a status; None where the connection was dropped."""
        found: dict[tuple[str, int | None], int] = {}
        for request in self.requests:
            found[request.method, request.status] = found.get((request.method, request.status), 0) + 1
        return found

    def invalid(self) -> int:
        """How many requests count as invalid: 10,000 in ten minutes get a bot banned."""
        return sum(request.status in _REFUSED for request in self.requests)

    def busiest(self, seconds: float = 1.0) -> int:
        """How many requests came within the busiest stretch of so many seconds."""
        return busiest(self.requests, seconds)

    @from_any_loop
    async def until(self, predicate: Callable[[], T], seconds: float = PATIENCE) -> T:
        """What a predicate over the stand-in returns as soon as it is true.

        It is asked again whenever a request was answered or a session changed.

        Raises:
            TimeoutError: it was not within so many seconds.
        """
        try:
            return await self._changes.until(predicate, seconds)
        except TimeoutError:
            last = [f"{request.method} {request.path}: {request.status}" for request in self._reception.requests[-8:]]
            raise TimeoutError(f"not within {seconds} s; the last requests: {'; '.join(last) or 'none'}") from None

    def wait(self, predicate: Callable[[], T], seconds: float = PATIENCE) -> T:
        """`until` for tests without a loop."""
        return self.thread.wait(self.until(predicate, seconds), seconds + 10)
