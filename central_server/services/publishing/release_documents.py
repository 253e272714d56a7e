"""Which documents and notices go out with a month's publication, and noting them in the ledger (法释〔2016〕19号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select

from central_server.services.publishing.projection_documents import may_be_published, notice_of, publishable_copy
from central_server.services.publishing.projection_facts import CaseFacts
from central_server.services.publishing.projection_reading import read_facts
from central_server.services.records.audit_trail import SERVER
from central_server.services.records.record_writes import RecordWrite, save_records
from central_server.storage.internal import RECORD_TABLES, RELEASE
from central_server.storage.store import Transaction
from court_core.clock import court_date, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.records.fields import Values
from court_core.rules.document_steps import next_status
from court_core.rules.withholding import is_withheld

Reason = Literal[
    "not-effective",
    "withholding-open",
    "no-decision-date",
    "no-notice",
    "copy-missing",
    "copy-unconfirmed",
    "copy-outdated",
    "copy-unreadable",
]

REASON_TEXTS: dict[Reason, str] = {
    "not-effective": "没有生效日期",
    "withholding-open": "不上网公开尚在审批或已批准",
    "no-decision-date": "没有裁判日期，不能发布不公开告示",
    "no-notice": "事由涉及或可能涉及国家秘密，不发布告示",
    "copy-missing": "没有公开稿",
    "copy-unconfirmed": "公开稿未经承办人确认",
    "copy-outdated": "原件在隐名之后换过，公开稿须重做",
    "copy-unreadable": "公开稿读不出来，须重新隐名",
}

_COPY_REASONS: dict[str, Reason] = {
    "web-copy.missing": "copy-missing",
    "web-copy.unconfirmed": "copy-unconfirmed",
    "web-copy.outdated": "copy-outdated",
    "web-copy.unreadable": "copy-unreadable",
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that did not go out, and why."""

    document_id: str
    number_text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many documents and notices went out, and what was left back."""

    published: int
    withheld: int
    skipped: tuple[Skipped, ...]


def ledger_documents(tx: Transaction, court_id: str, month: str, until: date, now: datetime) -> Outcome:
    """Publish what passed review and note the notices of withholdings in force, for what took effect by `until`."""
    facts = read_facts(tx.connection, court_id, _concerned_cases(tx, court_id))
    published: list[tuple[str, CaseFacts]] = []
    withheld: list[tuple[str, CaseFacts]] = []
    skipped: list[Skipped] = []
    for case in facts.values():
        for document_id, document in case.documents.items():
            if document.get("status") == "passed":
                reason = _publication_obstacle(case, document_id)
                chosen = published
            elif document.get("status") != "published" and _is_withheld(case, document_id):
                if document_id in case.noticed:
                    continue
                reason = _notice_obstacle(case, document_id)
                chosen = withheld
            else:
                continue
            if reason is not None:
                skipped.append(Skipped(document_id, case.number_text, reason))
            elif str(document.get("effective_on")) <= until.isoformat():
                chosen.append((document_id, case))
    _publish(tx, court_id, month, published, now)
    _note(tx, court_id, month, [("published", *item) for item in published], now)
    _note(tx, court_id, month, [("withheld", *item) for item in withheld], now)
    return Outcome(len(published), len(withheld), tuple(sorted(skipped, key=lambda item: item.number_text)))


def _publication_obstacle(case: CaseFacts, document_id: str) -> Reason | None:
    effective_on = case.documents[document_id].get("effective_on")
    if not may_be_published(case, document_id):
        return "withholding-open"
    if not effective_on:
        return "not-effective"
    try:
        publishable_copy(case, document_id)
    except CourtError as error:
        return _COPY_REASONS[error.code]
    return None


def _notice_obstacle(case: CaseFacts, document_id: str) -> Reason | None:
    document = case.documents[document_id]
    if not document.get("effective_on"):
        return "not-effective"
    if not document.get("decided_on"):
        return "no-decision-date"
    return None if notice_of(case, document_id) is not None else "no-notice"


def _is_withheld(case: CaseFacts, document_id: str) -> bool:
    return any(
        withholding.get("document_id") == document_id and is_withheld(str(withholding.get("status")))
        for withholding in case.withholdings.values()
    )


def _concerned_cases(tx: Transaction, court_id: str) -> set[str]:
    documents, withholdings = RECORD_TABLES["document"], RECORD_TABLES["withholding"]
    noticed = RELEASE.document
    passed = select(documents.c.case_id).where(documents.c.court_id == court_id, documents.c.status == "passed")
    waiting = (
        select(withholdings.c.case_id)
        .outerjoin(
            noticed,
            (noticed.c.court_id == withholdings.c.court_id)
            & (noticed.c.document_id == withholdings.c.document_id)
            & (noticed.c.kind == "withheld"),
        )
        .where(
            withholdings.c.court_id == court_id,
            withholdings.c.status == "approved",
            noticed.c.document_id.is_(None),
        )
    )
    return set(tx.connection.execute(passed).scalars()) | set(tx.connection.execute(waiting).scalars())


def _publish(tx: Transaction, court_id: str, month: str, items: list[tuple[str, CaseFacts]], now: datetime) -> None:
    """The records say so too, with a line in each document's ledger: the workstations learn of it with their next pull."""
    status, at = next_status("passed", "publish", ("administrator",)), instant_text(now)
    writes: list[RecordWrite] = []
    for document_id, case in items:
        writes.append(
            RecordWrite("document", document_id, {"status": status, "status_on": court_date(now).isoformat()})
        )
        # Nobody made this step by name: the calendar did.
        step: Values = {
            "case_id": case.case_id,
            "document_id": document_id,
            "action": "publish",
            "status": status,
            "month": month,
            "made_at": at,
        }
        writes.append(RecordWrite("document_step", new_id(), step))
    if writes:
        save_records(tx, court_id, SERVER, at, writes)


def _note(tx: Transaction, court_id: str, month: str, items: list[tuple[str, str, CaseFacts]], now: datetime) -> None:
    at = instant_text(now)
    rows = [
        {
            "court_id": court_id,
            "document_id": document_id,
            "kind": kind,
            "released_at": at,
            "case_id": case.case_id,
            "month": month,
        }
        for kind, document_id, case in items
    ]
    tx.insert(RELEASE.document, rows)
