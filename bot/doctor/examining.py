"""The whole examination: every subject, one after the other."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.doctor.contents import check_config, check_corpus, check_settings
from bot.doctor.findings import Finding, arrange, dubious, good, of_error, wrong
from bot.doctor.machine import (
    check_disk,
    check_extras,
    check_files,
    check_fonts,
    check_packages,
    check_python,
    check_zones,
)
from bot.doctor.online import check_proxy, check_token, check_visit
from bot.doctor.storage import check_database
from bot.errors import LoginError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.errors import BotError
    from bot.guilds.models import ChosenChannel
    from bot.settings import Settings


def free_bytes(folder: Path) -> int:
    """How many bytes are free where a folder is."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined.

    Attributes:
        directory: the working folder.
        variables: the environment.
        settings: as far as they can be used.
        faults: what is wrong with the others.
        clock: seconds since 1970.
        free: tells of a folder how many bytes are free there.
        font_folders: where fonts are looked for; None for those of the system.
    """

    directory: Path
    variables: Mapping[str, str]
    settings: Settings
    faults: Sequence[BotError] = ()
    clock: Callable[[], float] = time.time
    free: Callable[[Path], int] = free_bytes
    font_folders: Sequence[Path] | None = None


async def examine(patient: Patient, *, offline: bool = False) -> tuple[Finding, ...]:
    """Look at everything.

    Args:
        patient: what is examined; nothing of it is changed.
        offline: do not ask Discord.

    Returns:
        what was found, by subject; each subject has at least one finding, but those of Discord where it was not asked.
    """
    settings = patient.settings
    folder = _folder(settings)
    chosen: tuple[ChosenChannel, ...] = ()
    found = [*check_python(), *check_packages(), *check_extras(), *check_settings(patient.faults)]
    try:
        found += [*check_config(settings), *check_corpus(settings)]
        found += check_files(patient.directory, folder, settings)
        found += check_disk(folder or patient.directory, patient.free)
        stored, chosen = await check_database(settings.database.get_secret_value())
        pictures = any(one.picture for one in chosen)
        found += [*stored, *check_fonts(settings.card_font, patient.font_folders, needed=pictures), *check_zones()]
        found += await _ask_discord(patient, chosen, offline=offline)
    except ModuleNotFoundError as missing:
        found.append(wrong("packages-needed", name=missing.name or ""))
    return arrange(found)


async def _ask_discord(patient: Patient, chosen: Sequence[ChosenChannel], *, offline: bool) -> list[Finding]:
    settings, token = patient.settings, patient.settings.discord_token
    found = [*check_token(token), *check_proxy(settings, patient.variables)]
    if offline:
        return [*found, *([] if found[0].subject == "token" else [good("token-formed")]), good("discord-skipped")]
    from bot.chat.reaching import knock
    from bot.chat.visiting import visit

    try:
        if settings.proxy is not None:
            await knock(settings.proxy)
        if token is None or any(one.state == "wrong" for one in found):
            return [*found, dubious("discord-unasked")]
        seen = await visit(token, proxy=settings.proxy, chosen=chosen, named=settings.ask_channels, clock=patient.clock)
    except LoginError as error:
        subject = error.code.partition("-")[0]
        # What looked right is no good news where it does not work.
        found = [one for one in found if one.subject != subject]
        formed = [] if any(one.subject == "token" for one in found) or subject == "token" else [good("token-formed")]
        return [*found, *formed, of_error(subject, error)]
    return [*found, *check_visit(seen, settings, chosen)]


def _folder(settings: Settings) -> Path | None:
    """In which the database is; None where it is no file of this machine."""
    from bot.guilds.database import parse_url

    try:
        url = parse_url(settings.database.get_secret_value())
    except StorageError:
        return None
    if url.get_backend_name() != "sqlite" or url.query or not url.database:
        return None
    return Path(url.database).absolute().parent
