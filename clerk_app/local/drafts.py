"""Drafts: what stands in forms and grid cells and is not saved yet. They survive a kill and never leave the machine.

What the disk did not take (it is full) stays in memory, is what reading answers with, and is written together with the
next change that goes through: with room again nobody has to type on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import schema
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError

log = logging.getLogger(__name__)

Transaction = Callable[[], AbstractContextManager[Connection]]


class DraftStore:
    """Drafts by key, for example `log/<case id>/2026-11-20`. The last put wins."""

    def __init__(self, reading: Transaction, writing: Transaction, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._unkept: dict[str, str | None] = {}
        self._on_its_way: dict[str, str | None] = {}
        self._saving = threading.local()

    @property
    def unkept(self) -> Mapping[str, str | None]:
        """What the disk did not take yet, by key; None for a draft that could not be removed.

        Not what another thread is writing at this moment: who wants to know that asks behind it, in its queue.
        """
        return dict(self._unkept)

    def put(self, key: str, text: str) -> None:
        """Keep the draft; on disk when this returns. Raises CourtError as the disk refuses; the text is not lost then."""
        self._change(key, text)

    @contextmanager
    def saved_with(self, key: str) -> Iterator[None]:
        """Inside, the next change that this thread saves takes the draft away, in one and the same transaction.

        Between the two no kill can come after which the text is a draft again and is saved a second time.
        """
        self._saving.key = key
        try:
            yield
        finally:
            self._saving.key = None

    @contextmanager
    def ended_by_save(self) -> Iterator[Callable[[Connection], None]]:
        """For the store, around a person's transaction: what to call as its last act. Undone when it is rolled back."""
        key = getattr(self._saving, "key", None)
        held = dict(self._unkept)

        def end(connection: Connection) -> None:
            if key is not None:
                self._write(connection, key, None)
                self._unkept.pop(key, None)

        try:
            yield end
        except BaseException:
            if key in held:
                self._unkept.setdefault(key, held[key])
            raise

    def carry_over(self, unkept: Mapping[str, str | None]) -> None:
        """Take over what an earlier session on this folder could not keep, and write it if the disk takes it now."""
        self._unkept.update(unkept)
        if self._unkept:
            with suppress(CourtError), self._writing():
                log.info("drafts in memory are written")

    def catch_up(self, connection: Connection, unkept: Mapping[str, str | None]) -> None:
        """Write what was in memory only, in a transaction of its own that the caller commits."""
        for key, text in unkept.items():
            self._write(connection, key, text)

    def caught_up(self, written: Mapping[str, str | None]) -> None:
        """These are on disk now; what was typed since stays in memory. Called before anybody else may write."""
        for key, text in written.items():
            if key in self._unkept and self._unkept[key] == text:
                del self._unkept[key]

    def get(self, key: str) -> str | None:
        """The draft, or None."""
        in_memory = self._in_memory()
        if key in in_memory:
            return in_memory[key]
        with self._reading() as connection:
            return connection.execute(
                select(schema.draft.c.content).where(schema.draft.c.key == key)
            ).scalar_one_or_none()

    def remove(self, key: str) -> None:
        """Forget the draft, because it was saved or given up. Raises as `put`."""
        self._change(key, None)

    def all(self, prefix: str = "") -> dict[str, str]:
        """Drafts whose keys begin with `prefix`, by key, oldest first."""
        draft = schema.draft
        in_memory = self._in_memory()  # before reading: what reaches the disk in between is then in both
        with self._reading() as connection:
            found = connection.execute(select(draft.c.key, draft.c.content).order_by(draft.c.saved_at, draft.c.key))
            stored: dict[str, str | None] = {row.key: row.content for row in found}
        merged = stored | in_memory
        return {key: text for key, text in merged.items() if text is not None and key.startswith(prefix)}

    def _in_memory(self) -> dict[str, str | None]:
        return {**self._unkept, **self._on_its_way}

    def _change(self, key: str, text: str | None) -> None:
        self._on_its_way[key] = text  # whoever reads while the disk is tried sees this, and not what stood there before
        try:
            with self._writing() as connection:
                self._unkept.pop(key, None)  # within the turn: nobody catches up with the older text behind it
                self._write(connection, key, text)
        except BaseException:
            self._unkept[key] = text
            raise
        finally:
            self._on_its_way.pop(key, None)

    def _write(self, connection: Connection, key: str, text: str | None) -> None:
        if text is None:
            connection.execute(delete(schema.draft).where(schema.draft.c.key == key))
            return
        statement = upsert(schema.draft)
        statement = statement.on_conflict_do_update(
            index_elements=["key"],
            set_={"content": statement.excluded.content, "saved_at": statement.excluded.saved_at},
        )
        now = instant_text(self._clock.now())
        connection.execute(statement, {"key": key, "content": text, "saved_at": now})
