"""Drafts: what stands in forms and grid cells and is not saved yet. They survive a kill and never leave the machine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema
from court_core.clock import Clock, instant_text

Transaction = Callable[[], AbstractContextManager[Connection]]


class DraftStore:
    """Drafts by key, for example `log/<case id>/2026-11-20`. The last put wins."""

    def __init__(self, reading: Transaction, writing: Transaction, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def put(self, key: str, text: str) -> None:
        """Keep the draft; on disk when this returns."""
        statement = upsert(schema.draft)
        statement = statement.on_conflict_do_update(
            index_elements=["key"],
            set_={"content": statement.excluded.content, "saved_at": statement.excluded.saved_at},
        )
        now = instant_text(self._clock.now())
        with self._writing() as connection:
            connection.execute(statement, {"key": key, "content": text, "saved_at": now})

    def get(self, key: str) -> str | None:
        """The draft, or None."""
        with self._reading() as connection:
            return connection.execute(
                select(schema.draft.c.content).where(schema.draft.c.key == key)
            ).scalar_one_or_none()

    def remove(self, key: str) -> None:
        """Forget the draft, because it was saved or given up."""
        with self._writing() as connection:
            connection.execute(delete(schema.draft).where(schema.draft.c.key == key))

    def all(self, prefix: str = "") -> dict[str, str]:
        """Drafts whose keys begin with `prefix`, by key, oldest first."""
        draft = schema.draft
        with self._reading() as connection:
            found = connection.execute(select(draft.c.key, draft.c.content).order_by(draft.c.saved_at, draft.c.key))
            return {row.key: row.content for row in found if row.key.startswith(prefix)}
