"""The demonstration court: who works there, and the mix of its cases."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date

import docx
import pytest

from court_core.rules.working_days import Calendar
from demo.cases import DemoCase, Work, draw_cases
from demo.documents import draw_documents
from demo.judgments import chinese_numeral_date
from demo.names import Names
from demo.people import ADMINISTRATOR, COURT_CODE, DIVISIONS, OFFICER, STAFF
from demo.seeded import Draw

FRIDAY = date(2026, 11, 20)


def _draw(seed: int = 2026, today: date = FRIDAY) -> Draw:
    return Draw(seed, today, Calendar().is_working)


@pytest.fixture(scope="module")
def cases() -> list[DemoCase]:
    draw = _draw()
    return draw_cases(draw, Names(draw.random))


def test_three_divisions_and_eight_members_of_staff() -> None:
    assert [division.name for division in DIVISIONS] == ["民事审判一庭", "刑事审判庭", "执行局"]
    assert len({person.login for person in STAFF}) == 8
    assert {person.division for person in STAFF} == {division.key for division in DIVISIONS}
    assert ADMINISTRATOR in STAFF


def test_mix_of_300_cases(cases: list[DemoCase]) -> None:
    assert Counter(case.work for case in cases) == {Work.CIVIL: 130, Work.CRIMINAL: 50, Work.ENFORCEMENT: 120}
    assert len({case.number for case in cases}) == 300
    assert sum(case.judge == OFFICER.login and case.active for case in cases) == 40


def test_numbers_run_with_the_filing_dates(cases: list[DemoCase]) -> None:
    own = [case for case in cases if case.number.court == COURT_CODE and case.number.type == "民初"]
    assert own == sorted(own, key=lambda case: (case.number.year, case.number.number))
    assert all(case.number.year == case.filed_on.year for case in cases)


def test_old_cases_keep_their_old_numbers(cases: list[DemoCase]) -> None:
    old = [case for case in cases if case.filed_on.year < 2016]
    assert old
    assert {case.number.style for case in old} == {"old"}


def test_dates_fall_on_working_days_and_never_after_today(cases: list[DemoCase]) -> None:
    calendar = Calendar()
    for case in cases:
        assert calendar.is_working(case.filed_on)
        assert case.filed_on <= FRIDAY
        assert (case.closed_on is None) == (case.status in ("open", "suspended"))
        assert case.closed_on is None or case.filed_on < case.closed_on <= FRIDAY


def test_invented_organisations_and_addresses_say_so(cases: list[DemoCase]) -> None:
    for party in (party for case in cases for party in case.parties):
        assert party.natural or "演示" in party.name
        assert not party.address or "演示" in party.address
        assert not party.natural or party.id_number.startswith("000000")
        assert not party.lawyer or "演示" in party.firm


def test_same_seed_and_day_give_the_same_court() -> None:
    first, second, other = (_drawn_cases(seed) for seed in (1, 1, 2))
    assert first == second
    assert first != other


def _drawn_cases(seed: int) -> list[DemoCase]:
    draw = _draw(seed)
    return draw_cases(draw, Names(draw.random))


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2026, 10, 9), date(2025, 2, 14), date(2026, 12, 31)])
def test_every_day_of_the_year_has_a_court(today: date) -> None:
    draw = _draw(today=today)
    cases = draw_cases(draw, Names(draw.random))
    assert len(cases) == 300
    assert len(draw_documents(draw, cases)) == 20


def test_twenty_documents_are_real_docx_in_court_format() -> None:
    draw = _draw()
    documents = draw_documents(draw, draw_cases(draw, Names(draw.random)))
    assert len(documents) == 20
    for document in documents:
        opened = docx.Document(io.BytesIO(document.content))
        lines = [paragraph.text for paragraph in opened.paragraphs]
        assert lines[0] == "广州市荔湾区人民法院（演示）"
        assert lines[1].replace(" ", "") == document.kind
        assert lines[2] == document.case.number.text
        assert any(document.case.parties[0].name in line for line in lines[3:])
        assert any(re.search("二〇.+年.+月.+日", line) for line in lines[-4:])
        section = opened.sections[0]
        assert section.page_width is not None
        assert round(section.page_width.cm, 1) == 21.0


def test_the_same_document_has_the_same_bytes() -> None:
    first, second = (
        [document.content for document in draw_documents(draw, draw_cases(draw, Names(draw.random)))]
        for draw in (_draw(), _draw())
    )
    assert first == second


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 20), "二〇二六年十一月二十日"),
        (date(2026, 1, 1), "二〇二六年一月一日"),
        (date(2013, 10, 31), "二〇一三年十月三十一日"),
    ],
)
def test_documents_are_dated_in_chinese_numerals(day: date, text: str) -> None:
    assert chinese_numeral_date(day) == text
