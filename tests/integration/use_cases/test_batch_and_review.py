"""The month of a court: the batch of the 20th reconciled, review by 审管办, return, correction, withdrawal ([2013]; art. 16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clerk_app.use_cases.confirm_copy import confirm_copy
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_ledger import document_steps
from clerk_app.use_cases.forms import DocumentQuery, NewCase, NewWithholding
from clerk_app.use_cases.list_documents import list_documents
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.review_documents import (
    documents_to_review,
    pass_document,
    return_document,
    withdraw_document,
)
from clerk_app.use_cases.submit_batch import batch_report, submit_batch
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.web_copy_views import BatchRow
from clerk_app.use_cases.withhold import flag
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendarSettings

from .conftest import DeskOf, SetClock
from .web_copy_court import add_document, everything_answered, masked, say


def confirmed(judge: Desk, originals: Originals, document_id: str) -> str:
    masked(judge, originals, document_id)
    everything_answered(judge, originals, document_id)
    confirm_copy(judge, originals, document_id)
    return document_id


def another(judge: Desk, number: int, effective_on: date | None = date(2026, 11, 19)) -> str:
    form = NewCase(f"（2026）粤0103民初{number}号", "买卖合同纠纷", filed_on=date(2026, 9, 1))
    return add_document(
        judge, register_case(judge, form).record_id, decided_on=date(2026, 9, 28), effective_on=effective_on
    )


def numbers(rows: tuple[BatchRow, ...]) -> list[str]:
    return [row.case_number.removeprefix("（2026）粤0103民初") for row in rows]


def test_the_batch_of_the_20th_accounts_for_every_document_in_effect(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)
    flag(judge, NewWithholding(another(judge, 13), "3", "离婚"))
    masked(judge, originals, another(judge, 14))
    another(judge, 15)
    another(judge, 16, effective_on=None)
    before = batch_report(judge, "2026-11")
    assert (numbers(before.submitted), before.new) == ([], 0)
    assert numbers(before.missing) == ["12号", "14号", "15号"]
    report = submit_batch(judge, "2026-11")
    assert (numbers(report.submitted), numbers(report.withheld), numbers(report.missing)) == (
        ["12号"],
        ["13号"],
        ["14号", "15号"],
    )
    assert [(row.judge, row.status_label) for row in report.missing] == [("陈法官", "已隐名"), ("陈法官", "已生效")]
    assert report.new == 1
    assert submit_batch(judge, "2026-11").new == 0, "a second run changes nothing"
    assert [step.month for step in document_steps(judge, document_id) if step.action == "submit"] == ["2026-11"]


def test_what_was_owed_from_an_earlier_month_goes_along_and_is_named(judge: Desk, originals: Originals) -> None:
    late = another(judge, 21, date(2026, 10, 12))
    another(judge, 22, date(2026, 10, 13))
    confirmed(judge, originals, late)
    report = submit_batch(judge, "2026-11")
    assert (numbers(report.late), numbers(report.overdue), report.submitted) == (["21号"], ["22号"], ())
    october = batch_report(judge, "2026-10")
    assert (numbers(october.submitted), numbers(october.missing)) == (["21号"], ["22号"])


def test_what_takes_effect_after_the_20th_belongs_to_the_next_batch(
    judge: Desk, clock: SetClock, originals: Originals
) -> None:
    clock.go_to(date(2026, 11, 24))
    confirmed(judge, originals, another(judge, 31, date(2026, 11, 23)))
    assert numbers(batch_report(judge, "2026-11").missing) == []
    report = submit_batch(judge)
    assert (report.month, numbers(report.submitted)) == ("2026-12", ["31号"])


@pytest.mark.parametrize(
    ("code", "month"),
    [
        ("release.month-unreadable", "2026-13"),
        ("release.month-unreadable", "十一月"),
        ("release.month-ahead", "2026-12"),
    ],
)
def test_a_month_that_is_none_is_refused(judge: Desk, code: str, month: str) -> None:
    with pytest.raises(CourtError) as refusal:
        submit_batch(judge, month)
    assert refusal.value.code == code


def test_a_colleagues_cases_are_not_submitted_by_others(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)
    assert submit_batch(desk_of("other-officer"), "2026-11").new == 0
    with pytest.raises(CourtError, match=r"document-step\.not-yours"):
        submit_batch(desk_of("auditor"), "2026-11")
    assert submit_batch(desk_of("head"), "2026-11").new == 1, "the head submits for the division"


def test_a_returned_document_is_corrected_submitted_and_passed(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)
    reviewer = desk_of("reviewer")
    with pytest.raises(CourtError, match=r"document-step\.not-allowed"):
        pass_document(reviewer, document_id)
    submit_batch(judge, "2026-11")
    (row,) = documents_to_review(reviewer)
    assert (row.case_number, row.judge, row.month, row.submitted_on, row.publish_by) == (
        "（2026）粤0103民初12号",
        "陈法官",
        "2026-11",
        date(2026, 11, 20),
        date(2026, 11, 25),
    )
    assert row.may == ("pass", "return")
    assert documents_to_review(judge)[0].may == ()
    with pytest.raises(CourtError, match=r"document-step\.reason-missing"):
        return_document(reviewer, document_id, "  ")
    with pytest.raises(CourtError, match=r"document-step\.not-yours|access\.refused"):
        pass_document(judge, document_id)
    copy = web_copy(judge, originals, document_id)
    with pytest.raises(CourtError, match=r"document-step\.not-allowed"):
        say(judge, originals, copy, "林秀兰", "accepted")
    return_document(reviewer, document_id, "被告名称请再核对")
    assert web_copy(judge, originals, document_id).status_label == "已退回"
    assert document_steps(judge, document_id)[-1].reason == "被告名称请再核对"
    assert numbers(batch_report(judge, "2026-11").missing) == ["12号"]
    say(judge, originals, copy, "林秀兰", "changed", "林某甲")
    confirm_copy(judge, originals, document_id)
    submit_batch(judge, "2026-11")
    pass_document(reviewer, document_id)
    (row,) = documents_to_review(reviewer)
    assert (row.status_label, row.may) == ("审核通过", ("return",))
    labels = ["已隐名", "已确认", "已报送", "已退回", "已隐名", "已确认", "已报送", "审核通过"]
    assert [step.status_label for step in document_steps(judge, document_id)] == labels


def test_the_list_says_when_the_courts_calendar_takes_it_on(
    judge: Desk, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)

    def goes_on(desk: Desk) -> str:
        (row,) = list_documents(desk, DocumentQuery())
        return row.goes_on.text if row.goes_on else ""

    assert goes_on(judge) == "2026-11-20"
    submit_batch(judge, "2026-11")
    assert goes_on(judge) == "2026-11-25"
    seven_days = CourtCalendarSettings.of_json({"publication_rule": "seven-days"})
    assert goes_on(replace(judge, calendar=replace(judge.calendar, settings=seven_days))) == ""


def test_a_copy_whose_original_changed_is_neither_submitted_nor_passed(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)

    def put_original(sha256: str) -> None:
        with judge.store.write("s-judge") as unit:
            unit.update("document", document_id, {"file_sha256": sha256})

    with judge.store.read() as reader:
        document = reader.get("document", document_id)
    assert document is not None
    put_original("0" * 64)
    assert numbers(submit_batch(judge, "2026-11").missing) == ["12号"]
    put_original(str(document["file_sha256"]))
    submit_batch(judge, "2026-11")
    put_original("0" * 64)
    with pytest.raises(CourtError, match=r"web-copy\.outdated"):
        pass_document(desk_of("reviewer"), document_id)
    assert documents_to_review(desk_of("reviewer"))[0].outdated


def test_a_published_document_is_withdrawn_mended_and_goes_again(
    judge: Desk, desk_of: DeskOf, originals: Originals, document_id: str
) -> None:
    confirmed(judge, originals, document_id)
    submit_batch(judge, "2026-11")
    pass_document(desk_of("reviewer"), document_id)
    with judge.store.write("s-admin") as unit:  # what a pull brings after the 25th
        unit.update("document", document_id, {"status": "published", "status_on": "2026-11-25"})
    with pytest.raises(CourtError, match=r"document-step\.reason-missing"):
        withdraw_document(desk_of("reviewer"), document_id, "")
    withdraw_document(desk_of("reviewer"), document_id, "当事人姓名未隐去")
    copy = web_copy(judge, originals, document_id)
    assert (copy.status_label, copy.may_edit) == ("已撤回", True)
    say(judge, originals, copy, "林秀兰", "changed", "林某甲")
    confirm_copy(judge, originals, document_id)
    assert submit_batch(judge, "2026-11").new == 1
