"""案件 › 文书 and 案件 › 执行日志: what is missing there is one button away. All people are invented."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from clerk_app.ui.documents.register_dialog import RegisterDialog
from clerk_app.ui.widgets.question import Question
from tests.gui.court_office import Court
from tests.gui.sitting import CTRL, Key, Sitting


def open_tab(at: Sitting, court: Court, tab: int, case: int = 0) -> str:
    at.press(Key.Key_2, CTRL)
    at.settle()
    at.pages.cases.table.choose(court.case_ids[case])
    at.settle()
    at.pages.cases.case.tabs.setCurrentIndex(tab)
    detail = at.pages.cases.case.detail
    assert detail is not None
    return detail.row.number


def click(at: Sitting, page: QWidget, name: str) -> None:
    (button,) = [
        found for found in page.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible()
    ]
    button.click()
    at.settle()


def dialogs(at: Sitting) -> list[RegisterDialog]:
    return [found for found in at.pages.documents.findChildren(RegisterDialog) if found.isVisible()]


def test_a_document_is_registered_for_the_case_in_front(at: Sitting, court: Court) -> None:
    number = open_tab(at, court, 4)
    click(at, at.pages.cases.case, "登记文书")
    assert at.page == "documents"
    (dialog,) = dialogs(at)
    assert dialog.case.text() == number
    assert dialog._about.text().startswith(number)
    assert dialog.form.input("kind").hasFocus()
    dialog.reject()
    assert not at.pages.documents.findChildren(Question), "nothing was typed"
    assert not dialog.isVisible()


def test_what_was_typed_last_time_comes_first_and_is_kept(at: Sitting, court: Court) -> None:
    first = open_tab(at, court, 4)
    click(at, at.pages.cases.case, "登记文书")
    dialogs(at)[0].form.restore({"title": "写到一半的标题"})
    at.window.idle.idle.emit()
    at.settle()
    at.unlock()
    open_tab(at, court, 4, case=1)
    click(at, at.pages.cases.case, "登记文书")
    (dialog,) = dialogs(at)
    assert (dialog.case.text(), dialog.form.typed()["title"]) == (first, "写到一半的标题")
    assert "这是上次没有登记完的文书。" in [label.text() for label in dialog.findChildren(QLabel)]


def test_the_logs_are_a_button_away(at: Sitting, court: Court) -> None:
    open_tab(at, court, 3)
    click(at, at.pages.cases.case, "去执行日志录入")
    assert at.page == "logs"
