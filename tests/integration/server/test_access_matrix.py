"""Every role × record type × action × ownership: the server allows exactly what the matrix says, and no cell is left out."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any, Literal

import pytest

from central_server.services.intake.evaluate import Evaluator, Ledger
from central_server.services.records.callers import Caller, Ownership
from central_server.services.records.record_state import RecordState, case_of
from court_core.documents.model import Paragraph, WebCopy, copy_to_json
from court_core.protocol.messages import Change, Operation
from court_core.records.access import MATRIX, Action, Reach, Role, reach
from court_core.records.fields import Kind, RecordType, Scope
from court_core.records.types import RECORD_TYPES
from court_core.rules.document_steps import STEPS, DocumentStep

Whose = Literal["own", "division", "elsewhere"]
CASE = "case-1"
DOCUMENT = "document-1"
OWNERS: dict[Whose, dict[str, str]] = {
    "own": {"judge_id": "me", "division_id": "other-division"},
    "division": {"judge_id": "somebody", "division_id": "my-division"},
    "elsewhere": {"judge_id": "somebody", "division_id": "other-division"},
}
NEEDED: dict[Whose, Reach] = {"own": Reach.OWN, "division": Reach.DIVISION, "elsewhere": Reach.COURT}
ACTIONS: dict[Action, Literal["create", "update", "delete"]] = {
    Action.CREATE: "create",
    Action.UPDATE: "update",
    Action.DELETE: "delete",
}
REFUSALS = {"sync.not-permitted", "sync.not-yours"}
CELLS = list(itertools.product(Role, RECORD_TYPES.values(), ACTIONS, OWNERS))


def caller(role: Role) -> Caller:
    return Caller("court", "me", "me", "我", (role.value,), "my-division", "device")


def step_of(role: Role) -> DocumentStep:
    """A step of a document's way that this role takes; the first of all for those who take none."""
    return next((step for step in STEPS if role in step.roles), STEPS[0])


def values_of(record_type: RecordType, whose: Whose, role: Role = Role.JUDGE) -> dict[str, Any]:
    samples: dict[Kind, Any] = {
        Kind.DATE: "2026-11-19", Kind.INSTANT: "2026-11-19T01:00:00.000Z", Kind.INTEGER: 1, Kind.MONEY: 1,
        Kind.BOOLEAN: True, Kind.LIST: [], Kind.JSON: {},
    }  # fmt: skip
    found: dict[str, Any] = {}
    for field in record_type.fields:
        if field.required:
            found[field.name] = field.choices[0][0] if field.choices else samples.get(field.kind, "x")
    if "case_id" in record_type.by_name:
        found["case_id"] = CASE
    if record_type.name == "case":
        found |= {
            "number_text": "（2026）粤0103执1号", "number_year": 2026, "number_court": "粤0103", "number_type": "执",
            "number": 1, "number_suffix": "", **OWNERS[whose],
        }  # fmt: skip
    if record_type.name == "log_entry":
        found |= {"officer_id": "me", "kind": "contact"}
    if record_type.name == "process_event":
        found |= {"node": "enforcement-notice", "details": {"addressee": "周文海"}}
    if record_type.name == "withholding":
        found |= {"ground_list": "2013", "ground": "2013-3", "status": "approved"}
    if record_type.name == "web_copy":
        found |= {"document_id": "record-1", "content": copy_to_json(WebCopy("裁定书", (Paragraph("本院认为"),)))}
    if record_type.name == "document_step":
        step = step_of(role)
        found |= {
            "document_id": DOCUMENT,
            "action": step.action,
            "status": step.after,
            "made_by": "me",
            "reason": "另有原因",
        }
    if record_type.name == "masking_rule":
        found |= {"words": "小明", "made_by": "me"}
    return found


def document_about(record_type: RecordType, role: Role) -> RecordState | None:
    """The document that a web copy or a step belongs to, at the status that lets it be written."""
    if record_type.name not in ("web_copy", "document_step"):
        return None
    status = "effective" if record_type.name == "web_copy" else step_of(role).after
    record_id = "record-1" if record_type.name == "web_copy" else DOCUMENT
    return RecordState("document", record_id, "live", 1, {"case_id": CASE, "status": status}, "x", "x", CASE)


def evaluator(role: Role, record_type: RecordType, whose: Whose, *, exists: bool) -> tuple[Evaluator, RecordState]:
    values = values_of(record_type, whose, role)
    record_id = CASE if record_type.name == "case" else "record-1"
    record = RecordState(
        record_type.name, record_id, "live", 1, values, "x", "x", case_of(record_type.name, record_id, values)
    )
    case = RecordState("case", CASE, "live", 1, values_of(RECORD_TYPES["case"], whose), "x", "x", CASE)
    needs_case = record_type.scope is Scope.CASE and (record_type.name != "case" or exists)
    cases = {CASE: case} if needs_case else {}
    references = {
        (field.refers_to, str(values[field.name]))
        for field in record_type.fields
        if field.refers_to and values.get(field.name)
    }
    references |= {("staff", "me"), ("staff", "somebody"), ("division", "my-division"), ("division", "other-division")}
    document = document_about(record_type, role)
    around = {document.key: document} if document else {}
    records = around | ({record.key: record} if exists else {})
    ledger = Ledger(records, dict(cases), dict(cases), references, {})
    found = Evaluator(
        caller(role),
        ledger,
        now="2026-11-20T02:00:00.000Z",
        today=date(2026, 11, 20),
        own_codes=frozenset({"粤0103"}),
        last_author=lambda _key, _fields: None,
        own_versions=lambda _key, _version: set(),
        open_conflicts=lambda _key: (),
    )
    return found, record


@pytest.mark.parametrize("role", list(Role))
def test_every_cell_of_the_matrix(role: Role) -> None:
    checked = 0
    for _, record_type, action, whose in (cell for cell in CELLS if cell[0] is role):
        found, record = evaluator(role, record_type, whose, exists=action is not Action.CREATE)
        changes = {
            Action.CREATE: {name: Change(None, value) for name, value in record.values.items()},
            Action.UPDATE: {"任意": Change(None, "新")},
            Action.DELETE: {},
        }[action]
        operation = Operation(
            op_id="op",
            record_type=record_type.name,
            record_id=record.record_id,
            action=ACTIONS[action],
            base_version=1,
            changes=changes,
            made_at="2026-11-20T02:00:00.000Z",
        )
        result = found.evaluate(operation).result
        limit = reach([role], record_type.name, action)
        allowed = limit is Reach.COURT if record_type.scope is Scope.COURT else limit >= NEEDED[whose]
        cell = f"{role} {action} {record_type.name} {whose}: {result.status} {result.code}"
        if record_type.append_only and action is not Action.CREATE:
            assert result.code == "sync.append-only", cell
        elif allowed:
            assert result.status == "applied", cell
        else:
            assert result.code in REFUSALS, cell
        checked += 1
    assert checked == len(RECORD_TYPES) * len(ACTIONS) * len(OWNERS)


def test_a_reach_contains_the_narrower_ones() -> None:
    me = caller(Role.JUDGE)
    for whose, needed in NEEDED.items():
        owner = Ownership.of_case(OWNERS[whose])
        assert [owner.is_within(me, limit) for limit in Reach] == [limit >= needed and limit > 0 for limit in Reach]


def test_a_caller_without_division_reaches_no_division() -> None:
    nobody = Caller("court", "me", "me", "我", ("division-head",), "", "device")
    assert not Ownership("somebody", None, None).is_within(nobody, Reach.DIVISION)
    assert not Ownership("somebody", None, "").is_within(nobody, Reach.DIVISION)


def test_what_the_procedures_demand_of_the_matrix() -> None:
    """DOMAIN §1: a typist never approves, the administrator never reads case bodies, the auditor only reads."""
    assert not any(action is Action.APPROVE for _, action in MATRIX[Role.TYPIST])
    bodies = {name for name, declared in RECORD_TYPES.items() if declared.scope is Scope.CASE}
    assert not any(name in bodies for name, action in MATRIX[Role.ADMINISTRATOR] if action is Action.SEE)
    assert {action for _, action in MATRIX[Role.AUDITOR]} == {Action.SEE}
    for role, cells in MATRIX.items():
        for (name, action), limit in cells.items():
            if action is not Action.SEE and (name, Action.SEE) not in cells:
                pytest.fail(f"{role} may {action} {name} without seeing it")
            assert limit is not Reach.NONE
