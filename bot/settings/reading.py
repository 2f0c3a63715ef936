"""Settings read from three places, the later winning: ``settings.toml``, ``.env``, the environment.

The first stands in the configuration folder, the second in the working folder. A variable is called like the setting,
in capitals, behind ``INTERVIEW_BOT_``; only the token keeps the name that every Discord tutorial uses,
``DISCORD_TOKEN``.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.errors import BotError, ConfigError, FaultsError, Loading
from bot.files import key_fault, kind_of, read_text, read_toml
from bot.settings.folders import PREFIX, find_folders
from bot.settings.model import Settings
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TOKEN = "DISCORD_TOKEN"


def read_variables(environ: Mapping[str, str], directory: Path) -> dict[str, str]:
    """The environment, completed by ``.env`` in the working folder.

    Raises:
        ConfigError: that file cannot be read.
    """
    path = directory / ".env"
    if kind_of(path, ConfigError) != "file":
        return dict(environ)
    written = dotenv_values(stream=io.StringIO(read_text(path, ConfigError)))
    return {**{key: value for key, value in written.items() if value is not None}, **environ}


def load_settings(environ: Mapping[str, str], directory: Path) -> Settings:
    """Read the settings that hold for a process.

    Args:
        environ: the environment variables.
        directory: the working folder: its ``.env``, ``config/`` and ``corpus/`` count, and paths are
            relative to it.

    Returns:
        the settings. Without a folder ``config/`` or ``corpus/`` the packaged one is used.

    Raises:
        FaultsError: every unknown key and every value of a wrong kind, with path and line.
        ConfigError: a file that cannot be read.
    """
    variables = read_variables(environ, directory)
    given = _Given(variables, directory)
    given.read_file()
    given.read_variables()
    try:
        return Settings(**given.values)
    except ValidationError as error:
        raise FaultsError(given.faults(error)) from None


def salvage_settings(environ: Mapping[str, str], directory: Path) -> tuple[Settings, tuple[BotError, ...]]:
    """Read the settings as `load_settings` does, and go on without what cannot be used.

    Returns:
        the settings, with the default in place of each that is wrong; and everything that is wrong, which is nothing
        exactly where `load_settings` raises nothing.
    """
    loading = Loading()
    given = _Given(loading(lambda: read_variables(environ, directory)) or dict(environ), directory)
    loading(given.read_file)
    loading(given.read_variables)
    faults: list[BotError] = []
    while True:
        try:
            return Settings(**given.values), (*loading.faults, *faults)
        except ValidationError as error:
            faults += given.faults(error)
            for item in error.errors():
                given.values.pop(_key(item), None)


class _Given:
    """What is set, before it is held against the model.

    Args:
        variables: the environment, completed by ``.env``.
        directory: the working folder.

    Attributes:
        values: by the name of the setting.
    """

    def __init__(self, variables: Mapping[str, str], directory: Path) -> None:
        self._variables = variables
        config, corpus = find_folders(variables, directory)
        self.values: dict[str, Any] = {"config": config, "corpus": corpus}
        self._path = config / "settings.toml"
        self._text = ""
        self._named: dict[str, str] = {}

    def read_file(self) -> None:
        """Take over what stands in the file, if there is one."""
        values, text = read_toml(self._path, ConfigError) if kind_of(self._path, ConfigError) else ({}, "")
        for key in ("discord_token", "expand_key", "corpus", "config"):
            if key in values:
                raise ConfigError("setting-misplaced", path=self._path, line=line_of(text, (key,)), key=key)
        self.values |= values
        self._text = text

    def read_variables(self) -> None:
        """Take over what stands in the variables, which goes before the file."""
        for variable, value in self._variables.items():
            key = variable.removeprefix(PREFIX).lower()
            if variable == TOKEN:
                key = "discord_token"
            elif not variable.startswith(PREFIX) or key in ("config", "corpus"):
                continue
            elif key == "discord_token":
                raise ConfigError("key-unknown", key=variable)
            self._named[key] = variable
            self.values[key] = _from_variable(key, value)

    def faults(self, error: ValidationError) -> list[BotError]:
        """What the model finds, each once, in the order of the file."""
        # A value that fits neither of two kinds is found twice.
        found = {_key(item): item for item in reversed(error.errors())}
        return sorted((self._fault(key, item) for key, item in found.items()), key=lambda fault: fault.line or 0)

    def _fault(self, key: str, item: Any) -> BotError:
        if key in self._named:
            return key_fault(item, ConfigError, name=self._named[key])
        return key_fault(item, ConfigError, name=key, path=self._path, line=line_of(self._text, (key,)))


def _key(item: Any) -> str:
    """The setting of a finding; what is wrong with several together is `shards`."""
    return str((item["loc"] or ("shards",))[0])


def _from_variable(key: str, value: str) -> object:
    """A variable's text as the value that TOML would hold."""
    if key in ("message_content", "watch"):
        return {"true": True, "false": False}.get(value.lower(), value)
    if key == "ask_channels":
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if key in ("shard_count", "question_limit", "daily_grace_hours", "identify_concurrency", "status_port"):
        try:
            return int(value)
        except ValueError:
            return value
    return value
