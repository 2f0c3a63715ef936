"""Commands told to Discord only when they differ: by a hash of their content, once a start."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from discord.http import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from discord import app_commands

log = logging.getLogger(__name__)

# What Discord adds to a command, and what may be left out when it has its plain value.
_KEPT = (
    "type",
    "name",
    "description",
    "name_localizations",
    "description_localizations",
    "options",
    "required",
    "autocomplete",
    "choices",
    "value",
    "min_length",
    "max_length",
    "min_value",
    "max_value",
    "channel_types",
    "contexts",
    "integration_types",
    "default_member_permissions",
    "nsfw",
)
_PLAIN: tuple[object, ...] = (None, False, "", [], {})


async def sync_commands(tree: app_commands.CommandTree[Any]) -> bool:
    """Make Discord's commands those of the tree.

    Discord allows 200 new commands a day, so that they are read first and written only if the hash of their content is
    another.

    Returns:
        whether they were written.
    """
    client = tree.client
    application = client.application_id
    assert application is not None
    translator = tree.translator
    if translator is None:
        wanted = [command.to_dict(tree) for command in tree.get_commands()]
    else:
        wanted = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    # Without the parameter Discord leaves translations out, and every start would look like a change.
    route = Route("GET", "/applications/{application_id}/commands", application_id=application)
    present = await client.http.request(route, params={"with_localizations": "true"})
    if content_hash(wanted) == content_hash(present):
        return False
    await tree.sync()
    log.info("commands synced: %d", len(wanted))
    return True


def content_hash(commands: Iterable[Mapping[str, Any]]) -> str:
    """A hash of what members see of commands; the same in whatever order they come and with whatever ids."""
    plain = sorted((_plain(command) for command in commands), key=lambda c: (c.get("type", 1), c["name"]))
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(command: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key in _KEPT:
        value = command.get(key)
        if key in ("options", "choices") and value:
            value = [_plain(item) for item in value]
        elif key in ("contexts", "integration_types") and value:
            value = sorted(value)
        elif key == "default_member_permissions" and value is not None:
            value = str(value)
        if value not in _PLAIN:
            kept[key] = value
    return kept
