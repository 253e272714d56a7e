"""The page of the cases on screen, with its threads, as in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.cases.view import CasesPage
from clerk_app.ui.tasks import Tasks
from clerk_app.ui.widgets.form_dialog import FormDialog
from tests.gui.court_office import TODAY, Court
from tests.support.at_rest import come_to_rest


class Reading:
    """The page on screen, with its threads, as in the window."""

    def __init__(self, qtbot: QtBot, court: Court) -> None:
        self.qtbot, self.court = qtbot, court
        self.tasks = Tasks()
        self.bugs: list[BaseException] = []
        self.refusals: list[str] = []
        self.tasks.crashed.connect(self.bugs.append)
        self.page = CasesPage(court.office, self.tasks, lambda: TODAY)
        self.page.refused.connect(lambda refusal: self.refusals.append(refusal.code))
        self.page.changed_records.connect(self.page.refresh)  # the window does this for all pages
        qtbot.addWidget(self.page)
        self.page.resize(1236, 860)
        self.page.show()
        self.page.opened()
        self.settle()

    def settle(self) -> None:
        """Until the timers of the page and all jobs behind it are done."""
        come_to_rest(self.qtbot, self.page, self.tasks)
        assert self.bugs == []

    def numbers(self) -> list[str]:
        model = self.page.model
        return [model.record(row).number for row in range(model.rowCount())]

    def choose(self, place: int) -> None:
        assert self.page.table.choose(self.court.case_ids[place - 1])
        self.settle()

    def choose_node(self, node: str) -> None:
        box = self.page.case.progress.node
        box.setCurrentIndex(box.findData(node))
        self.settle()

    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.case.findChildren(QLabel) if label.isVisibleTo(self.page))

    def fill(self, **texts: str) -> None:
        self.page.case.progress.form.restore({name.replace("_", "-"): text for name, text in texts.items()})
        self.settle()

    def dialog(self) -> FormDialog:
        self.settle()
        (dialog,) = [found for found in self.page.findChildren(FormDialog) if found.isVisible()]
        return dialog

    def close(self) -> None:
        self.page.leave()
        assert self.tasks.close()
