"""Whether the person at the desk may do it: the access matrix of `court_core.records.access`, told kindly.

The server decides again; here a refusal comes before anything is typed into the outbox in vain.
"""

from __future__ import annotations

from collections.abc import Mapping

from clerk_app.use_cases.desk import Desk
from court_core.errors import CourtError
from court_core.records.access import MATRIX, ROLE_LABELS, Action, Reach, Role, reach
from court_core.records.fields import Value
from court_core.records.types import RECORD_TYPES

_ACTION_LABELS = {
    Action.SEE: "查看",
    Action.CREATE: "新增",
    Action.UPDATE: "修改",
    Action.DELETE: "删除",
    Action.APPROVE: "审批",
}


def allowed(desk: Desk, action: Action, record_type: str, case: Mapping[str, Value]) -> bool:
    """Whether the person may act on a record of this type in the case whose values are given."""
    actor = desk.actor
    match reach(actor.roles, record_type, action):
        case Reach.COURT:
            return True
        case Reach.DIVISION:
            return _is_own(actor.user_id, case) or (
                bool(actor.division_id) and case.get("division_id") == actor.division_id
            )
        case Reach.OWN:
            return _is_own(actor.user_id, case)
    return False


def check(desk: Desk, action: Action, record_type: str, case: Mapping[str, Value]) -> None:
    """Raises CourtError `access.refused`, naming who may."""
    if allowed(desk, action, record_type, case):
        return
    granted = [role for role in Role if MATRIX[role].get((record_type, action), Reach.NONE) > Reach.NONE]
    who = "、".join(ROLE_LABELS[role] for role in granted) or "服务器"
    if reach(desk.actor.roles, record_type, action) == Reach.OWN:
        who = "本案承办人或书记员"
    raise CourtError(
        "access.refused", action=_ACTION_LABELS[action], label=f"件案件的{RECORD_TYPES[record_type].label}", who=who
    )


def _is_own(user_id: str, case: Mapping[str, Value]) -> bool:
    return user_id in (case.get("judge_id"), case.get("clerk_id"))
