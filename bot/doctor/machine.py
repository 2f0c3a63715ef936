"""The machine: Python and its packages, files and disk, fonts, names of time zones."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, distribution, version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from bot.app import cache_folder
from bot.credentials import ENV
from bot.doctor.findings import Finding, dubious, good, of_error, wrong
from bot.errors import ConfigError
from bot.quotes.zone_names import load_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.settings import Settings

_OURS = "interview-bot"
# What operators may choose to install; the other extras are for developers.
_EXTRAS = ("bilingual", "postgresql", "fast", "preview")

# Bytes: below these SQLite soon cannot write, or the log and the kept texts fill the rest before long.
FULL, NEARLY_FULL = 50_000_000, 500_000_000

_OTHERS, _GROUP = 0o007, 0o070

# A zone of the default country, which every database of zones has.
_ZONE = "Asia/Shanghai"


def check_python() -> list[Finding]:
    """Whether this Python is one that the package is made for."""
    have, needed = platform.python_version(), distribution(_OURS).metadata["Requires-Python"]
    if not SpecifierSet(needed).contains(have, prereleases=True):
        return [wrong("python-old", version=have, needed=needed)]
    return [good("python-good", version=have)]


def check_packages() -> list[Finding]:
    """Whether every package that is needed is there in a version that fits."""
    needed = [one for one in _requirements() if one.marker is None or one.marker.evaluate({"extra": ""})]
    found = [finding for one in needed if (finding := _check_package(one)) is not None]
    return found or [good("packages-good", count=len(needed))]


def _check_package(needed: Requirement) -> Finding | None:
    how = f"{needed.name}{needed.specifier}"
    have = _version(needed.name)
    if have is None:
        return wrong("packages-missing", name=needed.name, how=how)
    if not needed.specifier.contains(have, prereleases=True):
        return wrong("packages-unfit", name=needed.name, version=have, how=how)
    return None


def check_extras() -> list[Finding]:
    """Which optional parts are installed; one whose package does not fit is worth a look."""
    offered = distribution(_OURS).metadata.get_all("Provides-Extra") or []
    here, found = [], []
    for extra in _EXTRAS:
        if extra not in offered:
            continue
        versions = {one.name: (_version(one.name), one) for one in _requirements_of(extra)}
        if all(have is not None for have, _ in versions.values()):
            here.append(extra)
        for name, (have, needed) in versions.items():
            if have is not None and not needed.specifier.contains(have, prereleases=True):
                how = f"{name}{needed.specifier}"
                found.append(dubious("extras-unfit", extra=extra, name=name, version=have, how=how))
    missing = [extra for extra in _EXTRAS if extra in offered and extra not in here]
    if not missing:
        return [*found, good("extras-all", here=" ".join(here))]
    if not here:
        return [*found, good("extras-none", missing=" ".join(missing))]
    return [*found, good("extras-some", here=" ".join(here), missing=" ".join(missing))]


def _requirements() -> Iterator[Requirement]:
    return map(Requirement, distribution(_OURS).requires or ())


def _requirements_of(extra: str) -> Iterator[Requirement]:
    for one in _requirements():
        if one.marker is None or one.name == _OURS:
            continue
        if one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""}):
            yield one


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def check_files(directory: Path, folder: Path | None, settings: Settings) -> list[Finding]:
    """Who can read the token, and whether what the bot writes can be written.

    Args:
        directory: the working folder.
        folder: of the database; None where it is no file.
        settings: of the process.
    """
    found = _check_env(directory / ENV)
    if folder is not None and not _is_writable(folder):
        found.append(wrong("files-closed", path=str(folder)))
    cache = cache_folder(settings)
    if not _is_writable(cache):
        found.append(dubious("files-cache-closed", path=str(cache)))
    return found or [good("files-good")]


def _check_env(path: Path) -> list[Finding]:
    if os.name != "posix" or not path.is_file():
        return []
    mode = path.stat().st_mode
    if mode & _OTHERS:
        return [wrong("files-env-open", path=str(path), mode=f"{mode & 0o777:03o}")]
    if mode & _GROUP:
        return [dubious("files-env-shared", path=str(path), mode=f"{mode & 0o777:03o}")]
    return []


def _is_writable(folder: Path) -> bool:
    there = _nearest(folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _nearest(path: Path) -> Path:
    """What is there of a path: itself, or that above it in which it would be made."""
    return next(one for one in (path, *path.absolute().parents) if os.path.lexists(one))


def check_disk(folder: Path, free: Callable[[Path], int]) -> list[Finding]:
    """How much room there is.

    Args:
        folder: in which the bot writes.
        free: tells of a folder how many bytes are free there.
    """
    left = free(_nearest(folder))
    megabytes = left // 1_000_000
    if left < FULL:
        return [wrong("disk-full", megabytes=megabytes, path=str(folder))]
    if left < NEARLY_FULL:
        return [dubious("disk-low", megabytes=megabytes, path=str(folder))]
    return [good("disk-good", megabytes=megabytes)]


def check_fonts(given: Path | None, folders: Sequence[Path] | None, *, needed: bool) -> list[Finding]:
    """Whether a quote can be drawn as a picture.

    Args:
        given: the font that the settings name.
        folders: where to look; None for those of the system.
        needed: some server has chosen pictures.
    """
    from bot.quotes.fonts import find_font

    try:
        face = find_font(given, folders)
    except ConfigError as error:
        return [of_error("fonts", error)]
    if face is not None:
        return [good("fonts-good", name=face.path.name)]
    return [wrong("fonts-missing")] if needed else [dubious("fonts-none")]


def check_zones() -> list[Finding]:
    """Whether the times of quotes can be calculated."""
    return [good("clock-zones") if load_zone(_ZONE) else wrong("clock-no-zones")]
