"""隐名记忆 among the settings, on a real database."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerk_app.ui.settings.masking_rules import MaskingRules
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.court_week import ImmediateJobs


@pytest.fixture
def section(qtbot: QtBot, court: Court) -> MaskingRules:
    section = MaskingRules(court.office, ImmediateJobs())
    qtbot.addWidget(section)
    section.resize(600, 340)
    section.show()
    section.load()
    return section


def lines(section: MaskingRules) -> list[list[str]]:
    model = section.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def add(qtbot: QtBot, section: MaskingRules, action: str, words: str) -> None:
    section.action.setCurrentIndex(section.action.findData(action))
    section.text.setText(words)
    qtbot.keyClick(section.text, Qt.Key.Key_Return)


def test_a_rule_is_added_used_and_taken_out_of_force(qtbot: QtBot, section: MaskingRules, court: Court) -> None:
    add(qtbot, section, "mask", "木棉汀")
    add(qtbot, section, "keep", "听涛仲裁院")
    assert sorted(line[:2] for line in lines(section)) == [["一律保留", "听涛仲裁院"], ["一律隐去", "木棉汀"]]
    assert all(line[2] == "李书仪　2026-11-20" for line in lines(section))
    assert section.text.text() == ""
    rule = next(row for row in section.rows if row.words == "木棉汀")
    section.table.choose(rule.id)
    section.revoke()
    assert [row.words for row in court.office.masking_rules() if row.revoked] == ["木棉汀"]
    assert ["一律隐去", "木棉汀", "李书仪　2026-11-20", "已停用"] in lines(section)


def test_a_refused_rule_stays_typed_and_says_why(qtbot: QtBot, section: MaskingRules) -> None:
    refusals: list[CourtError] = []
    section.refused.connect(refusals.append)
    add(qtbot, section, "mask", "木")
    assert [refusal.code for refusal in refusals] == ["masking-rule.words-short"]
    assert section.text.text() == "木"
    section.revoke()
    assert len(refusals) == 1


def test_without_words_the_keyboard_goes_where_they_are_typed(qtbot: QtBot, section: MaskingRules) -> None:
    section.activateWindow()
    section.note.setFocus()
    section.add()
    qtbot.waitUntil(section.text.hasFocus)


def test_what_cannot_be_taken_out_of_force_says_why(qtbot: QtBot, section: MaskingRules) -> None:
    assert section._revoke.toolTip() == "先选一条还在使用的"
    add(qtbot, section, "mask", "木棉汀")
    section.table.choose_row(0)
    assert section._revoke.isEnabled()
    assert section._revoke.toolTip() == ""
