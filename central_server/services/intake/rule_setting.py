"""What the rules of the court are given: the record as it was and as it would be, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from central_server.services.records.callers import Caller, Ownership
from central_server.services.records.record_state import RecordState
from court_core.records.fields import Value


@dataclass(frozen=True, slots=True)
class Setting:
    """What the checks know besides the record: who calls, the court's own codes, today, and the case concerned."""

    caller: Caller
    own_codes: frozenset[str]
    today: date
    case: RecordState | None
    owners: tuple[Ownership, ...]
    document: RecordState
    """The document that the record is about, and its web copy; absent for others."""
    statuses: frozenset[str]
    """Those the document had since the batch arrived: its own operations are looked at first."""
    web_copy: RecordState
    copy_follows: bool
    """Whether operations on the web copy come later in the same batch, which this record may wait for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A record before (absent: empty) and after an operation, and the fields that the operation writes."""

    record_id: str
    before: Mapping[str, Value]
    after: Mapping[str, Value]
    fields: Mapping[str, Value]
