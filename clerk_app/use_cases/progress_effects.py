"""What a process event means for the case itself: filing, responsibility, procedure, and whether it is open.

Pure: it says which fields of the case to set, and the caller saves them with the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.use_cases.wording import text_of
from court_core.records.fields import Value
from court_core.rules.time_limits import limit_for

if TYPE_CHECKING:
    from clerk_app.use_cases.staff import StaffNames

Moves = Sequence[tuple[date, str, Mapping[str, object]]]

_CLOSING = ("closed", "enforcement-closed")
_STATUS_NODES = (*_CLOSING, "suspended", "resumed", "archived")


def case_changes(
    case: Mapping[str, Value], node: str, happened_on: date, details: Mapping[str, object], names: StaffNames
) -> dict[str, Value]:
    """The fields an added or corrected event sets in its case, but for the status."""
    match node:
        case "received":
            return _given(details, received_on="received_on", source="source")
        case "filed":
            filed = _given(
                details,
                received_on="received_on",
                cause="cause",
                amount="amount",
                procedure="procedure",
                source="source",
            )
            procedure = text_of(filed.get("procedure")) or text_of(case.get("procedure"))
            filed["filed_on"] = happened_on.isoformat()
            return filed | _limit(case, procedure, only_if_missing=not filed.get("procedure"))
        case "assigned":
            return _person("judge_id", details.get("person"), names)
        case "panel-formed":
            return _person("clerk_id", details.get("clerk"), names)
        case "judge-changed":
            return _changed_person(details, names)
        case "procedure-converted":
            procedure = str(details["procedure"])
            return {"procedure": procedure} | _limit(case, procedure, only_if_missing=False)
    return {}


def status_changes(case: Mapping[str, Value], before: Moves, after: Moves) -> dict[str, Value]:
    """Status, closing date and mode after the case's events changed from `before` to `after`.

    A case that is closed without a closing event (an imported one) stays closed unless such an event was there.
    """
    moved = [[move for move in moves if move[1] in _STATUS_NODES] for moves in (before, after)]
    if moved[0] == moved[1]:
        return {}
    closed_by_event = any(node in _CLOSING for _, node, _ in [*moved[0], *moved[1]])
    if case.get("status") in ("closed", "archived") and not closed_by_event:
        archived = any(node == "archived" for _, node, _ in moved[1])
        return {"status": "archived" if archived else "closed"}
    status, closed_on, mode = "open", None, None
    for day, node, details in moved[1]:
        match node:
            case "suspended":
                status = "suspended"
            case "resumed":
                status, closed_on, mode = "open", None, None
            case "archived":
                status = "archived"
            case _:
                status, closed_on, mode = "closed", day.isoformat(), str(details.get("method", ""))
    if status == "archived" and closed_on is None:
        closed_on, mode = _text_or_none(case.get("closed_on")), _text_or_none(case.get("close_mode"))
    return {"status": status, "closed_on": closed_on, "close_mode": mode}


def _given(details: Mapping[str, object], **fields: str) -> dict[str, Value]:
    return {field: details[key] for field, key in fields.items() if details.get(key) not in (None, "")}


def _limit(case: Mapping[str, Value], procedure: str, *, only_if_missing: bool) -> dict[str, Value]:
    """The time limit of the (new) procedure; 简转普 runs on from the same filing date."""
    if only_if_missing and case.get("time_limit"):
        return {}
    limit = limit_for(text_of(case.get("number_type")), procedure)
    return {"time_limit": limit.key} if limit else {}


def _changed_person(details: Mapping[str, object], names: StaffNames) -> dict[str, Value]:
    role = details.get("role")
    if role == "合议庭成员":
        return {}
    return _person("clerk_id" if role == "书记员" else "judge_id", details.get("person"), names)


def _person(field: str, name: object, names: StaffNames) -> dict[str, Value]:
    """Only a name that means exactly one of the court's people changes who is responsible."""
    user_id = names.one_of(str(name)) if name else None
    return {field: user_id} if user_id else {}


def _text_or_none(value: Value) -> str | None:
    return value if isinstance(value, str) else None
