"""What the stand-in's Discord holds: guilds, channels, messages, commands. Touched in the stand-in's thread only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.standin import payloads
from tests.standin.answers import ApiError, invalid, unknown
from tests.standin.values import (
    APPLICATION,
    BOT,
    DIRECT,
    EMBED_LINKS,
    LOADING,
    PLAIN,
    READ_HISTORY,
    REPLY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    Message,
    Repeat,
    Snowflakes,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Mapping, Sequence

    from tests.standin.values import Clock, File, Guild, Json, User

# Discord's limits that the stand-in holds a message to.
CONTENT, EMBEDS, LETTERS, NONCE = 2000, 10, 6000, 25


class State:
    """Everything there is.

    Args:
        guilds: in which the bot is.
        clock: seconds since 1970.
        nonce_seconds: for how long a message with the nonce of an earlier one is not created again.

    Attributes:
        created: every message that the bot made, as it was made, oldest first.
        repeats: every message that was not made because of its nonce.
        awaited: who waits for a reply to a message, by that message.
    """

    def __init__(self, guilds: Iterable[Guild], clock: Clock, nonce_seconds: float) -> None:
        self.clock = clock
        self.nonce_seconds = nonce_seconds
        self.snowflake = Snowflakes(clock)
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.people: dict[int, User] = {BOT.id: BOT}
        self.messages: dict[int, dict[int, Message]] = {}
        self.created: list[Message] = []
        self.repeats: list[Repeat] = []
        self.awaited: dict[int, asyncio.Future[Message]] = {}
        self.commands: dict[int | None, list[Json]] = {}
        self._nonces: dict[tuple[int, int, str], Message] = {}
        self._direct: dict[int, Channel] = {}
        for guild in guilds:
            self.add_guild(guild)

    # Guilds and channels

    def add_guild(self, guild: Guild) -> None:
        """The bot joins a guild, or one changes."""
        self.guilds[guild.id] = guild
        self.people |= {person.id: person for person in (guild.owner, *guild.members)}
        self.channels |= {channel.id: channel for channel in guild.channels}

    def remove_guild(self, number: int) -> Guild:
        """The bot leaves a guild."""
        guild = self.guild(number)
        del self.guilds[number]
        for channel in guild.channels:
            self.channels.pop(channel.id, None)
            self.messages.pop(channel.id, None)
        return guild

    def set_channel(self, channel: Channel) -> None:
        """A channel appears in its guild, or changes."""
        assert channel.guild is not None
        guild = self.guild(channel.guild)
        others = tuple(other for other in guild.channels if other.id != channel.id)
        self.guilds[guild.id] = replace(guild, channels=(*others, channel))
        self.channels[channel.id] = channel

    def remove_channel(self, number: int) -> Channel:
        """A channel is deleted, and its messages with it."""
        channel = self.channel(number)
        del self.channels[number]
        self.messages.pop(number, None)
        if channel.guild is not None:
            guild = self.guild(channel.guild)
            left = tuple(other for other in guild.channels if other.id != number)
            self.guilds[guild.id] = replace(guild, channels=left)
        return channel

    def direct(self, person: User) -> Channel:
        """The conversation with one person."""
        self.people[person.id] = person
        if person.id not in self._direct:
            made = Channel(self.snowflake(), person.name, None, DIRECT, recipient=person.id)
            self._direct[person.id] = self.channels[made.id] = made
        return self._direct[person.id]

    def guild(self, number: int) -> Guild:
        """A guild in which the bot is.

        Raises:
            ApiError: it is in none of that number.
        """
        if number not in self.guilds:
            raise unknown("Guild", 10004)
        return self.guilds[number]

    def channel(self, number: int) -> Channel:
        """A channel.

        Raises:
            ApiError: there is none of that number.
        """
        if number not in self.channels:
            raise unknown("Channel", 10003)
        return self.channels[number]

    def permissions(self, channel: Channel) -> int:
        """What the bot may do in a channel."""
        allowed = -1 if channel.guild is None else self.guild(channel.guild).permissions
        return allowed & ~channel.denied

    def visible(self, number: int) -> Channel:
        """A channel that the bot sees.

        Raises:
            ApiError: there is none of that number, or the bot does not see it.
        """
        channel = self.channel(number)
        if not self.permissions(channel) & VIEW_CHANNEL:
            raise ApiError(403, 50001, "Missing Access")
        return channel

    # Messages

    def message(self, channel: int, number: int) -> Message:
        """A message of a channel.

        Raises:
            ApiError: there is no such channel or message.
        """
        self.channel(channel)
        found = self.messages.get(channel, {}).get(number)
        if found is None:
            raise unknown("Message", 10008)
        return found

    def history(self, channel: int) -> list[Message]:
        """What everybody sees in a channel, oldest first."""
        return [found for found in self.messages.get(channel, {}).values() if not found.private]

    def page(self, channel: int, limit: int, bounds: Mapping[str, int]) -> list[Message]:
        """A page of a channel's history, newest first.

        Args:
            channel: whose history.
            limit: how many messages at most.
            bounds: at most one of ``before``, ``after`` and ``around``.
        """
        if not self.permissions(self.visible(channel)) & READ_HISTORY:
            return []
        whole = self.history(channel)
        if "around" in bounds:
            middle = sum(found.id < bounds["around"] for found in whole)
            start = max(0, middle - limit // 2)
            return whole[start : start + limit][::-1]
        if "after" in bounds:
            return [found for found in whole if found.id > bounds["after"]][:limit][::-1]
        before = bounds.get("before")
        return [found for found in whole if before is None or found.id < before][-limit:][::-1]

    def post(self, channel: Channel, body: Json, token: str | None, files: tuple[File, ...]) -> tuple[Message, bool]:
        """The bot writes into a channel.

        Returns:
            the message, and whether it was made now: with ``enforce_nonce`` an earlier one by the same author with the
            same nonce in the channel is returned instead.

        Raises:
            ApiError: the bot may not, or the body breaks a limit.
        """
        self._check_rights(channel, body)
        check_body(body, files)
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        earlier = None if nonce is None else self._nonces.get((channel.id, BOT.id, nonce))
        if nonce and earlier and body.get("enforce_nonce") and self.clock() - earlier.at <= self.nonce_seconds:
            self.repeats.append(Repeat(earlier.id, nonce, self.clock(), token))
            return self.messages.get(channel.id, {}).get(earlier.id, earlier), False
        kind, body = self._kind(channel, body)
        made = self.add(channel, BOT, body, kind=kind, nonce=nonce, token=token, files=files)
        if nonce is not None:
            self._nonces[channel.id, BOT.id, nonce] = made
        return made, True

    def add(
        self,
        channel: Channel,
        author: User,
        body: Mapping[str, Any],
        *,
        kind: int = PLAIN,
        nonce: str | None = None,
        token: str | None = None,
        interaction: int | None = None,
        files: tuple[File, ...] = (),
    ) -> Message:
        """A message appears."""
        made = Message(
            self.snowflake(),
            channel.id,
            channel.guild,
            author,
            body,
            self.clock(),
            kind,
            nonce,
            token,
            interaction,
            files,
        )
        self.people.setdefault(author.id, author)
        self.messages.setdefault(channel.id, {})[made.id] = made
        if author == BOT:
            self.created.append(made)
            waiting = self.awaited.get(made.reference or 0)
            if waiting and not waiting.done():
                waiting.set_result(made)
        return made

    def edit(self, message: Message, body: Mapping[str, Any]) -> Message:
        """A message changes; what the body does not name stays."""
        check_body({**message.body, **body}, message.files)
        flags = int(body.get("flags") or 0) | (message.flags & ~LOADING)
        # What a deferred answer becomes is its first text and no edit.
        edited = None if payloads.loading(message) else self.clock()
        changed = replace(message, body={**message.body, **body, "flags": flags}, edited_at=edited)
        self.messages.setdefault(message.channel, {})[message.id] = changed
        return changed

    def delete(self, message: Message) -> None:
        """A message is deleted."""
        self.messages[message.channel].pop(message.id, None)

    def payload(self, message: Message) -> Json:
        """A message as Discord tells it."""
        earlier = self.messages.get(message.channel, {}).get(message.reference or 0)
        return payloads.message(message, self.people, earlier)

    def _check_rights(self, channel: Channel, body: Json) -> None:
        if channel.kind == DIRECT and self.people[channel.recipient or 0].refuses_direct:
            raise ApiError(403, 50007, "Cannot send messages to this user")
        self.visible(channel.id)
        needed = SEND_MESSAGES | (EMBED_LINKS if body.get("embeds") else 0)
        if needed & ~self.permissions(channel):
            raise ApiError(403, 50013, "Missing Permissions")
        if body.get("message_reference") and not self.permissions(channel) & READ_HISTORY:
            raise ApiError(400, 160002, "Cannot reply without permission to read message history")

    def _kind(self, channel: Channel, body: Json) -> tuple[int, Json]:
        reference = body.get("message_reference")
        if not reference:
            return PLAIN, body
        if int(reference["message_id"]) in self.messages.get(channel.id, {}):
            return REPLY, body
        if reference.get("fail_if_not_exists", True):
            raise invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return PLAIN, {key: value for key, value in body.items() if key != "message_reference"}

    # Commands

    def put_commands(self, guild: int | None, commands: Sequence[Json]) -> list[Json]:
        """The commands become these; one of a known name and kind keeps its id, and its version unless it changed."""
        before = {(old.get("type", 1), old["name"]): old for old in self.commands.get(guild, [])}
        made: list[Json] = []
        for command in commands:
            # Commands of a menu have an empty description.
            plain: Json = {
                "type": 1,
                "description": "",
                "nsfw": False,
                "default_member_permissions": None,
                "options": [],
                **command,
            }
            old = before.get((plain["type"], plain["name"]))
            number = old["id"] if old else str(self.snowflake())
            new = {**plain, "id": number, "application_id": str(APPLICATION)}
            if guild is not None:
                new["guild_id"] = str(guild)
            same = old is not None and {**old, "version": ""} == {**new, "version": ""}
            new["version"] = old["version"] if same and old else str(self.snowflake())
            made.append(new)
        self.commands[guild] = made
        return made

    def command(self, name: str, guild: int | None, kind: int = 1) -> Json:
        """A command that a member could pick.

        Raises:
            LookupError: the bot has told Discord of none of that name.
        """
        known = [*self.commands.get(guild, []), *self.commands.get(None, [])]
        for command in known:
            if command["name"] == name and command["type"] == kind:
                return command
        raise LookupError(f"no command {name!r}; there are: {', '.join(sorted(c['name'] for c in known)) or 'none'}")


def check_body(body: Mapping[str, Any], files: Sequence[File]) -> None:
    """Hold a message to Discord's limits.

    Raises:
        ApiError: it breaks one, or there is nothing in it.
    """
    content, embeds = body.get("content") or "", body.get("embeds") or []
    filled = content or embeds or files or body.get("components") or body.get("sticker_ids") or body.get("poll")
    if not filled and not int(body.get("flags") or 0) & LOADING:
        raise ApiError(400, 50006, "Cannot send an empty message")
    if len(content) > CONTENT:
        raise invalid("content", "BASE_TYPE_MAX_LENGTH", f"Must be {CONTENT} or fewer in length.")
    if len(embeds) > EMBEDS:
        raise invalid("embeds", "BASE_TYPE_MAX_LENGTH", f"Must be {EMBEDS} or fewer in length.")
    if sum(map(_letters, embeds)) > LETTERS:
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {LETTERS}")
    nonce = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > NONCE:
        raise invalid("nonce", "NONCE_TYPE_TOO_LONG", f"Must be {NONCE} or fewer in length.")


def _letters(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    parts.append((embed.get("author") or {}).get("name"))
    for field in embed.get("fields") or []:
        parts += [field.get("name"), field.get("value")]
    return sum(len(part or "") for part in parts)
