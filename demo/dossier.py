"""Everything the demonstration court holds on a given day, drawn from one seed, ready for the central server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from court_core.records.fields import Value
from court_core.rules.court_calendar import CourtCalendar
from demo.cases import DemoCase, draw_cases
from demo.documents import DemoDocument, draw_documents
from demo.histories import event_records
from demo.names import Names
from demo.people import STAFF
from demo.records import Directory, case_records
from demo.seeded import Draw, SeededRecord
from demo.week import log_records

SEED = 2026


@dataclass(frozen=True)
class Dossier:
    """The court's cases and documents, and the records of them without court, divisions and staff.

    The files of the documents are named by their SHA-256 in `files`.
    """

    today: date
    cases: list[DemoCase]
    documents: list[DemoDocument]
    records: list[SeededRecord]
    files: dict[str, bytes]

    def cases_of(self, login: str, *, active: bool = True) -> list[DemoCase]:
        """A person's cases in order of filing."""
        return [case for case in self.cases if case.judge == login and (case.active or not active)]


def draw_dossier(
    today: date, calendar: CourtCalendar, directory: Directory, file_name: Callable[[bytes], str], seed: int = SEED
) -> Dossier:
    """Draw the whole court as it stands on the morning of `today`. `file_name` gives a file's SHA-256."""
    draw = Draw(seed, today, calendar.calendar.is_working)
    names = Names(draw.random, taken={person.name for person in STAFF})
    cases = draw_cases(draw, names)
    documents = draw_documents(draw, cases)
    files = {file_name(document.content): document.content for document in documents}
    records = case_records(draw, directory, cases)
    records += event_records(draw, directory, cases)
    records += log_records(draw, directory, cases, calendar)
    records += [_document_record(document, directory, file_name(document.content)) for document in documents]
    return Dossier(today, cases, documents, records, files)


def _document_record(document: DemoDocument, directory: Directory, sha256: str) -> SeededRecord:
    in_effect = document.effective_on is not None
    values: dict[str, Value] = {
        "case_id": document.case.case_id,
        "kind": document.kind,
        "title": document.title,
        "decided_on": document.decided_on.isoformat(),
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "served_on": document.served_on.isoformat() if document.served_on else None,
        "status": "effective" if in_effect else "registered",
        "status_on": (document.effective_on or document.decided_on).isoformat(),
        "judge_id": directory.staff_ids[document.case.judge],
        "file_sha256": sha256,
        "file_name": document.file_name,
        "file_size": len(document.content),
    }
    return SeededRecord("document", document.document_id, values)
