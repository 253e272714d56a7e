"""The tour's hands and eyes: events arrive as from keyboard and mouse, and only what can be seen is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from demo.tour.eyes import Eyes
from demo.tour.hands import Hands, Key, NotSeenError
from demo.tour.record import TourRecord


class Desk(QWidget):
    """A small window with a field, a button and a hidden label."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.button, self.hidden = QLineEdit(), QPushButton("保存"), QLabel("看不见的字")
        label = QLabel("案由")
        label.setBuddy(self.line)
        column = QVBoxLayout(self)
        for widget in (label, self.line, self.button, self.hidden):
            column.addWidget(widget)
        self.hidden.hide()
        self.pressed = 0
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.pressed += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    window = Desk()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.line.setFocus()
    return window


def test_text_goes_to_whoever_has_the_keyboard_ascii_by_keys_chinese_by_input_method(desk: Desk) -> None:
    hands = Hands()
    hands.write("（2026）粤0103民初12号 ab")
    assert desk.line.text() == "（2026）粤0103民初12号 ab"
    assert hands.strokes.characters == len("（2026）粤0103民初12号 ab")
    assert hands.strokes.presses == 0


def test_keys_and_clicks_are_counted_apart(desk: Desk) -> None:
    hands = Hands()
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    hands.click(desk.button)
    assert desk.pressed == 2
    assert (hands.strokes.presses, hands.strokes.clicks) == (2, 1)


def test_hidden_words_are_not_seen(desk: Desk) -> None:
    eyes = Eyes(desk)
    assert eyes.sees("保存")
    assert not eyes.sees("看不见的字")
    assert eyes.field("案由") is desk.line
    with pytest.raises(LookupError, match="取消"):
        eyes.one(QPushButton, "取消")


def test_words_in_tables_are_read(qtbot: QtBot) -> None:
    table = QTableWidget(2, 1)
    qtbot.addWidget(table)
    table.setItem(1, 0, QTableWidgetItem("执行通知"))
    table.show()
    assert Eyes(table).sees("执行通知")


def test_a_button_below_the_fold_is_scrolled_into_sight_before_it_is_clicked(qtbot: QtBot) -> None:
    area, content = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(content)
    for number in range(60):
        column.addWidget(QLabel(f"第 {number} 行"))
    button = QPushButton("最下面")
    column.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda _checked=False: pressed.append(True))
    area.setWidget(content)
    area.resize(300, 200)
    area.show()
    qtbot.waitUntil(area.isVisible)
    Hands().click(button)
    assert len(pressed) == 1


def test_what_does_not_appear_in_time_is_named() -> None:
    with pytest.raises(NotSeenError, match="已保存"):
        Hands().until(lambda: False, "“已保存” is not to be read", 0.05)


def test_a_picture_has_the_windows_size(desk: Desk, tmp_path: Path) -> None:
    desk.resize(320, 200)
    Eyes(desk).picture(tmp_path / "desk.png")
    image = QImage(str(tmp_path / "desk.png"))
    assert (image.width(), image.height()) == (320 * desk.devicePixelRatio(), 200 * desk.devicePixelRatio())
    assert image.pixelColor(2, 2).alpha() == 255


def test_a_step_that_goes_wrong_stands_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = TourRecord(tmp_path, Hands())
    with record.step("顺利的一步") as step:
        step.seen["状态"] = "已同步"
    with pytest.raises(NotSeenError), record.step("出错的一步"):
        raise NotSeenError("没有看到")
    report = json.loads(record.write().read_text(encoding="utf-8"))
    assert not report["ok"]
    assert [step["ok"] for step in report["steps"]] == [True, False]
    assert "没有看到" in report["steps"][1]["error"]
    assert "失败 出错的一步" in capsys.readouterr().out


def test_a_report_without_steps_is_no_success(tmp_path: Path) -> None:
    assert not json.loads(TourRecord(tmp_path, Hands()).write().read_text(encoding="utf-8"))["ok"]
