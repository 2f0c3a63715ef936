"""The stand-in's values as Discord's JSON."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.standin.values import APPLICATION, BOT, DIRECT, LOADING, REPLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.standin.values import Channel, Guild, Json, Message, User

_MENTION = re.compile(r"<@!?(\d+)>")
_JOINED = "2024-01-01T00:00:00.000000+00:00"


def stamp(seconds: float) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def user(person: User) -> Json:
    """A user object."""
    return {
        "id": str(person.id),
        "username": person.name,
        "global_name": None,
        "discriminator": "0000" if person.bot else "0",
        "avatar": None,
        "bot": person.bot,
        "public_flags": 0,
    }


def member(person: User, permissions: int | None = None, *, whole: bool = True) -> Json:
    """A person as a member of a guild; without the user in it where the event has it elsewhere."""
    found: Json = {
        "roles": [],
        "nick": None,
        "avatar": None,
        "joined_at": _JOINED,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    if permissions is not None:
        found["permissions"] = str(permissions)
    return {**found, "user": user(person)} if whole else found


def channel(place: Channel, recipient: User | None = None, permissions: int | None = None) -> Json:
    """A channel object."""
    found: Json = {"id": str(place.id), "type": place.kind, "last_message_id": None, "flags": 0}
    if place.kind == DIRECT:
        return {**found, "recipients": [user(recipient)] if recipient else []}
    found |= {
        "guild_id": str(place.guild),
        "name": place.name,
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [{"id": str(place.guild), "type": 0, "allow": "0", "deny": str(place.denied)}],
    }
    return found if permissions is None else {**found, "permissions": str(permissions)}


def role(server: Guild) -> Json:
    """The role that everybody has."""
    return {
        "id": str(server.id),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0,
        "permissions": str(server.permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild(server: Guild, *, event: bool = False) -> Json:
    """A guild object, with what only GUILD_CREATE tells."""
    found: Json = {
        "id": str(server.id),
        "name": server.name,
        "owner_id": str(server.owner.id),
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "vanity_url_code": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(server)],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": server.locale,
    }
    if not event:
        return found
    return found | {
        "joined_at": _JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(server.members) + 1,
        # Without the members intent a bot is told of itself only.
        "members": [member(BOT)],
        "channels": [channel(place) for place in server.channels],
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def partial_guild(server: Guild) -> Json:
    """A guild as the list of a bot's own guilds has it."""
    return {
        "id": str(server.id),
        "name": server.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(server.permissions),
        "features": [],
    }


def application() -> Json:
    """The bot's application."""
    return {
        "id": str(APPLICATION),
        "name": BOT.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": {"id": "1", "username": "nobody", "discriminator": "0", "avatar": None, "global_name": None},
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "tags": [],
    }


def message(said: Message, people: Mapping[int, User], earlier: Message | None = None) -> Json:
    """A message object.

    Args:
        said: the message.
        people: everybody who can be mentioned, by id.
        earlier: the message to which it replies, if that is still there.
    """
    mentioned = [people[number] for number in mentions(said, people)]
    if said.kind == REPLY and earlier and (said.body.get("allowed_mentions") or {}).get("replied_user", True):
        mentioned += [earlier.author] if earlier.author not in mentioned else []
    found: Json = {
        "id": str(said.id),
        "channel_id": str(said.channel),
        "author": user(said.author),
        "content": said.content,
        "timestamp": stamp(said.at),
        "edited_timestamp": None if said.edited_at is None else stamp(said.edited_at),
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(person) for person in mentioned],
        "mention_roles": [],
        "attachments": [
            {
                "id": str(file.id),
                "filename": file.name,
                "size": len(file.content),
                "url": f"https://cdn.invalid/attachments/{said.channel}/{file.id}/{file.name}",
                "proxy_url": f"https://cdn.invalid/attachments/{said.channel}/{file.id}/{file.name}",
            }
            for file in said.files
        ],
        "embeds": [{"type": "rich", **embed} for embed in said.embeds],
        "components": _numbered(said.components),
        "pinned": False,
        "type": said.kind,
        "flags": said.flags,
    }
    if said.nonce is not None:
        found["nonce"] = said.nonce
    if said.author.bot:
        found["application_id"] = str(APPLICATION)
    if said.kind == REPLY:
        found["message_reference"] = {"type": 0, "message_id": str(said.reference), "channel_id": str(said.channel)}
        if said.guild is not None:
            found["message_reference"]["guild_id"] = str(said.guild)
        found["referenced_message"] = None if earlier is None else message(earlier, people)
        if earlier is not None:
            # Discord tells one message back, not the whole thread of replies.
            found["referenced_message"].pop("referenced_message", None)
    return found


def mentions(said: Message, people: Mapping[int, User]) -> list[int]:
    """The people whom a message names, each once."""
    found = dict.fromkeys(int(number) for number in _MENTION.findall(said.content))
    return [number for number in found if number in people]


def without_content(said: Json) -> Json:
    """A message as Discord tells it to who lacks the message content intent."""
    return {**said, "content": "", "embeds": [], "attachments": [], "components": []}


def loading(said: Message) -> bool:
    """Whether the bot has promised this message and not written it yet."""
    return bool(said.flags & LOADING)


def _numbered(rows: Iterable[Json]) -> list[Json]:
    number = 0

    def visit(component: Json) -> Json:
        nonlocal number
        number += 1
        found: dict[str, Any] = {"id": number, **component}
        if "components" in component:
            found["components"] = [visit(inner) for inner in component["components"]]
        return found

    return [visit(row) for row in rows]
