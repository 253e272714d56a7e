"""A workstation just enrolled: until the first sync is through, no page says that there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.local.changes import ChangeSet
from clerk_app.ui.shell.status import SyncKind, SyncStatus, arrival_words, sync_fact
from clerk_app.ui.today.view import TodayPage
from tests.gui.court_office import FRIDAY_MORNING, Court
from tests.gui.court_week import ImmediateJobs
from tests.gui.sitting import CTRL, Key, Sitting
from tests.support.at_rest import PATIENCE_MS

EMPTY = ("这里没有案件", "没有在办的执行案件", "这里没有文书", "今天没有待办", "没有案件")
PAGES = {"今日": Key.Key_1, "案件": Key.Key_2, "执行日志": Key.Key_3, "文书": Key.Key_4}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(SyncKind.NEVER), "正在从中心取得案件…"),
        (SyncStatus(SyncKind.RUNNING), "正在从中心取得案件…"),
        (SyncStatus(SyncKind.RUNNING, arrived=1500), "正在从中心取得案件，已到 1500 条…"),
        (SyncStatus(SyncKind.OFFLINE, reason="连不上服务器。"), "案件还没有从中心取得连不上服务器。"),
        (
            SyncStatus(SyncKind.FAILED, arrived=20, reason="服务器出错。"),
            "已到 20 条，其余还没有从中心取得服务器出错。",
        ),
        (SyncStatus(SyncKind.PAUSED, reason="请重新登录。"), "案件还没有从中心取得请重新登录。"),
    ],
)
def test_until_the_first_success_the_words_say_what_is_on_its_way(status: SyncStatus, words: str) -> None:
    said = arrival_words(status)
    assert said is not None
    assert "".join(said).startswith(words)


@pytest.mark.parametrize("kind", list(SyncKind))
def test_after_the_first_success_an_empty_list_is_empty_whatever_the_sync_does(kind: SyncKind) -> None:
    assert arrival_words(SyncStatus(kind, last_success=FRIDAY_MORNING - timedelta(days=3))) is None


def test_the_status_line_counts_what_has_arrived() -> None:
    assert sync_fact(SyncStatus(SyncKind.RUNNING, arrived=640), FRIDAY_MORNING).words == "首次同步，已到 640 条"
    later = SyncStatus(SyncKind.RUNNING, last_success=FRIDAY_MORNING, arrived=3)
    assert sync_fact(later, FRIDAY_MORNING).words == "正在同步…"


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[Sitting]:
    court = Court(tmp_path, cases=0)
    made = Sitting(qtbot, court)
    made.unlock()
    syncs(made, SyncStatus(SyncKind.RUNNING))
    yield made
    made.close()
    court.store.close()


def syncs(at: Sitting, status: SyncStatus) -> None:
    at.session.state = status
    at.session.tell()
    at.settle()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_data_is_arriving(at: Sitting, name: str) -> None:
    at.press(PAGES[name], CTRL)
    assert "正在从中心取得案件…" in at.read()
    syncs(at, SyncStatus(SyncKind.RUNNING, arrived=512))
    shown = at.read()
    assert "正在从中心取得案件，已到 512 条…" in shown
    assert not any(words in shown for words in EMPTY)
    assert "100%" not in shown


@pytest.mark.parametrize("name", PAGES)
def test_once_all_has_arrived_an_empty_page_says_so(at: Sitting, name: str) -> None:
    at.press(PAGES[name], CTRL)
    syncs(at, SyncStatus(SyncKind.SYNCED, last_success=at.court.clock.now()))
    shown = at.read()
    assert "正在从中心取得" not in shown
    assert any(words in shown for words in EMPTY)


def test_what_has_arrived_is_shown_and_the_list_says_that_more_is_to_come(at: Sitting, qtbot: QtBot) -> None:
    at.press(Key.Key_2, CTRL)
    case_id = at.court.add_case(1)
    at.session.state = SyncStatus(SyncKind.RUNNING, arrived=2)
    at.session.pulled(ChangeSet(frozenset({("case", case_id)}), frozenset({case_id})))
    qtbot.waitUntil(lambda: "共 1 件，其余正在取得" in at.read(), timeout=PATIENCE_MS)
    syncs(at, SyncStatus(SyncKind.SYNCED, last_success=at.court.clock.now()))
    assert "共 1 件" in at.read()
    assert "其余正在取得" not in at.read()


def test_today_says_nothing_of_emptiness_before_it_knows_the_state_of_the_sync(qtbot: QtBot, tmp_path: Path) -> None:
    court = Court(tmp_path, cases=0)
    page = TodayPage(court.office, ImmediateJobs())
    qtbot.addWidget(page)
    page.show()
    page.opened()

    def shown() -> str:
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    assert "今天没有待办" not in shown()
    page.show_status(SyncStatus(SyncKind.RUNNING))
    assert "正在从中心取得案件" in shown()
    page.show_status(SyncStatus(SyncKind.SYNCED, last_success=FRIDAY_MORNING))
    assert "今天没有待办" in shown()
    court.store.close()
