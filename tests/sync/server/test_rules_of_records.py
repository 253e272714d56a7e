"""Rules that the server checks on every operation, whatever the workstation has checked before."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from court_core.protocol.messages import Change
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import PASSWORD, WireCourt, WireWorkstation

SERVED = {"addressee": "王申请", "document": "执行通知书", "method": "直接送达"}


@pytest.mark.parametrize(
    ("record_type", "field", "value", "code"),
    [
        ("case", "amount", "很多", "sync.value-wrong"),
        ("case", "amount", 2**60, "sync.value-wrong"),
        ("case", "amount", True, "sync.value-wrong"),
        ("case", "filed_on", "2026-13-01", "sync.value-wrong"),
        ("case", "filed_on", "20260101", "sync.value-wrong"),
        ("case", "status", "lost", "sync.value-wrong"),
        ("case", "cause", "一" * 1001, "sync.value-too-long"),
        ("case", "cause", "有\x00的", "sync.value-wrong"),
        ("case", "cause", 7, "sync.value-wrong"),
        ("case", "status", None, "sync.required-missing"),
        ("case", "judge_id", "nobody", "sync.reference-missing"),
        ("case", "number_text", "不是案号", "case-number.unreadable"),
        ("case", "number_text", "（2026）粤0104执12号", "case-number.other-court"),
        ("case", "number_text", "(2026)粤0103执12号", "case-number.unreadable"),
        ("case", "number", 13, "case-number.unreadable"),
        ("log_entry", "work_date", "2026-11-21", "date.future"),
        ("log_entry", "work_date", "2026-03-01", "date.before-filing"),
        ("log_entry", "kind", "gossip", "log.kind-unknown"),
        ("log_entry", "visibility", "world", "sync.value-wrong"),
        ("log_entry", "attachments", "一个文件", "sync.value-wrong"),
        ("log_entry", "content", "", "sync.required-missing"),
        ("log_entry", "content", "长" * 100_001, "sync.value-too-long"),
        ("log_entry", "case_id", "no-such-case", "sync.reference-missing"),
        ("process_event", "entered_at", "昨天", "sync.value-wrong"),
        ("process_event", "details", {"深": "x" * 200_001}, "sync.value-too-long"),
        ("process_event", "node", "birthday", "node.unknown"),
        ("process_event", "node", "送达", "node.unknown"),
        ("process_event", "node", "indictment", "node.not-applicable"),
        ("process_event", "happened_on", "2026-11-21", "date.future"),
        ("process_event", "happened_on", "2026-03-01", "date.before-filing"),
        ("process_event", "details", None, "node.field-missing"),
        ("process_event", "details", ["受送达人"], "sync.value-wrong"),
        ("process_event", "details", {}, "node.field-missing"),
        ("process_event", "details", {**SERVED, "method": "托人带去"}, "node.field-unreadable"),
        ("process_event", "details", {**SERVED, "weather": "晴"}, "node.field-unknown"),
        ("process_event", "details", {**SERVED, "sent_on": "下周"}, "node.field-unreadable"),
        ("process_event", "details", {**SERVED, "sent_on": "2026年11月18日"}, "node.field-unreadable"),
        ("process_event", "details", {**SERVED, "sent_on": 20261118}, "node.field-unreadable"),
        ("process_event", "details", {**SERVED, "document": ["判决书"]}, "node.field-unreadable"),
        ("process_event", "details", {**SERVED, "sent_on": "2026-11-21"}, "date.future"),
        ("process_event", "details", {**SERVED, "sent_on": "2026-11-18", "received_on": "2026-11-17"},
         "node.dates-reversed"),
    ],
)  # fmt: skip
def test_a_value_that_may_not_stand_is_rejected_with_its_reason(
    sqlite_court: WireCourt, record_type: str, field: str, value: Any, code: str
) -> None:
    officer = sqlite_court.workstation("officer")
    case = officer.case("（2026）粤0103执12号")
    makers = {
        "case": case,
        "log_entry": officer.log(case.record_id, "联系"),
        "process_event": officer.event(case.record_id),
    }
    made = makers[record_type]
    bad = msgspec.structs.replace(made, changes={**made.changes, field: Change(None, value)})
    operations = [bad] if record_type == "case" else [case, bad]
    result = officer.push(*operations)[-1]
    assert (result.status, result.code) == ("rejected", code)
    assert result.message
    assert result.remedy


def test_an_event_stays_readable_when_it_is_corrected(pair: Pair) -> None:
    """What is refused is the correction, with its reason; the event as it was stays on the parties' page."""
    officer = pair.officer
    event = officer.event(pair.case_id, details={**SERVED, "sent_on": "2026-11-17", "received_on": "", "result": None})
    assert officer.push_one(event).status == "applied"
    old = {**SERVED, "sent_on": "2026-11-17", "received_on": "", "result": None}
    wrong = officer.update("process_event", event.record_id, 1, details=(old, {**SERVED, "sent_on": "十七日"}))
    result = officer.push_one(wrong)
    assert (result.status, result.code) == ("rejected", "node.field-unreadable")
    assert "发出日期" in result.message
    note = officer.update("process_event", event.record_id, 1, note=(None, "已电话核实"))
    assert officer.push_one(note).status == "applied"
    right = officer.update("process_event", event.record_id, 2, details=(old, {**SERVED, "sent_on": "2026-11-18"}))
    assert officer.push_one(right).status == "applied"


def test_an_event_of_filing_is_not_held_against_the_date_of_filing(pair: Pair) -> None:
    filed = pair.officer.event(pair.case_id, node="filed", happened_on="2026-03-01", details={"cause": "买卖合同纠纷"})
    assert pair.officer.push_one(filed).status == "applied"


def test_a_log_for_a_closed_case_or_by_another_hand_is_rejected(pair: Pair) -> None:
    officer, case_id = pair.officer, pair.case_id
    officer.push(
        officer.update(
            "case", case_id, 1, status=("open", "closed"), closed_on=(None, "2026-11-18"), close_mode=(None, "执行完毕")
        )
    )
    assert officer.push_one(officer.log(case_id, "结案后")).code == "log.after-closing"
    assert officer.push_one(officer.log(case_id, "结案当日", work_date="2026-11-18")).status == "applied"
    other = officer.log(case_id, "代写", work_date="2026-11-18", officer_id=pair.court.people["second"])
    assert officer.push_one(other).code == "sync.other-officer"


def test_a_case_number_is_borne_once(pair: Pair) -> None:
    second = pair.court.workstation("second")
    assert second.push_one(second.case("（2026）粤0103执12号")).code == "case-number.duplicate"
    results = second.push(second.case("（2026）粤0103执13号"), second.case("（2026）粤0103执13号"))
    assert [result.code for result in results] == ["", "case-number.duplicate"]
    # two cases exchange their numbers through a third, in one batch
    assert second.push_one(second.case("（2026）粤0103执14号")).status == "applied"


def test_a_record_never_moves_to_another_case(pair: Pair) -> None:
    officer = pair.officer
    other = officer.case("（2026）粤0103执13号")
    event = officer.event(pair.case_id)
    officer.push(other, event)
    moved = officer.update("process_event", event.record_id, 1, case_id=(pair.case_id, other.record_id))
    assert officer.push_one(moved).code == "sync.case-fixed"


def test_the_approval_of_withholding_goes_its_way(pair: Pair) -> None:
    """法释〔2016〕19号 art. 12: judge, division head, vice president; nobody skips a step or takes another's."""
    officer, court = pair.officer, pair.court
    head, vice = court.workstation("head"), court.workstation("vice")
    document = officer.create(
        "document", {"case_id": pair.case_id, "kind": "执行裁定书", "title": "执行裁定书", "status": "effective"}
    )
    flag = officer.create(
        "withholding",
        {
            "case_id": pair.case_id,
            "document_id": document.record_id,
            "ground_list": "2013",
            "ground": "2013-5",
            "reason": "可能影响未成年人。",
            "status": "flagged",
            "flagged_by": officer.user_id,
        },
    )
    assert {result.status for result in officer.push(document, flag)} == {"applied"}

    def step(workstation: WireWorkstation, old: str, new: str) -> str:
        return workstation.push_one(workstation.update("withholding", flag.record_id, 1, status=(old, new))).code

    assert step(officer, "flagged", "head-approved") == "withholding.not-your-step"
    assert step(vice, "flagged", "approved") == "withholding.step-not-allowed"
    assert step(head, "flagged", "head-approved") == ""
    assert step(head, "head-approved", "approved") == "withholding.not-your-step"
    assert step(vice, "head-approved", "approved") == ""
    self_approved = msgspec.structs.replace(
        officer.create("withholding", {n: c.new for n, c in flag.changes.items()} | {"status": "approved"})
    )
    assert officer.push_one(self_approved).code == "withholding.step-not-allowed"


def test_a_documents_status_follows_from_the_one_before(pair: Pair) -> None:
    """[2013]: masked, confirmed, submitted, and passed by the 审管办 alone; what is withheld is never passed."""
    officer = pair.officer
    pair.court.server.admin.add_user("shenguan", "苏望岚", "执行局", ["trial-management"], PASSWORD)
    office = pair.court.workstation("shenguan")
    document = officer.create(
        "document", {"case_id": pair.case_id, "kind": "执行裁定书", "title": "执行裁定书", "status": "effective"}
    )
    officer.push(document)

    def step(workstation: WireWorkstation, old: str, new: str) -> str:
        return workstation.push_one(workstation.update("document", document.record_id, 1, status=(old, new))).code

    assert step(officer, "effective", "passed") == "document-step.not-allowed"
    assert step(officer, "effective", "masked") == ""
    assert step(officer, "masked", "confirmed") == ""
    assert step(officer, "confirmed", "submitted") == "web-copy.missing"
    assert step(officer, "confirmed", "passed") == "document-step.not-allowed"
    pair.court.server.opened.load_records([("document", document.record_id, {"status": "submitted"})])
    assert step(officer, "submitted", "passed") == "document-step.not-yours"
    assert step(officer, "submitted", "withheld") == ""
    assert step(office, "withheld", "passed") == "document-step.not-allowed"
    assert step(office, "withheld", "published") == "document-step.not-allowed"
    assert step(officer, "withheld", "effective") == "document-step.not-allowed"  # it has no 生效日期 yet


def test_an_operation_says_when_it_was_made(sqlite_court: WireCourt) -> None:
    officer = sqlite_court.workstation("officer")
    for made_at in ("", "昨天", "\x00"):
        case = msgspec.structs.replace(officer.case("（2026）粤0103执12号"), made_at=made_at)
        assert officer.push_one(case).code == "sync.value-wrong"


def test_names_of_unknown_fields_are_plain(pair: Pair) -> None:
    officer = pair.officer
    for name in ("a,b", "a\x00", "a\n"):
        assert officer.push_one(officer.update("case", pair.case_id, 1, **{name: (None, 1)})).code == "sync.value-wrong"
    many = {f"f{n}": (None, n) for n in range(51)}
    assert officer.push_one(officer.update("case", pair.case_id, 1, **many)).code == "sync.value-too-long"


def test_two_administrators_disagree_about_the_court_itself_and_one_of_them_decides(court: WireCourt) -> None:
    """A conflict without a case: for the two people it names, though an administrator sees no case's conflicts."""
    court.server.admin.add_user("admin2", "游叙远", "执行局", ["administrator"], PASSWORD)
    one, two, officer = (court.workstation(login) for login in ("admin", "admin2", "officer"))
    for workstation in (one, two, officer):
        workstation.pull()
    court_id = court.court_id
    base = one.values("court", court_id)["settings"]
    one.push(one.update("court", court_id, 1, settings=(base, {"calendar": {"release_hour": 15}})))
    assert (
        two.push_one(two.update("court", court_id, 1, settings=(base, {"calendar": {"release_hour": 16}}))).status
        == "conflict"
    )
    for workstation, count in ((one, 1), (two, 1), (officer, 0)):
        workstation.pull()
        assert len(workstation.of_type("conflict")) == count
    (conflict,) = one.of_type("conflict")
    settled = one.update("conflict", conflict.record_id, 1, status=("open", "resolved"), choice=(None, "theirs"))
    assert officer.push_one(settled).code == "sync.not-yours"
    assert (
        one.push_one(
            one.update("conflict", conflict.record_id, 1, status=("open", "resolved"), choice=(None, "theirs"))
        ).status
        == "applied"
    )


def test_the_courts_settings_are_such_that_everybody_can_work_with_them(sqlite_court: WireCourt) -> None:
    admin, officer = sqlite_court.workstation("admin"), sqlite_court.workstation("officer")
    court_id = sqlite_court.court_id
    for workstation in (admin, officer):
        workstation.pull()
    base = admin.values("court", court_id)["settings"]
    bad = [
        ({"masking_profile": "spc-1999"}, "court-setting.value"),
        ({"calendar": {"cutoff_hour": 99}}, "calendar.settings-unreadable"),
    ]
    for settings, code in bad:
        assert admin.push_one(admin.update("court", court_id, 1, settings=(base, settings))).code == code
    chosen = {"masking_profile": "spc-2016", "of-a-newer-program": 1}
    assert officer.push_one(officer.update("court", court_id, 1, settings=(base, chosen))).code == "sync.not-permitted"
    assert admin.push_one(admin.update("court", court_id, 1, settings=(base, chosen))).code == ""
    officer.pull()
    assert officer.values("court", court_id)["settings"] == chosen
