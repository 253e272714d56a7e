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
from clerk_app.ui.settings.view import DRAFT_KEY, SettingsPage
from clerk_app.use_cases.desk import Saved, Settings
from clerk_app.use_cases.sync_views import AuditVerdict, CalendarImported, Check, Phrase
from clerk_app.use_cases.views import Choice, CourtSettingRow
from clerk_app.use_cases.web_copy_views import MaskingRuleRow
from court_core.errors import CourtError
from court_core.rules.court_settings import MASKING_PROFILE
from tests.gui.court_week import NO_CHANGES, ImmediateJobs
from tests.gui.kept_drafts import KeptDrafts

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class Workstation(KeptDrafts):
    """Stands in for the workstation."""

    current: Settings = field(default_factory=Settings)
    kept: tuple[Phrase, ...] = (Phrase("约谈被执行人", "interview"), Phrase("网络查控无反馈财产", "query"))
    password: str = "旧密码-2026"
    calendars: list[bytes] = field(default_factory=list)
    profile: str = "spc-2024"
    refusal: CourtError | None = None

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

    def court_settings(self) -> tuple[CourtSettingRow, ...]:
        choices = tuple(Choice(value, label) for value, label in MASKING_PROFILE.choices)
        return (CourtSettingRow("masking_profile", MASKING_PROFILE.label, self.profile, choices),)

    def set_court_setting(self, key: str, value: str) -> Saved:
        if self.refusal is not None:
            raise self.refusal
        self.profile = value
        return Saved("court", NO_CHANGES)

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
    page = SettingsPage(workstation, workstation, ImmediateJobs(), lambda: NOW, is_administrator=True)
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


def type_everywhere(page: SettingsPage) -> None:
    page.habits.restore({"soon_days": "9"})
    page.phrases.setPlainText("正在写的一条")
    page.rules.text.setText("蓝色铁皮")
    page.passwords["新密码"].setText("写到一半的密码")


def test_what_is_being_changed_outlives_a_visit_elsewhere_and_a_lock(
    qtbot: QtBot, page: SettingsPage, workstation: Workstation
) -> None:
    def read(of: SettingsPage) -> list[str]:
        return [of.habits.typed()["soon_days"], of.phrases.toPlainText(), of.rules.text.text()]

    type_everywhere(page)
    page.opened()
    assert read(page) == ["9", "正在写的一条", "蓝色铁皮"]
    page.leave()
    again = SettingsPage(workstation, workstation, ImmediateJobs(), lambda: NOW, is_administrator=True)
    qtbot.addWidget(again)
    again.opened()
    assert read(again) == ["9", "正在写的一条", "蓝色铁皮"]
    assert "写到一半的密码" not in workstation.drafts[DRAFT_KEY]


def test_saved_it_is_a_draft_no_more_and_the_rest_stays(page: SettingsPage, workstation: Workstation) -> None:
    type_everywhere(page)
    page.save_habits()
    page.leave()
    assert "soon_days" not in workstation.drafts[DRAFT_KEY]
    page.save_phrases()
    page.rules.text.clear()
    page.leave()
    assert DRAFT_KEY not in workstation.drafts
    assert workstation.current.soon_days == 9


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


class TestTheCourtsOwnRules:
    """本院规定."""

    def choose(self, page: SettingsPage, value: str) -> None:
        box = page.court.boxes["masking_profile"]
        index = box.findData(value)
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def test_the_administrator_chooses_and_it_is_kept_at_once(
        self, page: SettingsPage, workstation: Workstation
    ) -> None:
        good, bad = told(page)
        changed: list[object] = []
        page.changed_records.connect(changed.append)
        self.choose(page, "spc-2016")
        assert workstation.profile == "spc-2016"
        assert good == ["默认隐名规则改为“最高人民法院 2016 年规定（法释〔2016〕19号）”，同步后全院照此办理。"]
        assert (bad, changed) == ([], [NO_CHANGES])
        self.choose(page, "spc-2016")
        assert len(good) == 1, "what is in force already is not saved again"

    def test_a_refused_choice_goes_back_to_what_is_in_force(self, page: SettingsPage, workstation: Workstation) -> None:
        _, bad = told(page)
        workstation.refusal = CourtError("court-setting.not-yours")
        self.choose(page, "liwan-2013")
        assert [refusal.code for refusal in bad] == ["court-setting.not-yours"]
        assert page.court.boxes["masking_profile"].currentData() == "spc-2024"

    def test_others_read_it(self, qtbot: QtBot, workstation: Workstation) -> None:
        page = SettingsPage(workstation, workstation, ImmediateJobs(), lambda: NOW, is_administrator=False)
        qtbot.addWidget(page)
        page.opened()
        assert page.court.boxes == {}
        assert "最高人民法院 2024 年以来的做法" in [label.text() for label in page.court.findChildren(QLabel)]
