"""Commands about judicial documents and their flag 不上网公开."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.cli.answers import Answer, record_json, saved_json, table
from clerk_app.cli.case_commands import case_id_of, day_or_none
from clerk_app.cli.command import Call, Run, Subparsers
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.use_cases.desk import Desk


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    new = add("document add", add_document, "登记裁判文书；.doc、.wps 由 LibreOffice 转换")
    new.add_argument("file", metavar="FILE.docx|.doc|.wps|.txt")
    new.add_argument("--case", required=True, metavar="NO")
    new.add_argument("--kind", required=True)
    new.add_argument("--effective", default="", metavar="D")
    new.add_argument("--decided", default="", metavar="D")
    new.add_argument("--served", default="", metavar="D")
    new.add_argument("--title", default="")
    corrected = add("document replace", replace_document, "更换正本：更正后的文书")
    corrected.add_argument("id", metavar="ID")
    corrected.add_argument("file", metavar="FILE.docx|.doc|.wps|.txt")
    corrected.add_argument("--reason", default="", metavar="T")
    documents = add("document list", list_documents, "本工作站的文书")
    documents.add_argument("--case", default="", metavar="NO")
    flag = add("document withhold", withhold, "标为不上网公开")
    flag.add_argument("id", metavar="ID")
    flag.add_argument("--ground", required=True, metavar="N")
    flag.add_argument("--reason", required=True, metavar="T")
    flag.add_argument("--list", default="", choices=("", "2013", "national"), dest="ground_list")
    for name, words in (("approve", "批准不上网公开"), ("refuse", "不批准不上网公开"), ("revoke", "撤销不上网公开")):
        step = add(f"document {name}", step_of(name), words)
        step.add_argument("id", metavar="ID")
        step.add_argument("--opinion", default="")
    stamp = add("document stamp", stamp_document, "输出加盖不上网公开的原件")
    stamp.add_argument("id", metavar="ID")
    stamp.add_argument("-o", "--output", required=True, metavar="OUT.docx|OUT.pdf")


def add_document(call: Call) -> Answer:
    """Registers a document with its file."""
    from clerk_app.use_cases.forms import NewDocument
    from clerk_app.use_cases.register_document import register_document
    from court_core.documents.gate import read_file

    given = call.arguments
    path = Path(given.file)
    with call.saving_desk() as desk:
        form = NewDocument(
            case_id_of(desk, given.case),
            given.kind,
            path.name,
            read_file(path),
            given.title,
            day_or_none(given.decided),
            day_or_none(given.effective),
            day_or_none(given.served),
        )
        saved = register_document(desk, form)
        return Answer(saved_json(desk, "document", saved.record_id), ("已登记文书。",))


def replace_document(call: Call) -> Answer:
    """Puts a corrected file in the place of a document's original."""
    from clerk_app.use_cases.forms import NewOriginal
    from clerk_app.use_cases.replace_original import replace_original
    from court_core.documents.gate import read_file

    given = call.arguments
    path = Path(given.file)
    with call.desk() as desk:
        saved = replace_original(desk, NewOriginal(given.id, path.name, read_file(path), given.reason))
        record = _record(desk, "document", saved.record_id)
        masked = _copy_is_outdated(desk, saved.record_id)
    return Answer(record_json(record), ("已更换正本，请重新隐名。" if masked else "已更换正本。",))


def _copy_is_outdated(desk: Desk, document_id: str) -> bool:
    with desk.store.read() as reader:
        return reader.get("web_copy", document_id) is not None


def list_documents(call: Call) -> Answer:
    """Documents, of one case or all, the latest decided first."""
    from clerk_app.use_cases.forms import DocumentQuery
    from clerk_app.use_cases.list_documents import list_documents as rows_of

    with call.desk() as desk:
        case_id = case_id_of(desk, call.arguments.case) if call.arguments.case else ""
        rows = rows_of(desk, DocumentQuery(case_id, limit=1_000_000))
        records = [_record(desk, "document", row.id) for row in rows]
        flags = [_record(desk, "withholding", row.withholding.id) if row.withholding else None for row in rows]
    data = [
        {**record_json(record), "withholding": record_json(flag) if flag else None}
        for record, flag in zip(records, flags, strict=True)
    ]
    lines = ((row.id, row.case_number, row.kind, row.title, row.status_label, row.effective_on) for row in rows)
    return Answer(data, table(lines, "没有文书。"))


def withhold(call: Call) -> Answer:
    """Flags a document."""
    from clerk_app.use_cases.forms import NewWithholding
    from clerk_app.use_cases.withhold import flag

    given = call.arguments
    with call.desk() as desk:
        saved = flag(desk, NewWithholding(given.id, given.ground, given.reason, given.ground_list))
        return _flag_answer(desk, saved.record_id)


def step_of(name: str) -> Run:
    """What runs `document approve`, `refuse` or `revoke`: a step of the document's flag in force, or its newest."""

    def step(call: Call) -> Answer:
        from clerk_app.use_cases import withhold as jobs

        job = {"approve": jobs.approve, "refuse": jobs.refuse, "revoke": jobs.revoke}[name]
        with call.desk() as desk:
            saved = job(desk, _flag_of(desk, call.arguments.id), call.arguments.opinion)
            return _flag_answer(desk, saved.record_id)

    return step


def stamp_document(call: Call) -> Answer:
    """Writes the original with the mark."""
    from clerk_app.use_cases.stamp_document import save_stamped

    with call.desk() as desk:
        target = save_stamped(desk, call.arguments.id, Path(call.arguments.output))
    return Answer({"id": call.arguments.id, "output": str(target)}, (f"已输出 {target}。",))


def _flag_of(desk: Desk, document_id: str) -> str:
    from clerk_app.local.queries.documents import withholding_of

    with desk.store.read() as reader:
        flag = withholding_of(reader, document_id)
    if flag is None:
        raise CourtError("withholding.unknown")
    return flag.id


def _flag_answer(desk: Desk, withholding_id: str) -> Answer:
    from court_core.records.types import WITHHOLDING

    record = _record(desk, "withholding", withholding_id)
    label = WITHHOLDING.by_name["status"].choice_label(str(record["status"]))
    return Answer(record_json(record), (f"不上网公开：{label}。",))


def _record(desk: Desk, record_type: str, record_id: str) -> Record:
    with desk.store.read() as reader:
        record = reader.get(record_type, record_id)
    if record is None:
        raise CourtError("document.unknown")
    return record
