"""A look at Discord without connecting: who the bot is there, what its owner switched on, what it may do where."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

import aiohttp
import discord

from bot.chat.permissions import invitation, missing_permissions
from bot.chat.reaching import UNREACHABLE, failing, unreachable
from bot.errors import LoginError
from bot.guilds.models import ChosenChannel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import SecretStr

# Seconds for each of the questions; discord.py itself would try for half a minute where Discord fails.
PATIENCE = 15.0
# Of more servers than these no channels are looked into, which takes three requests a server and one a channel.
LOOKED_INTO = 100

# Servers that are looked into at the same time: Discord takes fifty requests a second.
_AT_ONCE = 8
# From this status on it is Discord that fails.
_FAILING = 500

Sight = Literal["good", "lacking", "gone", "left"]


@dataclass(frozen=True, slots=True)
class Application:
    """What the bot's owner chose in the developer portal.

    Attributes:
        id, name: of the application.
        message_content: whether it may read messages that are not meant for it.
        public: whether others than its owner can invite it.
        code_grant: whether an invitation needs a server of the owner's own.
        endpoint: whether commands are sent to such a server, and not to the bot.
    """

    id: int
    name: str
    message_content: bool
    public: bool
    code_grant: bool
    endpoint: bool

    @property
    def portal(self) -> str:
        """The address of its page."""
        return f"https://discord.com/developers/applications/{self.id}/bot"

    @property
    def invitation(self) -> str:
        """The address at which somebody adds it to a server."""
        return invitation(self.id)


@dataclass(frozen=True, slots=True)
class SeenChannel:
    """A chosen channel as it is.

    Attributes:
        chosen: which one, and for what.
        sight: everything is there, permissions are lacking, the channel is gone, or the bot is no longer in the server.
        server, channel: their names, or their numbers where the names are not known.
        missing: the permissions that the bot lacks.
    """

    chosen: ChosenChannel
    sight: Sight
    server: str
    channel: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen.

    Attributes:
        name: of the bot's account.
        application: as the portal has it.
        ahead: by how many seconds the clock of this machine is ahead of Discord's; None where Discord does not tell.
        servers: numbers and names of those in which the bot is.
        channels: those that were asked for, of the servers that were looked into.
        unknown: names that no channel of these servers has.
        left_out: how many servers were not looked into.
    """

    name: str
    application: Application
    ahead: float | None
    servers: tuple[tuple[int, str], ...]
    channels: tuple[SeenChannel, ...]
    unknown: tuple[str, ...]
    left_out: int


class _Watch:
    """Notes of each answer when it came, and its date; discord.py itself keeps neither."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.ahead: float | None = None
        self.status = 0
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._note)
        self._clock = clock

    async def _note(self, session: object, context: object, end: aiohttp.TraceRequestEndParams) -> None:
        self.status = end.response.status
        date = end.response.headers.get("Date")
        if date is not None and self.ahead is None:
            try:
                # A date has no fractions: on the average it is half a second late.
                self.ahead = self._clock() - parsedate_to_datetime(date).timestamp() - 0.5
            except ValueError:
                return


async def visit(
    token: SecretStr,
    *,
    proxy: str | None = None,
    chosen: Sequence[ChosenChannel] = (),
    named: Sequence[str] = (),
    clock: Callable[[], float] = time.time,
    patience: float = PATIENCE,
) -> Visit:
    """Look at Discord as the bot.

    Args:
        token: the bot's.
        proxy: through which Discord is reached.
        chosen: channels to look into.
        named: names or numbers of ask channels to look for in every server.
        clock: seconds since 1970.
        patience: seconds to wait for an answer; for those about all channels, four times as long.

    Raises:
        LoginError: Discord refuses the token, it is that of a person, or Discord cannot be reached.
    """
    watch = _Watch(clock)
    # It never connects; without this intent discord.py would warn.
    intents = discord.Intents(guilds=True)
    client = discord.Client(intents=intents, proxy=proxy, http_trace=watch.trace, max_messages=None)
    try:
        async with client:
            async with asyncio.timeout(patience):
                application = await _log_in(client, token)
                servers = {guild.id: guild.name async for guild in client.fetch_guilds(limit=None)}
            async with asyncio.timeout(4 * patience):
                round_ = _Round(client, servers)
                channels, unknown = await round_.look(chosen, named)
    except discord.LoginFailure:
        raise LoginError("token-refused") from None
    except TimeoutError as error:
        raise (failing(watch.status) if watch.status >= _FAILING else unreachable(error, proxy)) from None
    except UNREACHABLE as error:
        raise unreachable(error, proxy) from None
    except discord.HTTPException as error:
        raise failing(error.status) from None
    name = client.user.name if client.user else application.name
    return Visit(name, application, watch.ahead, tuple(servers.items()), channels, unknown, round_.left_out)


async def _log_in(client: discord.Client, token: SecretStr) -> Application:
    try:
        await client.login(token.get_secret_value())
    except discord.HTTPException:
        # People have no application, and discord.py asks for it before anybody can look at the account.
        if client.user is not None and not client.user.bot:
            raise LoginError("token-of-person") from None
        raise
    found = client.application
    assert found is not None
    if client.user is not None and not client.user.bot:
        raise LoginError("token-of-person")
    return Application(
        found.id,
        found.name,
        found.flags.gateway_message_content or found.flags.gateway_message_content_limited,
        found.bot_public,
        found.bot_require_code_grant,
        found.interactions_endpoint_url is not None,
    )


class _Round:
    """A walk through servers and their channels.

    Args:
        client: logged in.
        servers: names of those in which the bot is, by number.

    Attributes:
        left_out: how many servers were passed by because there are too many.
    """

    def __init__(self, client: discord.Client, servers: Mapping[int, str]) -> None:
        self.left_out = 0
        self._client = client
        self._servers = servers
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def look(
        self, chosen: Sequence[ChosenChannel], named: Sequence[str]
    ) -> tuple[tuple[SeenChannel, ...], tuple[str, ...]]:
        """Chosen channels as they are, those of names among them, and the names that none has."""
        by_server: dict[int, list[ChosenChannel]] = {}
        for one in chosen:
            by_server.setdefault(one.server, []).append(one)
        wanted = sorted({*by_server, *(self._servers if named else ())})
        looked = wanted[:LOOKED_INTO]
        self.left_out = len(wanted) - len(looked)
        found = await asyncio.gather(
            *(self._look_into(number, by_server.get(number, []), frozenset(named)) for number in looked)
        )
        met = {name for _, names in found for name in names}
        return tuple(seen for several, _ in found for seen in several), tuple(n for n in named if n not in met)

    async def _look_into(
        self, number: int, chosen: list[ChosenChannel], named: frozenset[str]
    ) -> tuple[list[SeenChannel], set[str]]:
        """The channels of one server, and which of the names it has."""
        async with self._turns:
            try:
                if number not in self._servers:
                    return self._left(chosen), set()
                guild = await self._client.fetch_guild(number, with_counts=False)
                assert self._client.user is not None
                bot = await guild.fetch_member(self._client.user.id)
            except (discord.Forbidden, discord.NotFound):
                return self._left(chosen), set()
            called, met = await self._named(number, named)
            asked = {one.channel for one in chosen if one.use == "ask"}
            every = [*chosen, *(ChosenChannel(number, channel, "ask") for channel in called if channel not in asked)]
            return [await self._see(one, guild, bot) for one in every], met

    def _left(self, chosen: list[ChosenChannel]) -> list[SeenChannel]:
        names = self._servers
        return [SeenChannel(one, "left", names.get(one.server, str(one.server)), str(one.channel)) for one in chosen]

    async def _named(self, number: int, named: frozenset[str]) -> tuple[list[int], set[str]]:
        """The channels of a server that are called so or have that number, and the names that they answer to."""
        if not named:
            return [], set()
        # As plain data: a channel of a kind that discord.py does not know yet would hide all others.
        found = await self._client.http.get_all_guild_channels(number)
        met = {(int(one["id"]), called) for one in found for called in (one["name"], str(one["id"])) if called in named}
        return sorted({channel for channel, _ in met}), {called for _, called in met}

    async def _see(self, one: ChosenChannel, guild: discord.Guild, bot: discord.Member) -> SeenChannel:
        try:
            channel = await guild.fetch_channel(one.channel)
            parent = channel
            if isinstance(channel, discord.Thread):
                parent = await guild.fetch_channel(channel.parent_id)
        except discord.Forbidden:
            return SeenChannel(one, "lacking", guild.name, str(one.channel), ("view_channel",))
        except (discord.NotFound, discord.InvalidData):
            return SeenChannel(one, "gone", guild.name, str(one.channel))
        more = ("attach_files",) if one.picture else ()
        missing = missing_permissions(parent, *more, bot=bot, in_thread=parent is not channel)
        return SeenChannel(one, "lacking" if missing else "good", guild.name, channel.name, tuple(missing))
