"""The REST interface: one method a route, each of them a few lines over the state."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from tests.standin import payloads
from tests.standin.answers import JSON, ApiError, answer, invalid, unknown
from tests.standin.gateway import DIRECT_MESSAGES, GUILD_MESSAGES
from tests.standin.values import APPLICATION, BOT, SAID, UPDATED, File

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin.gateway import Gateway
    from tests.standin.interactions import Interactions
    from tests.standin.state import State
    from tests.standin.values import Message, Portal

API = "/api/v10"

_SCHEME = "Bot "
_TRANSLATIONS = ("name_localizations", "description_localizations")


def token_of(request: web.Request) -> str | None:
    """The token with which a request authenticates."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix(_SCHEME) if header.startswith(_SCHEME) else None


@dataclass(frozen=True, slots=True)
class Body:
    """What came with a request: JSON, and names and contents of the files beside it."""

    data: Any = None
    files: tuple[tuple[str, bytes], ...] = ()


# Under which a request carries it.
BODY = web.RequestKey("body", Body)


async def read_body(request: web.Request) -> Body:
    """What came with a request, plain or as a form with ``payload_json`` and ``files[n]``."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        return Body(json.loads(raw)) if raw and request.content_type == JSON else Body()
    data: Any = {}
    files: list[tuple[str, bytes]] = []
    async for part in await request.multipart():
        assert isinstance(part, aiohttp.BodyPartReader), "a form within a form"
        content = bytes(await part.read())
        if part.name == "payload_json":
            data = json.loads(content)
        else:
            files.append((part.filename or "file", content))
    return Body(data, tuple(files))


class Rest:
    """Every route.

    Args:
        state: what they read and change.
        gateway: which tells of the changes.
        interactions: that are answered.
        shards: that Discord recommends.
        concurrency: groups of shards that may identify at the same time.
        portal: what the bot's owner chose there.
    """

    def __init__(
        self,
        state: State,
        gateway: Gateway,
        interactions: Interactions,
        shards: int,
        concurrency: int,
        portal: Portal,
    ) -> None:
        self._state = state
        self._gateway = gateway
        self._interactions = interactions
        self._shards = shards
        self._concurrency = concurrency
        self._portal = portal

    def routes(self) -> list[web.RouteDef]:
        """The routes; of two that fit a path the first one counts."""
        app, channel = "/applications/{app}", "/channels/{channel}"
        message = channel + "/messages/{message}"
        reply = "/webhooks/{app}/{token}/messages/{message}"
        table: list[tuple[str, str, Callable[[web.Request], Awaitable[web.Response]]]] = [
            ("GET", "/users/@me", self.me),
            ("GET", "/users/@me/guilds", self.guilds),
            ("POST", "/users/@me/channels", self.open_direct),
            ("GET", "/users/{user}", self.user),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/gateway", self.gateway),
            ("GET", "/gateway/bot", self.gateway_bot),
            ("GET", app + "/commands", self.commands),
            ("PUT", app + "/commands", self.put_commands),
            ("GET", app + "/guilds/{guild}/commands", self.commands),
            ("PUT", app + "/guilds/{guild}/commands", self.put_commands),
            ("GET", "/guilds/{guild}", self.guild),
            ("GET", "/guilds/{guild}/channels", self.guild_channels),
            ("GET", "/guilds/{guild}/members/{user}", self.member),
            ("GET", channel, self.channel),
            ("POST", channel + "/typing", self.typing),
            ("GET", channel + "/messages", self.history),
            ("POST", channel + "/messages", self.post),
            ("GET", message, self.message),
            ("PATCH", message, self.edit),
            ("DELETE", message, self.delete),
            ("PUT", message + "/reactions/{emoji}/@me", self.react),
            ("DELETE", message + "/reactions/{emoji}/{user}", self.react),
            ("POST", "/interactions/{interaction}/{token}/callback", self.callback),
            ("POST", "/webhooks/{app}/{token}", self.follow),
            ("GET", reply, self.reply),
            ("PATCH", reply, self.edit_reply),
            ("DELETE", reply, self.delete_reply),
        ]
        return [web.route(method, API + path, handler) for method, path, handler in table]

    # The bot itself

    async def me(self, request: web.Request) -> web.Response:
        """GET /users/@me."""
        return answer({**payloads.user(BOT), "verified": True, "mfa_enabled": True, "flags": 0, **self._portal.account})

    async def application(self, request: web.Request) -> web.Response:
        """GET /oauth2/applications/@me."""
        return answer({**payloads.application(), "flags": self._portal.flags, **self._portal.application})

    async def gateway(self, request: web.Request) -> web.Response:
        """GET /gateway."""
        return answer({"url": self._gateway.url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        """GET /gateway/bot."""
        limit = {
            "total": 1000,
            "remaining": self._gateway.starts,
            "reset_after": 86_400_000,
            "max_concurrency": self._concurrency,
        }
        return answer({"url": self._gateway.url, "shards": self._shards, "session_start_limit": limit})

    async def commands(self, request: web.Request) -> web.Response:
        """GET the commands, with translations only if they are asked for."""
        known = self._state.commands.get(_optional(request, "guild"), [])
        if request.query.get("with_localizations") not in ("true", "1"):
            known = [_untranslated(command) for command in known]
        return answer(known)

    async def put_commands(self, request: web.Request) -> web.Response:
        """PUT the commands."""
        if _number(request, "app") != APPLICATION:
            raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
        return answer(self._state.put_commands(_optional(request, "guild"), _body(request)))

    # People, guilds, channels

    async def guilds(self, request: web.Request) -> web.Response:
        """GET /users/@me/guilds."""
        limit, after = int(request.query.get("limit", 200)), int(request.query.get("after", 0))
        found = sorted(number for number in self._state.guilds if number > after)[:limit]
        return answer([payloads.partial_guild(self._state.guilds[number]) for number in found])

    async def user(self, request: web.Request) -> web.Response:
        """GET /users/{user}."""
        person = self._state.people.get(_number(request, "user"))
        if person is None:
            raise unknown("User", 10013)
        return answer(payloads.user(person))

    async def open_direct(self, request: web.Request) -> web.Response:
        """POST /users/@me/channels."""
        person = self._state.people.get(int(_body(request)["recipient_id"]))
        if person is None:
            raise unknown("User", 10013)
        return answer(payloads.channel(self._state.direct(person), person))

    async def guild(self, request: web.Request) -> web.Response:
        """GET /guilds/{guild}."""
        guild = self._state.guild(_number(request, "guild"))
        found = payloads.guild(guild)
        if request.query.get("with_counts") in ("true", "1"):
            found |= {"approximate_member_count": len(guild.members) + 1, "approximate_presence_count": 1}
        return answer(found)

    async def guild_channels(self, request: web.Request) -> web.Response:
        """GET /guilds/{guild}/channels."""
        guild = self._state.guild(_number(request, "guild"))
        return answer([payloads.channel(channel) for channel in guild.channels])

    async def member(self, request: web.Request) -> web.Response:
        """GET /guilds/{guild}/members/{user}."""
        guild, number = self._state.guild(_number(request, "guild")), _number(request, "user")
        for person in (BOT, *guild.members):
            if person.id == number:
                return answer(payloads.member(person))
        raise unknown("Member", 10007)

    async def channel(self, request: web.Request) -> web.Response:
        """GET /channels/{channel}."""
        channel = self._state.visible(_number(request, "channel"))
        return answer(payloads.channel(channel, self._state.people.get(channel.recipient or 0)))

    # Messages

    async def typing(self, request: web.Request) -> web.Response:
        """POST /channels/{channel}/typing."""
        self._state.visible(_number(request, "channel"))
        return answer(status=204)

    async def history(self, request: web.Request) -> web.Response:
        """GET /channels/{channel}/messages."""
        limit = int(request.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        bounds = {key: int(request.query[key]) for key in ("before", "after", "around") if key in request.query}
        page = self._state.page(_number(request, "channel"), limit, bounds)
        return answer([self._state.payload(message) for message in page])

    async def post(self, request: web.Request) -> web.Response:
        """POST /channels/{channel}/messages."""
        channel = self._state.channel(_number(request, "channel"))
        made, new = self._state.post(channel, _body(request), token_of(request), self._files(request))
        if new:
            self._gateway.tell_message("MESSAGE_CREATE", made)
        return answer(self._state.payload(made))

    async def message(self, request: web.Request) -> web.Response:
        """GET /channels/{channel}/messages/{message}."""
        return answer(self._state.payload(self._public(request)))

    async def edit(self, request: web.Request) -> web.Response:
        """PATCH /channels/{channel}/messages/{message}."""
        said = self._public(request)
        if said.author != BOT:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        changed = self._state.edit(said, _body(request))
        self._gateway.tell_message("MESSAGE_UPDATE", changed)
        return answer(self._state.payload(changed))

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE /channels/{channel}/messages/{message}."""
        said = self._public(request)
        if said.author != BOT:
            raise ApiError(403, 50003, "Cannot execute action on this channel type")
        self._delete(said)
        return answer(status=204)

    async def react(self, request: web.Request) -> web.Response:
        """PUT or DELETE a reaction, which nobody counts."""
        self._public(request)
        return answer(status=204)

    # Interactions

    async def callback(self, request: web.Request) -> web.Response:
        """POST /interactions/{interaction}/{token}/callback."""
        token = request.match_info["token"]
        body = _body(request)
        found, told = self._interactions.answer(_number(request, "interaction"), token, body, self._files(request))
        if found.original and body["type"] in (SAID, UPDATED):
            self._gateway.tell_message("MESSAGE_CREATE" if body["type"] == SAID else "MESSAGE_UPDATE", found.original)
        if request.query.get("with_response") not in ("true", "1"):
            return answer(status=204)
        return answer(told)

    async def follow(self, request: web.Request) -> web.Response:
        """POST /webhooks/{app}/{token}."""
        made = self._interactions.follow(request.match_info["token"], _body(request), self._files(request))
        self._gateway.tell_message("MESSAGE_CREATE", made)
        return answer(self._state.payload(made))

    async def reply(self, request: web.Request) -> web.Response:
        """GET /webhooks/{app}/{token}/messages/{message}."""
        return answer(self._state.payload(self._reply(request)))

    async def edit_reply(self, request: web.Request) -> web.Response:
        """PATCH /webhooks/{app}/{token}/messages/{message}."""
        changed = self._interactions.edit(request.match_info["token"], request.match_info["message"], _body(request))
        self._gateway.tell_message("MESSAGE_UPDATE", changed)
        return answer(self._state.payload(changed))

    async def delete_reply(self, request: web.Request) -> web.Response:
        """DELETE /webhooks/{app}/{token}/messages/{message}."""
        self._delete(self._reply(request))
        return answer(status=204)

    def _reply(self, request: web.Request) -> Message:
        return self._interactions.message(request.match_info["token"], request.match_info["message"])

    def _public(self, request: web.Request) -> Message:
        channel = self._state.visible(_number(request, "channel"))
        said = self._state.message(channel.id, _number(request, "message"))
        if said.private:
            raise unknown("Message", 10008)
        return said

    def _delete(self, said: Message) -> None:
        self._state.delete(said)
        data = {"id": str(said.id), "channel_id": str(said.channel)}
        if said.guild is not None:
            data["guild_id"] = str(said.guild)
        if not said.private:
            intent = DIRECT_MESSAGES if said.guild is None else GUILD_MESSAGES
            self._gateway.tell("MESSAGE_DELETE", data, said.guild, intent)

    def _files(self, request: web.Request) -> tuple[File, ...]:
        return tuple(File(self._state.snowflake(), name, content) for name, content in request[BODY].files)


def _body(request: web.Request) -> Any:
    data = request[BODY].data
    if data is None:
        raise ApiError(400, 50109, "The request body contains invalid JSON.")
    return data


def _number(request: web.Request, name: str) -> int:
    text = request.match_info[name]
    if not text.isdecimal():
        raise invalid(name, "NUMBER_TYPE_COERCE", f"Value {text!r} is not snowflake.")
    return int(text)


def _optional(request: web.Request, name: str) -> int | None:
    return _number(request, name) if name in request.match_info else None


def _untranslated(value: Any) -> Any:
    if isinstance(value, list):
        return [_untranslated(item) for item in value]
    if isinstance(value, dict):
        return {key: _untranslated(item) for key, item in value.items() if key not in _TRANSLATIONS}
    return value
