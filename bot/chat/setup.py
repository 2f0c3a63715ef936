"""``/setup``: what moderators choose for their server, on one panel that survives restarts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.answering.message import LARGEST
from bot.answering.texts import LANGUAGES
from bot.chat.outgoing import respond
from bot.chat.permissions import for_moderators, missing_permissions, moderated_server
from bot.guilds.gaps import prune_gaps
from bot.guilds.servers import read_settings, write_settings

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import datetime

    from discord.app_commands import locale_str

    from bot.answering.texts import Texts
    from bot.chat.client import InterviewBot
    from bot.guilds.models import ServerSettings

Interaction = discord.Interaction[Any]

# For how many days unanswered questions are kept; 0 keeps none.
DAYS = (0, 7, 30, 90, 365)
DEFAULT = "default"


def add_setup_command(bot: InterviewBot, said: Callable[[str], locale_str]) -> None:
    """Put ``/setup`` into the bot's tree."""

    @bot.tree.command(name=said("name-setup"), description=said("command-setup"))
    @for_moderators
    async def setup(interaction: Interaction) -> None:
        assert interaction.guild_id is not None
        settings = await read_settings(bot.memory.database, interaction.guild_id)
        await respond(lambda: interaction.response.send_message(**_panel(bot, interaction, settings), ephemeral=True))


def _panel(bot: InterviewBot, interaction: Interaction, settings: ServerSettings) -> dict[str, Any]:
    texts = bot.texts_of(interaction)
    body = "\n".join((*_facts(settings, bot, texts), "", *_findings(bot, interaction.guild, settings, texts)))
    embed = discord.Embed(title=texts("setup-title"), description=body, colour=bot.app.settings.accent)
    view = discord.ui.View(timeout=None)
    for item in (
        _channels(settings, texts),
        _roles(settings, texts),
        _choices("language", _languages(settings, texts)),
        _choices("days", _days(settings, texts)),
        _choices("private", _visibility(settings, texts)),
    ):
        view.add_item(SetupItem(item))
    view.stop()
    return {"embed": embed, "view": view, "allowed_mentions": discord.AllowedMentions.none()}


def _facts(settings: ServerSettings, bot: InterviewBot, texts: Texts) -> list[str]:
    channels = " ".join(f"<#{number}>" for number in settings.ask_channels) or texts("setup-none")
    roles = " ".join(f"<@&{number}>" for number in settings.roles) or texts("setup-everybody")
    language = texts(f"language-{settings.language or bot.app.settings.language}")
    days = texts("setup-days", days=settings.gap_days) if settings.gap_days else texts("setup-days-none")
    return [
        texts("setup-channels", value=channels),
        texts("setup-roles", value=roles),
        texts("setup-language", value=language),
        texts("setup-gaps", value=days),
        texts("setup-private", value=texts("setup-private-yes" if settings.private else "setup-private-no")),
    ]


def _findings(bot: InterviewBot, guild: discord.Guild | None, settings: ServerSettings, texts: Texts) -> list[str]:
    """What is missing for all that, and where to switch it on."""
    found: list[str] = []
    if settings.ask_channels and not bot.intents.message_content:
        found.append(texts("setup-no-content"))
    for number in settings.ask_channels:
        channel = guild.get_channel(number) if guild is not None else None
        if channel is None:
            found.append(texts("setup-channel-gone", channel=f"<#{number}>"))
        elif missing := missing_permissions(channel):
            names = texts.permissions(missing)
            found.append(texts("daily-permissions", channel=channel.mention, permissions=names))
    return [f"⚠️ {one}" for one in found] or [texts("setup-good")]


def _channels(settings: ServerSettings, texts: Texts) -> discord.ui.ChannelSelect[discord.ui.View]:
    return discord.ui.ChannelSelect(
        custom_id="ib1:setup:channels",
        placeholder=texts("setup-choose-channels"),
        channel_types=[discord.ChannelType.text, discord.ChannelType.forum],
        min_values=0,
        max_values=25,
        default_values=[
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.channel)
            for number in settings.ask_channels
        ],
    )


def _roles(settings: ServerSettings, texts: Texts) -> discord.ui.RoleSelect[discord.ui.View]:
    return discord.ui.RoleSelect(
        custom_id="ib1:setup:roles",
        placeholder=texts("setup-choose-roles"),
        min_values=0,
        max_values=25,
        default_values=[
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.role) for number in settings.roles
        ],
    )


def _choices(name: str, options: list[discord.SelectOption]) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(custom_id=f"ib1:setup:{name}", options=options)


def _option(what: str, label: str, value: str, texts: Texts, *, chosen: bool) -> discord.SelectOption:
    """A choice that says what it is for: Discord shows a menu's choice, and its placeholder only without one."""
    label = texts("setup-option", what=texts(f"setup-choose-{what}"), value=label)
    return discord.SelectOption(label=label, value=value, default=chosen)


def _languages(settings: ServerSettings, texts: Texts) -> list[discord.SelectOption]:
    names = (DEFAULT, *LANGUAGES)
    chosen = settings.language or DEFAULT
    return [_option("language", texts(f"language-{name}"), name, texts, chosen=name == chosen) for name in names]


def _days(settings: ServerSettings, texts: Texts) -> list[discord.SelectOption]:
    return [
        _option(
            "days",
            texts("setup-days-option", days=days) if days else texts("setup-days-none"),
            str(days),
            texts,
            chosen=days == settings.gap_days,
        )
        for days in DAYS
    ]


def _visibility(settings: ServerSettings, texts: Texts) -> list[discord.SelectOption]:
    return [
        _option("private", texts(f"setup-private-{name}"), name, texts, chosen=settings.private == private)
        for name, private in (("no", False), ("yes", True))
    ]


class SetupItem(discord.ui.DynamicItem[discord.ui.Item[discord.ui.View]], template=r"ib1:setup:(?P<name>[a-z]+)"):
    """One of the panel's menus."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> SetupItem:
        """A menu in which something was chosen, perhaps long after it was sent."""
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:
        """Keep what was chosen and show the panel as it is then."""
        bot = cast("InterviewBot", interaction.client)
        try:
            await _choose(bot, interaction, self.custom_id.rsplit(":", 1)[1], _values(interaction))
        except Exception as error:
            await bot.fail(interaction, error)


def _values(interaction: Interaction) -> list[str]:
    data: Any = interaction.data
    return [str(value) for value in (data or {}).get("values", [])]


async def _choose(bot: InterviewBot, interaction: Interaction, name: str, values: list[str]) -> None:
    server = await moderated_server(bot, interaction)
    if server is None:
        return
    database = bot.memory.database
    settings = _changed(await read_settings(database, server), name, values)
    await write_settings(database, server, settings)
    bot.book.forget(server)
    if name == "days":
        await prune_gaps(database, server, oldest_kept(bot.now(), settings))
    await respond(lambda: interaction.response.edit_message(**_panel(bot, interaction, settings)))


def _changed(settings: ServerSettings, name: str, values: list[str]) -> ServerSettings:
    match name:
        case "channels" if all(map(_is_number, values)):
            return replace(settings, ask_channels=tuple(map(int, values)))
        case "roles" if all(map(_is_number, values)):
            return replace(settings, roles=tuple(map(int, values)))
        case "language" if values and set(values) <= {DEFAULT, *LANGUAGES}:
            return replace(settings, language=None if values == [DEFAULT] else values[0])
        case "days" if set(values) <= set(map(str, DAYS)) and values:
            return replace(settings, gap_days=int(values[0]))
        case "private":
            return replace(settings, private=values == ["yes"])
    # What the panel does not offer was not chosen in it.
    return settings


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value) <= LARGEST


def oldest_kept(now: datetime, settings: ServerSettings) -> datetime:
    """The moment before which unanswered questions are deleted."""
    return now - timedelta(days=settings.gap_days)
