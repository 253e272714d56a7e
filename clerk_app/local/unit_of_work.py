"""Saving: record, audit row and outbox operation in one transaction, and what that changed.

Nothing here is sent. Sync finds the operation in the outbox, and only its answer changes `version`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert

from clerk_app.local import due_dates, outbox_rows, rows, schema, search_index
from clerk_app.local.audit_chain import AuditWriter
from clerk_app.local.changes import ChangeSet
from clerk_app.local.due_dates import DueDate
from clerk_app.local.reader import Reader
from clerk_app.local.records import case_of
from clerk_app.local.rows import Base, BaseState
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.protocol.merge import changes_between
from court_core.protocol.messages import Change
from court_core.records.fields import RecordType, Value, Values
from court_core.records.types import RECORD_TYPES

_ENQUEUE = insert(schema.outbox)


class UnitOfWork(Reader):
    """One write transaction of one person. It sees its own changes; leaving the block commits them all or none."""

    def __init__(self, connection: Connection, user_id: str, clock: Clock) -> None:
        super().__init__(connection)
        self._user_id = user_id
        self._clock = clock
        self._audit = AuditWriter(connection)
        self._records: set[tuple[str, str]] = set()
        self._cases: set[str] = set()
        self._to_index: set[str] = set()

    @property
    def change_set(self) -> ChangeSet:
        """What this transaction has changed so far."""
        return ChangeSet(frozenset(self._records), frozenset(self._cases))

    def create(self, record_type: str, values: Values, record_id: str | None = None) -> str:
        """A new record; answers its id. Fields that are not given are empty."""
        declaration = _declared(record_type, values)
        record_id = record_id or new_id()
        if rows.read_row(self.connection, record_type, record_id) is not None:
            raise KeyError(f"{record_type} exists already")
        complete = {field.name: values.get(field.name) for field in declaration.fields}
        self._keep_base(record_type, record_id, 0, "absent", {}, complete)
        rows.put_row(self.connection, record_type, record_id, 0, complete)
        changes = {name: Change(None, value) for name, value in values.items() if value is not None}
        self._enqueue(record_type, record_id, "create", 0, changes)
        self._note(record_type, record_id, complete)
        return record_id

    def create_many(self, record_type: str, records: Mapping[str, Values]) -> None:
        """New records by their fresh ids, in a handful of statements: for imports of thousands of rows."""
        completed: dict[str, dict[str, Value]] = {}
        for record_id, values in records.items():
            declaration = _declared(record_type, values)
            completed[record_id] = {field.name: values.get(field.name) for field in declaration.fields}
        bases = [(key, Base(0, "absent", {}, case_of(record_type, key, values))) for key, values in completed.items()]
        rows.keep_bases(self.connection, record_type, bases)
        rows.put_rows(self.connection, record_type, [(key, 0, values) for key, values in completed.items()])
        created = [
            (key, {name: Change(None, value) for name, value in values.items() if value is not None})
            for key, values in records.items()
        ]
        self._enqueue_all(record_type, "create", 0, created)
        self._note_all(record_type, completed)

    def update(self, record_type: str, record_id: str, values: Values) -> bool:
        """Set the given fields, leaving the others; False when that changes nothing.

        Raises CourtError `record.gone` when the record has left this workstation meanwhile.
        """
        declaration = _declared(record_type, values)
        if declaration.append_only:
            raise TypeError(f"{record_type} is append-only: create an amendment")
        version, before = self._existing(record_type, record_id)
        changes = changes_between(declaration, before, values)
        if not changes:
            return False
        after = before | {name: change.new for name, change in changes.items()}
        self._keep_base(record_type, record_id, version, "live", before, before)
        rows.put_row(self.connection, record_type, record_id, version, after)
        self._enqueue(record_type, record_id, "update", version, changes)
        if declaration.bulky:
            outbox_rows.fold(self.connection, self._user_id, record_type, record_id)
        searched = not changes.keys().isdisjoint(search_index.INDEXED_FIELDS.get(record_type, ()))
        self._note(record_type, record_id, before, searched=searched)
        self._note(record_type, record_id, after, searched=searched)
        return True

    def delete(self, record_type: str, record_id: str) -> None:
        """Take the record away. Raises CourtError `record.gone` when it is not there any more."""
        if RECORD_TYPES[record_type].append_only:
            raise TypeError(f"{record_type} is append-only: create an amendment")
        version, before = self._existing(record_type, record_id)
        self._keep_base(record_type, record_id, version, "live", before, before)
        rows.remove_row(self.connection, record_type, record_id)
        self._enqueue(record_type, record_id, "delete", version, {})
        self._note(record_type, record_id, before)

    def audit(self, action: str, subject: str, details: Mapping[str, object]) -> None:
        """Record a look, an export or a print; changes of records are recorded by themselves."""
        self._audit.append(self._now(), self._user_id, action, subject, details)

    def set_setting(self, key: str, value: Value) -> None:
        """Keep a setting of this workstation, any JSON value. Settings are not synchronised."""
        self.set_settings({key: value})

    def set_settings(self, values: Mapping[str, Value]) -> None:
        """Keep many settings in one statement."""
        if values:
            statement = upsert(schema.setting)
            self.connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value}),
                [{"key": key, "value": json.dumps(value, ensure_ascii=False)} for key, value in values.items()],
            )

    def settle_refused(self, op_id: str) -> None:
        """The person has dealt with a refused change: entered it anew, or given it up. It stays on record."""
        self.connection.execute(
            update(schema.refused).where(schema.refused.c.op_id == op_id).values(settled_at=self._now())
        )
        self.audit("refused.settle", f"operation:{op_id}", {})

    def set_due(self, due: Iterable[DueDate]) -> None:
        """Keep what the rules say of these cases' time limits; a change of case or process forgets it again."""
        due_dates.put(self.connection, due)

    def finish(self) -> None:
        """Bring the search index up to date; the store calls this before it commits."""
        if self._to_index:
            search_index.reindex(self.connection, self._to_index)
            self._to_index.clear()

    def _existing(self, record_type: str, record_id: str) -> tuple[int, dict[str, Value]]:
        found = rows.read_row(self.connection, record_type, record_id)
        if found is None:
            raise CourtError("record.gone", label=RECORD_TYPES[record_type].label)
        return found

    def _keep_base(
        self, record_type: str, record_id: str, version: int, state: BaseState, values: Values, now: Values
    ) -> None:
        base = Base(version, state, values, case_of(record_type, record_id, now))
        rows.keep_base(self.connection, record_type, record_id, base)

    def _enqueue(self, record_type: str, record_id: str, action: str, version: int, changes: dict[str, Change]) -> None:
        self._enqueue_all(record_type, action, version, [(record_id, changes)])

    def _enqueue_all(
        self, record_type: str, action: str, version: int, changed: Sequence[tuple[str, dict[str, Change]]]
    ) -> None:
        """The operations, and their audit rows, in one statement each."""
        now, operations, entries = self._now(), [], []
        for record_id, changes in changed:
            op_id, encoded = new_id(), rows.encode_changes(changes)
            operations.append(
                {
                    "op_id": op_id,
                    "user_id": self._user_id,
                    "record_type": record_type,
                    "record_id": record_id,
                    "action": action,
                    "base_version": version,
                    "changes": encoded,
                    "made_at": now,
                }
            )
            details: dict[str, object] = {"op": op_id, "changes": _audited(record_type, json.loads(encoded))}
            entries.append((f"record.{action}", f"{record_type}:{record_id}", details))
        if operations:
            self.connection.execute(_ENQUEUE, operations)
            self._audit.append_many(now, self._user_id, entries)

    def _note(self, record_type: str, record_id: str, values: Values, *, searched: bool = True) -> None:
        self._note_all(record_type, {record_id: values}, searched=searched)

    def _note_all(self, record_type: str, changed: Mapping[str, Values], *, searched: bool = True) -> None:
        """`searched`: something changed that cases are found by."""
        self._records.update((record_type, record_id) for record_id in changed)
        cases = {case_id for key, values in changed.items() if (case_id := case_of(record_type, key, values))}
        self._cases |= cases
        if cases and record_type in due_dates.DEPENDS_ON:
            due_dates.forget(self.connection, cases)
        if searched and record_type in search_index.INDEXED_FIELDS:
            self._to_index |= cases

    def _now(self) -> str:
        return instant_text(self._clock.now())


def _audited(record_type: str, changes: dict[str, list[Value]]) -> dict[str, object]:
    """The changes as the audit keeps them: of bulky fields the hash, by which a content can be recognised."""
    bulky = RECORD_TYPES[record_type].bulky
    return {name: [_hashed(value) for value in pair] if name in bulky else pair for name, pair in changes.items()}


def _hashed(value: Value) -> object:
    """SHA-256 of a text, or of another value's canonical JSON, with its length in bytes; None stays None."""
    if value is None:
        return None
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )
    content = text.encode()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _declared(record_type: str, values: Values) -> RecordType:
    """The declaration, after a check that our own code gave declared fields and JSON values."""
    declaration = RECORD_TYPES[record_type]
    for name, value in values.items():
        if name not in declaration.by_name:
            raise KeyError(f"{record_type} has no field {name}")
        if value is not None and not isinstance(value, str | int | float | bool | list | tuple | dict):
            raise TypeError(f"{record_type}.{name} is not a JSON value")
    return declaration
