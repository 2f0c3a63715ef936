"""Discord: the token, the way there, the portal's switches, the servers, the time. Plain values in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.credentials import parse_token
from bot.doctor.findings import Finding, dubious, good, of_error, wrong
from bot.errors import ConfigError, LoginError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import SecretStr

    from bot.chat.visiting import Application, SeenChannel, Visit
    from bot.guilds.models import ChosenChannel
    from bot.settings import Settings

# Variables that other programs take a proxy from, and discord.py does not.
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")

# Seconds: from here on quotes come late and Discord takes commands for older than they are; and what is not yet bad.
OFF, DRIFTING = 60.0, 5.0


def check_token(token: SecretStr | None) -> list[Finding]:
    """What is wrong with a token by its looks; nothing where it looks right."""
    pasted = token.get_secret_value() if token else ""
    if not pasted:
        return [of_error("token", LoginError("token-missing"))]
    try:
        return [wrong("token-dressed")] if parse_token(pasted).removed else []
    except ConfigError as error:
        return [of_error("token", error)]


def check_proxy(settings: Settings, variables: Mapping[str, str]) -> list[Finding]:
    """Whether a proxy is set where one seems to be needed."""
    if settings.proxy is not None:
        return [good("proxy-set")]
    named = next((name for name in _PROXIES if variables.get(name)), None)
    return [good("proxy-none")] if named is None else [dubious("proxy-unset", variable=named)]


def check_application(application: Application) -> list[Finding]:
    """The switches of the portal that keep people from inviting the bot, or the bot from hearing of commands."""
    found = []
    if application.code_grant:
        found.append(wrong("portal-grant"))
    if application.endpoint:
        found.append(wrong("portal-endpoint"))
    return [*found, good("portal-public" if application.public else "portal-private")]


def check_intents(application: Application, settings: Settings, chosen: Iterable[ChosenChannel]) -> list[Finding]:
    """Whether the bot may read messages that do not mention it, where it has to."""
    wanted, on = bool(settings.ask_channels) or settings.message_content, application.message_content
    if wanted:
        return [good("intents-on") if on else wrong("intents-off")]
    if any(one.use == "ask" for one in chosen):
        return [wrong("intents-unset")]
    return [good("intents-spare" if on else "intents-none")]


def check_servers(seen: Visit) -> list[Finding]:
    """What the bot lacks in the channels that were chosen for it."""
    if not seen.servers:
        return [dubious("servers-none")]
    found = [finding for channel in seen.channels if (finding := _check_channel(channel)) is not None]
    # Of a server that the bot has left everything is lost at once.
    found = list({(one.code, tuple(one.values.items())): one for one in found}.values())
    found += [wrong("servers-unknown", name=name) for name in seen.unknown]
    if seen.left_out:
        found.append(dubious("servers-many", count=seen.left_out))
    if found:
        return found
    return [good("servers-good", servers=len(seen.servers), channels=len(seen.channels))]


def _check_channel(seen: SeenChannel) -> Finding | None:
    match seen.sight:
        case "lacking":
            return wrong("servers-lacking", server=seen.server, channel=seen.channel, permissions=seen.missing)
        case "gone":
            code = "servers-gone-daily" if seen.chosen.use == "daily" else "servers-gone-ask"
            return wrong(code, server=seen.server, channel=seen.channel)
        case "left":
            return dubious("servers-left", server=str(seen.chosen.server))
        case "good":
            return None


def check_clock(ahead: float | None) -> list[Finding]:
    """How far this machine's clock is from Discord's."""
    if ahead is None:
        return []
    seconds = round(abs(ahead))
    if abs(ahead) > OFF:
        return [wrong("clock-off", seconds=seconds)]
    if abs(ahead) > DRIFTING:
        return [dubious("clock-drifting", seconds=seconds)]
    return [good("clock-good")]


def check_visit(seen: Visit, settings: Settings, chosen: Sequence[ChosenChannel]) -> list[Finding]:
    """Everything that a look at Discord tells."""
    return [
        good("token-accepted", name=seen.name),
        good("discord-reached"),
        *check_application(seen.application),
        *check_intents(seen.application, settings, chosen),
        *check_servers(seen),
        *check_clock(seen.ahead),
    ]
