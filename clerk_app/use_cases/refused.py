"""What the server refused: send it again over what the record says today, or give it up.

When a change is refused the record goes back to what the server has, and the text is kept beside it. Sending again is
a fresh change by today's values; giving up leaves the record and keeps the text in the audit.
"""

from __future__ import annotations

from clerk_app.local.queries.waiting import RefusedChange, refused_changes
from clerk_app.local.reader import Reader
from clerk_app.use_cases.desk import Desk, Saved
from court_core.errors import CourtError


def send_refused_again(desk: Desk, op_id: str) -> Saved:
    """Save the refused change anew, so that it waits for the server again; for when its cause is out of the way.

    Raises CourtError `refused.unknown`, and `record.gone` when the record has left this workstation.
    """
    with desk.store.write(desk.actor.user_id) as unit:
        change = _refused(unit, op_id)
        values = {name: new for name, _, new in change.changes}
        if change.action == "create" and unit.get(change.record_type, change.record_id) is None:
            unit.create(change.record_type, values, change.record_id)
        elif change.action == "delete":
            unit.delete(change.record_type, change.record_id)
        else:
            unit.update(change.record_type, change.record_id, values)
        unit.settle_refused(op_id)
        return Saved(change.record_id, unit.change_set)


def give_up_refused(desk: Desk, op_id: str) -> Saved:
    """Leave the record as the server has it. Raises CourtError `refused.unknown`."""
    with desk.store.write(desk.actor.user_id) as unit:
        change = _refused(unit, op_id)
        unit.audit("refused.given-up", f"{change.record_type}:{change.record_id}", {"op": op_id, "text": change.shown})
        unit.settle_refused(op_id)
        return Saved(change.record_id, unit.change_set)


def _refused(reader: Reader, op_id: str) -> RefusedChange:
    for change in refused_changes(reader):
        if change.op_id == op_id:
            return change
    raise CourtError("refused.unknown")
