"""Reading from the internal database what projection and releases need to know of cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, select

from central_server.services.publishing.projection_facts import CaseFacts, ReleasedEntry
from central_server.services.records.record_state import chunks, read_records
from central_server.storage.internal import RECORD_TABLES, RELEASE
from court_core.clock import court_date, parse_instant
from court_core.records.fields import Values
from court_core.records.types import RECORD_TYPES
from court_core.rules.court_calendar import CourtCalendar, CourtCalendarSettings
from court_core.rules.working_days import Calendar
from court_core.storage.tables import from_row

_OF_CASE = ("party", "process_event", "log_entry", "document", "withholding")


def read_facts(connection: Connection, court_id: str, case_ids: Iterable[str]) -> dict[str, CaseFacts]:
    """The facts of those of these cases that exist, in one snapshot."""
    wanted = sorted(set(case_ids))
    cases = read_records(connection, court_id, "case", wanted)
    records = {name: _records_of_cases(connection, court_id, name, cases) for name in _OF_CASE}
    released = _released_entries(connection, court_id, cases)
    noticed = _noticed(connection, court_id, cases)
    web_copies = _web_copies(connection, court_id, cases)
    staff = _names(connection, court_id, "staff")
    divisions = _names(connection, court_id, "division")
    court_name = _names(connection, court_id, "court").get(court_id, "")
    return {
        case_id: CaseFacts(
            court_id,
            court_name,
            case_id,
            case.values,
            staff,
            divisions,
            records["party"][case_id],
            records["process_event"][case_id],
            records["log_entry"][case_id],
            released[case_id],
            records["document"][case_id],
            records["withholding"][case_id],
            noticed[case_id],
            web_copies[case_id],
        )
        for case_id, case in cases.items()
    }


def read_calendar(connection: Connection, court_id: str) -> CourtCalendar:
    """The court's calendar: the years its administrator imported, and its settings (`calendar` in the court record)."""
    years = RECORD_TABLES["calendar_year"]
    rows = connection.execute(select(years).where(years.c.court_id == court_id).order_by(years.c.year)).mappings()
    tables = [from_row(RECORD_TYPES["calendar_year"], dict(row)) for row in rows]
    calendar = Calendar.of_records(
        [(table["year"], table["days"]) for table in tables if _is_year(table)]  # type: ignore[misc]  # just checked
    )
    court = read_records(connection, court_id, "court", [court_id]).get(court_id)
    settings = court.values.get("settings") if court is not None else None
    chosen = settings.get("calendar") if isinstance(settings, dict) else None
    return CourtCalendar(calendar, CourtCalendarSettings.of_json(chosen if isinstance(chosen, dict) else {}))


def documented_cases(connection: Connection, court_id: str, case_ids: Iterable[str]) -> set[str]:
    """Which of these cases have a document that may be public, or a notice that went out."""
    documents, noticed = RECORD_TABLES["document"], RELEASE.document
    found: set[str] = set()
    for group in chunks(case_ids):
        public = select(documents.c.case_id).where(
            documents.c.court_id == court_id, documents.c.case_id.in_(group), documents.c.status == "published"
        )
        went_out = select(noticed.c.case_id).where(noticed.c.court_id == court_id, noticed.c.case_id.in_(group))
        found.update(connection.execute(public).scalars(), connection.execute(went_out).scalars())
    return found


def _is_year(table: Values) -> bool:
    return isinstance(table.get("year"), int) and isinstance(table.get("days"), dict)


def _records_of_cases(
    connection: Connection, court_id: str, name: str, case_ids: Iterable[str]
) -> Mapping[str, dict[str, Values]]:
    table, record_type = RECORD_TABLES[name], RECORD_TYPES[name]
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for group in chunks(case_ids):
        statement = select(table).where(table.c.court_id == court_id, table.c.case_id.in_(group)).order_by(table.c.id)
        for row in connection.execute(statement).mappings():
            found[row["case_id"]][row["id"]] = from_row(record_type, dict(row))
    return found


def _web_copies(connection: Connection, court_id: str, case_ids: Iterable[str]) -> Mapping[str, dict[str, Values]]:
    """Only of what may go out: a copy that is still being made is nobody's business here."""
    copies, documents = RECORD_TABLES["web_copy"], RECORD_TABLES["document"]
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for group in chunks(case_ids):
        statement = (
            select(copies)
            .join(documents, (documents.c.court_id == copies.c.court_id) & (documents.c.id == copies.c.id))
            .where(
                copies.c.court_id == court_id,
                documents.c.court_id == court_id,
                copies.c.case_id.in_(group),
                documents.c.status.in_(("passed", "published")),
            )
        )
        for row in connection.execute(statement).mappings():
            found[row["case_id"]][row["id"]] = from_row(RECORD_TYPES["web_copy"], dict(row))
    return found


def _released_entries(
    connection: Connection, court_id: str, case_ids: Iterable[str]
) -> Mapping[str, dict[str, ReleasedEntry]]:
    entry = RELEASE.entry.c
    found: dict[str, dict[str, ReleasedEntry]] = defaultdict(dict)
    for group in chunks(case_ids):
        for row in connection.execute(
            select(RELEASE.entry).where(entry.court_id == court_id, entry.case_id.in_(group))
        ):
            released_on = court_date(parse_instant(row.released_at))
            found[row.case_id][row.entry_id] = ReleasedEntry(row.entry_id, row.week, released_on)
    return found


def _noticed(connection: Connection, court_id: str, case_ids: Iterable[str]) -> Mapping[str, dict[str, date]]:
    document = RELEASE.document.c
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for group in chunks(case_ids):
        for row in connection.execute(
            select(RELEASE.document).where(
                document.court_id == court_id, document.case_id.in_(group), document.kind == "withheld"
            )
        ):
            found[row.case_id][row.document_id] = court_date(parse_instant(row.released_at))
    return found


def _names(connection: Connection, court_id: str, record_type: str) -> dict[str, str]:
    table = RECORD_TABLES[record_type]
    rows = connection.execute(select(table.c.id, table.c.name).where(table.c.court_id == court_id))
    return {row.id: row.name for row in rows}
