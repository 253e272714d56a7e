"""设置: what is typed is kept or told, never lost. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.settings.phrases import as_lines, from_lines
from clerk_app.ui.settings.ports import Fact
from clerk_app.ui.settings.view import SettingsPage
from clerk_app.use_cases.desk import Saved, Settings
from clerk_app.use_cases.sync_views import AuditVerdict, CalendarImported, Check, Phrase
from clerk_app.use_cases.web_copy_views import MaskingRuleRow
from court_core.errors import CourtError
from tests.gui.court_week import NO_CHANGES, ImmediateJobs

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class Workstation:
    """Stands in for the workstation."""

    current: Settings = field(default_factory=Settings)
    kept: tuple[Phrase, ...] = (Phrase("约谈被执行人", "interview"), Phrase("网络查控无反馈财产", "query"))
    password: str = "旧密码-2026"
    calendars: list[bytes] = field(default_factory=list)

    def settings(self) -> Settings:
        return self.current

    def save_settings(self, new: Settings) -> None:
        if not 1 <= new.idle_lock_minutes <= 120:
            raise CourtError("setting.out-of-range", name="idle_lock_minutes", low=1, high=120)
        self.current = new

    def phrases(self) -> tuple[Phrase, ...]:
        return self.kept

    def save_phrases(self, new: Sequence[Phrase]) -> None:
        self.kept = tuple(new)

    def import_calendar(self, content: bytes) -> CalendarImported:
        self.calendars.append(content)
        return CalendarImported(2027, 27, 6, NO_CHANGES)

    def verify_audit(self) -> AuditVerdict:
        return AuditVerdict("sound", 120, None, 118, "操作记录完整：120 行，服务器已会签 118 行。")

    def masking_rules(self) -> tuple[MaskingRuleRow, ...]:
        return ()

    def add_masking_rule(self, action: str, words: str, note: str = "") -> Saved:
        raise CourtError("access.refused")

    def revoke_masking_rule(self, rule_id: str) -> Saved:
        raise CourtError("access.refused")

    def facts(self) -> Sequence[Fact]:
        return [Fact("服务器", "https://court.example"), Fact("密钥保护", "没有系统钥匙串，仅凭密码解锁")]

    def change_password(self, old: str, new: str) -> None:
        if old != self.password:
            raise CourtError("sign-in.refused")
        self.password = new

    def checks(self) -> Sequence[Check]:
        return [
            Check("font", "字体", "ok", "Noto Sans CJK SC", ""),
            Check("clock", "时钟", "warning", "比服务器慢 3 分钟", "请电脑管理员校准本机时间。"),
        ]


@pytest.fixture
def workstation() -> Workstation:
    return Workstation()


@pytest.fixture
def page(qtbot: QtBot, workstation: Workstation) -> Iterator[SettingsPage]:
    page = SettingsPage(workstation, workstation, ImmediateJobs(), lambda: NOW, may_import_calendar=True)
    qtbot.addWidget(page)
    page.resize(1200, 860)
    page.show()
    qtbot.waitExposed(page)
    page.opened()
    yield page
    page.close()


def told(page: SettingsPage) -> tuple[list[str], list[CourtError]]:
    good: list[str] = []
    bad: list[CourtError] = []
    page.confirmed.connect(good.append)
    page.refused.connect(lambda refusal: bad.append(cast("CourtError", refusal)))
    return good, bad


def test_what_is_in_force_is_shown(qtbot: QtBot, page: SettingsPage) -> None:
    def shown() -> str:
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "没有系统钥匙串，仅凭密码解锁" in shown())
    assert "比服务器慢 3 分钟" in shown()
    assert "请电脑管理员校准本机时间。" in shown()
    assert page.habits.typed()["idle_lock_minutes"] == "5"


def test_habits_are_saved_and_announced(page: SettingsPage, workstation: Workstation) -> None:
    announced: list[object] = []
    page.settings_saved.connect(announced.append)
    page.habits.restore({"idle_lock_minutes": "10"})
    page.save_habits()
    assert workstation.current.idle_lock_minutes == 10
    assert announced == [workstation.current]


@pytest.mark.parametrize(("typed", "code"), [("很久", "form.not-a-number"), ("0", "setting.out-of-range")])
def test_a_wrong_number_is_told_and_stays(page: SettingsPage, workstation: Workstation, typed: str, code: str) -> None:
    _, bad = told(page)
    page.habits.restore({"idle_lock_minutes": typed})
    page.save_habits()
    assert [refusal.code for refusal in bad] == [code]
    assert page.habits.typed()["idle_lock_minutes"] == typed
    assert workstation.current == Settings()


def test_phrases_are_lines_and_keep_their_kind(page: SettingsPage, workstation: Workstation) -> None:
    page.phrases.setPlainText("  案款已发放申请人 \n\n约谈被执行人\n约谈被执行人\n")
    page.save_phrases()
    assert workstation.kept == (Phrase("案款已发放申请人", ""), Phrase("约谈被执行人", "interview"))


def test_lines_and_phrases_are_the_same_thing() -> None:
    phrases = (Phrase("甲", "query"), Phrase("乙", ""))
    assert from_lines(as_lines(phrases), phrases) == phrases


def test_phrases_being_edited_are_not_overwritten_by_a_visit(page: SettingsPage) -> None:
    page.phrases.setPlainText("正在写的一条")
    page.opened()
    assert page.phrases.toPlainText() == "正在写的一条"


def test_a_password_changes_only_when_both_new_ones_agree(page: SettingsPage, workstation: Workstation) -> None:
    good, bad = told(page)
    old, new, again = page.passwords.values()
    for line, text in ((old, "旧密码-2026"), (new, "新密码-2026"), (again, "新密码")):
        line.setText(text)
    page.change_password()
    assert [refusal.code for refusal in bad] == ["account.password-repeat"]
    again.setText("新密码-2026")
    page.change_password()
    assert workstation.password == "新密码-2026"
    assert good == ["本机解锁密码已更换。"]
    assert [line.text() for line in page.passwords.values()] == ["", "", ""]


def test_a_calendar_is_read_from_a_file(page: SettingsPage, workstation: Workstation, tmp_path: Path) -> None:
    good, bad = told(page)
    page.import_calendar(tmp_path / "没有.csv")
    assert [refusal.code for refusal in bad] == ["calendar.file-missing"]
    (tmp_path / "2027.csv").write_text("日期,上班\n", encoding="utf-8")
    page.import_calendar(tmp_path / "2027.csv")
    assert workstation.calendars == ["日期,上班\n".encode()]
    assert "2027" in good[0]


def test_the_audit_chain_is_checked_on_demand(page: SettingsPage) -> None:
    page.verify_audit()
    assert "120 行" in page._audit.text()
