"""What an operator can set: read once, checked as a whole, never changed afterwards.

Three places, the later winning: ``settings.toml`` in the configuration folder, ``.env`` in the working
folder, the environment. A variable is called like the setting, in capitals, behind ``INTERVIEW_BOT_``; only
the token keeps the name that every Discord tutorial uses, ``DISCORD_TOKEN``.
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.errors import BotError, ConfigError, FaultsError, Loading
from bot.files import key_fault, kind_of, read_text, read_toml
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh-CN", "zh-TW", "en"]

PREFIX = "INTERVIEW_BOT_"
TOKEN = "DISCORD_TOKEN"


class Settings(BaseModel):
    """Every setting, with its default. Frozen; unknown keys are errors; secrets hide from repr."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    discord_token: SecretStr | None = Field(
        default=None, description="the bot's token, from the environment or .env only"
    )
    language: Language = Field(default="zh-CN", description="the language of public replies")
    corpus: Path = Field(description="the folder of the interviews")
    config: Path = Field(description="the folder of this file, the glossary and the texts")
    ask_channels: tuple[str, ...] = Field(
        default=(),
        description="names or numbers of channels in which every message is a question; "
        "needs the message content intent",
    )
    message_content: bool = Field(
        default=False, description="moderators may choose ask channels; needs the message content intent"
    )
    database: SecretStr = Field(
        default=SecretStr("sqlite:///interview-bot.db"),
        description="where settings and deliveries are kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    cache: Path | None = Field(
        default=None, description="where interviews that were read are kept; without it in the user's cache folder"
    )
    watch: bool = Field(
        default=False, description="interviews are taken over as soon as their files change; else with reload"
    )
    daily_grace_hours: int = Field(
        default=6, ge=1, le=23, description="hours after its time within which a quote of the day is still posted"
    )
    card_font: Path | None = Field(
        default=None, description="a font for quotes as pictures; without one the system's Chinese fonts are looked for"
    )
    shard_count: Annotated[int, Field(ge=1)] | Literal["auto"] = Field(
        default=1, description='connections to Discord; "auto" takes what Discord recommends'
    )
    shards: str | None = Field(
        default=None,
        pattern=r"^\d{1,5}(-\d{1,5})?$",
        description="which of them this process runs, such as 0-3; needs shard_count as a number",
    )
    identify_concurrency: int = Field(
        default=1, ge=1, le=1024, description="Discord's max_concurrency, when several processes share the connections"
    )
    accent_colour: str = Field(default="#5B7FA6", pattern=r"^#[0-9A-Fa-f]{6}$", description="the colour beside a reply")
    proxy: str | None = Field(
        default=None, pattern=r"^https?://", description="an HTTP proxy through which Discord is reached"
    )
    question_limit: int = Field(default=500, ge=50, le=4000, description="characters of a question that are read")
    expand_url: str | None = Field(
        default=None, description="an OpenAI-compatible server that suggests other ways to ask; only expand uses it"
    )
    expand_model: str | None = Field(default=None, min_length=1, description="the model there")
    expand_key: SecretStr | None = Field(
        default=None, description="the key for that server, from the environment or .env only"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="how much is logged")
    log_format: Literal["text", "json"] = Field(
        default="text", description="one line a fact: as text, or as a JSON object"
    )
    status_port: int | None = Field(
        default=None, ge=1, le=65535, description="a local port for /healthz and /metrics; without one there is none"
    )
    status_host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="where that port is; elsewhere than on this machine, a firewall is needed",
    )

    @field_validator("discord_token", "expand_key", mode="before")
    @classmethod
    def _secret(cls, value: object) -> object:
        return SecretStr(value.strip()) if isinstance(value, str) else value

    @field_validator("expand_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not (value.get_secret_value().isascii() and value.get_secret_value().isprintable()):
            # A header cannot hold it.
            raise _not_of_form()
        return value

    @field_validator("expand_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is not None and not _is_address(value):
            raise _not_of_form()
        return value

    @field_validator("ask_channels", mode="before")
    @classmethod
    def _channels(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("database", mode="before")
    @classmethod
    def _database(cls, value: object) -> object:
        return SecretStr(value) if isinstance(value, str) else value

    @field_validator("card_font", "cache", mode="before")
    @classmethod
    def _path(cls, value: object) -> object:
        return Path(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _shards(self) -> Settings:
        if self.shards is not None and (
            self.shard_count == "auto" or not all(0 <= shard < self.shard_count for shard in self.shard_ids or [-1])
        ):
            raise PydanticCustomError("shards", "shards need a shard_count that they fit")
        return self

    @property
    def shard_ids(self) -> list[int] | None:
        """The shards that this process runs, in order; None for all."""
        if self.shards is None:
            return None
        first, _, last = self.shards.partition("-")
        return list(range(int(first), int(last or first) + 1))

    @property
    def accent(self) -> int:
        """The accent colour as Discord wants it: 0xRRGGBB."""
        return int(self.accent_colour[1:], 16)


def _is_address(text: str) -> bool:
    """Whether a text is an HTTP address without a name and a password, which would be shown with it."""
    try:
        parts = urlsplit(text)
        usable = parts.port != 0 and bool(parts.hostname)
    except ValueError:
        return False
    return usable and parts.scheme in ("http", "https") and not any(one.isspace() or one == "@" for one in text)


def _not_of_form() -> PydanticCustomError:
    return PydanticCustomError("string_pattern_mismatch", "not of the form that is needed")


def packaged(name: Literal["corpus", "config"]) -> Path:
    """The folder that travels with the package: inside it when installed, beside it in a checkout."""
    installed = Path(__file__).with_name("data") / name
    return installed if installed.is_dir() else Path(__file__).parent.with_name(name)


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
