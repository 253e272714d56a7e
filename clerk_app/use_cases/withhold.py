"""Keeping a document off the internet (不上网公开): flag with ground and reason, approval, refusal, taking back.

Grounds and chain: `court_core.rules.withholding` ([2013] 公布工作程序; 法释〔2016〕19号 art. 4, 12). From the flag on nothing of
the document's text may be published; the document itself shows 不上网公开 at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.local.queries.documents import withholding_of
from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.document_ledger import take_step
from clerk_app.use_cases.forms import NewWithholding
from clerk_app.use_cases.register_document import document_record
from clerk_app.use_cases.views import Choice
from clerk_app.use_cases.wording import read_field, text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import Value
from court_core.records.types import WITHHOLDING
from court_core.rules import withholding

if TYPE_CHECKING:
    from clerk_app.local.unit_of_work import UnitOfWork


def grounds(desk: Desk) -> tuple[Choice, ...]:
    """The grounds of the list in force with their numbers; a ground with parts is followed by them."""
    return tuple(
        Choice(choice.id, choice.text if choice is ground else f"{ground.text[0]}{choice.label}")
        for ground in withholding.grounds_of(desk.settings.ground_list)
        for choice in (ground, *ground.parts)
    )


def flag(desk: Desk, form: NewWithholding) -> Saved:
    """Flags a document. Under the grounds that need no chain it is in force at once.

    Raises CourtError `withholding.ground-unknown`, `withholding.reason-missing`, `document.unknown`,
    `document.already-withheld`, `document-step.not-allowed`, `document-step.not-yours`, `access.refused`.
    """
    ground_list = form.ground_list or desk.settings.ground_list
    ground = withholding.ground_named(form.ground, ground_list)
    if not form.reason.strip():
        raise CourtError("withholding.reason-missing", key="reason")
    with desk.store.write(desk.actor.user_id) as unit:
        document = document_record(unit, form.document_id)
        case = case_record(unit, text_of(document["case_id"]))
        check(desk, Action.CREATE, "withholding", case.values)
        _check_not_flagged(unit, form.document_id)
        today = desk.today.isoformat()
        status = withholding.initial_status(ground)
        record_id = unit.create(
            "withholding",
            {
                "case_id": case.id,
                "document_id": form.document_id,
                "ground_list": ground.list,
                "ground": ground.id,
                "reason": read_field(WITHHOLDING, "reason", form.reason),
                "status": status,
                "status_on": today,
                "flagged_by": desk.actor.user_id,
                "flagged_on": today,
            },
        )
        take_step(desk, unit, document, "withhold", reason=form.reason)
        return Saved(record_id, unit.change_set)


def approve(desk: Desk, withholding_id: str, opinion: str = "") -> Saved:
    """Takes the step the chain waits for, as division head or as vice-president.

    Raises CourtError `withholding.unknown`, `withholding.step-not-allowed`, `withholding.not-your-step`, `access.refused`.
    """
    return _step(desk, withholding_id, "approve", opinion)


def refuse(desk: Desk, withholding_id: str, opinion: str) -> Saved:
    """Refuses, with an opinion; the document goes on towards publication. Raises as `approve`."""
    if not opinion.strip():
        raise CourtError("withholding.reason-missing", key="opinion")
    return _step(desk, withholding_id, "refuse", opinion)


def revoke(desk: Desk, withholding_id: str, reason: str) -> Saved:
    """Takes the flag back, with a reason that joins the opinion of whoever takes it back. Raises as `approve`."""
    if not reason.strip():
        raise CourtError("withholding.reason-missing", key="reason")
    return _step(desk, withholding_id, "revoke", reason)


def _step(desk: Desk, withholding_id: str, action: str, opinion: str) -> Saved:
    with desk.store.write(desk.actor.user_id) as unit:
        record = unit.get("withholding", withholding_id)
        if record is None:
            raise CourtError("withholding.unknown")
        case = case_record(unit, text_of(record["case_id"]))
        before = text_of(record["status"])
        after = withholding.next_status(before, action, desk.actor.roles)
        check(desk, Action.UPDATE if action == "revoke" else Action.APPROVE, "withholding", case.values)
        unit.update("withholding", withholding_id, _step_values(desk, action, before, after, opinion))
        if not withholding.blocks_publication(after):
            _release_document(desk, unit, text_of(record["document_id"]), opinion)
        return Saved(withholding_id, unit.change_set)


def _step_values(desk: Desk, action: str, before: str, after: str, opinion: str) -> dict[str, Value]:
    today = desk.today.isoformat()
    values: dict[str, Value] = {"status": after, "status_on": today}
    said = read_field(WITHHOLDING, "head_opinion", opinion)
    if action == "revoke":
        values["vice_president_opinion" if "vice-president" in desk.actor.roles else "head_opinion"] = (
            f"撤销：{said}（{desk.actor.name}）"
        )
    elif before == "flagged":
        values |= {"head_id": desk.actor.user_id, "head_on": today, "head_opinion": said}
    else:
        values |= {
            "vice_president_id": desk.actor.user_id,
            "vice_president_on": today,
            "vice_president_opinion": said,
        }
    return values


def _release_document(desk: Desk, unit: UnitOfWork, document_id: str, reason: str) -> None:
    """Put the document back on its way: to taking effect, or before that when it had not yet."""
    document = unit.get("document", document_id)
    if document is not None and document["status"] == "withheld":
        take_step(desk, unit, document, "lift", reason=reason)


def _check_not_flagged(unit: UnitOfWork, document_id: str) -> None:
    newest = withholding_of(unit, document_id)
    status = text_of(newest["status"]) if newest else "revoked"
    if withholding.blocks_publication(status):
        label = next((label for key, label in withholding.STATUS_LABELS.items() if key == status), status)
        raise CourtError("document.already-withheld", status=label)
