"""The release of the 25th ([2013] 生效裁判文书网上公布工作程序, 法释〔2016〕19号 art. 6): documents and notices."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from central_server.services.publishing.release_calendar import Month
from central_server.storage.internal import RECORD_TABLES
from central_server.storage.published import published_document, withheld_notice
from central_server.storage.published_engine import reading
from court_core.errors import CourtError
from tests.support.court_world import CourtWorld

NUMBER = "（2026）粤0103民初55号"
NOVEMBER = Month.parse("2026-11")


@pytest.fixture
def case_id(any_world: CourtWorld) -> str:
    any_world.clock.set(date(2026, 11, 25), 10)
    return any_world.case(NUMBER)


def published(world: CourtWorld) -> list[str]:
    with reading(world.published) as connection:
        return list(connection.execute(select(published_document.c.document_id)).scalars())


def notices(world: CourtWorld) -> list[tuple[str, str | None, str]]:
    columns = (withheld_notice.c.number_text, withheld_notice.c.decided_on, withheld_notice.c.reason)
    with reading(world.published) as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(select(*columns))]


def status(world: CourtWorld, document_id: str) -> str:
    table = RECORD_TABLES["document"]
    with world.store.read() as connection:
        return str(connection.execute(select(table.c.status).where(table.c.id == document_id)).scalar_one())


def test_what_passed_review_is_published_and_what_did_not_is_not(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    passed = world.document(case_id, status="passed", title="陈申请与林被执买卖合同纠纷判决书")
    world.document(case_id, status="submitted")
    world.document(case_id, status="confirmed")

    outcome = world.releases.release_documents(NOVEMBER)
    again = world.releases.release_documents(NOVEMBER)

    assert (outcome.published, outcome.withheld, outcome.early) == (1, 0, False)
    assert (again.published, again.withheld) == (0, 0)
    assert published(world) == [passed]
    assert status(world, passed) == "published"
    page = world.visitor().get(f"/documents/{passed}")
    assert "陈申请" not in page
    assert "广州市荔湾区人民法院执行裁定书" in page
    assert "终结本次执行程序。" in page


@pytest.mark.parametrize(
    ("ground", "notice"),
    [
        ("2013-1", None),  # may be a state secret until the judge says which of the three it is
        ("2013-1:state-secret", None),
        ("national-1", None),
        ("2013-1:privacy", "涉及个人隐私"),
        ("2013-2", "涉及未成年人犯罪"),
        ("2013-3", "涉及离婚诉讼"),
        ("no-such-ground", None),
    ],
)
def test_a_withheld_document_publishes_number_court_date_and_reason_unless_that_reveals_a_secret(
    world: CourtWorld, ground: str, notice: str | None
) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    document_id = world.document(case_id, status="withheld", title="机密标题")
    world.withholding(case_id, document_id, ground=ground, ground_list="2013", reason="法官写的理由")

    outcome = world.releases.release_documents(NOVEMBER)

    expected = [] if notice is None else [(NUMBER, "2026-11-02", notice)]
    assert notices(world) == expected
    assert outcome.withheld == len(expected)
    page = world.visitor().get("/documents")
    assert "机密标题" not in page
    assert "法官写的理由" not in page


@pytest.mark.parametrize("state", ["flagged", "head-approved", "refused", "revoked"])
def test_a_withholding_that_is_not_in_force_gives_no_notice(world: CourtWorld, state: str) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    world.withholding(case_id, world.document(case_id, status="withheld"), status=state)

    assert world.releases.release_documents(NOVEMBER).withheld == 0
    assert notices(world) == []


def test_a_flag_that_waits_for_approval_keeps_a_document_back(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    document_id = world.document(case_id, status="passed")
    world.withholding(case_id, document_id, ground="2013-5", status="flagged")

    outcome = world.releases.release_documents(NOVEMBER)

    assert outcome.published == 0
    assert [(item.document_id, item.reason) for item in outcome.skipped] == [(document_id, "withholding-open")]
    assert published(world) == []


def test_a_revoked_withholding_takes_its_notice_back_at_once(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    document_id = world.document(case_id, status="withheld")
    withholding_id = world.withholding(case_id, document_id)
    world.releases.release_documents(NOVEMBER)
    assert len(notices(world)) == 1

    world.save("withholding", {"status": "revoked"}, withholding_id)
    world.projection.project_touched()

    assert notices(world) == []


@pytest.mark.parametrize("how", ["withdrawn", "flagged"])
def test_a_published_document_found_wrong_disappears_at_once(any_world: CourtWorld, case_id: str, how: str) -> None:
    """法释〔2016〕19号 art. 16."""
    world = any_world
    document_id = world.document(case_id, status="passed")
    world.releases.release_documents(NOVEMBER)
    assert published(world) == [document_id]

    if how == "withdrawn":
        world.save("document", {"status": "withdrawn"}, document_id)
    else:
        world.withholding(case_id, document_id, status="flagged", ground="2013-7")
    world.projection.project_touched()

    assert published(world) == []
    assert world.visitor().client.get(f"/documents/{document_id}").status_code == 404


def test_documents_take_part_by_the_month_in_which_they_took_effect(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 30), 10)
    case_id = world.case(NUMBER)
    world.document(case_id, status="passed", effective_on="2026-11-30")
    world.document(case_id, status="passed", effective_on=None)

    october = world.releases.release_documents(Month.parse("2026-10"))
    november = world.releases.release_documents(NOVEMBER)

    assert (october.published, november.published) == (0, 1)
    assert [item.reason for item in november.skipped] == ["not-effective"]


@pytest.mark.parametrize("rule", ["batch", "seven-days"])
def test_what_takes_effect_tomorrow_is_not_published_today(world: CourtWorld, rule: str) -> None:
    """The clock of a workstation may be a day ahead of the court's."""
    world.save("court", {"settings": {"calendar": {"publication_rule": rule}}}, world.court_id)
    world.clock.set(date(2026, 11, 25), 10)
    document_id = world.document(world.case(NUMBER), status="passed", effective_on="2026-11-26")
    assert world.releases.release_documents(NOVEMBER).published == 0
    assert published(world) == []
    world.clock.set(date(2026, 11, 26), 10)
    assert world.releases.release_documents(NOVEMBER).published == 1
    assert published(world) == [document_id]


def test_a_notice_without_a_date_of_judgment_is_named_as_left_back(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    document_id = world.document(case_id, status="withheld", decided_on=None)
    world.withholding(case_id, document_id)

    outcome = world.releases.release_documents(NOVEMBER)

    assert [(item.document_id, item.number_text, item.reason) for item in outcome.skipped] == [
        (document_id, NUMBER, "no-decision-date")
    ]


@pytest.mark.parametrize(
    ("today", "month", "asked"),
    [
        (date(2026, 11, 24), "2026-10", True),
        (date(2026, 11, 25), "2026-11", True),
        (date(2026, 9, 27), "2026-08", True),  # 09-25 is a holiday: published on 09-28
        (date(2026, 9, 28), "2026-09", True),
    ],
)
def test_the_calendar_asks_for_the_25th(world: CourtWorld, today: date, month: str, asked: bool) -> None:
    world.clock.set(today, 9)

    first, second = world.releases.release_due(), world.releases.release_due()

    assert (first.documents is not None) is asked
    assert first.documents is not None
    assert first.documents.month == month
    assert second.documents is None


def test_under_the_rule_of_seven_days_documents_go_out_as_they_pass(world: CourtWorld) -> None:
    world.save("court", {"settings": {"calendar": {"publication_rule": "seven-days"}}}, world.court_id)
    case_id = world.case(NUMBER)
    world.clock.set(date(2026, 11, 12), 9)
    world.document(case_id, status="passed", effective_on="2026-11-10")

    assert [due.documents.published for due in [world.releases.release_due()] if due.documents] == [1]


@pytest.mark.parametrize("text", ["2026-13", "2026", "november", "", "2026-1"])
def test_a_month_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(CourtError) as refused:
        Month.parse(text)
    assert refused.value.code == "release.month-unreadable"


def test_a_month_that_has_not_begun_is_refused(world: CourtWorld) -> None:
    with pytest.raises(CourtError) as refused:
        world.releases.release_documents(Month.parse("2026-12"))
    assert refused.value.code == "release.month-ahead"
