"""Records as the server works on them in memory, and reading all that a batch touches in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Table, select

from central_server.services.records.callers import Ownership
from central_server.storage.internal import RECORD_TABLES, feed
from central_server.storage.matching import one_of
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import from_row, to_row

Key = tuple[str, str]
"""Record type and id."""

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class RecordState:
    """One record at one moment: `absent` (never heard of), `live`, or `deleted` (its values are gone, its case known)."""

    record_type: str
    record_id: str
    state: Literal["absent", "live", "deleted"]
    version: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    updated_by: str = ""
    updated_at: str = ""
    case_id: str | None = None

    @property
    def key(self) -> Key:
        """Record type and id."""
        return (self.record_type, self.record_id)

    def row(self, court_id: str) -> dict[str, Any]:
        """The row of the record's table."""
        return {
            "court_id": court_id,
            "id": self.record_id,
            "version": self.version,
            **to_row(RECORD_TYPES[self.record_type], self.values),
            "updated_by": self.updated_by,
            "updated_at": self.updated_at,
        }


def case_of(record_type: str, record_id: str, values: Mapping[str, Value]) -> str | None:
    """The case a record belongs to: a case is its own; records of the whole court belong to none."""
    if record_type == "case":
        return record_id
    value = values.get("case_id")
    return value if isinstance(value, str) and value else None


def document_of(record_type: str, record_id: str, values: Mapping[str, Value]) -> str:
    """The document a record is about: a document itself, its web copy, a step of its way; of others empty."""
    if record_type in ("document", "web_copy"):
        return record_id
    value = values.get("document_id") if record_type == "document_step" else None
    return value if isinstance(value, str) else ""


def state_of_row(record_type: str, row: Mapping[str, Any]) -> RecordState:
    """The live record in a row of its table."""
    values = from_row(RECORD_TYPES[record_type], row)
    return RecordState(
        record_type,
        row["id"],
        "live",
        row["version"],
        values,
        row["updated_by"],
        row["updated_at"],
        case_of(record_type, row["id"], values),
    )


def chunks(items: Iterable[str]) -> Iterator[list[str]]:
    """Groups small enough for one IN list, sorted so that rows are always locked in the same order."""
    iterator = iter(sorted(set(items)))
    while group := list(islice(iterator, _CHUNK)):
        yield group


def read_records(
    connection: Connection, court_id: str, record_type: str, ids: Iterable[str], *, lock: bool = False
) -> dict[str, RecordState]:
    """The live records of one type among `ids`; with `lock`, held (in id order) until the transaction ends."""
    table = RECORD_TABLES[record_type]
    names = tuple(table.c.keys())
    found: dict[str, RecordState] = {}
    for group in chunks(ids):
        statement = (
            select(table)
            .where(table.c.court_id == court_id, one_of(connection, table.c.id, group))
            .order_by(table.c.id)
        )
        if lock:
            statement = statement.with_for_update()
        for row in connection.execute(statement):
            state = state_of_row(record_type, dict(zip(names, row, strict=True)))
            found[state.record_id] = state
    return found


def read_deleted(connection: Connection, court_id: str, record_type: str, ids: Iterable[str]) -> dict[str, RecordState]:
    """The tombstones of one type among `ids`."""
    found: dict[str, RecordState] = {}
    for group in chunks(ids):
        rows = connection.execute(
            select(feed.c.record_id, feed.c.version, feed.c.case_id, feed.c.changed_at).where(
                feed.c.court_id == court_id,
                feed.c.record_type == record_type,
                one_of(connection, feed.c.record_id, group),
                feed.c.state == "deleted",
            )
        )
        for record_id, version, case_id, changed_at in rows:
            found[record_id] = RecordState(
                record_type, record_id, "deleted", version, updated_at=changed_at, case_id=case_id
            )
    return found


def existing_ids(connection: Connection, court_id: str, record_type: str, ids: Iterable[str]) -> set[str]:
    """Which of `ids` are live records of that type."""
    table = RECORD_TABLES[record_type]
    found: set[str] = set()
    for group in chunks(ids):
        found.update(_column(connection, table, court_id, one_of(connection, table.c.id, group)))
    return found


def cases_by_number(connection: Connection, court_id: str, numbers: Iterable[str]) -> dict[str, str]:
    """Canonical case number → id of the case that bears it."""
    table = RECORD_TABLES["case"]
    found: dict[str, str] = {}
    for group in chunks(numbers):
        rows: Sequence[Any] = connection.execute(
            select(table.c.number_text, table.c.id).where(
                table.c.court_id == court_id, one_of(connection, table.c.number_text, group)
            )
        ).all()
        found.update((number, record_id) for number, record_id in rows)
    return found


def ownership_of(state: RecordState, case: RecordState | None) -> Ownership:
    """Whose a record is: its case's owners'; a conflict about a record of the whole court is its two people's."""
    if case is not None and case.state != "absent":
        return Ownership.of_case(case.values)
    if state.record_type == "conflict":
        named = [state.values.get(name) for name in ("theirs_by", "mine_by")]
        judge, clerk = (value if isinstance(value, str) else None for value in named)
        return Ownership(judge, clerk)
    return Ownership()


def _column(connection: Connection, table: Table, court_id: str, condition: ColumnElement[bool]) -> Iterable[str]:
    return connection.execute(select(table.c.id).where(table.c.court_id == court_id, condition)).scalars()
