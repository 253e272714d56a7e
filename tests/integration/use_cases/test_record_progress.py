"""Entering progress (法释〔2018〕7号): fields checked, parties' text previewed, the case taken along."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.use_cases.case_detail import case_detail
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewCase, NewEvent
from clerk_app.use_cases.record_progress import (
    check_event,
    correct_event,
    nodes_for,
    preview_party_text,
    record_progress,
    remove_event,
)
from clerk_app.use_cases.register_case import edit_case, register_case
from court_core.errors import CourtError

from .conftest import DeskOf

FILED = date(2026, 11, 4)
SERVICE = {"addressee": "林秀兰", "document": "开庭传票", "method": "邮寄送达", "sent_on": "2026/11/18"}


@pytest.fixture
def case_id(judge: Desk) -> str:
    return register_case(
        judge, NewCase("（2026）粤0103民初12号", "民间借贷纠纷", filed_on=FILED, procedure="简易程序")
    ).record_id


@pytest.fixture
def enforced(officer: Desk) -> str:
    return register_case(officer, NewCase("（2026）粤0103执12号", "买卖合同纠纷", filed_on=FILED)).record_id


def test_an_event_is_saved_as_the_catalogue_reads_it_and_shows_the_parties_text(judge: Desk, case_id: str) -> None:
    record_progress(judge, NewEvent(case_id, "service", date(2026, 11, 19), SERVICE, note="内部备注"))
    event = case_detail(judge, case_id).timeline[0]
    assert event.details["sent_on"] == "2026-11-18"
    assert event.party_text.startswith("向林秀兰邮寄送达《开庭传票》")
    assert "内部备注" not in event.party_text
    assert event.operator == "陈法官"
    assert event.late_days == 1


def test_filing_fills_in_the_case(judge: Desk, case_id: str) -> None:
    details = {"cause": "买卖合同纠纷", "amount": "48.6万", "procedure": "普通程序", "received_on": "2026-11-02"}
    record_progress(judge, NewEvent(case_id, "filed", date(2026, 11, 5), details))
    detail = case_detail(judge, case_id)
    assert detail.row.filed_on == date(2026, 11, 5)
    assert (detail.row.cause, detail.amount, detail.received_on) == ("买卖合同纠纷", 48_600_000, date(2026, 11, 2))
    assert detail.time_limit == "civil-ordinary"


def test_closing_closes_and_removing_it_opens_again(judge: Desk, case_id: str) -> None:
    closing = record_progress(judge, NewEvent(case_id, "closed", date(2026, 11, 19), {"method": "判决"})).record_id
    detail = case_detail(judge, case_id)
    assert (detail.row.status, detail.closed_on, detail.close_mode) == ("closed", date(2026, 11, 19), "判决")
    remove_event(judge, closing)
    detail = case_detail(judge, case_id)
    assert (detail.row.status, detail.closed_on, detail.close_mode) == ("open", None, "")


def test_correcting_the_closing_corrects_the_case(judge: Desk, case_id: str) -> None:
    closing = record_progress(judge, NewEvent(case_id, "closed", date(2026, 11, 19), {"method": "判决"})).record_id
    correct_event(judge, closing, NewEvent(case_id, "closed", date(2026, 11, 18), {"method": "调解"}))
    detail = case_detail(judge, case_id)
    assert (detail.closed_on, detail.close_mode) == (date(2026, 11, 18), "调解")
    assert len(detail.timeline) == 1
    assert any("修改流程节点" in line.text for line in detail.history)


def test_suspension_stops_the_clock_and_resumption_moves_the_end(judge: Desk, case_id: str) -> None:
    before = case_detail(judge, case_id).row.due.due_on
    record_progress(judge, NewEvent(case_id, "suspended", date(2026, 11, 10), {"reason": "等待另案结果"}))
    detail = case_detail(judge, case_id)
    assert (detail.row.status, detail.row.due.state, detail.row.due.text) == ("suspended", "stopped", "已停计")
    record_progress(judge, NewEvent(case_id, "resumed", date(2026, 11, 20)))
    detail = case_detail(judge, case_id)
    assert detail.row.status == "open"
    assert before is not None
    assert detail.row.due.due_on is not None
    assert (detail.row.due.due_on - before).days >= 10


def test_an_imported_closed_case_stays_closed_when_a_suspension_is_entered_late(judge: Desk, case_id: str) -> None:
    edit_case(judge, case_id, {"status": "closed", "closed_on": "2026-11-18", "close_mode": "判决"})
    event = record_progress(judge, NewEvent(case_id, "suspended", date(2026, 11, 10), {"reason": "x"})).record_id
    assert case_detail(judge, case_id).row.status == "closed"
    remove_event(judge, event)
    assert case_detail(judge, case_id).closed_on == date(2026, 11, 18)


def test_a_changed_judge_takes_over_when_the_name_is_one_of_the_courts(judge: Desk, case_id: str) -> None:
    details = {"before": "陈法官", "person": "李执行", "role": "承办法官"}
    record_progress(judge, NewEvent(case_id, "judge-changed", date(2026, 11, 19), details))
    assert case_detail(judge, case_id).judge_id == "s-officer"


def test_conversion_to_ordinary_procedure_brings_its_time_limit(judge: Desk, case_id: str) -> None:
    details = {"before": "简易程序", "procedure": "普通程序"}
    record_progress(judge, NewEvent(case_id, "procedure-converted", date(2026, 11, 19), details))
    assert case_detail(judge, case_id).time_limit == "civil-ordinary"


BAD = [
    ("node.unknown", NewEvent("", "起诉", FILED)),
    ("node.not-applicable", NewEvent("", "enforcement-notice", FILED, {"addressee": "张三"})),
    ("node.field-missing", NewEvent("", "service", FILED, {"addressee": "林秀兰"})),
    ("node.field-unknown", NewEvent("", "resumed", FILED, {"method": "x"})),
    ("node.field-unreadable", NewEvent("", "closed", FILED, {"method": "不知道"})),
    ("node.dates-reversed", NewEvent("", "service", date(2026, 11, 19), SERVICE | {"received_on": "2026-11-17"})),
    ("date.future", NewEvent("", "resumed", date(2026, 11, 21))),
    ("date.before-filing", NewEvent("", "resumed", date(2026, 11, 3))),
    ("field.too-long", NewEvent("", "resumed", FILED, note="x" * 20_001)),
]


@pytest.mark.parametrize(("code", "form"), BAD, ids=[code for code, _ in BAD])
def test_bad_input_is_refused_and_nothing_is_saved(judge: Desk, case_id: str, code: str, form: NewEvent) -> None:
    filled = NewEvent(case_id, form.node, form.happened_on, form.details, form.note, form.public_from)
    with pytest.raises(CourtError) as refusal:
        record_progress(judge, filled)
    assert refusal.value.code == code
    assert "？" not in refusal.value.full_message
    assert case_detail(judge, case_id).timeline == ()


def test_every_fault_of_a_form_is_told_at_once_with_its_field(judge: Desk, case_id: str) -> None:
    errors = check_event(judge, NewEvent(case_id, "service", FILED, {"method": "飞鸽"}))
    assert {str(error.details.get("key")) for error in errors} == {"addressee", "document", "method"}


def test_an_unfinished_form_still_previews(judge: Desk, case_id: str) -> None:
    preview = preview_party_text(judge, NewEvent(case_id, "service", FILED, {"addressee": "林秀兰"}))
    assert "林秀兰" in preview.text
    assert "文书" in preview.note


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (NewEvent("", "deliberation", FILED, {"opinion": "两种意见"}), "不向当事人公开"),
        (
            NewEvent("", "preservation", FILED, {"applicant": "张三", "kind": "财产保全", "ruled_on": "2026-11-04"}),
            "实施",
        ),
        (NewEvent("", "resumed", FILED, public_from=date(2026, 12, 1)), "2026-12-01"),
    ],
)
def test_what_parties_do_not_read_yet_says_why(judge: Desk, form: NewEvent, told: str) -> None:
    preview = preview_party_text(judge, form)
    assert told in preview.note
    assert "两种意见" not in preview.text


def test_nodes_offered_suit_the_case(judge: Desk, case_id: str, officer: Desk, enforced: str) -> None:
    civil = {choice.value for choice in nodes_for(judge, case_id)}
    enforcing = {choice.value for choice in nodes_for(officer, enforced)}
    assert "pronounced" in civil - enforcing
    assert "seizure" in enforcing - civil


def test_enforcement_milestones_show_where_the_case_stands(officer: Desk, enforced: str) -> None:
    record_progress(officer, NewEvent(enforced, "enforcement-notice", date(2026, 11, 6), {"addressee": "张三"}))
    steps = {step.label: (step.state, step.when) for step in case_detail(officer, enforced).milestones}
    assert steps["执行通知"] == ("now", "11-06")
    assert steps["案款发放"][0] == "ahead"


def test_another_officers_case_takes_no_entry(desk_of: DeskOf, case_id: str) -> None:
    with pytest.raises(CourtError, match=r"access\.refused"):
        record_progress(desk_of("other-officer"), NewEvent(case_id, "resumed", FILED))


def test_a_typist_enters_but_does_not_delete(desk_of: DeskOf, judge: Desk, case_id: str) -> None:
    edit_case(judge, case_id, {"clerk_id": "s-typist"})
    typist = desk_of("typist")
    event = record_progress(typist, NewEvent(case_id, "resumed", FILED)).record_id
    with pytest.raises(CourtError, match=r"access\.refused"):
        remove_event(typist, event)


def test_an_event_that_is_gone_is_told(judge: Desk, case_id: str) -> None:
    with pytest.raises(CourtError, match=r"event\.unknown"):
        remove_event(judge, "gone")
    with pytest.raises(CourtError, match=r"event\.unknown"):
        correct_event(judge, "gone", NewEvent(case_id, "resumed", FILED))
