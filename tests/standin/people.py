"""People who use Discord, and what changes in their guilds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.standin import payloads
from tests.standin.gateway import GUILDS
from tests.standin.interactions import (
    COMMAND,
    COMPONENT,
    TYPING,
    Interaction,
    Interactions,
    command_data,
    component_data,
)
from tests.standin.loop import from_any_loop, in_loop
from tests.standin.values import BOT, PLAIN, REPLY, Channel, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeVar

    from tests.standin.gateway import Gateway
    from tests.standin.loop import LoopThread
    from tests.standin.state import State
    from tests.standin.values import Guild, Json, Message, User

    T = TypeVar("T")

# Seconds for which a person waits for an answer.
PATIENCE = 10.0


class People:
    """What people do, and what the bot answers them. Any thread and any loop may call it.

    Args:
        thread: of the stand-in.
        state: what they see and change.
        interactions: that they start.
        gateway: which tells the bot.
    """

    def __init__(self, thread: LoopThread, state: State, interactions: Interactions, gateway: Gateway) -> None:
        self.thread = thread
        self._state = state
        self._interactions = interactions
        self._gateway = gateway

    # What changes in the world

    @in_loop
    def add_guild(self, guild: Guild) -> None:
        """The bot is invited to a guild."""
        self._state.add_guild(guild)
        self._gateway.tell("GUILD_CREATE", payloads.guild(guild, event=True), guild.id, GUILDS)

    @in_loop
    def remove_guild(self, guild: Guild | int) -> None:
        """The bot is thrown out of a guild."""
        number = self._state.remove_guild(id_of(guild)).id
        self._gateway.tell("GUILD_DELETE", {"id": str(number)}, number, GUILDS)

    @in_loop
    def add_channel(self, guild: Guild | int, name: str) -> Channel:
        """A channel is made."""
        made = Channel(self._state.snowflake(), name, id_of(guild))
        self._state.set_channel(made)
        self._gateway.tell("CHANNEL_CREATE", payloads.channel(made), made.guild, GUILDS)
        return made

    @in_loop
    def remove_channel(self, channel: Channel | int) -> None:
        """A channel is deleted."""
        gone = self._state.remove_channel(id_of(channel))
        self._gateway.tell("CHANNEL_DELETE", payloads.channel(gone), gone.guild, GUILDS)

    @in_loop
    def deny(self, channel: Channel | int, permissions: int) -> Channel:
        """The bot may no longer do these things in a channel; 0 lets it do everything again."""
        changed = replace(self._state.channel(id_of(channel)), denied=permissions)
        self._state.set_channel(changed)
        self._gateway.tell("CHANNEL_UPDATE", payloads.channel(changed), changed.guild, GUILDS)
        return changed

    @in_loop
    def direct(self, person: User) -> Channel:
        """The conversation of a person with the bot."""
        return self._state.direct(person)

    # What people do

    @in_loop
    def say(
        self,
        guild: Guild | int | None,
        channel: Channel | int,
        person: User,
        content: str,
        *,
        to: Message | None = None,
    ) -> Message:
        """A person writes a message, perhaps as a reply to one; nothing is waited for."""
        body: Json = {"content": content}
        if to is not None:
            body["message_reference"] = {"message_id": str(to.id), "channel_id": str(to.channel)}
        place = self._place(guild, channel)
        said = self._state.add(place, person, body, kind=PLAIN if to is None else REPLY)
        member = None if place.guild is None else {"member": payloads.member(person, whole=False)}
        self._gateway.tell_message("MESSAGE_CREATE", said, member)
        return said

    @from_any_loop
    async def message(
        self,
        guild: Guild | int | None,
        channel: Channel | int,
        person: User,
        content: str,
        *,
        to: Message | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """A person writes a message; what is returned is the bot's reply to it.

        Raises:
            TimeoutError: none came within so many seconds.
        """
        started = self._state.clock()
        said = self.say(guild, channel, person, content, to=to)
        waiting = self._state.awaited[said.id] = asyncio.get_running_loop().create_future()
        try:
            found = await _patient(waiting, seconds, f"reply to {content!r}")
        finally:
            del self._state.awaited[said.id]
        return Reply(PLAIN, found.body, self._state.clock() - started, found)

    async def mention(
        self,
        guild: Guild | int | None,
        channel: Channel | int,
        person: User,
        content: str,
        *,
        to: Message | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """`message` that names the bot first."""
        return await self.message(guild, channel, person, f"{BOT.mention} {content}", to=to, seconds=seconds)

    @from_any_loop
    async def slash(
        self,
        guild: Guild | int | None,
        channel: Channel | int,
        person: User,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        typing: str | None = None,
        locale: str | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """A person uses a slash command; what is returned is the bot's first answer.

        Args:
            guild: where; None in a direct conversation.
            channel: where.
            person: who.
            name: of the command, with subcommands behind it: ``daily set``.
            options: what was filled in; people and channels as numbers.
            typing: the option that is still being typed; what is returned are the bot's choices.
            locale: of the person's Discord, if not the person's own.
            seconds: for how long the answer is waited for.

        Raises:
            LookupError: the bot told Discord of no such command or option.
            TimeoutError: no answer came.
        """
        place = self._place(guild, channel)
        first, *words = name.split()
        command = self._state.command(first, place.guild)
        data = command_data(command, words, options or {}, self._state, typing=typing)
        started = self._interactions.start(COMMAND if typing is None else TYPING, place, person)
        self._tell(started, data, locale)
        return await _patient(started.answered, seconds, f"answer to /{name}")

    @from_any_loop
    async def press(
        self,
        message: Message,
        person: User,
        custom_id: str,
        values: Sequence[str] | None = None,
        *,
        locale: str | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """A person presses a button, or picks values from a menu; what is returned is the bot's first answer.

        Raises:
            LookupError: the message has no such button or menu.
            TimeoutError: no answer came.
        """
        present = self._state.message(message.channel, message.id)
        data = component_data(present, custom_id, values)
        started = self._interactions.start(COMPONENT, self._state.channel(message.channel), person, present)
        self._tell(started, data, locale)
        return await _patient(started.answered, seconds, f"answer to {custom_id!r}")

    @from_any_loop
    async def filled(self, reply: Reply, *, seconds: float = PATIENCE) -> Message:
        """The message that a deferred answer becomes."""
        assert reply.interaction is not None, "only an answer to an interaction can be deferred"
        return await _patient(self._interactions.numbered(reply.interaction).filled, seconds, "deferred message")

    def _place(self, guild: Guild | int | None, channel: Channel | int) -> Channel:
        place = self._state.channel(id_of(channel))
        if place.guild != (None if guild is None else id_of(guild)):
            raise LookupError(f"the channel {place.name!r} is not there")
        return place

    def _tell(self, interaction: Interaction, data: Json, locale: str | None) -> None:
        payload = self._interactions.payload(interaction, data, locale)
        interaction.started = self._state.clock()
        told = self._gateway.tell("INTERACTION_CREATE", payload, interaction.channel.guild, 0)
        tokens = {session.token for session in told if session.connection}
        interaction.sender = tokens.pop() if len(tokens) == 1 else None


async def _patient(answer: asyncio.Future[T], seconds: float, what: str) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(answer)
    except TimeoutError:
        raise TimeoutError(f"no {what} within {seconds} s") from None


def id_of(thing: Guild | Channel | int) -> int:
    """The number of a thing, or of what is a number already."""
    return thing if isinstance(thing, int) else thing.id
