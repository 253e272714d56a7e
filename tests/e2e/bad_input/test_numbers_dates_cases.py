"""Case numbers, dates and cases that cannot be, through the command people call. The words of a refused log are kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from clerk_app.use_cases.forms import NewCase, NewLog
from clerk_app.use_cases.refused_commands import list_refused
from tests.e2e.bad_input.conftest import CopyOf
from tests.e2e.bad_input.court import (
    CLOSED,
    CLOSED_CASE,
    COLLEAGUES,
    FILED,
    IMPORTED_CLOSED,
    MINE,
    TODAY,
    WORKED,
    Court,
    Told,
    case_ids,
    clerk_app,
    day,
    logs_of,
    opened,
)

TEXT = "约谈被执行人，督促其报告财产"


def kept_words(home: Path, case: str, typed_date: str) -> str:
    """The text that the command keeps of a refused log."""
    workstation = opened(home)
    try:
        for kept in list_refused(workstation.desk):
            words = list(kept.words)
            if words[:2] == ["log", "add"] and {case, typed_date} <= set(words):
                return words[words.index("--text") + 1]
        return ""
    finally:
        workstation.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("十二号", "case-number.unreadable", id="does not parse"),
        pytest.param(MINE.replace("（", "(").replace("）", ") "), "case-number.duplicate", id="doubled"),
    ],
)
def test_a_case_number_that_cannot_be(court: Court, number: str, code: str) -> None:
    """That of another court is tried in the window."""
    clerk_app(court.homes["li"], "case", "add", "--number", number, "--filed", day(FILED)).told.check(code, number)


@pytest.mark.parametrize(
    ("who", "case", "work_date", "code"),
    [
        pytest.param("li", MINE, TODAY + timedelta(days=1), "date.future", id="in the future"),
        pytest.param("li", CLOSED_CASE, WORKED, "log.after-closing", id="closed case"),
        pytest.param("li", COLLEAGUES, WORKED, "case.unknown", id="case of another officer"),
        pytest.param("ting", COLLEAGUES, WORKED, "access.refused", id="seen but not mine"),
    ],
)
def test_a_log_that_cannot_be_is_refused_and_its_words_are_kept(
    copy_of: CopyOf, who: str, case: str, work_date: date, code: str
) -> None:
    home = copy_of(who)
    arguments = ("log", "add", "--case", case, "--date", day(work_date), "--kind", "interview", "--text", TEXT)
    told = clerk_app(home, *arguments).told
    told.check(code)
    assert logs_of(home) == []
    assert kept_words(home, case, day(work_date)) == TEXT


def test_a_case_that_an_import_brought_as_closed_takes_no_log(copy_of: CopyOf, tmp_path: Path) -> None:
    home = copy_of("li")
    table = tmp_path / "旧系统.csv"
    table.write_text(f"案号,承办人,立案日期,状态\n{IMPORTED_CLOSED},李执行,{FILED},已结\n", encoding="utf-8")
    workstation = opened(home)
    office = workstation.office
    assert office.run_import(table, office.open_import(table).mapping).counts.added == 1
    workstation.close()
    arguments = ("log", "add", "--case", IMPORTED_CLOSED, "--date", day(WORKED), "--text", TEXT)
    clerk_app(home, *arguments).told.check("case.closed")
    assert logs_of(home) == []
    assert kept_words(home, IMPORTED_CLOSED, day(WORKED)) == TEXT


def test_a_log_may_still_be_caught_up_for_a_day_before_the_closing(copy_of: CopyOf) -> None:
    workstation = opened(copy_of("li"))
    workstation.office.write_log(NewLog(case_ids(workstation)[CLOSED_CASE], CLOSED, "payment", TEXT))
    workstation.close()
    assert logs_of(workstation.unlocked.home) == [TEXT]


def test_a_year_without_its_calendar_is_said_and_nothing_is_guessed(court: Court) -> None:
    """DOMAIN §9: a year that is not covered is shown as 未确认; what is entered is not hindered by it."""
    done = clerk_app(court.homes["li"], "deadline", "--kind", "submit-20", "--from", "2031-02-15")
    assert done.status == 0
    answer = done.json
    assert (answer["date"], answer["confirmed"]) == ("2031-02-20", False)
    notice = answer["notice"]
    Told(notice["code"], notice["message"], notice["remedy"]).check("date.year-uncovered")
    assert "2031" in notice["message"]
    known = clerk_app(court.homes["li"], "deadline", "--kind", "report-1", "--from", "2026-02-15").json
    assert known == {"date": "2026-02-02", "confirmed": True}


def test_a_case_filed_before_the_calendar_begins_is_taken_and_its_limit_is_unconfirmed(copy_of: CopyOf) -> None:
    """The calendar begins with 2004; cases are older. Nothing typed is refused for it, nothing is guessed."""
    workstation = opened(copy_of("li"))
    saved = workstation.office.register_case(NewCase(f"（{FILED.year}）粤0103执99号", filed_on=date(1999, 5, 6)))
    (row,) = workstation.office.case_rows([saved.record_id])
    workstation.close()
    assert row.filed_on == date(1999, 5, 6)
    assert not row.due.confirmed
    assert "未确认" in row.due.text
