"""Alembic environment of the officer's database. The program hands over its own connection, already in a transaction."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
