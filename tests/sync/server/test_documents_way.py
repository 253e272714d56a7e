"""A document's way to the public page over the wire: its copy, its ledger, the court's masking rules, and who sees them."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from central_server.services.publishing.export_package import export_package
from central_server.services.publishing.release_calendar import Month
from central_server.storage.internal import RELEASE
from court_core.records.types import RECORD_TYPES
from tests.sync.server.conftest import Pair
from tests.sync.server.documents_way import CORRECTED, ORIGINAL, SECRET, Way, codes, content, registered
from tests.sync.server.wire import PASSWORD, WireCourt


@pytest.fixture
def way(pair: Pair) -> Way:
    return registered(pair)


def test_the_whole_way_from_the_desk_to_the_review(way: Way) -> None:
    """[2013]: the typist prepares, the officer confirms, the office submits, 审管办 returns and passes."""
    officer, typist, office = way.officer, way.typist, way.office
    assert codes(
        typist.push(way.turn(typist, "effective", "masked"), way.copy(typist), way.step(typist, "mask", "masked"))
    ) == ["", "", ""]
    assert way.change_copy(officer, **way.confirmed()).code == ""
    assert codes(
        officer.push(
            way.turn(officer, "masked", "confirmed"),
            way.turn(officer, "confirmed", "submitted"),
            way.step(officer, "confirm", "confirmed"),
            way.step(officer, "submit", "submitted", month="2026-11"),
        )
    ) == ["", "", "", ""]
    assert codes(
        office.push(
            way.turn(office, "submitted", "returned"), way.step(office, "return", "returned", reason="案号漏写")
        )
    ) == ["", ""]
    assert way.change_copy(officer, content=content("案号已补"), **way.confirmed()).code == ""
    officer.push(
        way.turn(officer, "returned", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "confirmed", "submitted"),
    )
    assert codes(
        office.push(way.turn(office, "submitted", "passed"), way.step(office, "pass", "passed", month="2026-11"))
    ) == ["", ""]


def test_one_offline_day_comes_in_one_batch_in_any_order(way: Way) -> None:
    officer = way.officer
    operations = [
        way.step(officer, "submit", "submitted", month="2026-11"),
        way.step(officer, "mask", "masked"),
        way.copy(officer, **way.confirmed()),
        way.turn(officer, "confirmed", "submitted"),
        way.step(officer, "confirm", "confirmed"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "effective", "masked"),
    ]
    assert set(codes(officer.push(*operations))) == {""}


def test_nobody_submits_or_passes_what_is_not_confirmed_or_no_longer_the_original(way: Way) -> None:
    officer = way.officer
    officer.push(way.turn(officer, "effective", "masked"), way.turn(officer, "masked", "confirmed"))
    submit = way.turn(officer, "confirmed", "submitted")
    assert officer.push_one(submit).code == "web-copy.missing"
    officer.push_one(way.copy(officer))
    assert officer.push_one(submit).code == "web-copy.unconfirmed"
    assert way.change_copy(officer, **way.confirmed()).code == ""
    replaced = officer.update("document", way.document_id, 1, file_sha256=(ORIGINAL, CORRECTED))
    assert officer.push_one(replaced).code == ""
    assert officer.push_one(submit).code == "web-copy.outdated"
    assert way.change_copy(officer, source_sha256=CORRECTED, **way.confirmed()).code == ""
    assert officer.push_one(submit).code == ""


def test_what_was_submitted_stands_still_until_it_is_returned(way: Way) -> None:
    officer, office = way.officer, way.office
    officer.push(
        way.turn(officer, "effective", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "confirmed", "submitted"),
        way.copy(officer, **way.confirmed()),
    )
    assert way.change_copy(officer, content=content(SECRET), **way.confirmed()).code == "web-copy.fixed"
    replace = officer.update("document", way.document_id, 1, file_sha256=(ORIGINAL, CORRECTED))
    assert officer.push_one(replace).code == "document.file-fixed"
    assert office.push_one(way.turn(office, "submitted", "returned")).code == ""
    assert officer.push_one(replace).code == ""
    assert (
        way.change_copy(officer, content=content("改过")).code == "web-copy.outdated"
    )  # the confirmation still stands
    assert way.change_copy(officer, content=content("改过"), confirmed_by=None, confirmed_on=None).code == ""


def test_a_confirmation_is_the_officers_own(way: Way) -> None:
    officer, typist = way.officer, way.typist
    forged = way.copy(typist, **way.confirmed())
    own = way.copy(typist, confirmed_by=typist.user_id, confirmed_on="2026-11-20")
    half = way.copy(typist, confirmed_on="2026-11-20")
    assert [typist.push_one(item).code for item in (forged, own, half)] == ["web-copy.not-your-confirmation"] * 3
    assert typist.push_one(way.copy(typist)).code == ""
    assert way.change_copy(officer, **way.confirmed()).code == ""
    # A word changed afterwards takes the confirmation off, or is refused.
    assert way.change_copy(typist, content=content("另改")).code == "web-copy.not-your-confirmation"
    assert way.change_copy(typist, content=content("另改"), confirmed_by=None, confirmed_on=None).code == ""


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"record_id": "another-id"}, "web-copy.other-document"),
        ({"document_id": "no-such-document"}, "sync.reference-missing"),
        ({"content": "{"}, "web-copy.unreadable"),
        ({"content": '{"title":"一","blocks":[{"text":"一","align":"diagonal"}]}'}, "web-copy.unreadable"),
        ({"content": '{"title":1,"blocks":[]}'}, "web-copy.unreadable"),
    ],
)
def test_a_copy_that_cannot_be_its_documents_is_refused(way: Way, values: dict[str, Any], code: str) -> None:
    assert way.officer.push_one(way.copy(way.officer, **values)).code == code


def test_a_step_stands_for_its_change_and_for_whoever_made_it(way: Way) -> None:
    officer, typist, office = way.officer, way.typist, way.office
    other = officer.case("（2026）粤0103执77号")
    officer.push_one(other)
    refused = {
        "document-step.without-change": [
            way.step(officer, "confirm", "confirmed"),
            way.step(officer, "take-effect", "effective", case_id=other.record_id),
        ],
        "document-step.other-person": [
            way.step(officer, "take-effect", "effective", made_by=typist.user_id),
            way.step(officer, "take-effect", "effective", made_by=None),
        ],
        "document-step.unknown": [
            way.step(officer, "confirm", "published"),
            way.step(officer, "conjure", "effective"),
        ],
        "document-step.not-yours": [way.step(officer, "publish", "published"), way.step(officer, "pass", "passed")],
        "sync.reference-missing": [way.step(officer, "take-effect", "effective", document_id="nothing")],
        "document-step.reason-missing": [way.step(officer, "withhold", "withheld")],
    }
    for code, operations in refused.items():
        assert [officer.push_one(operation).code for operation in operations] == [code] * len(operations)
    second = way.pair.court.workstation("second")
    assert second.push_one(way.step(second, "take-effect", "effective")).code == "sync.not-yours"
    # The change is refused, and so is its line.
    assert codes(typist.push(way.turn(typist, "effective", "passed"), way.step(typist, "mask", "masked"))) == [
        "document-step.not-allowed",
        "document-step.without-change",
    ]
    step = way.step(officer, "take-effect", "effective")
    assert officer.push_one(step).code == ""
    changed = office.update("document_step", step.record_id, 1, reason=(None, "改写"))
    assert officer.push_one(changed).code == "sync.append-only"


def test_only_the_review_withdraws_and_says_why(way: Way) -> None:
    officer, office = way.officer, way.office
    officer.push(
        way.turn(officer, "effective", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "confirmed", "submitted"),
        way.copy(officer, **way.confirmed()),
    )
    office.push(way.turn(office, "submitted", "passed"), way.turn(office, "passed", "published"))
    assert officer.push_one(way.turn(officer, "published", "withdrawn")).code == "document-step.not-yours"
    silent = way.step(office, "withdraw", "withdrawn")
    assert codes(office.push(way.turn(office, "published", "withdrawn"), silent)) == [
        "",
        "document-step.reason-missing",
    ]
    assert office.push_one(way.step(office, "withdraw", "withdrawn", reason="漏隐姓名")).code == ""


def published(way: Way) -> str:
    """The document goes out; answers the address of its page."""
    officer, office, server = way.officer, way.office, way.pair.court.server
    officer.push(
        way.turn(officer, "effective", "masked"),
        way.turn(officer, "masked", "confirmed"),
        way.turn(officer, "confirmed", "submitted"),
        way.copy(officer, **way.confirmed()),
    )
    assert office.push_one(way.turn(office, "submitted", "passed")).code == ""
    assert server.opened.releases.release_documents(Month.parse("2026-11")).published == 1
    page = f"{server.portal_url}/documents/{way.document_id}"
    assert "申请执行人谭某" in way.pair.court.http.get(page).text
    return page


def noted(way: Way) -> list[str]:
    """What the court's proof says became of it, in the order of time."""
    document = RELEASE.document.c
    with way.pair.court.server.opened.store.read() as connection:
        statement = select(document.kind).order_by(document.released_at, document.kind)
        return list(connection.execute(statement).scalars())


def test_a_withdrawal_takes_the_document_off_the_public_page_before_it_is_answered(way: Way) -> None:
    officer, office, page = way.officer, way.office, published(way)
    withdrawal = way.turn(office, "published", "withdrawn")
    reason = way.step(office, "withdraw", "withdrawn", reason="漏隐姓名")
    assert codes(office.push(withdrawal, reason)) == ["", ""]
    assert way.pair.court.http.get(page).status_code == 404
    officer.pull()
    assert officer.values("document", way.document_id)["status"] == "withdrawn"
    ledger = sorted(officer.of_type("document_step"), key=lambda item: item.change_number)
    assert [(item.values["action"], item.values["reason"]) for item in ledger] == [
        ("publish", None),
        ("withdraw", "漏隐姓名"),
    ]
    assert noted(way) == ["published", "withdrawn"]


def test_a_flag_made_offline_before_the_publication_counts_as_a_withdrawal(way: Way) -> None:
    """The national site has the document by then, and is told to take it down."""
    officer, court, page = way.officer, way.pair.court, published(way)
    flag = officer.create(
        "withholding",
        {
            "case_id": way.pair.case_id,
            "document_id": way.document_id,
            "ground_list": "2013",
            "ground": "2013-7",
            "reason": "不宜公开",
            "status": "flagged",
            "flagged_by": officer.user_id,
        },
    )
    assert officer.push_one(flag).code == ""
    assert court.http.get(page).status_code == 404
    assert noted(way) == ["published", "withdrawn"]
    opened = court.server.opened
    exported = export_package(opened.store, opened.court.court_id, opened.clock, Month.parse("2026-11"), io.BytesIO())
    assert (exported.documents, [line.document_id for line in exported.withdrawn]) == ((), [way.document_id])
    court.clock.forward(minutes=1)
    head = court.workstation("head")
    head.pull()
    assert head.push_one(head.update("withholding", flag.record_id, 1, status=("flagged", "refused"))).code == ""
    opened.projection.project_touched()
    assert court.http.get(page).status_code == 200
    assert noted(way) == ["published", "withdrawn", "published"]


def test_the_copy_and_its_ledger_reach_who_works_on_the_case_and_nobody_else(way: Way) -> None:
    officer, court = way.officer, way.pair.court
    court.server.admin.add_user("research", "简澄", "执行局", ["research"], PASSWORD)
    court.server.admin.add_user("auditor", "阮直", "执行局", ["auditor"], PASSWORD)
    officer.push(way.turn(officer, "effective", "masked"), way.copy(officer), way.step(officer, "mask", "masked"))
    seeing = {}
    for login in ("typist", "second", "judge", "head", "vice", "review", "admin", "research", "auditor"):
        workstation = court.workstation(login)
        workstation.pull()
        seeing[login] = (len(workstation.of_type("web_copy")), len(workstation.of_type("document_step")))
        assert (SECRET in repr(workstation.held)) is (seeing[login][0] > 0), login
    assert {login for login, count in seeing.items() if count == (1, 1)} == {
        "typist", "head", "vice", "review", "auditor",
    }  # fmt: skip
    assert {count for count in seeing.values() if count != (1, 1)} == {(0, 0)}


def test_a_page_ends_with_the_fortieth_copy_and_none_is_passed_over(way: Way) -> None:
    officer, court = way.officer, way.pair.court
    case_id = way.pair.case_id
    copy = {name: change.new for name, change in way.copy(officer).changes.items()}
    records: list[tuple[str, str, dict[str, Any]]] = []
    for number in range(100):
        known = {"case_id": case_id, "kind": "执行裁定书", "title": "裁定书", "status": "effective"}
        records += [
            ("document", f"d{number}", known),
            ("web_copy", f"d{number}", {**copy, "document_id": f"d{number}"}),
        ]
    court.server.opened.load_records(records)
    sizes, more = [], True
    officer.cursor = ""
    while more:
        page = officer.page()
        officer.cursor, more = page.cursor, page.more
        sizes.append(sum(item.record_type == "web_copy" for item in page.items))
        officer.held.update({(item.record_type, item.record_id): item for item in page.items})
    assert sizes == [40, 40, 20]
    assert len(officer.of_type("web_copy")) == 100


def test_the_copy_of_a_judgment_of_hundreds_of_pages_is_taken_and_given_out(way: Way) -> None:
    officer, page = way.officer, "经审理查明的事实，" * 100
    assert officer.push_one(way.copy(officer, content=content(*[page] * 350))).code == ""
    many = {"places": [[index, index + 3] for index in range(20_000)]}
    assert way.change_copy(officer, replacements=many).code == ""
    assert way.change_copy(officer, content=content(*[page] * 450)).code == "sync.value-too-long"
    records: list[tuple[str, str, dict[str, Any]]] = []
    known = {"case_id": way.pair.case_id, "kind": "执行裁定书", "title": "裁定书", "status": "effective"}
    copy = {name: change.new for name, change in way.copy(officer, content=content(*[page] * 350)).changes.items()}
    for number in range(30):
        records += [
            ("document", f"d{number}", known),
            ("web_copy", f"d{number}", {**copy, "document_id": f"d{number}"}),
        ]
    way.pair.court.server.opened.load_records(records)
    officer.cursor, sizes, more = "", [], True
    while more:
        reached = officer.page()
        officer.cursor, more = reached.cursor, reached.more
        sizes.append(len(msgspec.json.encode(reached)))
        officer.held.update({(item.record_type, item.record_id): item for item in reached.items})
    assert len(officer.of_type("web_copy")) == 31
    assert max(sizes) < 20 * 1024 * 1024, "a workstation takes an answer of 32 MiB"


def test_two_who_changed_the_copy_at_once_decide_about_the_whole(way: Way) -> None:
    officer, typist = way.officer, way.typist
    officer.push_one(way.copy(officer))
    typist.pull()
    held = dict(typist.values("web_copy", way.document_id))
    assert way.change_copy(officer, content=content("甲稿")).code == ""
    unit = {name: (held.get(name), held.get(name)) for name in ("profile", "source_sha256", "replacements", "answers")}
    late = typist.update("web_copy", way.document_id, 1, content=(held["content"], content("乙稿")), **unit)
    result = typist.push_one(late)
    assert result.status == "conflict"
    officer.pull()
    assert officer.values("web_copy", way.document_id)["content"] == content("甲稿")
    # Nobody outside the case hears of it.
    second = way.pair.court.workstation("second")
    second.pull()
    assert second.of_type("conflict") == []


def test_two_who_masked_the_same_document_without_a_network_decide_between_their_copies(way: Way) -> None:
    officer, typist = way.officer, way.typist
    assert officer.push_one(way.copy(officer, content=content("甲稿"))).code == ""
    late = way.copy(typist, content=content("乙稿"))
    made = {name: change.new for name, change in late.changes.items()}
    joint = RECORD_TYPES["web_copy"].joint[0]
    edit = {name: (made.get(name), made.get(name)) for name in joint} | {
        "content": (content("乙稿"), content("乙稿二"))
    }
    results = typist.push(late, typist.update("web_copy", way.document_id, 0, **edit))
    assert [result.status for result in results] == ["conflict", "conflict"]
    officer.pull()
    assert officer.values("web_copy", way.document_id)["content"] == content("甲稿")
    (waiting,) = officer.of_type("conflict")
    assert waiting.values["mine"]["content"] == content("乙稿二"), "a person decides once, about the last word"
    assert waiting.values["theirs"]["content"] == content("甲稿")


def test_a_case_given_away_takes_its_copy_along(way: Way) -> None:
    officer, court = way.officer, way.pair.court
    officer.push_one(way.copy(officer))
    second = court.workstation("second")
    officer.pull()
    head = court.workstation("head")
    head.pull()
    version = head.held[("case", way.pair.case_id)].version
    moved = head.update("case", way.pair.case_id, version, judge_id=(officer.user_id, second.user_id))
    assert head.push_one(moved).code == ""
    officer.pull()
    second.pull()
    assert officer.of_type("web_copy") == []
    assert [item.record_id for item in second.of_type("web_copy")] == [way.document_id]


def test_masking_rules_are_the_courts_and_are_ended_never_rewritten(sqlite_court: WireCourt) -> None:
    officer, judge, admin = (sqlite_court.workstation(login) for login in ("officer", "judge", "admin"))
    known = {"action": "keep", "words": "黎明", "made_by": officer.user_id, "made_on": "2026-11-20"}
    rule = officer.create("masking_rule", known)
    assert officer.push_one(rule).code == ""
    judge.pull()
    assert [item.values["words"] for item in judge.of_type("masking_rule")] == ["黎明"]
    for name, old, new in (("words", "黎明", "高峰"), ("action", "keep", "mask"), ("made_by", officer.user_id, None)):
        assert judge.push_one(judge.update("masking_rule", rule.record_id, 1, **{name: (old, new)})).code == (
            "masking-rule.fixed"
        )
    ended = judge.update("masking_rule", rule.record_id, 1, revoked_on=(None, "2026-11-20"), note=(None, "误记"))
    assert judge.push_one(ended).code == ""
    for words in (None, "", "黎", " 黎明", "黎\n明", "长" * 101):
        made = officer.create("masking_rule", {**known, "words": words})
        expected = "masking-rule.words-short" if words else "sync.required-missing"
        assert officer.push_one(made).code == expected, words
    assert officer.push_one(officer.create("masking_rule", {**known, "made_on": "2026-11-21"})).code == "date.future"
    other = officer.create("masking_rule", {**known, "made_by": judge.user_id})
    assert officer.push_one(other).code == "sync.value-wrong"
    assert (
        admin.push_one(admin.create("masking_rule", {**known, "made_by": admin.user_id})).code == "sync.not-permitted"
    )
