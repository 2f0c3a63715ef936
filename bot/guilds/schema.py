"""The tables. A change here needs a migration beside it; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers its rows only in a column of exactly this type.
Number = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment as whole seconds since 1970: the same in every database, and quick to compare."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds, rounded down."""
        return None if value is None else int(value.timestamp() // 1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


def _of_server(**options: Any) -> Column[int]:
    return Column("server", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False, **options)


servers = Table(
    "servers",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(16)),
    Column("private", Boolean, nullable=False, server_default=text("false")),
    Column("ask_channels", JSON, nullable=False, server_default=text("'[]'")),
    Column("roles", JSON, nullable=False, server_default=text("'[]'")),
    Column("gap_days", Integer, nullable=False, server_default=text("90")),
    Column("interviews", JSON, nullable=False, server_default=text("'[]'")),
)

dailies = Table(
    "dailies",
    METADATA,
    _of_server(primary_key=True),
    Column("channel", BigInteger, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("topic", JSON(none_as_null=True)),
    Column("role", BigInteger),
    Column("picture", Boolean, nullable=False),
    Column("chosen_by", BigInteger, nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    # The day of the failure that the administrators were told of; empty again when a quote arrives.
    Column("told", Date),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", Number, primary_key=True),
    _of_server(),
    Column("day", Date, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("deck", Integer, nullable=False),
    Column("quote", String(64), nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("message", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment),
    # While claimed: until then whoever claimed it is at work, afterwards anybody may go on.
    Column("retry_at", Moment),
    Column("failure", String(32)),
    UniqueConstraint("server", "day"),
)
# What is unfinished is found without looking at what is done, of which there are millions.
Index(
    "ix_deliveries_unfinished",
    deliveries.c.retry_at,
    sqlite_where=deliveries.c.state == "claimed",
    postgresql_where=deliveries.c.state == "claimed",
)

skips = Table(
    "skips",
    METADATA,
    Column("id", Number, primary_key=True),
    _of_server(index=True),
    Column("deck", Integer, nullable=False),
    Column("quote", String(64), nullable=False),
)

votes = Table(
    "votes",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("member", BigInteger, primary_key=True, autoincrement=False, index=True),
    # Without one the vote was cast in a conversation outside servers.
    Column("server", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), index=True),
    Column("quote", String(64), nullable=False),
    Column("value", Integer, nullable=False),
)

gaps = Table(
    "gaps",
    METADATA,
    Column("id", Number, primary_key=True),
    _of_server(),
    Column("question", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index(None, "server", "last_at"),
)

taught = Table(
    "taught",
    METADATA,
    Column("id", Number, primary_key=True),
    _of_server(index=True),
    Column("exchange", String(64), nullable=False),
    Column("phrasing", Text, nullable=False),
    Column("gap", Number, ForeignKey("gaps.id", ondelete="SET NULL"), index=True),
)

# What was asked of all processes together, by how often; see `bot.guilds.calls`.
calls = Table(
    "calls",
    METADATA,
    Column("name", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)

# When the next connection of a bucket may identify itself to Discord; see `bot.guilds.turns`.
turns = Table(
    "turns",
    METADATA,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("free_at", Float, nullable=False),
)
