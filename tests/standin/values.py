"""What exists in the stand-in's Discord and what happened in it, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], float]

# Kinds of channels, of messages and of answers to interactions that the stand-in knows.
TEXT, DIRECT = 0, 1
PLAIN, REPLY, COMMAND_REPLY = 0, 19, 20
PONG, SAID, DEFERRED, DEFERRED_UPDATE, UPDATED, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9

# Flags of a message.
EPHEMERAL, LOADING = 1 << 6, 1 << 7

# Permissions that the stand-in checks.
VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES, READ_HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
ADD_REACTIONS = 1 << 6
ORDINARY = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_HISTORY | ADD_REACTIONS

# Seconds at which Discord's ids begin to count.
EPOCH = 1_420_070_400
# Divisible by every number up to 16, so that guild n is in shard n modulo the number of shards.
GUILDS = 720_720 * 200_000
USERS = 160_000_000_000


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot itself.

    Attributes:
        locale: of the person's Discord, which interactions carry.
        refuses_direct: direct messages from the bot are answered with 50007.
    """

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    refuses_direct: bool = False

    @property
    def mention(self) -> str:
        """The person, as a message names it."""
        return f"<@{self.id}>"


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel of a guild, or the conversation with one person.

    Attributes:
        denied: permissions that the bot lacks here.
        recipient: the person, in a direct conversation.
    """

    id: int
    name: str
    guild: int | None
    kind: int = TEXT
    denied: int = 0
    recipient: int | None = None


@dataclass(frozen=True, slots=True)
class Guild:
    """A server.

    Attributes:
        owner: who owns it; always among its members.
        permissions: what the bot may do in channels that deny nothing.
    """

    id: int
    name: str
    owner: User
    channels: tuple[Channel, ...]
    members: tuple[User, ...] = ()
    permissions: int = ORDINARY
    locale: str = "en-US"


# Flags of an application, for bots in few servers, whose owners switch intents on by themselves.
CONTENT_SWITCHED_ON = 1 << 19


@dataclass(frozen=True, slots=True)
class Portal:
    """What a bot's owner chose in the developer portal.

    Attributes:
        flags: of the application.
        application, account: what differs in the application and in the bot's own account.
    """

    flags: int = CONTENT_SWITCHED_ON
    application: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message."""

    id: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was written, or as it is after an edit.

    Attributes:
        body: the request that made it, as it came.
        at: when, by the stand-in's clock.
        token: with which its sender authenticated; of an answer to an interaction, that of the process that was told of
            it, if it was one.
        interaction: to which it is an answer.
    """

    id: int
    channel: int
    guild: int | None
    author: User
    body: Mapping[str, Any]
    at: float
    kind: int = PLAIN
    nonce: str | None = None
    token: str | None = None
    interaction: int | None = None
    files: tuple[File, ...] = ()
    edited_at: float | None = None

    @property
    def content(self) -> str:
        """Its text."""
        return self.body.get("content") or ""

    @property
    def embeds(self) -> Sequence[Json]:
        """Its embeds."""
        return self.body.get("embeds") or []

    @property
    def components(self) -> Sequence[Json]:
        """Its rows of buttons and menus."""
        return self.body.get("components") or []

    @property
    def flags(self) -> int:
        """Its flags."""
        return self.body.get("flags") or 0

    @property
    def private(self) -> bool:
        """Only one person sees it, and the channel's history does not hold it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def reference(self) -> int | None:
        """The message to which it replies."""
        number = (self.body.get("message_reference") or {}).get("message_id")
        return None if number is None else int(number)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A message that was sent again with the nonce of an earlier one, and was not created."""

    message: int
    nonce: str
    at: float
    token: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for an interaction or a message.

    Attributes:
        kind: of the answer to an interaction: `SAID`, `DEFERRED`, `CHOICES`, ...; `PLAIN` for a plain message.
        data: the body of the answer.
        message: the message that it made or changed, if it did.
        seconds: from the event until the answer came.
        interaction: the number of the interaction.
    """

    kind: int
    data: Mapping[str, Any]
    seconds: float
    message: Message | None = None
    interaction: int | None = None

    @property
    def content(self) -> str:
        """Its text."""
        return self.data.get("content") or ""

    @property
    def embeds(self) -> Sequence[Json]:
        """Its embeds."""
        return self.data.get("embeds") or []

    @property
    def private(self) -> bool:
        """Only the person who asked sees it."""
        return bool((self.data.get("flags") or 0) & EPHEMERAL)


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the REST interface, answered or not.

    Attributes:
        path: behind ``/api/v10``.
        token: with which it authenticated, if it did.
        body: JSON that came with it, or of files the field ``payload_json``.
        at: when it came, by the stand-in's clock.
        seconds: until it was answered.
        status: of the answer; None where the connection was dropped instead.
        headers: of the answer, in small letters.
    """

    method: str
    path: str
    token: str | None
    body: Any
    at: float
    seconds: float
    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)


class Snowflakes:
    """Discord's ids: they carry their time, and later ones are greater."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> int:
        """The next id."""
        self._last = max(self._last + 1, int((self._clock() - EPOCH) * 1000) << 22)
        return self._last


# Two ids, so that no code can take the one for the other.
BOT = User(150_000_000_000 << 22, "interview-bot", bot=True)
APPLICATION = 150_000_000_001 << 22


def make_user(number: int, name: str | None = None, *, locale: str = "en-US", refuses_direct: bool = False) -> User:
    """The n-th person."""
    return User((USERS + number) << 22, name or f"member-{number}", locale=locale, refuses_direct=refuses_direct)


def make_guild(
    number: int,
    *,
    channels: Sequence[str] = ("general",),
    members: Sequence[User] = (),
    permissions: int = ORDINARY,
    locale: str = "en-US",
) -> Guild:
    """The n-th guild; with up to 16 shards it belongs to shard n modulo their number.

    Args:
        number: of the guild.
        channels: names of its text channels.
        members: the people in it; the first one owns it. None given, it has an owner of its own.
        permissions: of the bot.
        locale: of the guild.
    """
    own = (GUILDS + number) << 22
    people = tuple(members) or (make_user(10_000_000 + number, f"owner-{number}"),)
    rooms = tuple(Channel(own + place, name, own) for place, name in enumerate(channels, 1))
    return Guild(own, f"guild-{number}", people[0], rooms, people, permissions, locale)


def shard_of(guild: int | None, count: int) -> int:
    """The shard that hears of a guild; direct conversations belong to the first."""
    return 0 if guild is None else (guild >> 22) % count
