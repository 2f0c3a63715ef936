"""Servers follow some of the interviews; what is asked of all processes, such as reading the interviews anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.add_column("servers", sa.Column("interviews", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.create_table(
        "calls",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_calls")),
    )
