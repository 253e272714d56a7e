"""Steps of a document on its way: the new status and its line in the ledger, in one transaction (法释〔2016〕19号 art. 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.web_copy_views import StepRow
from clerk_app.use_cases.wording import instant_of, read_field, text_of
from court_core.clock import court_date, instant_text
from court_core.errors import CourtError
from court_core.records.types import DOCUMENT_STEP
from court_core.rules.document_steps import STEPS, DocumentStep, status_label, step_for

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

_ACTION_LABELS = {step.action: step.label for step in STEPS}


def take_step(
    desk: Desk, unit: UnitOfWork, document: Record, action: str, *, reason: str = "", month: str = ""
) -> DocumentStep:
    """The person at the desk takes this step: the document's status changes and the ledger says so.

    A step that leaves the status as it is (masking once more) writes no line, unless the step is `noted`. `month` is the batch's, as 2026-11.
    Raises CourtError `document-step.not-allowed`, `document-step.not-yours`, `document-step.reason-missing`,
    `field.too-long`.
    """
    before = text_of(document["status"])
    step = step_for(before, action, desk.actor.roles, in_effect=bool(document["effective_on"]))
    if step.needs_reason and not reason.strip():
        raise CourtError("document-step.reason-missing", action=step.label, key="reason")
    if step.after == before and not step.noted:
        return step
    if step.after != before:
        unit.update("document", document.id, {"status": step.after, "status_on": desk.today.isoformat()})
    unit.create(
        "document_step",
        {
            "case_id": document["case_id"],
            "document_id": document.id,
            "action": action,
            "status": step.after,
            "reason": read_field(DOCUMENT_STEP, "reason", reason),
            "month": month or None,
            "made_by": desk.actor.user_id,
            "made_at": instant_text(desk.clock.now()),
        },
    )
    return step


def may_take(desk: Desk, document: Record, action: str) -> bool:
    """Whether the person's role takes this step at the document's status; the case's access is asked apart."""
    try:
        step_for(text_of(document["status"]), action, desk.actor.roles, in_effect=bool(document["effective_on"]))
    except CourtError:
        return False
    return True


def steps_of(reader: Reader, document_id: str) -> tuple[Record, ...]:
    """The ledger of a document, oldest first."""
    found = reader.find("document_step", document_id=document_id)
    return tuple(sorted(found, key=lambda record: (text_of(record["made_at"]), record.id)))


def document_steps(desk: Desk, document_id: str) -> tuple[StepRow, ...]:
    """The ledger as people read it, oldest first."""
    with desk.store.read() as reader:
        names = StaffNames(reader)
        return tuple(_row(names, record) for record in steps_of(reader, document_id))


def _row(names: StaffNames, record: Record) -> StepRow:
    action = text_of(record["action"])
    made_at = instant_of(record["made_at"])
    assert made_at is not None  # the field is required
    return StepRow(
        action=action,
        action_label=_ACTION_LABELS.get(action, action),
        status_label=status_label(text_of(record["status"])),
        reason=text_of(record["reason"]),
        month=text_of(record["month"]),
        made_by=names.name(record["made_by"]),
        made_on=court_date(made_at),
    )
