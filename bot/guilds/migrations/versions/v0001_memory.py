"""The first tables: settings, daily quotes and their deliveries, votes, gaps, taught phrasings, turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("private", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("ask_channels", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("roles", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("gap_days", sa.Integer(), server_default=sa.text("90"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servers")),
    )
    op.create_table(
        "turns",
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("free_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_turns")),
    )
    op.create_table(
        "dailies",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.JSON(), nullable=True),
        sa.Column("role", sa.BigInteger(), nullable=True),
        sa.Column("picture", sa.Boolean(), nullable=False),
        sa.Column("chosen_by", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_dailies_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("server", name=op.f("pk_dailies")),
    )
    op.create_index(op.f("ix_dailies_next_at"), "dailies", ["next_at"])
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("deck", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_deliveries_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("server", "day", name=op.f("uq_deliveries_server_day")),
    )
    op.create_index(
        "ix_deliveries_unfinished",
        "deliveries",
        ["retry_at"],
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_table(
        "gaps",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_gaps_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
    )
    op.create_index(op.f("ix_gaps_server_last_at"), "gaps", ["server", "last_at"])
    op.create_table(
        "skips",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("deck", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_skips_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skips")),
    )
    op.create_index(op.f("ix_skips_server"), "skips", ["server"])
    op.create_table(
        "votes",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=True),
        sa.Column("quote", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_votes_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message", "member", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_member"), "votes", ["member"])
    op.create_index(op.f("ix_votes_server"), "votes", ["server"])
    op.create_table(
        "taught",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("exchange", sa.String(length=64), nullable=False),
        sa.Column("phrasing", sa.Text(), nullable=False),
        sa.Column("gap", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["gap"], ["gaps.id"], name=op.f("fk_taught_gap"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_taught_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught")),
    )
    op.create_index(op.f("ix_taught_gap"), "taught", ["gap"])
    op.create_index(op.f("ix_taught_server"), "taught", ["server"])
