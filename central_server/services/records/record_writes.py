"""Records that the server itself writes: administration, releases, imports. Same feed, same numbers as a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from central_server.services.records.changes import RecordChange, publish, write_rows
from central_server.services.records.record_state import Key, RecordState, case_of, read_deleted, read_records
from central_server.services.records.values import check_required, check_values
from central_server.storage.store import RowsRefusedError, Transaction
from court_core.errors import CourtError
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES


@dataclass(frozen=True, slots=True)
class RecordWrite:
    """Fields to set of one record; a record that does not exist is made."""

    record_type: str
    record_id: str
    values: Mapping[str, Value]


def save_records(tx: Transaction, court_id: str, by: str, at: str, writes: Sequence[RecordWrite]) -> int:
    """Write records in bulk and return the court's last change number. Each record occurs once in `writes`.

    `by` is a staff id or `server`, `at` an instant. Values are checked like a workstation's, access and court rules
    are not: who calls this has decided. Raises CourtError `sync.value-wrong`, `sync.value-too-long`,
    `sync.required-missing`, or `sync.refused-by-database` (a case number twice); then nothing is written.
    """
    by_type: dict[str, list[RecordWrite]] = defaultdict(list)
    for write in writes:
        by_type[write.record_type].append(write)
    current: dict[Key, RecordState] = {}
    for name, group in by_type.items():
        ids = [write.record_id for write in group]
        live = read_records(tx.connection, court_id, name, ids, lock=True)
        gone = read_deleted(tx.connection, court_id, name, set(ids) - live.keys())
        current.update({state.key: state for state in (*gone.values(), *live.values())})
    changes = [change for write in writes if (change := _change(write, current, by, at)) is not None]
    cases_before = {key[1]: state for key, state in current.items() if key[0] == "case"}
    cases = cases_before | {
        change.after.record_id: change.after for change in changes if change.after.record_type == "case"
    }
    missing = {change.after.case_id for change in changes if change.after.case_id} - cases.keys()
    others = read_records(tx.connection, court_id, "case", {case_id for case_id in missing if case_id}, lock=True)
    try:
        write_rows(tx, court_id, changes)
    except RowsRefusedError as error:
        raise CourtError("sync.refused-by-database") from error
    return publish(tx, court_id, changes, cases | others, cases_before | others, at)


def _change(write: RecordWrite, current: Mapping[Key, RecordState], by: str, at: str) -> RecordChange | None:
    record_type = RECORD_TYPES[write.record_type]
    key = (write.record_type, write.record_id)
    before = current.get(key) or RecordState(write.record_type, write.record_id, "absent")
    values = dict.fromkeys(record_type.by_name) | dict(before.values) | dict(write.values)
    if before.state == "live" and values == dict(before.values):
        return None
    check_values(record_type, write.values)
    check_required(record_type, values, record_type.by_name)
    after = replace(
        before,
        state="live",
        version=before.version + 1,
        values=values,
        updated_by=by,
        updated_at=at,
        case_id=case_of(write.record_type, write.record_id, values),
    )
    return RecordChange(before, after)
