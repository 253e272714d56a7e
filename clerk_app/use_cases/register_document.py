"""Registering a judicial document: through the gate, into the encrypted database, with its dates ([2013] 公布工作程序)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.document_files import kept_file
from clerk_app.use_cases.document_ledger import take_step
from clerk_app.use_cases.forms import NewDocument
from clerk_app.use_cases.views import Choice
from clerk_app.use_cases.wording import day_of, read_field, text_of
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import Value
from court_core.records.types import DOCUMENT

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record

# In the order of their number; the white paper added rulings on jurisdiction and enforcement documents.
DOCUMENT_KINDS = (
    "民事判决书", "刑事判决书", "行政判决书", "民事裁定书", "管辖权异议裁定书", "刑事裁定书", "行政裁定书", "执行裁定书",
    "民事调解书", "行政赔偿调解书", "支付令", "决定书", "驳回申诉通知书", "赔偿决定书", "执行通知书", "补正裁定书", "其他",
)  # fmt: skip
_EDITABLE = ("kind", "title", "decided_on", "effective_on", "served_on")


def document_kinds() -> tuple[Choice, ...]:
    """The kinds to choose from."""
    return tuple(Choice(kind, kind) for kind in DOCUMENT_KINDS)


def register_document(desk: Desk, form: NewDocument) -> Saved:
    """Registers a document with its file.

    The file is kept as it was handed in. Raises as `court_core.documents.original.take_in`, and CourtError
    `document.kind-unknown`, `document.dates-reversed`, `date.future`, `date.before-filing`, `access.refused`,
    `case.unknown`.
    """
    kind = _kind(form.kind)
    with desk.store.read() as reader:
        case = case_record(reader, form.case_id)
        check(desk, Action.CREATE, "document", case.values)
        check_document_dates(desk, case, form.decided_on, form.effective_on, form.served_on)
    file = kept_file(desk, form.content, form.file_name, form.docx)
    values: dict[str, Value] = {
        "case_id": form.case_id,
        "kind": kind,
        "title": read_field(DOCUMENT, "title", form.title.strip() or PurePath(form.file_name).stem),
        "decided_on": _iso(form.decided_on),
        "effective_on": _iso(form.effective_on),
        "served_on": _iso(form.served_on),
        "status": "effective" if form.effective_on else "registered",
        "status_on": desk.today.isoformat(),
        "judge_id": case["judge_id"] or desk.actor.user_id,
        **file,
    }
    with desk.store.write(desk.actor.user_id) as unit:
        return Saved(unit.create("document", values), unit.change_set)


def edit_document(desk: Desk, document_id: str, changes: Mapping[str, Value]) -> Saved:
    """Changes kind, title or dates; a first `effective_on` lets a registered document take effect.

    Raises as `register_document`, and `field.unknown` for what only its own steps may change.
    """
    for name in changes:
        if name not in _EDITABLE:
            raise CourtError("field.unknown", label=DOCUMENT.label, name=name, known="、".join(_EDITABLE))
    values = {name: read_field(DOCUMENT, name, value) for name, value in changes.items()}
    if values.get("kind"):
        values["kind"] = _kind(str(values["kind"]))
    with desk.store.write(desk.actor.user_id) as unit:
        document = document_record(unit, document_id)
        case = case_record(unit, text_of(document["case_id"]))
        check(desk, Action.UPDATE, "document", case.values)
        after = {**document.values, **values}
        check_document_dates(
            desk, case, day_of(after["decided_on"]), day_of(after["effective_on"]), day_of(after["served_on"])
        )
        unit.update("document", document_id, values)
        if values.get("effective_on") and document["status"] == "registered":
            take_step(desk, unit, document, "take-effect")
        return Saved(document_id, unit.change_set)


def document_file(desk: Desk, document_id: str) -> tuple[str, bytes]:
    """File name and bytes of the original; the look is recorded in the audit.

    Raises CourtError `document.unknown`, `document.file-missing`, `file.damaged`.
    """
    with desk.store.read() as reader:
        document = document_record(reader, document_id)
    content = desk.store.blobs.get(text_of(document["file_sha256"]))
    if content is None:
        raise CourtError("document.file-missing")
    with desk.store.write(desk.actor.user_id) as unit:
        unit.audit("document.open", f"document:{document_id}", {"file": text_of(document["file_sha256"])})
    return text_of(document["file_name"]) or "文书.docx", content


def document_record(reader: Reader, document_id: str) -> Record:
    """The document of that id. Raises CourtError `document.unknown`."""
    record = reader.get("document", document_id)
    if record is None:
        raise CourtError("document.unknown")
    return record


def check_document_dates(
    desk: Desk, case: Record, decided_on: date | None, effective_on: date | None, served_on: date | None
) -> None:
    """Raises CourtError `date.future`, `date.before-filing`, `document.dates-reversed`."""
    filed_on = day_of(case["filed_on"])
    for key, day in (("decided_on", decided_on), ("effective_on", effective_on), ("served_on", served_on)):
        if day is None:
            continue
        if day > desk.today:
            raise CourtError("date.future", date=day.isoformat(), key=key)
        if filed_on and day < filed_on:
            raise CourtError("date.before-filing", date=day.isoformat(), filed_on=filed_on.isoformat(), key=key)
    if decided_on and effective_on and effective_on < decided_on:
        raise CourtError(
            "document.dates-reversed", effective_on=effective_on.isoformat(), decided_on=decided_on.isoformat()
        )


def _kind(typed: str) -> str:
    """The kind as the list writes it; 判决书 alone means that of civil cases. CourtError `document.kind-unknown`."""
    plain = typed.strip()
    if plain in DOCUMENT_KINDS:
        return plain
    found = [kind for kind in DOCUMENT_KINDS if plain and kind.endswith(plain)]
    if not found:
        raise CourtError("document.kind-unknown", kind=plain, known="、".join(DOCUMENT_KINDS))
    return found[0]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
