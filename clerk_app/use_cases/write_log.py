"""The enforcement log ([2013] 公开执行日志工作程序; 法发〔2014〕18号): one entry, an amendment, 无事项, and the list.

Entries are never changed: an amendment is a further entry that names the one it corrects, and both stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from clerk_app.local.queries.logs import LogFilter, log_entries
from clerk_app.use_cases.access import check
from clerk_app.use_cases.cases import case_record, is_enforcement
from clerk_app.use_cases.desk import Desk, Saved
from clerk_app.use_cases.forms import LogQuery, NewLog
from clerk_app.use_cases.staff import StaffNames
from clerk_app.use_cases.views import LogView
from clerk_app.use_cases.wording import day_of, instant_of, read_field, text_of
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.records.access import Action
from court_core.records.fields import Value
from court_core.records.types import LOG_ENTRY
from court_core.rules.log_entries import (
    NOTHING,
    VISIBILITIES,
    catch_up_days,
    check_visibility,
    effective_visibility,
    log_kind,
    work_date_errors,
)
from court_core.rules.week import Week

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record
    from clerk_app.local.unit_of_work import UnitOfWork

NOTHING_TEXT = "无事项"


def write_log(desk: Desk, form: NewLog) -> Saved:
    """Adds an entry.

    Raises CourtError `log.empty`, `log.kind-unknown`, `log.visibility-unknown`, `date.future`, `date.before-filing`,
    `log.after-closing`, `case.closed`, `case.not-enforcement`, `case.unknown`, `access.refused`, `field.too-long`.
    """
    with desk.store.write(desk.actor.user_id) as unit:
        return Saved(add_entry(desk, unit, form), unit.change_set)


def amend_log(desk: Desk, log_id: str, form: NewLog) -> Saved:
    """Adds an entry that corrects `log_id`; only its author may. Raises as `write_log`, and `log.own-entry`."""
    with desk.store.write(desk.actor.user_id) as unit:
        return Saved(add_entry(desk, unit, form, amends_id=log_id), unit.change_set)


def record_nothing(desk: Desk, case_id: str, work_date: date) -> Saved:
    """Says that the day had nothing to log; the gap is filled and nobody outside sees it."""
    return write_log(desk, NewLog(case_id, work_date, NOTHING, NOTHING_TEXT))


def list_logs(desk: Desk, query: LogQuery) -> tuple[LogView, ...]:
    """Entries that fit, the newest work date first; of a week those that go out with its release."""
    week = Week.parse(query.week) if query.week else None
    days = (desk.calendar.release_days(week) or week.days) if week else ()
    wanted = LogFilter(
        case_id=query.case_id,
        officer_id=desk.actor.user_id if query.mine else "",
        kind=query.kind,
        days=(days[0], days[-1]) if days else None,
        words=query.text.strip(),
        limit=query.limit,
    )
    with desk.store.read() as reader:
        return tuple(log_views(reader, StaffNames(reader), log_entries(reader, wanted)))


def log_views(reader: Reader, names: StaffNames, records: Iterable[Record]) -> list[LogView]:
    """Log entries as screens show them, in the order given."""
    found = list(records)
    amended_by = {text_of(record["amends_id"]): record.id for record in found if record["amends_id"]}
    numbers: dict[str, str] = {}
    return [_view(reader, names, record, amended_by.get(record.id, ""), numbers) for record in found]


def add_entry(desk: Desk, unit: UnitOfWork, form: NewLog, amends_id: str = "") -> str:
    """Check one entry and put it into the transaction; answers its id. The Friday grid saves many this way."""
    case = case_record(unit, form.case_id)
    kind = log_kind(form.kind)
    check_entry(desk, case, form)
    if amends_id:
        _check_amendable(desk, unit, amends_id, case.id)
    chosen = check_visibility(form.visibility) if form.visibility else kind.default_visibility
    values: dict[str, Value] = {
        "case_id": case.id,
        "work_date": form.work_date.isoformat(),
        "entered_at": instant_text(desk.clock.now()),
        "officer_id": desk.actor.user_id,
        "kind": kind.key,
        "attachments": list(form.attachments) or None,
        "visibility": effective_visibility(kind.key, chosen, form.content),
        "not_before": form.not_before.isoformat() if form.not_before else None,
        "amends_id": amends_id or None,
    }
    for name in ("place", "present", "content", "result"):
        values[name] = read_field(LOG_ENTRY, name, getattr(form, name))
    return unit.create("log_entry", values)


def check_entry(desk: Desk, case: Record, form: NewLog) -> None:
    """What keeps an entry from being saved; raises as `write_log`."""
    check(desk, Action.CREATE, "log_entry", case.values)
    if not is_enforcement(case):
        raise CourtError("case.not-enforcement", number=text_of(case["number_text"]))
    if not form.content.strip():
        raise CourtError("log.empty", key="content")
    closed_on = day_of(case["closed_on"])
    if closed_on is None and case["status"] in ("closed", "archived"):
        # Taken over from another system as 已结 without the day: no work date can be held against it.
        raise CourtError("case.closed", number=text_of(case["number_text"]))
    errors = work_date_errors(form.work_date, today=desk.today, filed_on=day_of(case["filed_on"]), closed_on=closed_on)
    if errors:
        raise errors[0]


def _check_amendable(desk: Desk, reader: Reader, log_id: str, case_id: str) -> None:
    entry = reader.get("log_entry", log_id)
    if entry is None or entry["case_id"] != case_id:
        raise CourtError("record.gone", label=LOG_ENTRY.label)
    if entry["officer_id"] != desk.actor.user_id:
        raise CourtError("log.own-entry")


def _view(reader: Reader, names: StaffNames, record: Record, amended_by: str, numbers: dict[str, str]) -> LogView:
    case_id, kind = text_of(record["case_id"]), text_of(record["kind"])
    if case_id not in numbers:
        case = reader.get("case", case_id)
        numbers[case_id] = text_of(case["number_text"]) if case else ""
    work_date = day_of(record["work_date"]) or date.min
    entered_at = instant_of(record["entered_at"])
    assert entered_at is not None  # the record type requires it
    visibility, attachments = text_of(record["visibility"]), record["attachments"]
    return LogView(
        id=record.id,
        case_id=case_id,
        case_number=numbers[case_id],
        work_date=work_date,
        entered_at=entered_at,
        late_days=catch_up_days(work_date, entered_at),
        officer=names.name(record["officer_id"]),
        kind=kind,
        kind_label=kind_label(kind),
        place=text_of(record["place"]),
        present=text_of(record["present"]),
        content=text_of(record["content"]),
        result=text_of(record["result"]),
        visibility=visibility,
        visibility_label=next((label for key, label in VISIBILITIES.items() if key == visibility), visibility),
        not_before=day_of(record["not_before"]),
        attachments=tuple(map(str, attachments)) if isinstance(attachments, list) else (),
        amends_id=text_of(record["amends_id"]),
        amended_by=amended_by,
        pending=record.pending,
    )


def kind_label(kind: str) -> str:
    """The Chinese name of a kind; the stored key of one that only a newer program knows."""
    try:
        return log_kind(kind).label
    except CourtError:
        return kind
