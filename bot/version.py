"""The version, from the installed distribution: pyproject.toml is the one place that states it."""

from __future__ import annotations

from importlib.metadata import version as distribution_version


def version() -> str:
    """The version of the installed package."""
    return distribution_version("interview-bot")
