"""The day's list, conflicts decided by a person, phrases, settings, the calendar, and what waits to be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clerk_app.use_cases.calendar_years import import_calendar
from clerk_app.use_cases.case_detail import case_detail
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.drafts import draft, drafts_under, keep_draft
from clerk_app.use_cases.forms import NewCase, NewDocument, NewEvent, NewParty, NewWithholding, Resolution
from clerk_app.use_cases.pending import list_pending
from clerk_app.use_cases.phrases import default_phrases, phrases, save_phrases
from clerk_app.use_cases.record_progress import record_progress
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.register_document import register_document
from clerk_app.use_cases.resolve_conflict import list_conflicts, resolve_conflict
from clerk_app.use_cases.settings import open_desk, save_settings
from clerk_app.use_cases.staff import divisions, people
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.today import today
from clerk_app.use_cases.withhold import flag
from court_core.errors import CourtError
from court_core.rules.log_entries import log_kind
from tests.support.word_samples import judgment

from .conftest import DeskOf


@pytest.fixture
def case_id(officer: Desk) -> str:
    parties = (NewParty("林秀兰", "申请执行人"), NewParty("周文海", "被执行人"))
    form = NewCase("（2026）粤0103执12号", "买卖合同纠纷", filed_on=date(2026, 5, 25), parties=parties)
    return register_case(officer, form).record_id


def kinds(desk: Desk) -> list[str]:
    return [item.kind for item in today(desk).items]


def test_the_day_of_an_officer_names_gaps_limit_and_expiring_seizure(officer: Desk, case_id: str) -> None:
    held = {"person": "周文海", "kind": "存款", "measure": "冻结", "property": "尾号 8817 账户", "carried_out_on": "2026-06-01",
            "expires_on": "2026-12-01"}  # fmt: skip
    record_progress(officer, NewEvent(case_id, "seizure", date(2026, 6, 1), held))
    shown = today(officer)
    assert [(item.kind, item.state) for item in shown.items] == [
        ("week", "over"),
        ("week", "today"),
        ("time-limit", "soon"),
        ("measure", "soon"),
    ]
    assert shown.label == "11 月 20 日 星期五"
    assert "剩 5 天" in shown.items[2].title
    assert shown.items[2].target == ("case", case_id)


def test_a_renewed_seizure_is_not_due(officer: Desk, case_id: str) -> None:
    held = {"person": "周文海", "kind": "存款", "measure": "冻结", "property": "账户", "carried_out_on": "2026-06-01"}
    record_progress(officer, NewEvent(case_id, "seizure", date(2026, 6, 1), held | {"expires_on": "2026-12-01"}))
    renewed = held | {"measure": "续冻", "carried_out_on": "2026-11-19"}
    record_progress(officer, NewEvent(case_id, "seizure", date(2026, 11, 19), renewed))
    assert "measure" not in kinds(officer)


def test_a_hearing_whose_day_has_passed_waits_for_its_entry(judge: Desk) -> None:
    case_id = register_case(judge, NewCase("（2026）粤0103民初12号", filed_on=date(2026, 11, 2))).record_id
    scheduled = {"time": "2026-11-18 09:30", "room": "第三法庭"}
    record_progress(judge, NewEvent(case_id, "hearing-scheduled", date(2026, 11, 5), scheduled))
    (item,) = today(judge).items
    assert (item.kind, item.state, item.due_on) == ("late-entry", "over", date(2026, 11, 19))
    record_progress(judge, NewEvent(case_id, "hearing-held", date(2026, 11, 18), {"time": "2026-11-18 09:30"}))
    assert kinds(judge) == []


def test_a_document_in_effect_is_due_on_the_20th_and_a_flag_waits_for_the_head(judge: Desk, desk_of: DeskOf) -> None:
    case_id = register_case(judge, NewCase("（2026）粤0103民初12号", filed_on=date(2026, 11, 2))).record_id
    form = NewDocument(case_id, "判决书", "判决.docx", judgment(), effective_on=date(2026, 11, 18))
    document = register_document(judge, form).record_id
    (item,) = today(judge).items
    assert (item.kind, item.state, item.due_on) == ("submit", "today", date(2026, 11, 20))
    flag(judge, NewWithholding(document, "5", "理由"))
    assert kinds(judge) == []
    assert kinds(desk_of("head")) == ["approve"]
    assert kinds(desk_of("vice-president")) == []


def conflict(desk: Desk, case_id: str, **values: object) -> str:
    with desk.store.write("s-admin") as unit:
        return unit.create(
            "conflict",
            {
                "case_id": case_id,
                "record_type": "case",
                "record_id": case_id,
                "fields": ["cause"],
                "base": {"cause": "买卖合同纠纷"},
                "mine": {"cause": "承揽合同纠纷"},
                "theirs": {"cause": "买卖合同纠纷"},
                "mine_by": "s-other",
                "mine_at": "2026-11-19T02:00:00.000Z",
                "theirs_by": "s-officer",
                "theirs_at": "2026-11-19T01:00:00.000Z",
                "status": "open",
                **values,
            },
        )


def test_a_conflict_shows_both_values_with_who_and_when(officer: Desk, case_id: str) -> None:
    conflict(officer, case_id)
    (view,) = list_conflicts(officer)
    assert (view.case_number, view.title, view.mine_by, view.theirs_by) == (
        "（2026）粤0103执12号",
        "案件 · （2026）粤0103执12号",
        "周执行",
        "李执行",
    )
    assert [(field.label, field.mine, field.theirs) for field in view.fields] == [
        ("案由", "承揽合同纠纷", "买卖合同纠纷")
    ]
    assert "conflict" in kinds(officer)


@pytest.mark.parametrize(
    ("choice", "cause"), [("mine", "承揽合同纠纷"), ("theirs", "买卖合同纠纷"), ("other", "加工合同纠纷")]
)
def test_deciding_writes_the_record_and_settles_the_conflict_together(
    officer: Desk, case_id: str, choice: str, cause: str
) -> None:
    conflict_id = conflict(officer, case_id)
    resolve_conflict(officer, Resolution(conflict_id, choice, {"cause": "加工合同纠纷"}))
    assert case_detail(officer, case_id).row.cause == cause
    assert list_conflicts(officer) == ()
    (settled,) = list_conflicts(officer, resolved=True)
    assert (settled.choice, settled.resolved_by) == (choice, "李执行")
    assert settled.fields[0].mine == "承揽合同纠纷", "the losing value is kept"


def test_joint_fields_are_decided_together_and_shown_by_their_labels(officer: Desk, case_id: str) -> None:
    fields = {"fields": ["status", "closed_on", "close_mode"], "base": {"status": "open"},
              "mine": {"status": "closed", "closed_on": "2026-11-18", "close_mode": "执行完毕"},
              "theirs": {"status": "suspended"}}  # fmt: skip
    conflict_id = conflict(officer, case_id, **fields)
    view = list_conflicts(officer)[0]
    assert [(field.label, field.mine, field.theirs) for field in view.fields] == [
        ("状态", "已结", "中止"),
        ("结案日期", "2026-11-18", "—"),
        ("结案方式", "执行完毕", "—"),
    ]
    resolve_conflict(officer, Resolution(conflict_id, "mine"))
    assert case_detail(officer, case_id).closed_on == date(2026, 11, 18)


def test_a_conflict_is_settled_once_and_only_by_its_people(officer: Desk, case_id: str, desk_of: DeskOf) -> None:
    conflict_id = conflict(officer, case_id)
    for desk, form, code in [
        (officer, Resolution("gone", "mine"), "conflict.unknown"),
        (officer, Resolution(conflict_id, "ours"), "conflict.choice-unknown"),
        (desk_of("other-officer"), Resolution(conflict_id, "mine"), "access.refused"),
        (officer, Resolution(conflict_id, "other", {"cause": "长" * 501}), "field.too-long"),
    ]:
        with pytest.raises(CourtError) as refusal:
            resolve_conflict(desk, form)
        assert refusal.value.code == code
    resolve_conflict(officer, Resolution(conflict_id, "theirs"))
    with pytest.raises(CourtError, match=r"conflict\.settled"):
        resolve_conflict(officer, Resolution(conflict_id, "mine"))


def test_what_waits_is_listed_in_words(officer: Desk, case_id: str) -> None:
    record_progress(officer, NewEvent(case_id, "enforcement-notice", date(2026, 6, 1), {"addressee": "周文海"}))
    assert list_pending(officer)[-1].title == "（2026）粤0103执12号 · 流程节点 · 执行通知"
    assert list_pending(officer)[-1].case_id == case_id


def test_phrases_have_defaults_and_become_each_persons_own(officer: Desk, judge: Desk) -> None:
    assert phrases(officer) == default_phrases()
    assert len(default_phrases()) >= 9
    assert all(log_kind(phrase.kind) for phrase in default_phrases())
    save_phrases(officer, [Phrase("案款已发放", "payment"), Phrase("  ", "")])
    assert phrases(officer) == (Phrase("案款已发放", "payment"),)
    assert phrases(judge) == default_phrases()


@pytest.mark.parametrize(
    ("code", "phrase"), [("field.too-long", Phrase("长" * 201, "")), ("log.kind-unknown", Phrase("x", "chat"))]
)
def test_a_phrase_that_cannot_be_used_is_refused(officer: Desk, code: str, phrase: Phrase) -> None:
    with pytest.raises(CourtError) as refusal:
        save_phrases(officer, [phrase])
    assert refusal.value.code == code
    assert phrases(officer) == default_phrases()


def test_settings_hold_from_now_on_and_after_a_restart(officer: Desk) -> None:
    changed = save_settings(officer, replace(officer.settings, idle_lock_minutes=10, text_scale=150))
    assert changed.settings.text_scale == 150
    assert open_desk(officer.store, officer.actor, officer.clock).settings == changed.settings
    with pytest.raises(CourtError) as refusal:
        save_settings(officer, replace(officer.settings, idle_lock_minutes=0))
    assert refusal.value.code == "setting.out-of-range"


def test_the_courts_own_settings_come_with_its_record(officer: Desk) -> None:
    with officer.store.write("s-admin") as unit:
        unit.update("court", "court", {"settings": {"ground_list": "national", "calendar": {"cutoff_hour": 11}}})
    desk = open_desk(officer.store, officer.actor, officer.clock)
    assert desk.settings.ground_list == "national"
    assert desk.calendar.settings.cutoff_hour == 11


CALENDAR_2027 = "日期,是否上班\n2027-01-01,休\n2027-05-01,休\n2027-10-01,休\n2027-02-20,班\n".encode()


def test_the_administrator_imports_a_year_and_it_counts_at_once(desk_of: DeskOf) -> None:
    imported, desk = import_calendar(desk_of("administrator"), CALENDAR_2027)
    assert (imported.year, imported.holidays, imported.working_weekends) == (2027, 2, 1)
    assert desk.calendar.calendar.covers(2027)
    again, _ = import_calendar(desk, CALENDAR_2027)
    assert not again.change_set, "the same table again changes nothing"


def test_a_new_calendar_counts_every_time_limit_again(desk_of: DeskOf, judge: Desk) -> None:
    form = NewCase("（2026）粤0103民初12号", filed_on=date(2026, 11, 4), procedure="简易程序")
    case_id = register_case(judge, form).record_id
    assert not case_detail(judge, case_id).row.due.confirmed
    rest_day = CALENDAR_2027 + "2027-02-04,休\n".encode()
    import_calendar(desk_of("administrator"), rest_day)
    due = case_detail(open_desk(judge.store, judge.actor, judge.clock), case_id).row.due
    assert (due.due_on, due.confirmed) == (date(2027, 2, 5), True)


def test_nobody_else_imports_a_calendar_and_a_bad_one_is_refused(officer: Desk, desk_of: DeskOf) -> None:
    with pytest.raises(CourtError, match=r"access\.refused"):
        import_calendar(officer, CALENDAR_2027)
    with pytest.raises(CourtError, match=r"calendar\.unreadable"):
        import_calendar(desk_of("administrator"), b"\x00\x01")


def test_people_and_divisions_are_offered_in_the_courts_order(officer: Desk) -> None:
    assert [choice.label for choice in divisions(officer)] == ["民一庭", "执行局", "办公室"]
    officers = {choice.label for choice in people(officer, roles=["enforcement-officer"])}
    assert officers == {"李执行（执行局）", "周执行（执行局）"}


def test_drafts_are_each_persons_own(officer: Desk, judge: Desk) -> None:
    keep_draft(officer, "node/1", "未写完")
    assert draft(officer, "node/1") == "未写完"
    assert drafts_under(officer, "node/") == {"node/1": "未写完"}
    assert draft(judge, "node/1") == ""
    keep_draft(officer, "node/1", "")
    assert drafts_under(officer, "") == {}
