"""Slash commands, buttons and menus: what the bot is told of them, and what it may answer until when."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

from tests.standin import payloads
from tests.standin.answers import ApiError, invalid, unknown
from tests.standin.state import check_body
from tests.standin.values import (
    APPLICATION,
    BOT,
    CHOICES,
    COMMAND_REPLY,
    DEFERRED,
    DEFERRED_UPDATE,
    EPHEMERAL,
    LOADING,
    MODAL,
    SAID,
    UPDATED,
    Message,
    Reply,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.standin.state import State
    from tests.standin.values import Channel, File, Json, User

# Kinds of interactions.
COMMAND, COMPONENT, TYPING = 2, 3, 4

# Seconds within which the first answer must come, and for which further ones are taken.
FIRST, LAST = 3.0, 900.0

# Kinds of a command's options: those that hold further options, and those whose value is an id.
_GROUPS, _IDS = (1, 2), (6, 7, 8, 9)


class Interaction:
    """One interaction and what became of it.

    Attributes:
        token: that whoever answers must know.
        started: when the bot was told.
        answered: the first answer.
        original: the message of the first answer, for a component that was answered in place its own message.
        source: the message whose component was used.
        sender: the token of the process that was told, if it was only one.
        filled: the message that a deferred answer became, or the first one that followed it.
    """

    def __init__(self, number: int, kind: int, channel: Channel, person: User, source: Message | None) -> None:
        self.id = number
        self.kind = kind
        self.channel = channel
        self.person = person
        self.source = source
        self.token = secrets.token_urlsafe(32)
        self.started = 0.0
        self.answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.filled: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self.original: Message | None = None
        self.sender: str | None = None


class Interactions:
    """Every interaction there was."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._by_token: dict[str, Interaction] = {}
        self._by_number: dict[int, Interaction] = {}

    # What people do

    def start(self, kind: int, channel: Channel, person: User, source: Message | None = None) -> Interaction:
        """A person does something."""
        found = Interaction(self._state.snowflake(), kind, channel, person, source)
        self._by_token[found.token] = self._by_number[found.id] = found
        return found

    def numbered(self, number: int) -> Interaction:
        """The interaction of a number."""
        return self._by_number[number]

    def payload(self, interaction: Interaction, data: Json, locale: str | None) -> Json:
        """INTERACTION_CREATE."""
        state, channel, person = self._state, interaction.channel, interaction.person
        allowed = state.permissions(channel) if channel.guild is not None else 0
        found: Json = {
            "id": str(interaction.id),
            "application_id": str(APPLICATION),
            "type": interaction.kind,
            "data": data,
            "channel_id": str(channel.id),
            "channel": payloads.channel(channel, person, allowed),
            "token": interaction.token,
            "version": 1,
            "app_permissions": str(allowed),
            "locale": locale or person.locale,
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
            "context": 1 if channel.guild is None else 0,
            "authorizing_integration_owners": {"0": str(channel.guild or 0)},
        }
        if channel.guild is None:
            found["user"] = payloads.user(person)
        else:
            guild = state.guild(channel.guild)
            found["guild_id"] = str(guild.id)
            found["guild_locale"] = guild.locale
            found["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
            found["member"] = payloads.member(person, allowed)
        if interaction.source is not None:
            found["message"] = state.payload(interaction.source)
        return found

    # What the bot answers

    def answer(self, number: int, token: str, body: Json, files: tuple[File, ...]) -> tuple[Interaction, Json]:
        """The first answer.

        Returns:
            the interaction, and what ``with_response`` asks for.

        Raises:
            ApiError: there is no such interaction, the answer is late or the second one, or it breaks a limit.
        """
        found = self._by_token.get(token)
        if found is None or found.id != number:
            raise unknown("interaction", 10062)
        if found.answered.done():
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        seconds = self._state.clock() - found.started
        if seconds > FIRST:
            raise unknown("interaction", 10062)
        kind, data = int(body["type"]), body.get("data") or {}
        message = self._first(found, kind, data, files)
        found.answered.set_result(Reply(kind, data, seconds, message, found.id))
        if kind == SAID and message and not found.filled.done():
            found.filled.set_result(message)
        told: Json = {"id": str(found.id), "type": found.kind}
        resource: Json = {"type": kind}
        if message is not None:
            told["response_message_id"] = str(message.id)
            told["response_message_loading"] = payloads.loading(message)
            told["response_message_ephemeral"] = message.private
            resource["message"] = self._state.payload(message)
        return found, {"interaction": told, "resource": resource}

    def follow(self, token: str, body: Json, files: tuple[File, ...]) -> Message:
        """A further message.

        Raises:
            ApiError: nothing was answered yet, or the interaction is too old.
        """
        found = self._open(token)
        check_body(body, files)
        message = found.original
        if message is not None and payloads.loading(message):
            # The first message that follows a deferred answer takes its place.
            return self.edit(token, "@original", body)
        made = self._add(found, body, files)
        self._fill(found, made)
        return made

    def message(self, token: str, which: str) -> Message:
        """A message of an interaction: the ``@original`` one or one by its number.

        Raises:
            ApiError: there is none, or the interaction is too old.
        """
        found = self._open(token)
        number = found.original.id if which == "@original" and found.original else which
        if not str(number).isdecimal():
            raise unknown("Message", 10008)
        return self._state.message(found.channel.id, int(number))

    def edit(self, token: str, which: str, body: Json) -> Message:
        """A message of an interaction changes."""
        found = self._open(token)
        changed = self._state.edit(self.message(token, which), body)
        if found.original and found.original.id == changed.id:
            found.original = changed
        self._fill(found, changed)
        return changed

    def _first(self, found: Interaction, kind: int, data: Json, files: tuple[File, ...]) -> Message | None:
        if kind == SAID:
            check_body(data, files)
            found.original = self._add(found, data, files)
            return found.original
        if kind == DEFERRED:
            found.original = self._add(found, {"flags": LOADING | int(data.get("flags") or 0) & EPHEMERAL}, ())
            return found.original
        if kind in (UPDATED, DEFERRED_UPDATE):
            if found.source is None:
                raise invalid("type", "INTERACTION_RESPONSE_TYPE", "Only a component can be answered in place")
            found.original = self._state.edit(found.source, data) if kind == UPDATED else found.source
            return found.original
        if (kind == CHOICES and found.kind != TYPING) or kind not in (CHOICES, MODAL):
            raise invalid("type", "BASE_TYPE_CHOICES", "Not one of the kinds that fit here")
        if len(data.get("choices") or ()) > 25:
            raise invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        return None

    def _add(self, found: Interaction, body: Json, files: tuple[File, ...]) -> Message:
        return self._state.add(
            found.channel, BOT, body, kind=COMMAND_REPLY, token=found.sender, interaction=found.id, files=files
        )

    def _fill(self, found: Interaction, message: Message) -> None:
        if not found.filled.done():
            found.filled.set_result(message)

    def _open(self, token: str) -> Interaction:
        found = self._by_token.get(token)
        if found is None or not found.answered.done():
            raise unknown("Webhook", 10015)
        if self._state.clock() - found.started > LAST:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return found


# What an interaction is about


def command_data(
    command: Json, words: Sequence[str], values: Mapping[str, Any], state: State, *, typing: str | None = None
) -> Json:
    """What a member picked and typed.

    Args:
        command: as the bot told Discord of it.
        words: of subcommands.
        values: of its options; people and channels are given as numbers.
        state: in which people and channels are looked up.
        typing: the option that is still being typed.

    Raises:
        LookupError: the command has no such subcommand or option, or one that it needs is missing.
    """
    options, chain = command.get("options") or [], []
    for word in words:
        chain.append(_named(options, word, groups=True))
        options = chain[-1].get("options") or []
    filled: list[Json] = []
    for name, value in values.items():
        kind = _named(options, name)["type"]
        filled.append({"name": name, "type": kind, "value": str(value) if kind in _IDS else value})
        if name == typing:
            filled[-1]["focused"] = True
    missing = [option["name"] for option in options if option.get("required") and option["name"] not in values]
    if missing and typing is None:
        raise LookupError(f"the command {command['name']!r} needs {', '.join(missing)}")
    resolved = _resolve(filled, state)
    for option in reversed(chain):
        filled = [{"name": option["name"], "type": option["type"], "options": filled}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": filled}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return {**data, "resolved": resolved} if resolved else data


def component_data(message: Message, custom_id: str, values: Sequence[str] | None) -> Json:
    """What a member pressed or picked.

    Raises:
        LookupError: the message has no such component, or it is greyed out.
    """
    for component in _inside(message.components):
        if component.get("custom_id") == custom_id and not component.get("disabled"):
            data: Json = {"custom_id": custom_id, "component_type": component["type"]}
            return data if values is None else {**data, "values": list(values)}
    raise LookupError(f"the message has no component {custom_id!r} that could be used")


def _named(options: Sequence[Json], name: str, *, groups: bool = False) -> Json:
    for option in options:
        if option["name"] == name and (option["type"] in _GROUPS) is groups:
            return option
    raise LookupError(f"no option {name!r}; there are: {', '.join(option['name'] for option in options) or 'none'}")


def _resolve(filled: Sequence[Json], state: State) -> Json:
    found: dict[str, Json] = {}
    for option in filled:
        number = option["value"]
        if option["type"] == 6:
            person = state.people[int(number)]
            found.setdefault("users", {})[number] = payloads.user(person)
            found.setdefault("members", {})[number] = payloads.member(person, whole=False)
        elif option["type"] == 7:
            channel = state.channels[int(number)]
            found.setdefault("channels", {})[number] = payloads.channel(channel, None, state.permissions(channel))
        elif option["type"] == 8:
            found.setdefault("roles", {})[number] = payloads.role(state.guilds[int(number)])
    return found


def _inside(components: Iterable[Json]) -> Iterable[Json]:
    for component in components:
        yield component
        yield from _inside(component.get("components") or ())
