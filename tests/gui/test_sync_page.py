"""同步与冲突: lists, decisions by keyboard, and the state in words. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.ui.shell.status import SyncKind, SyncStatus
from clerk_app.ui.sync.presenter import Tab, conflict_key
from clerk_app.ui.sync.view import SyncPage
from clerk_app.ui.widgets.question import Question
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.forms import Resolution
from clerk_app.use_cases.sync_views import ConflictField, ConflictView, PendingRow
from court_core.errors import CourtError
from tests.gui.court_week import NO_CHANGES, ImmediateJobs
from tests.gui.kept_drafts import KeptDrafts

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def conflict(number: str, *fields: ConflictField, record_type: str = "case") -> ConflictView:
    return ConflictView(
        id=f"conflict-{number}",
        case_id=f"case-{number}",
        case_number=f"（2026）粤0103执{number}号",
        record_type=record_type,
        record_id=f"case-{number}",
        title="案件",
        fields=fields,
        mine_by="梁晓岚",
        mine_at=NOW - timedelta(hours=3),
        theirs_by="何志刚",
        theirs_at=NOW - timedelta(days=1),
        status="open",
        choice="",
        resolved_by="",
        resolved_at=None,
        pending=False,
    )


def one_field(name: str, label: str, base: str, mine: str, theirs: str) -> ConflictField:
    return ConflictField(name, label, base, mine, theirs, base, mine, theirs)


CAUSE = one_field("cause", "案由", "买卖合同纠纷", "承揽合同纠纷", "建设工程施工合同纠纷")
STATUS = (
    one_field("status", "状态", "open", "closed", "suspended"),
    one_field("closed_on", "结案日期", "", "2026-11-18", ""),
    one_field("close_mode", "结案方式", "", "执行完毕", ""),
)


@dataclass
class Court(KeptDrafts):
    """Stands in for the workstation: keeps conflicts and settles them as asked."""

    conflicts: list[ConflictView]
    waiting: list[PendingRow] = field(default_factory=list)
    decisions: list[Resolution] = field(default_factory=list)
    rounds: int = 0
    sent_again: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    refusal: CourtError | None = None

    def list_conflicts(self, *, resolved: bool = False) -> tuple[ConflictView, ...]:
        return tuple(item for item in self.conflicts if (item.status == "resolved") == resolved)

    def resolve_conflict(self, decision: Resolution) -> Saved:
        if self.refusal is not None:
            raise self.refusal
        self.decisions.append(decision)
        self.conflicts = [
            replace(item, status="resolved", choice=decision.choice, resolved_by="梁晓岚", resolved_at=NOW)
            if item.id == decision.conflict_id
            else item
            for item in self.conflicts
        ]
        return Saved(decision.conflict_id, NO_CHANGES)

    def list_pending(self) -> tuple[PendingRow, ...]:
        return tuple(self.waiting)

    def send_refused_again(self, op_id: str) -> Saved:
        self.sent_again.append(op_id)
        return self._settled(op_id)

    def give_up_refused(self, op_id: str) -> Saved:
        self.given_up.append(op_id)
        return self._settled(op_id)

    def _settled(self, op_id: str) -> Saved:
        self.waiting = [row for row in self.waiting if row.op_id != op_id]
        return Saved(op_id, NO_CHANGES)

    def export_pending(self, target: Path) -> int:
        target.write_bytes(b"pending")
        return len(self.waiting)

    def sync_now(self) -> None:
        self.rounds += 1


@pytest.fixture
def court() -> Court:
    return Court([conflict("1847", CAUSE), conflict("2063", *STATUS), conflict("2118", CAUSE)])


@pytest.fixture
def page(qtbot: QtBot, court: Court) -> Iterator[SyncPage]:
    page = SyncPage(court, court, ImmediateJobs(), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1200, 860)
    page.show()
    qtbot.waitExposed(page)
    page.opened()
    yield page
    page.close()


def texts(page: SyncPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_each_value_stands_beside_who_wrote_it(page: SyncPage) -> None:
    shown = texts(page)
    for expected in ("买卖合同纠纷", "承揽合同纠纷", "建设工程施工合同纠纷", "梁晓岚", "何志刚", "案由"):
        assert expected in shown


def test_a_conflict_is_settled_by_keyboard_and_the_next_comes_up(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    assert page.comparison.choice == "mine"
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert court.decisions == [Resolution("conflict-1847", "mine", {})]
    chosen = page.presenter.chosen
    assert chosen is not None
    assert chosen.id == "conflict-2063"
    assert page.comparison.choice == ""


def test_nothing_is_decided_before_a_person_chose(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert court.decisions == []


def test_a_third_value_can_be_typed_for_fields_that_go_together(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    page.show_item("conflict-2063")
    page.comparison.choose("other")
    page.comparison.other.restore({"status": "closed", "closed_on": "2026-11-19", "close_mode": "终结本次执行"})
    page._resolve()
    (decision,) = court.decisions
    assert decision.other == {"status": "closed", "closed_on": "2026-11-19", "close_mode": "终结本次执行"}


def test_a_typed_value_that_cannot_be_read_is_told_and_stays(page: SyncPage, court: Court) -> None:
    told: list[object] = []
    page.refused.connect(told.append)
    page.show_item("conflict-2063")
    page.comparison.choose("other")
    page.comparison.other.restore({"closed_on": "那天"})
    page._resolve()
    assert [cast("CourtError", item).code for item in told] == ["date.unreadable"]
    assert page.comparison.other.typed()["closed_on"] == "那天"
    assert court.decisions == []


def type_other(page: SyncPage) -> None:
    page.show_item("conflict-2063")
    page.comparison.choose("other")
    page.comparison.other.restore({"close_mode": "终结本次"})


def read_other(page: SyncPage) -> tuple[str, str]:
    page.show_item("conflict-2063")
    return page.comparison.other.typed()["close_mode"], page.comparison.choice


def test_a_value_being_typed_outlives_another_conflict_and_a_lock(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    type_other(page)
    page.show_item("conflict-2118")
    assert page.comparison.choice == ""
    assert read_other(page) == ("终结本次", "other")
    page.leave()
    again = SyncPage(court, court, ImmediateJobs(), lambda: NOW)
    qtbot.addWidget(again)
    again.opened()
    assert read_other(again) == ("终结本次", "other")


def test_what_a_sync_changes_in_the_conflict_leaves_it(page: SyncPage, court: Court) -> None:
    type_other(page)
    court.conflicts[1] = replace(court.conflicts[1], theirs_by="欧阳建平")
    page.refresh(None)
    assert read_other(page) == ("终结本次", "other")


def test_decided_it_is_typed_text_no_more(page: SyncPage, court: Court) -> None:
    type_other(page)
    page.leave()
    assert "终结本次" in court.drafts[conflict_key("conflict-2063")]
    page.presenter.resolve("theirs", {})
    page.leave()
    assert not any(court.drafts.values())


def test_a_settled_conflict_keeps_the_value_that_was_not_taken(qtbot: QtBot, page: SyncPage) -> None:
    page.presenter.resolve("theirs", {})
    page.presenter.choose_tab(Tab.SETTLED)
    qtbot.waitUntil(lambda: "承揽合同纠纷" in texts(page))
    assert "梁晓岚 于 刚刚 处理：取先到的值" in texts(page)


def test_a_refused_operation_is_shown_with_its_reason(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    row = PendingRow("op-1", "log_entry", "log-1", "case-1847", "（2026）粤0103执1847号 · 执行日志", "create", NOW, "")
    court.waiting = [row, replace(row, op_id="op-2", refused="案件已于 2026-11-02 结案，不能再记日志。")]
    page.presenter.load()
    page.presenter.choose_tab(Tab.REFUSED)
    qtbot.waitUntil(lambda: "案件已于 2026-11-02 结案" in texts(page))
    assert page.presenter.counts()[1:3] == [("pending", "待上传", 1), ("refused", "被退回", 1)]


def test_a_refused_change_is_sent_again_or_given_up_after_one_question(
    qtbot: QtBot, page: SyncPage, court: Court
) -> None:
    row = PendingRow(
        "op-1", "log_entry", "log-1", "case-1", "（2026）粤0103执1847号 · 执行日志", "create", NOW, "案件已结案。", "内容：到场勘验"
    )  # fmt: skip
    court.waiting = [row, replace(row, op_id="op-2", text="内容：电话催告")]
    page.presenter.load()
    page.presenter.choose_tab(Tab.REFUSED)
    first, second = (button for button in page.findChildren(QPushButton) if button.text().strip() == "再次提交")
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert court.sent_again == ["op-2"]
    qtbot.wait(20)  # the list is laid out anew
    (drop,) = (
        button
        for button in page.waiting.findChildren(QPushButton)
        if button.text() == "放弃修改" and button.isVisible()
    )
    qtbot.keyClick(drop, Qt.Key.Key_Space)
    (question,) = page.findChildren(Question)
    assert "内容：到场勘验" in "".join(label.text() for label in question.findChildren(QLabel))
    assert court.given_up == []
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    assert court.given_up == ["op-1"]
    assert page.presenter.refused == ()
    assert first is not second


def test_the_state_says_what_waits_and_why_it_failed(page: SyncPage) -> None:
    reason = "连不上服务器，请检查网线"
    page.show_status(SyncStatus(SyncKind.OFFLINE, pending=17, last_success=NOW - timedelta(hours=5), reason=reason))
    shown = texts(page)
    assert "待上传 17 条" in shown
    assert reason in shown
    assert "今日 09:00" in shown


def test_a_refresh_keeps_the_decision_in_progress(page: SyncPage) -> None:
    page.comparison.choose("theirs")
    page.refresh(None)
    assert page.comparison.choice == "theirs"


def test_export_tells_how_many(page: SyncPage, court: Court, tmp_path: Path) -> None:
    told: list[str] = []
    page.confirmed.connect(told.append)
    court.waiting = [PendingRow("op-1", "case", "case-1", "case-1", "案件", "update", NOW, "")]
    page.presenter.export(tmp_path / "周五.clerk-pending")
    assert "1 条" in told[0]
    assert (tmp_path / "周五.clerk-pending").exists()


def test_f5_asks_for_a_round(qtbot: QtBot, page: SyncPage, court: Court) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert court.rounds == 1
