"""What waits to be sent to the server, and what the server refused, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.local.queries.waiting import RefusedChange, WaitingChange, refused_changes, waiting_changes
from clerk_app.sync import pending_export
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.device import Device
from clerk_app.use_cases.resolve_conflict import record_title
from clerk_app.use_cases.sync_views import PendingRow
from clerk_app.use_cases.wording import shown
from court_core.records.fields import Kind
from court_core.records.types import RECORD_TYPES

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader

_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.MONEY, Kind.CHOICE)


def list_pending(desk: Desk, limit: int = 1000) -> tuple[PendingRow, ...]:
    """Refused changes first, because they wait for a person; then what waits for the server, oldest first."""
    with desk.store.read() as reader:
        refused = [_row(reader, change, f"{change.message}{change.remedy}") for change in refused_changes(reader)]
        waiting = [_row(reader, change, "") for change in waiting_changes(reader, limit)]
    return (*refused, *waiting)


def _row(reader: Reader, change: WaitingChange | RefusedChange, refused: str) -> PendingRow:
    title = record_title(reader, RECORD_TYPES[change.record_type], change.record_id)
    return PendingRow(
        op_id=change.op_id,
        record_type=change.record_type,
        record_id=change.record_id,
        case_id=change.case_id or "",
        title=f"{change.case_number} · {title}" if change.case_number and change.record_type != "case" else title,
        action=change.action,
        made_at=change.made_at,
        refused=refused,
        text=_written(change) if isinstance(change, RefusedChange) else "",
    )


def _written(change: RefusedChange) -> str:
    """What the person wrote, in words: what would be lost if the change were given up."""
    declared = RECORD_TYPES[change.record_type].by_name
    return "　".join(
        f"{field.label}：{shown(field, new)}"
        for name, _, new in change.changes
        if new not in (None, "", []) and (field := declared.get(name)) is not None and field.kind in _WRITTEN
    )


def export_pending(desk: Desk, device: Device, target: Path) -> int:
    """Writes all that waits as a signed file for a USB stick; it stays pending. The export is recorded in the audit.

    Raises CourtError `pending-file.nothing`, `pending-file.not-written`.
    """
    exported = pending_export.export_pending(desk.store, device.sender, device.sign, target)
    with desk.store.write(desk.actor.user_id) as unit:
        unit.audit("pending.export", f"device:{device.sender.device_id}", {"operations": exported})
    return exported


def settle_refused(desk: Desk, op_id: str) -> Saved:
    """The person has dealt with a change the server refused: entered it anew, or given it up. It stays on record."""
    with desk.store.write(desk.actor.user_id) as unit:
        unit.settle_refused(op_id)
        return Saved(op_id, unit.change_set)
