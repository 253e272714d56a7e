"""What is being typed about a document (ground, reason, opinion, why it goes back) is lost by no lock, kill or refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.presenter import reasons_key
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.widgets.typed_texts import TypedTexts
from clerk_app.use_cases.web_copy_views import StepRow
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import ReviewDesk
from tests.gui.sitting import CTRL, Key, Sitting
from tests.gui.test_documents_page import NOW, Registry, a_document, a_flag
from tests.gui.test_web_copy_in_window import register
from tests.support.at_rest import PATIENCE_MS

Open = Callable[[], DocumentsPage]
FLAGGED, WITH_REVIEWERS = "document-202", "document-203"


@pytest.fixture
def registry() -> Registry:
    flagged = a_document("202", withholding=a_flag(FLAGGED))
    return Registry([a_document("201"), flagged, a_document("203", status="submitted", status_label="已报送")])


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk()


@pytest.fixture
def open_page(qtbot: QtBot, registry: Registry, desk: ReviewDesk) -> Iterator[Open]:
    def opened() -> DocumentsPage:
        roles = ("judge", "trial-management")
        page = DocumentsPage(registry, desk, ImmediateJobs(), lambda: NOW, roles)
        qtbot.addWidget(page)
        page.resize(1236, 860)
        page.show()
        page.activateWindow()
        page.opened()
        return page

    yield opened


def click(qtbot: QtBot, page: DocumentsPage, name: str) -> None:
    def found() -> list[QPushButton]:
        return [
            button for button in page.detail.findChildren(QPushButton)
            if button.accessibleName() == name and button.isVisible()
        ]  # fmt: skip

    qtbot.waitUntil(lambda: len(found()) == 1)  # Qt shows what is laid out into a visible page a moment later
    found()[0].click()


def write_all_three(page: DocumentsPage) -> None:
    page.detail.ground.setCurrentIndex(page.detail.ground.findData("2013-5"))
    page.detail.reason.setPlainText("写到一半的理由")
    page.show_item(FLAGGED)
    page.detail.opinion.setPlainText("写到一半的意见")
    page.show_item(WITH_REVIEWERS)
    page.detail.way.reason.setPlainText("写到一半的退回理由")


def read_all_three(page: DocumentsPage) -> list[str]:
    page.show_item("document-201")
    read = [str(page.detail.ground.currentData()), page.detail.reason.toPlainText()]
    page.show_item(FLAGGED)
    read.append(page.detail.opinion.toPlainText())
    page.show_item(WITH_REVIEWERS)
    return [*read, page.detail.way.reason.toPlainText()]


TYPED = ["2013-5", "写到一半的理由", "写到一半的意见", "写到一半的退回理由"]


def test_who_looks_at_other_documents_meanwhile_finds_it_again(open_page: Open) -> None:
    page = open_page()
    write_all_three(page)
    assert read_all_three(page) == TYPED


def test_a_lock_keeps_it(open_page: Open) -> None:
    page = open_page()
    write_all_three(page)
    page.leave()
    assert read_all_three(open_page()) == TYPED


def test_a_kill_loses_only_the_last_moment(open_page: Open, registry: Registry, qtbot: QtBot) -> None:
    open_page().detail.reason.setPlainText("写到一半的理由")
    qtbot.waitUntil(lambda: "写到一半的理由" in registry.drafts.get(reasons_key("document-201"), ""), timeout=800)


def test_what_the_sync_changes_leaves_it_in_place(open_page: Open, registry: Registry, desk: ReviewDesk) -> None:
    page = open_page()
    write_all_three(page)
    desk.steps = [StepRow("submit", "报送", "已报送", "", "2026-11", "梁晓岚", date(2026, 11, 20))]
    page.refresh(None)
    assert page.detail.way.reason.toPlainText() == "写到一半的退回理由"
    page.show_item(FLAGGED)
    registry.rows[1] = replace(registry.rows[1], judge="何志刚")
    page.refresh(None)
    assert page.detail.opinion.toPlainText() == "写到一半的意见"


def test_saved_it_is_a_draft_no_more(open_page: Open, registry: Registry, qtbot: QtBot) -> None:
    page = open_page()
    write_all_three(page)
    page.leave()
    click(qtbot, page, "退回")
    assert registry.drafts.keys() == {reasons_key("document-201"), reasons_key(FLAGGED)}
    page.show_item(FLAGGED)
    click(qtbot, page, "批准")
    page.show_item("document-201")
    page.detail.flag()
    assert not any(registry.drafts.values())
    assert read_all_three(page) == ["", "", "", ""]


def test_refused_it_stays_and_the_keyboard_is_where_something_is_missing(
    open_page: Open, registry: Registry, desk: ReviewDesk, qtbot: QtBot
) -> None:
    page = open_page()
    registry.refusal = CourtError("withholding.reason-missing")
    click(qtbot, page, "标为不上网公开")
    qtbot.waitUntil(page.detail.reason.hasFocus)
    page.show_item(FLAGGED)
    click(qtbot, page, "不批准")
    qtbot.waitUntil(page.detail.opinion.hasFocus)
    page.show_item(WITH_REVIEWERS)
    desk.refusal = CourtError("document-step.reason-missing", action="退回")
    click(qtbot, page, "退回")
    qtbot.waitUntil(page.detail.way.reason.hasFocus)


def test_a_date_being_changed_is_kept_like_a_reason_and_ends_with_its_save(
    open_page: Open, registry: Registry, qtbot: QtBot
) -> None:
    page = open_page()
    page.show_item(FLAGGED)
    page.detail.dates.restore({"served_on": "2026-11-1"})
    page.show_item("document-201")
    assert page.detail.dates.typed()["served_on"] == ""
    page.leave()
    page = open_page()
    page.show_item(FLAGGED)
    assert page.detail.dates.typed()["served_on"] == "2026-11-1"
    page.detail.opinion.setPlainText("同意")
    click(qtbot, page, "批准")
    assert page.detail.dates.typed()["served_on"] == "2026-11-1", "the approval saves no date"
    page.detail.dates.restore({"served_on": "2026-11-17"})
    page.detail.save_dates()
    registry.rows[1] = replace(registry.rows[1], served_on=date(2026, 11, 17))
    page.refresh(None)
    page.leave()
    assert page.detail.typed() == {}
    assert reasons_key(FLAGGED) not in registry.drafts


@pytest.fixture
def court_with_document(court: Court) -> Court:
    register(court)
    return court


def test_in_the_window_an_idle_lock_keeps_the_reason(court_with_document: Court, at: Sitting) -> None:
    at.press(Key.Key_4, CTRL)
    page = at.pages.documents
    at.qtbot.waitUntil(lambda: page.presenter.chosen is not None, timeout=PATIENCE_MS)
    at.settle()
    page.detail.reason.setPlainText("写到一半的理由")
    at.window.idle.idle.emit()
    at.settle()
    at.unlock()
    at.press(Key.Key_4, CTRL)
    page = at.pages.documents
    at.qtbot.waitUntil(lambda: page.detail.reason.toPlainText() == "写到一半的理由", timeout=PATIENCE_MS)


def test_what_is_typed_is_not_asked_of_a_page_that_is_gone(open_page: Open) -> None:
    page = open_page()
    texts = page.findChild(TypedTexts)
    assert texts is not None
    assert texts.parent() is page  # so that its beat ends with the fields that it asks
