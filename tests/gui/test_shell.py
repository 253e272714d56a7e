"""The sync state in words, the message bar, idle locking, bug reports."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.bug_report import BugReporter
from clerk_app.ui.idle import IdleWatch
from clerk_app.ui.shell.status import (
    SyncKind,
    SyncStatus,
    conflict_fact,
    moment_words,
    pending_fact,
    skew_fact,
    sync_fact,
)
from clerk_app.ui.shell.status_line import StatusLine
from clerk_app.ui.sign_in.ports import EntranceState
from clerk_app.ui.sign_in.words import attempts_words, lockout_words, surroundings_words
from clerk_app.ui.widgets.message_bar import MessageBar
from court_core.errors import CourtError
from tests.support.log_watch import LogWatch

NOW = datetime(2026, 11, 20, 2, 41, tzinfo=UTC)  # 10:41 at the court


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "从未"),
        (NOW - timedelta(seconds=30), "刚刚"),
        (NOW - timedelta(minutes=2), "2 分钟前"),
        (NOW - timedelta(hours=2), "今日 08:41"),
        (NOW - timedelta(hours=12), "昨日 22:41"),
        (NOW - timedelta(days=2), "周三 10:41"),
        (NOW - timedelta(days=20), "10-31 10:41"),
        (NOW - timedelta(days=400), "2025-10-16"),
        (NOW + timedelta(hours=5), "今日 15:41"),  # a clock that went back must not make it negative
    ],
)
def test_moments_are_told_as_people_say_them(moment: datetime | None, words: str) -> None:
    assert moment_words(moment, NOW) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(SyncKind.SYNCED, last_success=NOW), "已同步 · 刚刚"),
        (SyncStatus(SyncKind.OFFLINE, last_success=NOW - timedelta(hours=2)), "离线工作 · 上次同步 今日 08:41"),
        (SyncStatus(SyncKind.FAILED, reason="服务器证书不受信任"), "同步未成功：服务器证书不受信任"),
        (SyncStatus(SyncKind.PAUSED), "上传已暂停：请重新登录"),
        (SyncStatus(SyncKind.NEVER), "尚未同步过"),
    ],
)
def test_the_sync_state_is_told_in_words(status: SyncStatus, words: str) -> None:
    assert sync_fact(status, NOW).words == words


def test_pending_work_says_that_it_goes_by_itself_when_offline() -> None:
    assert pending_fact(SyncStatus(SyncKind.OFFLINE, pending=17)).words == "待上传 17 条，联网后自动提交"
    assert pending_fact(SyncStatus(SyncKind.SYNCED, pending=3)).words == "待上传 3 条"


def test_conflicts_and_refusals_are_counted_together() -> None:
    fact = conflict_fact(SyncStatus(SyncKind.SYNCED, conflicts=1, rejected=2))
    assert fact is not None
    assert fact.words == "1 处冲突待处理，2 条被退回  F8"
    assert conflict_fact(SyncStatus(SyncKind.SYNCED)) is None


def test_a_wrong_clock_is_shown_from_two_minutes_on() -> None:
    assert skew_fact(SyncStatus(SyncKind.SYNCED, clock_skew=timedelta(seconds=119))) is None
    fact = skew_fact(SyncStatus(SyncKind.SYNCED, clock_skew=timedelta(minutes=-7)))
    assert fact is not None
    assert fact.words == "本机时钟慢 7 分钟"


def test_the_status_line_shows_all_of_it(qtbot: QtBot) -> None:
    line = StatusLine("0.1.0")
    qtbot.addWidget(line)
    line.show()
    line.show_status(SyncStatus(SyncKind.OFFLINE, pending=17, conflicts=1, last_success=NOW, cases=186), NOW)
    assert (
        line.text
        == "离线工作 · 上次同步 刚刚 | 待上传 17 条，联网后自动提交 | 1 处冲突待处理  F8 | 本地库已加密 · 186 件"
    )


class TestGoodNews:
    """It covers nothing: it stands in the free middle of the status line."""

    @pytest.fixture
    def line(self, qtbot: QtBot) -> StatusLine:
        line = StatusLine("0.1.0")
        qtbot.addWidget(line)
        line.show_status(SyncStatus(SyncKind.SYNCED, last_success=NOW, cases=186), NOW)
        line.resize(1280, 30)
        line.show()
        return line

    def shown(self, line: StatusLine) -> list[str]:
        return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]

    def test_it_stands_beside_all_that_is_told_there(self, line: StatusLine) -> None:
        line.confirm("已保存。")
        assert line.news.text == "已保存。"
        assert {"已保存。", "本地库已加密 · 186 件", "v0.1.0"} <= set(self.shown(line))

    @pytest.mark.parametrize("width", [1180, 983])
    def test_where_it_is_narrow_what_never_changes_makes_room(self, qtbot: QtBot, line: StatusLine, width: int) -> None:
        line.show_status(SyncStatus(SyncKind.OFFLINE, pending=17, conflicts=1, last_success=NOW, cases=186), NOW)
        line.resize(width, 30)
        sentence = "已导出 17 条待上传内容到 待上传-2026-11-20.bin。请交电脑管理员在服务器上导入。"
        line.confirm(sentence)
        qtbot.waitUntil(lambda: sentence in self.shown(line) or any(text.endswith("…") for text in self.shown(line)))
        assert "本地库已加密 · 186 件" not in self.shown(line)
        assert "1 处冲突待处理  F8" in line.text, "what the person may have to act on stays"
        news = line.news.geometry()
        assert news.right() <= width
        line.news.dismiss()
        assert "本地库已加密 · 186 件" in self.shown(line)

    def test_what_does_not_fit_even_so_is_all_in_the_tip(self, line: StatusLine) -> None:
        sentence = "默认隐名规则改为“最高人民法院 2016 年规定（法释〔2016〕19号）”，同步后全院照此办理。" * 3
        line.confirm(sentence)
        assert line.news.toolTip() == sentence
        assert any(text.endswith("…") for text in self.shown(line))

    def test_it_leaves_by_itself(self, qtbot: QtBot, line: StatusLine, monkeypatch: pytest.MonkeyPatch) -> None:
        line.news._timer.setInterval(50)
        line.confirm("已保存。")
        qtbot.waitUntil(lambda: not line.news.text)


def test_a_refusal_stays_with_its_remedy_until_closed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.refuse(CourtError("date.future", date="2026-12-01"))
    assert bar.text == "日期 2026-12-01 还没有到。请填写今天或以前的日期。"
    bar.confirm("已保存。")
    assert bar.text == "已保存。"
    bar.dismiss()
    assert bar.text == ""


class Clocks:
    """A steady and a wall clock that a test moves."""

    def __init__(self) -> None:
        self.steady = 1000.0
        self.wall = 5000.0

    def pass_time(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


class TestIdle:
    def watch(self, clocks: Clocks) -> tuple[IdleWatch, list[int]]:
        watch = IdleWatch(5, lambda: clocks.steady, lambda: clocks.wall)
        locked: list[int] = []
        watch.idle.connect(lambda: locked.append(1))
        watch.start()
        return watch, locked

    def run(self, watch: IdleWatch, clocks: Clocks, seconds: int) -> None:
        for _ in range(seconds // 5):
            clocks.pass_time(5)
            watch.tick()

    def test_five_minutes_without_a_touch_lock(self, qtbot: QtBot) -> None:
        clocks = Clocks()
        watch, locked = self.watch(clocks)
        self.run(watch, clocks, 295)
        assert locked == []
        self.run(watch, clocks, 5)
        assert locked == [1]

    def test_a_touch_starts_the_five_minutes_anew(self, qtbot: QtBot) -> None:
        clocks = Clocks()
        watch, locked = self.watch(clocks)
        self.run(watch, clocks, 290)
        watch.touch()
        self.run(watch, clocks, 290)
        assert locked == []

    def test_a_machine_that_slept_locks_when_it_wakes(self, qtbot: QtBot) -> None:
        """The steady clock stands still during sleep, so only the wall clock tells."""
        clocks = Clocks()
        watch, locked = self.watch(clocks)
        clocks.wall += 14 * 3600
        watch.tick()
        assert locked == [1]


def test_a_bug_gets_a_reference_and_the_log_no_personal_data(
    caplog: pytest.LogCaptureFixture, log_watch: LogWatch
) -> None:
    log_watch.expect(r"unexpected ValueError, reference [0-9A-F]{6}")
    shown: list[CourtError] = []
    reporter = BugReporter(shown.append)
    with caplog.at_level(logging.ERROR, "clerk_app.ui.bug_report"):
        try:
            raise ValueError("周文海 440103198001010011")
        except ValueError as bug:
            reporter.report(bug)
    reference = str(shown[0].details["reference"])
    assert shown[0].code == "bug.unexpected"
    assert reference in caplog.text
    assert "ValueError" in caplog.text
    assert "周文海" not in caplog.text


STATE = EntranceState(enrolled=True, attempts_left=3)


def test_the_unlock_screen_tells_attempts_lockout_and_surroundings() -> None:
    assert attempts_words(STATE, tried=True) == "还可以试 3 次，之后锁定 15 分钟。"
    assert attempts_words(STATE, tried=False) == ""
    locked = EntranceState(enrolled=True, locked_until=NOW + timedelta(minutes=11, seconds=1))
    assert lockout_words(locked, NOW) == "密码多次错误，已锁定。请 12 分钟后再试。"
    assert lockout_words(locked, NOW + timedelta(minutes=12)) == ""
    told = surroundings_words(EntranceState(enrolled=True, keyring=False, online_only=True), NOW)
    assert "没有可用的系统钥匙串" in told[0]
    assert "离线期限已过" in told[1]
