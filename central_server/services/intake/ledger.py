"""Reading everything a batch touches before its operations are evaluated: a few IN queries instead of one per record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from central_server.services.intake.evaluate import Author, Ledger
from central_server.services.records.record_state import (
    Key,
    RecordState,
    case_of,
    cases_by_number,
    document_of,
    existing_ids,
    read_deleted,
    read_records,
)
from central_server.storage.internal import RECORD_TABLES, operation
from court_core.protocol.messages import Operation
from court_core.records.types import RECORD_TYPES


def read_ledger(connection: Connection, court_id: str, operations: Iterable[Operation]) -> Ledger:
    """Lock and read the records that `operations` name, their cases, and what they refer to.

    Cases are locked first and all in one order, then the other records by type and id: two batches that meet wait for
    each other and never in a circle. A case that is only referred to is locked too, so that it cannot change hands
    while a record of it is being written with the old owner.
    """
    known = [item for item in operations if item.record_type in RECORD_TYPES]
    touched: dict[str, set[str]] = defaultdict(set)
    references: dict[str, set[str]] = defaultdict(set)
    numbers: set[str] = set()
    case_ids: set[str] = set()
    for item in known:
        touched[item.record_type].add(item.record_id)
        new = {name: change.new for name, change in item.changes.items()}
        case_id = case_of(item.record_type, item.record_id, new)
        if case_id:
            case_ids.add(case_id)
        declared = RECORD_TYPES[item.record_type].by_name
        for name, value in new.items():
            field = declared.get(name)
            if field is not None and field.refers_to and isinstance(value, str) and value:
                references[field.refers_to].add(value)
        if item.record_type == "case" and isinstance(new.get("number_text"), str):
            numbers.add(str(new["number_text"]))
    case_ids |= _cases_of_updates(connection, court_id, known)
    cases = read_records(connection, court_id, "case", case_ids, lock=True)
    named = frozenset((name, record_id) for name, ids in touched.items() for record_id in ids)
    for item in known:
        document_id = _document_of(item)
        if document_id:
            # The rules look from each of these to the other.
            touched["document"].add(document_id)
            touched["web_copy"].add(document_id)
    records: dict[Key, RecordState] = {}
    for name in RECORD_TYPES:
        ids = touched.get(name, set())
        if not ids:
            continue
        live = cases if name == "case" else read_records(connection, court_id, name, ids, lock=True)
        records.update({(name, record_id): state for record_id, state in live.items() if record_id in ids})
        missing = ids - live.keys()
        deleted = read_deleted(connection, court_id, name, missing) if missing else {}
        records.update({(name, record_id): state for record_id, state in deleted.items()})
    existing = {key for key, state in records.items() if state.state == "live"}
    existing |= {("case", case_id) for case_id in cases}
    for name, ids in references.items():
        unknown = {record_id for record_id in ids if (name, record_id) not in existing}
        existing |= {(name, record_id) for record_id in existing_ids(connection, court_id, name, unknown)}
    bearers = cases_by_number(connection, court_id, numbers)
    return Ledger(records, dict(cases), dict(cases), existing, bearers, named=named)


def _document_of(item: Operation) -> str:
    return document_of(item.record_type, item.record_id, {name: change.new for name, change in item.changes.items()})


def _cases_of_updates(connection: Connection, court_id: str, operations: Sequence[Operation]) -> set[str]:
    """The cases of records that exist already; operations on these need not name the case."""
    by_type: dict[str, set[str]] = defaultdict(set)
    for item in operations:
        if item.record_type != "case" and "case_id" in RECORD_TYPES[item.record_type].by_name:
            by_type[item.record_type].add(item.record_id)
    found: set[str] = set()
    for name, ids in by_type.items():
        live = read_records(connection, court_id, name, ids)
        states = [*live.values(), *read_deleted(connection, court_id, name, ids - live.keys()).values()]
        found.update(state.case_id for state in states if state.case_id)
    return found


def last_author_of(connection: Connection, court_id: str) -> Callable[[Key, Sequence[str]], Author | None]:
    """A look-up of who wrote some fields of a record last; asked only when a conflict needs it."""

    def last_author(key: Key, fields: Sequence[str]) -> Author | None:
        rows = connection.execute(
            select(operation.c.fields, operation.c.user_id, operation.c.made_at)
            .where(
                operation.c.court_id == court_id,
                operation.c.record_type == key[0],
                operation.c.record_id == key[1],
                operation.c.fields != "",
            )
            .order_by(operation.c.version.desc())
        )
        for written, user_id, made_at in rows:
            if set(written.split(",")) & set(fields):
                return user_id, made_at
        return None

    return last_author


def own_versions_of(connection: Connection, court_id: str, user_id: str) -> Callable[[Key, int], set[int]]:
    """A look-up of which versions of a record after a given one are this user's; asked only by deletions."""

    def own_versions(key: Key, base_version: int) -> set[int]:
        return set(
            connection.execute(
                select(operation.c.version).where(
                    operation.c.court_id == court_id,
                    operation.c.record_type == key[0],
                    operation.c.record_id == key[1],
                    operation.c.user_id == user_id,
                    operation.c.version > base_version,
                    operation.c.fields != "",
                )
            ).scalars()
        )

    return own_versions


def open_conflicts_of(connection: Connection, court_id: str) -> Callable[[Key], Iterable[RecordState]]:
    """A look-up of the conflicts about a record that wait for a decision; asked only when one is to be added."""
    table = RECORD_TABLES["conflict"]

    def open_conflicts(key: Key) -> Iterable[RecordState]:
        ids = connection.execute(
            select(table.c.id).where(
                table.c.court_id == court_id,
                table.c.record_type == key[0],
                table.c.record_id == key[1],
                table.c.status == "open",
            )
        ).scalars()
        return read_records(connection, court_id, "conflict", ids.all(), lock=True).values()

    return open_conflicts


def own_court_codes(connection: Connection, court_id: str) -> frozenset[str]:
    """The words that this court's own case numbers begin with: its code and its prefix before 2016."""
    table = RECORD_TABLES["court"]
    row = connection.execute(
        select(table.c.code, table.c.old_prefix).where(table.c.court_id == court_id, table.c.id == court_id)
    ).one_or_none()
    return frozenset(code for code in (row or ()) if code)
