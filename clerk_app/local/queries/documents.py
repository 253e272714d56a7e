"""Documents with their case and their flag 不上网公开."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from clerk_app.local import schema
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record
from court_core.rules.withholding import blocks_publication

_document = schema.RECORD_TABLES["document"]
_withholding = schema.RECORD_TABLES["withholding"]
_case = schema.RECORD_TABLES["case"]


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What is not given does not narrow. `effective` is the first and last day of taking effect."""

    case_id: str = ""
    judge_id: str = ""
    statuses: tuple[str, ...] = ()
    effective: tuple[date, date] | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document, its case's number, its newest withholding flag if any, and whether its file is on this machine."""

    document: Record
    case_number: str
    withholding: Record | None
    file_here: bool


def document_lines(reader: Reader, wanted: DocumentFilter) -> tuple[DocumentLine, ...]:
    """The documents that fit, the latest decided first."""
    statement = (
        select(_document.c.id, _case.c.number_text, schema.blob.c.complete)
        .select_from(
            _document.outerjoin(_case, _case.c.id == _document.c.case_id).outerjoin(
                schema.blob, schema.blob.c.sha256 == _document.c.file_sha256
            )
        )
        .order_by(func.coalesce(_document.c.decided_on, "").desc(), _document.c.id.desc())
        .limit(wanted.limit)
    )
    if wanted.case_id:
        statement = statement.where(_document.c.case_id == wanted.case_id)
    if wanted.judge_id:
        statement = statement.where(_document.c.judge_id == wanted.judge_id)
    if wanted.statuses:
        statement = statement.where(_document.c.status.in_(wanted.statuses))
    if wanted.effective:
        first, last = (day.isoformat() for day in wanted.effective)
        statement = statement.where(_document.c.effective_on.between(first, last))
    lines = []
    for document_id, number, complete in reader.connection.execute(statement).all():
        document = reader.get("document", document_id)
        if document is not None:
            lines.append(DocumentLine(document, number or "", withholding_of(reader, document_id), bool(complete)))
    return tuple(lines)


def withholding_of(reader: Reader, document_id: str) -> Record | None:
    """The flag of a document that keeps it off the internet, else the newest; ids are no order between machines."""
    flags = reader.find("withholding", document_id=document_id)
    return max(flags, key=lambda flag: (blocks_publication(str(flag["status"])), flag.id), default=None)


def withholdings_in(reader: Reader, *statuses: str) -> tuple[Record, ...]:
    """Flags that stand at one of these states, oldest first: what waits for somebody's approval."""
    found = (record for status in statuses for record in reader.find("withholding", status=status))
    return tuple(sorted(found, key=lambda record: record.id))


def count_by_status(reader: Reader) -> dict[str, int]:
    """How many documents stand at each status."""
    statement = select(_document.c.status, func.count()).group_by(_document.c.status)
    return {row[0]: row[1] for row in reader.connection.execute(statement)}
