"""Where interviews and configuration are: named, in the working folder, or those that travel with the package."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

# Before the names of all variables.
PREFIX = "INTERVIEW_BOT_"
_BOT = Path(__file__).parent.parent


def packaged(name: Literal["corpus", "config"]) -> Path:
    """The folder that travels with the package: inside it when installed, beside it in a checkout."""
    installed = _BOT / "data" / name
    return installed if installed.is_dir() else _BOT.with_name(name)


def find_folders(variables: Mapping[str, str], directory: Path) -> tuple[Path, Path]:
    """The folders of configuration and corpus: those named, those in the working folder, or the packaged ones."""
    config = _folder("config", variables.get(PREFIX + "CONFIG"), directory)
    return config, _folder("corpus", variables.get(PREFIX + "CORPUS"), directory)


def own_corpus(variables: Mapping[str, str], directory: Path) -> Path:
    """The folder that a new interview goes into: the one that is named, or that of the working folder."""
    return directory / variables.get(PREFIX + "CORPUS", "corpus")


def _folder(name: Literal["corpus", "config"], chosen: str | None, directory: Path) -> Path:
    if chosen is not None:
        return directory / chosen
    here = directory / name
    with suppress(OSError):
        # Whoever may not look into the working folder has none of their own.
        if here.is_dir():
            return here
    return packaged(name)
