"""What the demonstration court's records say: histories the rules accept, a week filled in part, files that are there."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from court_core.protocol.sealing import sha256_hex
from court_core.records.fields import Kind
from court_core.records.types import RECORD_TYPES
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.log_entries import ActiveCase, gaps, log_kind
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import read_event
from demo.clock import latest_full_week
from demo.dossier import Dossier, draw_dossier
from demo.people import DIVISIONS, OFFICER, STAFF
from demo.records import Directory

FRIDAY = date(2026, 11, 20)
DIRECTORY = Directory(
    {division.key: f"d-{division.key}" for division in DIVISIONS}, {staff.login: staff.login for staff in STAFF}
)


@cache
def _dossier(today: date = FRIDAY) -> Dossier:
    return draw_dossier(today, CourtCalendar(), DIRECTORY, sha256_hex)


@pytest.mark.parametrize("today", [FRIDAY, date(2025, 3, 3), date(2026, 2, 27)])
def test_rules_accept_every_process_event(today: date) -> None:
    dossier = _dossier(today)
    cases = {case.case_id: case for case in dossier.cases}
    for record in dossier.records:
        if record.record_type == "process_event":
            case, details = cases[str(record.values["case_id"])], record.values["details"]
            assert isinstance(details, dict)
            happened_on = date.fromisoformat(str(record.values["happened_on"]))
            reading = read_event(
                node_named(str(record.values["node"])), happened_on, details,
                today=today, filed_on=case.filed_on, type_code=case.number.type,
            )  # fmt: skip
            assert not reading.errors, (case.number.text, record.values, [error.message for error in reading.errors])


def test_records_have_only_declared_fields_and_all_required_ones() -> None:
    for record in _dossier().records:
        declared = RECORD_TYPES[record.record_type].by_name
        assert set(record.values) <= set(declared)
        missing = [name for name, item in declared.items() if item.required and not record.values.get(name)]
        assert not missing, (record.record_type, missing)
        for name, value in record.values.items():
            item = declared[name]
            if item.kind is Kind.CHOICE and value is not None:
                assert value in dict(item.choices)


def test_record_ids_are_unique_and_references_point_to_earlier_records() -> None:
    records = _dossier().records
    seen = {*DIRECTORY.division_ids.values(), *DIRECTORY.staff_ids.values()}
    for record in records:
        assert record.record_id not in seen
        for name, value in record.values.items():
            if RECORD_TYPES[record.record_type].by_name[name].kind is Kind.REFERENCE and value is not None:
                assert value in seen
        seen.add(record.record_id)


def test_the_officers_week_has_gaps_and_an_unwritten_thursday() -> None:
    dossier, calendar = _dossier(), CourtCalendar()
    mine = [ActiveCase(case.case_id, case.filed_on) for case in dossier.cases_of(OFFICER.login)]
    written = {
        (str(record.values["case_id"]), date.fromisoformat(str(record.values["work_date"])))
        for record in dossier.records
        if record.record_type == "log_entry"
    }
    owed = Counter(gap.work_date for gap in gaps(mine, calendar.release_week(FRIDAY), written, calendar, FRIDAY))
    assert len(mine) == 40
    assert owed[date(2026, 11, 19)] == 40
    assert all(0 < owed[date(2026, 11, day)] < 30 for day in (16, 17, 18))


def test_logs_of_planned_measures_stay_internal() -> None:
    for record in _dossier().records:
        if record.record_type == "log_entry" and log_kind(str(record.values["kind"])).always_internal:
            assert record.values["visibility"] == "internal"


def test_every_document_record_has_its_file() -> None:
    dossier = _dossier()
    for record in dossier.records:
        if record.record_type == "document":
            content = dossier.files[str(record.values["file_sha256"])]
            assert record.values["file_size"] == len(content)
            assert content[:2] == b"PK"


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 11, 19), date(2026, 11, 13)),
        # 国庆 2026: the Friday of the 2nd is a holiday, and so is the 25th of September; the 18th is the last ordinary one.
        (date(2026, 10, 9), date(2026, 9, 18)),
        # A year nobody has imported yet: the last Friday that is known.
        (date(2027, 3, 3), date(2026, 12, 25)),
    ],
)
def test_the_tour_takes_place_on_the_latest_ordinary_friday(today: date, friday: date) -> None:
    assert latest_full_week(CourtCalendar(), today)[1] == friday
