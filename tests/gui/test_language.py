"""Qt's own dialogs speak Chinese where the desktop has none of its own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLibraryInfo, QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clerk_app.ui.theme.language import speak_chinese
from clerk_app.ui.widgets.file_dialog import ask_file, ask_place

_LATIN = re.compile(r"[A-Za-z]{2,}")
_ROOT = Path(__file__).parents[2]


def english(texts: list[str]) -> list[str]:
    """Words with Latin letters; keys (Ctrl+Z), mnemonics (&O) and file names are none."""
    plain = [re.sub(r"\t.*|\(&\w\)|\*\.\w+|/\S*", "", text) for text in texts]
    return [text for text in plain if _LATIN.search(text)]


@pytest.fixture
def qt_dialogs(qapp: QApplication, request: pytest.FixtureRequest) -> None:
    """As on a desktop without native dialogs."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    request.addfinalizer(lambda: qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, on=False))


def words_of(dialog: QFileDialog) -> list[str]:
    buttons = [button.text() for button in dialog.findChildren(QPushButton)]
    tools = [button.toolTip() for button in dialog.findChildren(QToolButton)]
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    actions = [action.text() for action in dialog.findChildren(QAction)]
    boxes = [box.itemText(place) for box in dialog.findChildren(QComboBox) for place in range(box.count())]
    heads = [
        str(model.headerData(place, Qt.Orientation.Horizontal))
        for model in [view.model() for view in dialog.findChildren(QTreeView)]
        for place in range(model.columnCount())
    ]
    return [*buttons, *tools, *labels, *actions, *boxes, *heads]


@pytest.mark.usefixtures("qt_dialogs")
def test_the_dialog_to_open_a_file_is_chinese_throughout(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ask_file(window, "选择文书", "文书 (*.docx);;所有文件 (*)", lambda path: None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert english(words_of(dialog)) == []
    assert "打开(&O)" in words_of(dialog)
    dialog.close()


@pytest.mark.usefixtures("qt_dialogs")
def test_the_dialog_to_save_is_chinese_and_hands_over_the_place(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[Path] = []
    ask_place(window, "另存为", str(tmp_path / "裁定书.docx"), "Word 文书 (*.docx)", "docx", taken.append)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert "保存(&S)" in words_of(dialog)
    dialog.accept()
    assert taken == [tmp_path / "裁定书.docx"]


def test_message_boxes_are_chinese(qtbot: QtBot) -> None:
    button = QMessageBox.StandardButton
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "",
        "",
        button.Yes | button.No | button.Ok | button.Cancel | button.Save | button.Close,
    )
    qtbot.addWidget(box)
    assert english([each.text() for each in box.buttons()]) == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_menus_of_text_fields_are_chinese(qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit]) -> None:
    field = kind()
    qtbot.addWidget(field)
    actions = [action.text() for action in field.createStandardContextMenu().actions()]
    assert "粘贴(&P)\tCtrl+V" in actions
    assert english(actions) == []


def test_the_calendar_is_chinese(qtbot: QtBot) -> None:
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    assert calendar.locale().dayName(1, QLocale.FormatType.ShortFormat) == "周一"
    assert calendar.locale().toString(QDate(2026, 11, 20), "MMMM") == "十一月"


def test_the_translation_costs_the_start_less_than_five_milliseconds(qapp: QApplication) -> None:
    qapp.setProperty("courtLanguage", None)
    begun = time.process_time()
    speak_chinese(qapp)
    assert time.process_time() - begun < 0.005


def test_the_frozen_program_keeps_the_translation_that_the_window_loads() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_zh_CN.qm").is_file()
    spec: dict[str, object] = {}
    source = (_ROOT / "build.spec").read_text(encoding="utf-8")
    exec(source[: source.index("analysis =")], spec)  # its own build script, up to where PyInstaller begins
    kept = spec["kept"]
    assert callable(kept)
    names = ["PySide6/Qt/translations/qtbase_zh_CN.qm", "PySide6\\translations\\qtbase_zh_CN.qm"]
    assert kept([(name, "", "DATA") for name in names]) == [(name, "", "DATA") for name in names]
    assert kept([("PySide6/Qt/translations/qtbase_de.qm", "", "DATA")]) == []
