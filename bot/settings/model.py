"""Every setting: its kind, its default, and what it is for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

Language = Literal["zh-CN", "zh-TW", "en"]


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
