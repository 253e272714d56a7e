"""通过, 退回, 批准 and 不批准 by keys of their own: none does what the other was meant to do. All people are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.widgets.question import Question
from clerk_app.use_cases.desk import Saved
from court_core.errors import CourtError
from tests.gui.court_week import ImmediateJobs
from tests.gui.review_desk import ReviewDesk
from tests.gui.sitting import CTRL, Key
from tests.gui.test_documents_page import NOW, Registry, a_document, a_flag

Open = Callable[[Registry], DocumentsPage]
NO_ROLE_HELPS = ("judge", "trial-management")


class Reviewers(ReviewDesk):
    """审管办's desk beside a list: what is passed or returned changes there."""

    def __init__(self) -> None:
        super().__init__()
        self.registry = Registry([])

    def pass_document(self, document_id: str) -> Saved:
        self._move(document_id, "passed")
        return super().pass_document(document_id)

    def return_document(self, document_id: str, reason: str) -> Saved:
        if not reason:
            raise CourtError("document-step.reason-missing", action="退回")
        self._move(document_id, "returned")
        return super().return_document(document_id, reason)

    def _move(self, document_id: str, status: str) -> None:
        self.registry.rows[:] = [
            replace(row, status=status) if row.id == document_id else row for row in self.registry.rows
        ]


@pytest.fixture
def desk() -> Reviewers:
    return Reviewers()


@pytest.fixture
def open_page(qtbot: QtBot, desk: Reviewers) -> Iterator[Open]:
    def opened(registry: Registry) -> DocumentsPage:
        desk.registry = registry
        page = DocumentsPage(registry, desk, ImmediateJobs(), lambda: NOW, NO_ROLE_HELPS)
        qtbot.addWidget(page)
        page.resize(1236, 860)
        page.show()
        page.activateWindow()
        page.opened()
        qtbot.waitUntil(page.table.hasFocus)
        return page

    yield opened


def submitted(*numbers: str) -> Registry:
    return Registry([a_document(number, status="submitted", status_label="已报送") for number in numbers])


def flagged() -> Registry:
    return Registry([a_document("202", withholding=a_flag("document-202"))])


def press(qtbot: QtBot, key: Key, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(cast("QWidget", QApplication.focusWidget()), key, CTRL)


def refusals(page: DocumentsPage) -> list[str]:
    said: list[str] = []
    page.refused.connect(lambda refusal: said.append(refusal.code))
    return said


@pytest.mark.parametrize(
    ("registry", "named"),
    [(submitted("201"), ["退回  Ctrl+R", "通过  Ctrl+Enter"]), (flagged(), ["不批准  Ctrl+R", "批准  Ctrl+Enter"])],
)
def test_each_button_says_its_key(qtbot: QtBot, open_page: Open, registry: Registry, named: list[str]) -> None:
    page = open_page(registry)

    def shown() -> list[str]:
        return [button.text().strip() for button in page.detail.findChildren(QPushButton) if button.isVisible()]

    qtbot.waitUntil(lambda: [text for text in shown() if "Ctrl" in text] == named)


def test_a_batch_is_reviewed_by_keys_alone(qtbot: QtBot, open_page: Open, desk: Reviewers) -> None:
    page = open_page(submitted("201", "203", "204"))
    page.presenter.choose_tab("submitted")
    press(qtbot, Key.Key_Return)
    qtbot.wait(650)
    press(qtbot, Key.Key_R)
    qtbot.waitUntil(page.detail.way.reason.hasFocus)
    page.detail.way.reason.setPlainText("标题里的当事人没有隐去")
    press(qtbot, Key.Key_R)
    qtbot.wait(650)
    press(qtbot, Key.Key_Return)
    assert desk.calls == [
        ("pass", "document-201"), ("return", "document-203", "标题里的当事人没有隐去"), ("pass", "document-204"),
    ]  # fmt: skip


def test_what_was_meant_to_be_returned_is_not_passed(qtbot: QtBot, open_page: Open, desk: Reviewers) -> None:
    page = open_page(submitted("201"))
    said = refusals(page)
    page.detail.way.reason.setPlainText("标题里的当事人没有隐去")
    press(qtbot, Key.Key_Return)
    page.detail.way.reason.clear()
    page.detail.reason.setPlainText("当事人的病历写得很细")  # it is to be withheld
    press(qtbot, Key.Key_Return)
    assert said == ["document-step.reason-typed"] * 2
    assert desk.calls == []


def test_a_second_press_at_once_is_not_for_the_next_document(qtbot: QtBot, open_page: Open, desk: Reviewers) -> None:
    page = open_page(submitted("201", "203"))
    page.presenter.choose_tab("submitted")
    press(qtbot, Key.Key_Return, times=2)
    assert desk.calls == [("pass", "document-201")]
    assert page.presenter.chosen is not None


def test_the_next_one_moves_up_where_the_decided_one_stood(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(submitted("201", "203", "204"))
    page.presenter.choose_tab("submitted")
    page.show_item("document-203")
    press(qtbot, Key.Key_Return)
    assert page.table.current_id() == "document-204"


def test_an_opinion_is_asked_about_before_it_approves(qtbot: QtBot, open_page: Open) -> None:
    registry = flagged()
    page = open_page(registry)
    page.detail.opinion.setPlainText("理由不足")
    press(qtbot, Key.Key_Return)
    (question,) = page.detail.findChildren(Question)
    question.no.click()
    assert registry.calls == []
    press(qtbot, Key.Key_R)
    assert registry.calls == [("refuse", "flag-document-202", "理由不足")]


def test_without_an_opinion_it_approves_at_once(qtbot: QtBot, open_page: Open) -> None:
    registry = flagged()
    open_page(registry)
    press(qtbot, Key.Key_Return)
    assert registry.calls == [("approve", "flag-document-202", "")]
