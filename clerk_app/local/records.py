"""A record as this workstation holds it."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.local.changes import ChangeSet
from court_core.records.fields import Value, Values

__all__ = ["ChangeSet", "Record", "case_of"]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the server's last known version (0 until the server knows it), its values, and whether
    something saved here still waits to be sent or acknowledged.
    """

    id: str
    version: int
    values: Values
    pending: bool

    def __getitem__(self, name: str) -> Value:
        """The value of one field; None when it is not filled in."""
        return self.values.get(name)


def case_of(record_type: str, record_id: str, values: Values) -> str | None:
    """The id of the case a record belongs to: a case's own id; None for the court's reference records."""
    if record_type == "case":
        return record_id
    case_id = values.get("case_id")
    return case_id if isinstance(case_id, str) else None
