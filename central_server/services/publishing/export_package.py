"""The package for the national site: the month's published documents as .docx, with an index as .xlsx and JSON.

It holds what the court's own portal shows and nothing else: documents from their confirmed web copies, notices of withheld
ones, and what was withdrawn, so that the other site takes it down too. The same state gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import IO, Any

from sqlalchemy import Connection, select

from central_server.services.publishing.index_workbook import Sheet, as_xlsx
from central_server.services.publishing.plain_zip import write_zip
from central_server.services.publishing.projection_documents import (
    may_be_published,
    notice_of,
    public_cause,
    publishable_copy,
)
from central_server.services.publishing.projection_facts import CaseFacts, text_of
from central_server.services.publishing.projection_reading import read_facts
from central_server.services.publishing.release_calendar import Month
from central_server.services.records.audit_trail import SERVER, record_audit
from central_server.storage.internal import RELEASE
from central_server.storage.store import RecordStore
from court_core.clock import Clock, court_date, instant_text, parse_instant
from court_core.documents.clean_room import as_docx
from court_core.documents.model import WebCopy
from court_core.errors import CourtError

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What a file name on Windows may not hold."""


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A line of the index: a document and its file in the package, with the file's SHA-256."""

    file: str
    sha256: str
    document_id: str
    case_number: str
    court: str
    title: str
    kind: str
    cause: str
    judge: str
    decided_on: str
    published_on: str


@dataclass(frozen=True, slots=True)
class ExportedNotice:
    """What a withheld document still publishes (法释〔2016〕19号 art. 6)."""

    document_id: str
    case_number: str
    court: str
    decided_on: str
    reason: str
    published_on: str


@dataclass(frozen=True, slots=True)
class ExportedWithdrawal:
    """A document that was taken back in the month and is not public now."""

    document_id: str
    case_number: str
    withdrawn_on: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What a package holds."""

    month: str
    documents: tuple[ExportedDocument, ...]
    withheld: tuple[ExportedNotice, ...]
    withdrawn: tuple[ExportedWithdrawal, ...]

    def as_json(self) -> dict[str, Any]:
        """The index, as it stands in the package."""
        return asdict(self)


def export_package(store: RecordStore, court_id: str, clock: Clock, month: Month, target: IO[bytes]) -> Exported:
    """Write the package of what went out in the month and still stands; the export is noted in the audit."""
    with store.read() as connection:
        chosen = _Chosen.of_month(connection, court_id, month)
    copies = list(chosen.copies())
    documents: list[ExportedDocument] = []
    exported: list[Exported] = []

    def entries() -> Iterator[tuple[str, bytes]]:
        for name, (document_id, case, copy) in zip(_file_names(copies), copies, strict=True):
            content = as_docx(copy)
            documents.append(_exported(name, content, document_id, case, copy))
            yield name, content
        found = Exported(month.text, tuple(documents), chosen.notices(), chosen.withdrawals())
        exported.append(found)
        index = json.dumps(found.as_json(), ensure_ascii=False, indent=1, sort_keys=True)
        yield "index.json", (index + "\n").encode()
        yield "index.xlsx", as_xlsx(_sheets(found))

    write_zip(target, entries())
    (found,) = exported
    counted = {
        "documents": len(found.documents),
        "withheld": len(found.withheld),
        "withdrawn": len(found.withdrawn),
    }
    at = instant_text(clock.now())
    store.write(lambda tx: record_audit(tx, court_id, at, SERVER, "export-package", month.text, **counted))
    return found


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the ledger of releases says of the month, with the facts of its cases. Each kind: document → day."""

    published: Mapping[str, date]
    withheld: Mapping[str, date]
    withdrawn: Mapping[str, date]
    case_of: Mapping[str, CaseFacts]

    @classmethod
    def of_month(cls, connection: Connection, court_id: str, month: Month) -> _Chosen:
        released = RELEASE.document.c
        rows = connection.execute(
            select(released.kind, released.document_id, released.case_id, released.released_at)
            .where(released.court_id == court_id, released.month == month.text)
            .order_by(released.released_at)
        ).all()
        days: dict[str, dict[str, date]] = {"published": {}, "withheld": {}, "withdrawn": {}}
        for row in rows:
            days[row.kind][row.document_id] = court_date(parse_instant(row.released_at))
        facts = read_facts(connection, court_id, {row.case_id for row in rows})
        case_of = {row.document_id: facts[row.case_id] for row in rows if row.case_id in facts}
        return cls(days["published"], days["withheld"], days["withdrawn"], case_of)

    def copies(self) -> Iterator[tuple[str, CaseFacts, WebCopy]]:
        """The documents that are public now, in the order of their case numbers."""
        for document_id in self._ordered(self.published):
            case = self.case_of[document_id]
            if not self._is_public(document_id):
                continue
            try:
                yield document_id, case, publishable_copy(case, document_id)
            except CourtError:
                continue  # it has left the portal too, for the same reason

    def notices(self) -> tuple[ExportedNotice, ...]:
        """The notices that still stand."""
        found = (
            (document_id, notice_of(self.case_of[document_id], document_id))
            for document_id in self._ordered(self.withheld)
        )
        return tuple(
            ExportedNotice(
                document_id,
                notice.case_number,
                notice.court,
                notice.decided_on.isoformat(),
                notice.reason,
                self.withheld[document_id].isoformat(),
            )
            for document_id, notice in found
            if notice is not None
        )

    def withdrawals(self) -> tuple[ExportedWithdrawal, ...]:
        """What was taken back and has not gone out again."""
        return tuple(
            ExportedWithdrawal(
                document_id, self.case_of[document_id].number_text, self.withdrawn[document_id].isoformat()
            )
            for document_id in self._ordered(self.withdrawn)
            if not self._is_public(document_id)
        )

    def _is_public(self, document_id: str) -> bool:
        case = self.case_of[document_id]
        status = case.documents.get(document_id, {}).get("status")
        return status == "published" and may_be_published(case, document_id)

    def _ordered(self, document_ids: Iterable[str]) -> list[str]:
        known = (item for item in document_ids if item in self.case_of and item in self.case_of[item].documents)
        return sorted(known, key=lambda item: (self.case_of[item].number_text, item))


def _file_names(copies: Iterable[tuple[str, CaseFacts, WebCopy]]) -> Iterator[str]:
    """`documents/（2026）粤0103民初55号-民事判决书.docx`; a second one of the same name gets a number."""
    seen: Counter[str] = Counter()
    for document_id, case, _ in copies:
        name = _UNFIT.sub("_", f"{case.number_text}-{text_of(case.documents[document_id], 'kind')}").strip(" .")
        seen[name] += 1
        yield f"documents/{name}{f'-{seen[name]}' if seen[name] > 1 else ''}.docx"


def _exported(name: str, content: bytes, document_id: str, case: CaseFacts, copy: WebCopy) -> ExportedDocument:
    document = case.documents[document_id]
    judge_id = text_of(document, "judge_id") or text_of(case.case, "judge_id")
    return ExportedDocument(
        name,
        hashlib.sha256(content).hexdigest(),
        document_id,
        case.number_text,
        case.court_name,
        copy.title,
        text_of(document, "kind"),
        public_cause(case, document_id, copy),
        case.staff_names.get(judge_id, ""),
        text_of(document, "decided_on"),
        text_of(document, "status_on"),
    )


def _sheets(found: Exported) -> tuple[Sheet, ...]:
    return (
        Sheet(
            "裁判文书",
            ("案号", "审理法院", "标题", "文书种类", "案由", "承办人", "裁判日期", "公布日期", "文件", "SHA-256"),
            [
                (
                    item.case_number, item.court, item.title, item.kind, item.cause, item.judge, item.decided_on,
                    item.published_on, item.file, item.sha256,
                )
                for item in found.documents
            ],
        ),
        Sheet(
            "不公开告示",
            ("案号", "审理法院", "裁判日期", "不公开理由", "公布日期"),
            [(item.case_number, item.court, item.decided_on, item.reason, item.published_on) for item in found.withheld],
        ),
        Sheet("已撤回", ("案号", "撤回日期"), [(item.case_number, item.withdrawn_on) for item in found.withdrawn]),
    )  # fmt: skip
