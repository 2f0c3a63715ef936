"""Called by Alembic: runs migrations in the transaction that `bot.guilds.migrating` has begun."""

from __future__ import annotations

from alembic import context

from bot.guilds.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
