"""上网公开 beside a document: the stations of its way, what comes next, and what 审管办 decides. All people are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.batch import BatchDialog
from clerk_app.ui.documents.model import document_line
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.documents.way import last_words, way_steps
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import Tone
from clerk_app.use_cases.web_copy_views import StepRow
from court_core.errors import CourtError
from court_core.rules.document_steps import STATUS_LABELS, DocumentStatus
from court_core.rules.working_days import CalendarDate
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import ReviewDesk
from tests.gui.test_documents_page import NOW, Registry, a_document, a_flag

MakePage = Callable[..., DocumentsPage]


def a_step(action: str, day: int, reason: str = "") -> StepRow:
    labels = {"mask": "隐名", "confirm": "确认", "submit": "报送", "return": "退回", "withdraw": "撤回"}
    return StepRow(action, labels[action], "", reason, "", "苏望澜", date(2026, 11, day))


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk()


@pytest.fixture
def open_page(qtbot: QtBot, desk: ReviewDesk) -> MakePage:
    def make(status: DocumentStatus, *roles: str) -> DocumentsPage:
        row = a_document("201", status=status, status_label=STATUS_LABELS[status])
        page = DocumentsPage(Registry([row]), desk, ImmediateJobs(), lambda: NOW, roles or ("judge",))
        qtbot.addWidget(page)
        page.resize(1236, 870)
        page.show()
        qtbot.waitExposed(page)
        page.opened()
        qtbot.wait(30)  # Qt shows what is laid out into a visible page a moment later
        return page

    return make


def buttons(page: DocumentsPage) -> list[str]:
    return [item.accessibleName() for item in page.detail.way.findChildren(QPushButton) if item.isVisible()]


def click(qtbot: QtBot, page: DocumentsPage, name: str) -> None:
    found = [item for item in page.detail.way.findChildren(QPushButton) if item.isVisible()]
    qtbot.mouseClick(next(item for item in found if item.accessibleName() == name), Qt.MouseButton.LeftButton)


def told(page: DocumentsPage) -> list[str]:
    said: list[str] = []
    page.confirmed.connect(said.append)
    page.refused.connect(lambda refusal: said.append(refusal.code))
    return said


@pytest.mark.parametrize(
    ("status", "roles", "expected"),
    [
        ("registered", ("judge",), []),
        ("effective", ("judge",), ["隐名"]),
        ("effective", ("trial-management",), []),
        ("masked", ("typist",), ["核对公开稿"]),
        ("confirmed", ("judge",), ["查看公开稿"]),
        ("submitted", ("judge",), ["查看公开稿"]),
        ("submitted", ("trial-management",), ["查看公开稿", "退回", "通过"]),
        ("passed", ("trial-management",), ["查看公开稿", "退回"]),
        ("returned", ("judge",), ["核对公开稿"]),
        ("published", ("trial-management",), ["查看公开稿", "撤回"]),
        ("withdrawn", ("judge",), ["核对公开稿"]),
        ("withheld", ("judge",), []),
    ],
)
def test_what_can_be_done_follows_state_and_role(
    open_page: MakePage, status: DocumentStatus, roles: tuple[str, ...], expected: list[str]
) -> None:
    assert buttons(open_page(status, *roles)) == expected


@pytest.mark.parametrize(
    ("status", "roles", "expected"),
    [
        ("submitted", ("judge",), "已报送，等审管办审核。"),
        ("submitted", ("trial-management",), "请先看公开稿，再通过；有问题的，写明理由退回。"),
        ("withdrawn", ("judge",), "已从公众网站撤回，改好后重新确认、报送。"),
    ],
)
def test_it_says_whose_turn_it_is(
    open_page: MakePage, status: DocumentStatus, roles: tuple[str, ...], expected: str
) -> None:
    page = open_page(status, *roles)
    assert expected in [label.text() for label in page.detail.way.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("status", "goes_on", "expected"),
    [
        ("passed", CalendarDate(date(2026, 12, 25)), "审核通过，2026-12-25 公开。"),
        ("passed", CalendarDate(date(2027, 1, 25), confirmed=False), "审核通过，2027-01-25（未确认） 公开。"),
        ("passed", None, "审核通过，同步后即公开。"),
        ("confirmed", CalendarDate(date(2026, 12, 21)), "已确认，2026-12-21 随批次报送；改动后须重新确认。"),
    ],
)
def test_it_says_the_day_of_this_courts_calendar(
    qtbot: QtBot, open_page: MakePage, status: DocumentStatus, goes_on: CalendarDate | None, expected: str
) -> None:
    page = open_page(status)
    row = replace(page.presenter.rows[0], goes_on=goes_on)
    page.detail.way.show_way(row, (), ())
    assert expected in [label.text() for label in page.detail.way.findChildren(QLabel)]


def test_whoever_passes_is_told_the_same_day(open_page: MakePage) -> None:
    page = open_page("submitted", "trial-management")
    said = told(page)
    page.presenter.rows = (replace(page.presenter.rows[0], goes_on=CalendarDate(date(2026, 12, 25))),)
    page.presenter.take_step("pass", "")
    assert said == ["审核通过，2026-12-25 公开。"]


def test_the_reason_is_asked_for_by_its_name(open_page: MakePage) -> None:
    names = [
        open_page(status, "trial-management").detail.way.reason.accessibleName()
        for status in ("submitted", "published")
    ]
    assert names == ["退回的理由", "撤回的理由"]


def test_while_withholding_is_decided_that_comes_first(qtbot: QtBot) -> None:
    flagged = a_document("202", withholding=a_flag("document-202"))
    page = DocumentsPage(Registry([flagged]), ReviewDesk(), ImmediateJobs(), lambda: NOW, ("judge",))
    qtbot.addWidget(page)
    page.resize(1236, 870)
    page.show()
    page.opened()
    qtbot.waitUntil(page.detail.opinion.isVisible)
    assert page.detail.opinion.y() < page.detail.way.y()
    said = [label.text() for label in page.detail.way.findChildren(QLabel) if label.isVisible()]
    assert "正在审批不上网公开，批准后不再隐名、报送。" in said


@pytest.mark.parametrize(
    ("status", "tone"), [("withdrawn", Tone.RED), ("passed", Tone.GREEN), ("submitted", Tone.NEUTRAL)]
)
def test_a_state_has_one_colour_in_list_and_detail(open_page: MakePage, status: DocumentStatus, tone: Tone) -> None:
    page = open_page(status)
    row = page.presenter.rows[0]
    shown = [label.property("tone") for label in page.detail.findChildren(QLabel) if label.text() == row.status_label]
    assert shown == [tone.value]
    assert document_line(row, NOW.date())[4].tone is tone


def test_the_stations_have_their_dates() -> None:
    row = a_document("201", status="submitted")
    steps = way_steps(row, [a_step("mask", 17), a_step("confirm", 18), a_step("submit", 20)])
    assert [f"{step.name} {step.when} {step.state}".strip() for step in steps] == [
        "生效 11-16 done", "隐名 11-17 done", "确认 11-18 done", "报送 11-20 done", "审核  now", "公开 11-25 前 ahead",
    ]  # fmt: skip


def test_a_returned_document_says_why_and_who(open_page: MakePage, desk: ReviewDesk) -> None:
    desk.steps = [a_step("mask", 17), a_step("return", 21, "标题里的当事人没有隐去")]
    page = open_page("returned")
    said = [label.text() for label in page.detail.way.findChildren(QLabel) if label.isVisible()]
    assert "退回理由：标题里的当事人没有隐去（苏望澜，2026-11-21）" in said
    assert last_words(replace(a_document("201"), status="masked"), desk.steps) == ""


def test_masking_opens_the_copy_and_escape_leads_back(qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
    page = open_page("effective")
    click(qtbot, page, "隐名")
    assert desk.calls == [("mask", "document-201", "")]
    in_front = [page.reviewing]
    page.activateWindow()
    qtbot.waitUntil(page.review.sides.original.hasFocus)
    qtbot.keyClick(page.review.sides.original, Qt.Key.Key_Escape)
    in_front.append(page.reviewing)
    assert in_front == [True, False]
    assert page.table.hasFocus()


@pytest.mark.parametrize(("status", "opens"), [("effective", True), ("submitted", True), ("registered", False)])
def test_enter_in_the_list_goes_on_with_the_document(
    qtbot: QtBot, open_page: MakePage, status: DocumentStatus, opens: bool
) -> None:
    page = open_page(status)
    page.activateWindow()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.reviewing is opens


def test_enter_masks_nothing_while_withholding_is_decided(qtbot: QtBot, desk: ReviewDesk) -> None:
    flagged = a_document("202", withholding=a_flag("document-202"))
    page = DocumentsPage(Registry([flagged]), desk, ImmediateJobs(), lambda: NOW, ("judge",))
    qtbot.addWidget(page)
    page.show()
    page.opened()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.calls == []


def test_the_trial_management_returns_with_a_reason(qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
    page = open_page("submitted", "trial-management")
    said = told(page)
    page.detail.way.reason.setPlainText(" 标题里的当事人没有隐去 ")
    click(qtbot, page, "退回")
    assert desk.calls == [("return", "document-201", "标题里的当事人没有隐去")]
    assert said == ["已退回承办人。"]


def test_a_refused_return_keeps_the_reason(qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
    page = open_page("submitted", "trial-management")
    said = told(page)
    page.detail.way.reason.setPlainText("写到一半")
    desk.refusal = CourtError("document-step.reason-missing", action="退回")
    click(qtbot, page, "退回")
    page.refresh(None)
    assert said == ["document-step.reason-missing"]
    assert page.detail.way.reason.toPlainText() == "写到一半"


def test_passing_and_withdrawing(qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
    click(qtbot, open_page("submitted", "trial-management"), "通过")
    page = open_page("published", "trial-management")
    page.detail.way.reason.setPlainText("漏了一处住址")
    click(qtbot, page, "撤回")
    assert desk.calls == [("pass", "document-201"), ("withdraw", "document-201", "漏了一处住址")]


class TestTheBatch:
    def test_it_accounts_for_every_document_and_names_the_judge_of_each_missing_one(
        self, qtbot: QtBot, open_page: MakePage, desk: ReviewDesk
    ) -> None:
        page = open_page("confirmed")
        page.submit()
        dialog = page.findChildren(BatchDialog)[-1]
        qtbot.waitExposed(dialog)
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert "2026 年 11 月批次：生效 2 件 ＝ 已报送 0 ＋ 不上网公开 0 ＋ 尚缺 2" in said
        judges = [dialog.model.index(row, 2).data() for row in range(dialog.model.rowCount())]
        assert judges == ["梁晓岚", "何志刚"]
        assert desk.calls == []

    def test_submitting_says_how_many_went(self, qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
        page = open_page("confirmed")
        changes: list[object] = []
        page.changed_records.connect(changes.append)
        page.submit()
        dialog = page.findChildren(BatchDialog)[-1]
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert desk.calls == [("submit", "2026-11")]
        assert dialog.messages.text == "本次报送 1 件。"
        assert dialog.model.rowCount() == 1
        assert changes == [None]

    def test_enter_leads_to_a_missing_document(self, qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
        page = open_page("confirmed")
        page.search.setText("999")
        page.submit()
        dialog = page.findChildren(BatchDialog)[-1]
        dialog.activateWindow()
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), RecordTable))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert not dialog.isVisible()
        assert page.presenter.chosen is not None
        assert page.presenter.chosen.id == "document-201"
        assert desk.calls == []

    def test_what_asks_for_something_comes_first_and_an_empty_list_says_of_what(
        self, qtbot: QtBot, open_page: MakePage, desk: ReviewDesk
    ) -> None:
        desk.report = replace(desk.report, month="2026-12", missing=(), overdue=desk.report.missing)
        page = open_page("confirmed")
        page.submit()
        dialog = page.findChildren(BatchDialog)[-1]
        qtbot.waitExposed(dialog)
        assert dialog.model.rowCount() == 2
        dialog._choose_list("missing")
        said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert "这个批次没有尚缺的文书" in said
        assert "2026 年 12 月批次：生效 0 件 ＝ 已报送 0 ＋ 不上网公开 0 ＋ 尚缺 0" in said

    def test_a_month_that_is_none_is_told(self, qtbot: QtBot, open_page: MakePage, desk: ReviewDesk) -> None:
        page = open_page("confirmed")
        page.submit()
        dialog = page.findChildren(BatchDialog)[-1]
        qtbot.waitExposed(dialog)
        desk.refusal = CourtError("release.month-unreadable", text="十一月")
        dialog.submit()
        assert dialog.messages.code == "release.month-unreadable"

    def test_who_sends_no_batches_is_not_asked_to(self, open_page: MakePage) -> None:
        page = open_page("confirmed", "trial-management")
        assert not [
            item for item in page.findChildren(QPushButton) if item.accessibleName() == "报送本月" and item.isVisible()
        ]
