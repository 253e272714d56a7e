"""The main window from the entrance to the lock, with the real use cases and threads behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.local.changes import ChangeSet
from clerk_app.ui.clipboard import copy_text
from clerk_app.ui.shell.bug_dialog import BugDialog
from clerk_app.ui.shell.navigation import Officer
from clerk_app.ui.shell.status import SyncKind, SyncStatus
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.sitting import Sitting
from tests.support.at_rest import PATIENCE_MS
from tests.support.log_watch import LogWatch

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PASSWORD = "correct horse"


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    made = Court(tmp_path, cases=4)
    yield made
    made.store.close()


@pytest.fixture
def sitting(qtbot: QtBot, court: Court) -> Iterator[Sitting]:
    at = Sitting(qtbot, court)
    yield at
    at.close()


def test_the_password_opens_the_days_list(sitting: Sitting) -> None:
    assert "没有可用的系统钥匙串" in sitting.read()
    sitting.unlock()
    assert sitting.page == "today"
    assert "离线工作 · 上次同步 今日 08:00" in sitting.read()
    sitting.come_to_rest()
    assert sitting.window.workbench is not None
    assert sitting.window.workbench.navigation.badge_text("cases") == "4"


def test_a_wrong_password_says_how_many_are_left(sitting: Sitting) -> None:
    sitting.unlock("wrong")
    assert "还可以试 4 次" in sitting.read()
    assert sitting.window.workbench is None
    screen = sitting.window.unlock_screen
    assert screen is not None
    assert screen.password.text() == ""
    assert screen.password.hasFocus()
    sitting.unlock()
    assert sitting.page == "today"


def test_the_first_run_enrols_and_keeps_what_was_typed_when_the_server_refuses(qtbot: QtBot, court: Court) -> None:
    at = Sitting(qtbot, court, enrolled=False)
    screen = at.window.enrol_screen
    assert screen is not None
    for line, text in (
        (screen.server, "http://10.0.0.1"), (screen.code, "ABCD"), (screen.login, "lishuyi"), (screen.password, "x"),
    ):  # fmt: skip
        QTest.keyClicks(line, text)
    QTest.keyClick(screen.password, Key.Key_Return)
    at.settle()
    assert screen.messages.code == "credentials.insecure-server"
    assert screen.code.text() == "ABCD"
    QTest.keyClick(screen.password, Key.Key_Return)
    at.settle()
    assert at.page == "today"
    at.close()


def test_ctrl_numbers_open_the_pages_and_f8_the_conflicts(sitting: Sitting) -> None:
    sitting.unlock()
    pages = []
    for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_6, Key.Key_1):
        sitting.press(key, CTRL)
        pages.append(sitting.page)
    assert pages == ["cases", "logs", "documents", "settings", "today"]
    sitting.press(Key.Key_F8)
    assert sitting.page == "sync"


def test_no_widget_ever_flashes_as_a_window_of_its_own(qtbot: QtBot, court: Court) -> None:
    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    application = QApplication.instance()
    assert application is not None
    watch = Watch()
    application.installEventFilter(watch)
    try:
        at = Sitting(qtbot, court)
        at.unlock()
        for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_6):
            at.press(key, CTRL)
        assert set(watch.seen) == {"MainWindow"}
        assert at.window.isActiveWindow()
    finally:
        application.removeEventFilter(watch)
    at.close()


def type_into_grid(at: Sitting) -> tuple[str, date]:
    """Half a sentence in an open cell of the grid; answers where."""
    at.press(Key.Key_3, CTRL)
    assert at.window.pages is not None
    logs = at.window.pages.logs
    logs.table.go(0, 0)
    for key in (Key.Key_A, Key.Key_B, Key.Key_C):
        at.press(key)
    return logs.presenter.key(0, 0)


def test_locking_keeps_the_half_typed_text_clears_the_clipboard_and_closes_the_database(sitting: Sitting) -> None:
    sitting.unlock()
    key = type_into_grid(sitting)
    copy_text("周文海")
    sitting.press(Key.Key_L, CTRL)
    assert sitting.window.workbench is None
    assert sitting.window.unlock_screen is not None
    assert sitting.session.closed == 1
    assert QGuiApplication.clipboard().text() == ""
    sitting.unlock()
    week = sitting.court.office.load_week()
    cells = {(row.case_id, cell.day): cell for row in week.rows for cell in row.cells}
    assert cells[key].draft == "abc"


def test_what_another_program_copied_is_left_alone(sitting: Sitting) -> None:
    sitting.unlock()
    QGuiApplication.clipboard().setText("别的程序的文字")
    sitting.press(Key.Key_L, CTRL)
    assert QGuiApplication.clipboard().text() == "别的程序的文字"


def test_the_idle_watch_locks_and_its_minutes_follow_the_settings(sitting: Sitting) -> None:
    sitting.unlock()
    assert sitting.window.pages is not None
    sitting.window.idle.idle.emit()
    sitting.settle()
    assert sitting.window.workbench is None


def test_closing_the_window_keeps_the_half_typed_text(qtbot: QtBot, court: Court) -> None:
    at = Sitting(qtbot, court)
    at.unlock()
    key = type_into_grid(at)
    at.close()
    assert at.session.closed == 1
    week = court.reopen().load_week()
    assert {(row.case_id, cell.day): cell.draft for row in week.rows for cell in row.cells}[key] == "abc"


def test_submitting_the_week_makes_entries_and_nudges_the_sync(sitting: Sitting) -> None:
    sitting.unlock()
    case_id, day = type_into_grid(sitting)
    sitting.press(Key.Key_S, CTRL)
    logs = [log for log in sitting.court.office.case_detail(case_id).logs if log.work_date == day]
    assert [log.content for log in logs] == ["abc"]
    assert sitting.session.nudges == 1
    assert "已提交 1 条日志" in sitting.read()


def test_a_pull_refreshes_what_is_shown_and_the_status(sitting: Sitting) -> None:
    sitting.unlock()
    sitting.press(Key.Key_2, CTRL)
    saved = sitting.court.office.edit_case(sitting.court.case_ids[0], {"cause": "更正后的案由"})
    sitting.session.state = SyncStatus(SyncKind.SYNCED, conflicts=2, last_success=sitting.court.clock.now())
    sitting.session.pulled(saved.change_set)
    sitting.session.tell()
    sitting.come_to_rest()
    assert sitting.window.pages is not None
    model = sitting.window.pages.cases.model
    causes = {model.record(row).id: model.record(row).cause for row in range(model.rowCount())}
    assert causes[sitting.court.case_ids[0]] == "更正后的案由"
    assert "已同步 · 刚刚" in sitting.read()
    assert sitting.window.workbench is not None
    assert "2 处冲突待处理" in sitting.window.workbench.status_line.text


def test_a_bug_is_told_loudly_with_a_reference(sitting: Sitting, log_watch: LogWatch) -> None:
    log_watch.expect(r"unexpected ZeroDivisionError, reference")
    sitting.unlock()
    sitting.window.tasks.database(lambda: 1 // 0, lambda _: None)
    sitting.settle()
    (dialog,) = sitting.window.findChildren(BugDialog)
    assert any("程序出现意外错误（编号 " in label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()


def test_today_leads_to_where_the_work_is_done(sitting: Sitting) -> None:
    sitting.unlock()
    assert sitting.window.pages is not None
    today = sitting.window.pages.today
    week = next(item for item in today.presenter.items() if item.kind == "week")
    today.table.choose(f"{week.kind}|{week.target[0]}|{week.target[1]}|{week.title}")
    QTest.keyClick(today.table, Key.Key_Return)
    sitting.settle()
    assert sitting.page == "logs"
    sitting.press(Key.Key_1, CTRL)
    sitting.press(Key.Key_F3)
    assert sitting.page == "cases"
    assert sitting.window.pages.cases.search.hasFocus()


def test_the_first_pull_fills_every_page_and_names_the_division(qtbot: QtBot, tmp_path: Path) -> None:
    court = Court(tmp_path, cases=0)
    at = Sitting(qtbot, court)
    at.unlock()
    at.press(Key.Key_2, CTRL)
    pages = at.window.pages
    assert pages is not None
    assert "这里没有案件" in at.read()
    changes = ChangeSet()
    for place in (1, 2, 3):  # as the sync writes them: behind the window's back
        changes |= ChangeSet(frozenset({("staff", "me")}), frozenset({court.add_case(place)}))
    at.session.officer = Officer("李书仪", "执行局 · 执行员、法官", "演示法院")
    at.session.pulled(changes)
    at.come_to_rest()
    assert [pages.cases.model.record(row).number for row in range(3)] == [court.number(place) for place in (3, 2, 1)]
    shown = pages.cases.case.detail
    assert shown is not None
    assert shown.row.number == court.number(3)
    qtbot.waitUntil(lambda: len(pages.logs.presenter.rows) == 3, timeout=PATIENCE_MS)  # behind the page in front
    assert pages.workbench.navigation.badge_text("cases") == "3"
    assert "执行局 · 执行员、法官" in at.read()
    at.press(Key.Key_1, CTRL)
    assert pages.today.presenter.items()
    at.close()
    court.store.close()


def test_what_is_written_elsewhere_moves_nothing_under_the_hand(qtbot: QtBot, tmp_path: Path) -> None:
    court = Court(tmp_path, cases=60)
    at = Sitting(qtbot, court)
    at.unlock()
    at.press(Key.Key_2, CTRL)
    pages = at.window.pages
    assert pages is not None
    table = pages.cases.table
    table.choose_row(45)
    at.settle()
    chosen, top = table.current_id(), table.model().index(table.rowAt(0), 0).data()
    court.add_case(61)  # filed earliest, so it becomes the list's first
    saved = court.office.edit_case(court.case_ids[0], {"cause": "更正后的案由"})
    at.session.pulled(saved.change_set)
    at.come_to_rest()
    assert table.model().rowCount() == 61
    assert table.current_id() == chosen
    assert table.currentIndex().row() == 46
    assert table.model().index(table.rowAt(0), 0).data() == top
    assert pages.cases.model.row_of(court.case_ids[0]) == 60
    at.close()
    court.store.close()


def test_good_news_covers_neither_the_pages_name_nor_anything_else(at: Sitting) -> None:
    bench = at.window.workbench
    assert bench is not None
    page = at.pages.documents
    at.press(Key.Key_4, CTRL)
    page.confirmed.emit("已登记文书，原件已保存在本机。")
    assert bench.status_line.news.text == "已登记文书，原件已保存在本机。"
    assert bench.messages.isHidden()
    page.refused.emit(CourtError("document.empty"))
    assert (bench.status_line.news.text, bench.messages.code) == ("", "document.empty"), "one message at a time"
    page.confirmed.emit("已保存。")
    assert (bench.status_line.news.text, bench.messages.text) == ("已保存。", "")
