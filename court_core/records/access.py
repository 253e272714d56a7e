"""Who may see and write what: role × record type × action, each with its reach.

The workstation greys out what the matrix refuses; the server decides. Reach narrows from the whole court to the
user's division to the user's own cases. Procedures: DOMAIN.md §1; a typist never approves, the administrator
never reads case bodies, the auditor only reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """The roles a person may hold; one person may hold several."""

    JUDGE = "judge"
    ENFORCEMENT_OFFICER = "enforcement-officer"
    TYPIST = "typist"
    DIVISION_HEAD = "division-head"
    VICE_PRESIDENT = "vice-president"
    TRIAL_MANAGEMENT = "trial-management"
    RESEARCH = "research"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_LABELS: dict[Role, str] = {
    Role.JUDGE: "法官",
    Role.ENFORCEMENT_OFFICER: "执行员",
    Role.TYPIST: "书记员",
    Role.DIVISION_HEAD: "庭长",
    Role.VICE_PRESIDENT: "副院长",
    Role.TRIAL_MANAGEMENT: "审管办",
    Role.RESEARCH: "调研科",
    Role.ADMINISTRATOR: "电脑管理员",
    Role.AUDITOR: "督察",
}


class Action(StrEnum):
    """What is done to a record."""

    SEE = "see"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    APPROVE = "approve"


class Reach(IntEnum):
    """How far an allowance reaches; a wider one contains the narrower."""

    NONE = 0
    OWN = 1
    DIVISION = 2
    COURT = 3


_REFERENCE_TYPES = ("court", "division", "staff", "calendar_year", "masking_rule")
_CASE_TYPES = (
    "case", "party", "agent", "process_event", "log_entry", "document", "withholding", "web_copy", "document_step",
    "conflict",
)  # fmt: skip
_WORK = (Action.SEE, Action.CREATE, Action.UPDATE)


def _grant(types: Iterable[str], actions: Iterable[Action], reach: Reach) -> dict[tuple[str, Action], Reach]:
    return {(record_type, action): reach for record_type in types for action in actions}


_EVERYBODY = _grant(_REFERENCE_TYPES, [Action.SEE], Reach.COURT)
_CASE_WORK = ("case", "party", "agent", "process_event", "document", "withholding", "web_copy", "conflict")
_REMEMBERING = _grant(("masking_rule",), [Action.CREATE, Action.UPDATE], Reach.COURT)


def _stepping(reach: Reach) -> dict[tuple[str, Action], Reach]:
    """Noting a document's steps, as far as one takes them."""
    return _grant(("document_step",), [Action.CREATE], reach)


MATRIX: dict[Role, dict[tuple[str, Action], Reach]] = {
    Role.JUDGE: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.OWN)
    | _grant(_CASE_WORK, _WORK, Reach.OWN)
    | _stepping(Reach.OWN)
    | _REMEMBERING
    | _grant(("process_event", "party", "agent"), [Action.DELETE], Reach.OWN),
    Role.ENFORCEMENT_OFFICER: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.OWN)
    | _grant(_CASE_WORK, _WORK, Reach.OWN)
    | _stepping(Reach.OWN)
    | _REMEMBERING
    | _grant(("log_entry",), [Action.CREATE], Reach.OWN)
    | _grant(("process_event", "party", "agent"), [Action.DELETE], Reach.OWN),
    Role.TYPIST: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.OWN)
    | _stepping(Reach.OWN)
    | _REMEMBERING
    | _grant(("case", "party", "agent", "process_event", "document", "web_copy", "conflict"), _WORK, Reach.OWN),
    Role.DIVISION_HEAD: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.DIVISION)
    | _grant(("case", "conflict"), _WORK, Reach.DIVISION)
    | _grant(("withholding",), [Action.UPDATE, Action.APPROVE], Reach.DIVISION)
    | _stepping(Reach.DIVISION)
    | _grant(("document",), [Action.UPDATE], Reach.DIVISION),
    Role.VICE_PRESIDENT: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.COURT)
    | _grant(("withholding",), [Action.UPDATE, Action.APPROVE], Reach.COURT)
    | _stepping(Reach.COURT)
    | _grant(("document",), [Action.UPDATE], Reach.COURT),
    Role.TRIAL_MANAGEMENT: _EVERYBODY
    | _grant(_CASE_TYPES, [Action.SEE], Reach.COURT)
    | _stepping(Reach.COURT)
    | _REMEMBERING
    | _grant(("document",), [Action.UPDATE], Reach.COURT),
    Role.RESEARCH: _EVERYBODY | _grant(("case",), [Action.SEE], Reach.COURT),
    Role.ADMINISTRATOR: _EVERYBODY | _grant(("calendar_year", "court"), [Action.CREATE, Action.UPDATE], Reach.COURT),
    Role.AUDITOR: _EVERYBODY | _grant(_CASE_TYPES, [Action.SEE], Reach.COURT),
}


def reach(roles: Iterable[str], record_type: str, action: Action) -> Reach:
    """The widest reach any of `roles` has for `action` on `record_type`. Unknown roles grant nothing."""
    known = set(Role)
    return max(
        (MATRIX[Role(role)].get((record_type, action), Reach.NONE) for role in roles if role in known),
        default=Reach.NONE,
    )
