"""Commands about cases, their parties and their progress, and taking over another system's cases."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app.cli.answers import DONE, REFUSED, Answer, options, record_json, saved_json, table
from clerk_app.cli.command import Call, Subparsers
from court_core.errors import CourtError

if TYPE_CHECKING:
    from datetime import date

    from clerk_app.local.reader import Reader
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.import_cases.views import Counts, ImportPreview, Mapping, RowReport


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    cases = add("case list", list_cases, "本工作站的案件")
    cases.add_argument("--text", default="", help="尾号、当事人或案由")
    case = add("case add", add_case, "登记案件")
    case.add_argument("--number", required=True, metavar="NO")
    for name in ("cause", "procedure", "source", "amount", "judge", "clerk", "time-limit"):
        case.add_argument(f"--{name}", default="")
    case.add_argument("--received", default="", metavar="DATE")
    case.add_argument("--filed", default="", metavar="DATE")
    party = add("party add", add_party, "登记当事人")
    party.add_argument("--case", required=True, metavar="NO")
    party.add_argument("--name", required=True)
    party.add_argument("--role", required=True, help="诉讼地位，如 原告、被执行人")
    for name in ("phone", "address", "id-number", "representative", "notice-number"):
        party.add_argument(f"--{name}", default="")
    parties = add("party list", list_parties, "案件的当事人")
    parties.add_argument("--case", required=True, metavar="NO")
    progress = add("progress add", add_progress, "登记流程节点")
    progress.add_argument("--case", required=True, metavar="NO")
    progress.add_argument("--node", required=True)
    progress.add_argument("--date", required=True, metavar="D")
    progress.add_argument("--field", action="append", default=[], metavar="k=v")
    progress.add_argument("--note", default="")
    progress.add_argument("--public-from", default="", metavar="DATE")
    events = add("progress list", list_progress, "案件的流程节点")
    events.add_argument("--case", required=True, metavar="NO")
    source = add("import-cases", import_cases, "从其他系统导出的表格导入案件和当事人")
    source.add_argument("file", metavar="FILE")
    source.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    source.add_argument("--sheet", default="")
    source.add_argument("--column", action="append", default=[], metavar="项目=列名", help="更正列对应，如 judge=主办")
    source.add_argument("--amount-unit", choices=("yuan", "wan"), default="")
    source.add_argument("--refused", default="", metavar="OUT", help="把未导入的行另存为 .xlsx 或 .csv")


def list_cases(call: Call) -> Answer:
    """All cases, or those that `--text` finds."""
    from clerk_app.use_cases.cases import case_rows, search_cases
    from clerk_app.use_cases.forms import CaseQuery

    with call.desk() as desk:
        if call.arguments.text:
            ids = [row.id for row in search_cases(desk, CaseQuery(call.arguments.text, limit=1000)).rows]
            with desk.store.read() as reader:
                records = [record for case_id in ids if (record := reader.get("case", case_id)) is not None]
        else:
            with desk.store.read() as reader:
                records = reader.find("case")
        rows = case_rows(desk, [record.id for record in records]) if not call.arguments.json else ()
    lines = ((row.number, row.cause, row.parties, row.status_label, row.due.text) for row in rows)
    return Answer([record_json(record) for record in records], table(lines, "本工作站没有案件。"))


def add_case(call: Call) -> Answer:
    """Registers a case."""
    from clerk_app.use_cases.forms import NewCase
    from clerk_app.use_cases.import_cases.cells import read_amount
    from clerk_app.use_cases.register_case import register_case

    given = call.arguments
    with call.saving_desk() as desk:
        form = NewCase(
            number=given.number,
            cause=given.cause,
            amount=read_amount(given.amount),
            procedure=given.procedure,
            source=given.source,
            received_on=day_or_none(given.received),
            filed_on=day_or_none(given.filed),
            time_limit=given.time_limit,
            judge_id=_person(desk, given.judge),
            clerk_id=_person(desk, given.clerk),
        )
        saved = register_case(desk, form)
        return _saved(desk, "case", saved.record_id, f"已登记 {form.number}。")


def add_party(call: Call) -> Answer:
    """Adds a party to a case."""
    from clerk_app.use_cases.forms import NewParty
    from clerk_app.use_cases.parties import add_party as add

    given = call.arguments
    with call.saving_desk() as desk:
        form = NewParty(
            given.name,
            given.role,
            phone=given.phone,
            address=given.address,
            id_number=given.id_number,
            representative=given.representative,
            notice_number=given.notice_number,
        )
        saved = add(desk, case_id_of(desk, given.case), form)
        return _saved(desk, "party", saved.record_id, f"已登记{given.role} {given.name}。")


def list_parties(call: Call) -> Answer:
    """The parties of a case."""
    with call.desk() as desk:
        case_id = case_id_of(desk, call.arguments.case)
        with desk.store.read() as reader:
            records = reader.find("party", case_id=case_id)
    lines = ((record["role"], record["name"], record["left_on"]) for record in records)
    return Answer([record_json(record) for record in records], table(lines, "没有当事人。"))


def add_progress(call: Call) -> Answer:
    """Adds a process event."""
    from clerk_app.use_cases.forms import NewEvent
    from clerk_app.use_cases.record_progress import record_progress
    from court_core.rules.dates import parse_date

    given = call.arguments
    with call.saving_desk() as desk:
        form = NewEvent(
            case_id_of(desk, given.case),
            given.node,
            parse_date(given.date),
            dict(options(given.field)),
            given.note,
            day_or_none(given.public_from),
        )
        saved = record_progress(desk, form)
        return _saved(desk, "process_event", saved.record_id, "已登记流程节点。")


def list_progress(call: Call) -> Answer:
    """The process events of a case, in the order of their days."""
    from clerk_app.use_cases.wording import node_label, text_of

    with call.desk() as desk:
        case_id = case_id_of(desk, call.arguments.case)
        with desk.store.read() as reader:
            records = sorted(reader.find("process_event", case_id=case_id), key=lambda event: str(event["happened_on"]))
    lines = ((record["happened_on"], node_label(text_of(record["node"]))) for record in records)
    return Answer([record_json(record) for record in records], table(lines, "还没有流程节点。"))


def import_cases(call: Call) -> Answer:
    """Takes over an export, or shows what it would do."""
    from clerk_app.use_cases.import_cases import job
    from clerk_app.use_cases.import_cases.refused_rows import write_refused

    given = call.arguments
    path = Path(given.file)
    with call.desk() as desk:
        opened = job.open_import(desk, path, given.sheet)
        mapping = _mapping(opened, options(given.column), given.amount_unit)
        if given.dry_run:
            preview = job.preview_import(desk, path, mapping, sheet=given.sheet)
            assert preview.counts is not None  # a whole preview counts its rows
            counts, rows = preview.counts, preview.rows
        else:
            done = job.run_import(desk, path, mapping, sheet=given.sheet)
            counts, rows = done.counts, done.rows
        if given.refused and counts.refused:
            write_refused(path, opened, rows, Path(given.refused))
    return _import_answer(opened, mapping, counts, rows, dry_run=given.dry_run)


def _import_answer(
    opened: ImportPreview, mapping: Mapping, counts: Counts, rows: tuple[RowReport, ...], *, dry_run: bool
) -> Answer:
    from dataclasses import asdict

    headers = {column.index: column.header for column in opened.columns}
    head = "预览" if dry_run else "导入"
    lines = [
        f"{head}：{counts.rows} 行，新增 {counts.added}，更新 {counts.updated}，无变化 {counts.unchanged}，未导入 {counts.refused}。",
        *opened.warnings,
        *(f"第 {row.row} 行 {row.number}：{row.message}{row.remedy}" for row in rows if row.action == "refuse"),
    ]
    data = {
        "dry_run": dry_run,
        "columns": {key: headers.get(index, "") for index, key in mapping.columns.items()},
        "warnings": list(opened.warnings),
        **asdict(counts),
        "report": [{**asdict(row), "notes": list(row.notes)} for row in rows],
    }
    return Answer(data, tuple(lines), REFUSED if counts.rows and counts.refused == counts.rows else DONE)


def _mapping(opened: ImportPreview, columns: Pairs[str, str], unit: str) -> Mapping:
    """The guessed mapping with the person's corrections: `judge=主办` or, by place, `judge=#4`."""
    from clerk_app.use_cases.import_cases.views import Mapping

    chosen = dict(opened.mapping.columns)
    by_header = {column.header.strip(): column.index for column in opened.columns}
    for key, header in columns.items():
        index = (
            int(header[1:]) - 1 if header.startswith("#") and header[1:].isdigit() else by_header.get(header.strip())
        )
        if index is None:
            raise CourtError("import.header-unknown", name=header, known="、".join(filter(None, by_header)))
        chosen = {at: kept for at, kept in chosen.items() if at != index and (kept != key or key.startswith("party"))}
        if key:
            chosen[index] = key
    return Mapping(dict(sorted(chosen.items())), unit or opened.mapping.amount_unit)


def case_id_of(desk: Desk, typed: str) -> str:
    """The id of the case a person means. Raises CourtError `case.unknown`, `case.ambiguous`."""
    from clerk_app.use_cases.cases import find_case

    with desk.store.read() as reader:
        return find_case(reader, typed).id


def _person(desk: Desk, name: str) -> str:
    """The id of a person of the court by name, login or id. Raises CourtError `staff.unknown`."""
    if not name:
        return ""
    from clerk_app.use_cases.staff import StaffNames

    with desk.store.read() as reader:
        return _known_person(reader, StaffNames(reader).one_of(name) or "", name)


def _known_person(reader: Reader, by_name: str, typed: str) -> str:
    if by_name:
        return by_name
    for record in [*reader.find("staff", login=typed), *filter(None, [reader.get("staff", typed)])]:
        return record.id
    raise CourtError("staff.unknown", text=typed)


def day_or_none(typed: str) -> date | None:
    """A typed date; None for nothing. Raises CourtError `date.unreadable`."""
    from court_core.rules.dates import parse_date

    return parse_date(typed) if typed else None


def _saved(desk: Desk, record_type: str, record_id: str, line: str) -> Answer:
    return Answer(saved_json(desk, record_type, record_id), (line,))
