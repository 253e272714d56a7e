"""The node form on a small screen: preview and buttons stay in sight, long names show their beginning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.use_cases.views import PartyTextPreview
from tests.gui.court_office import TODAY, Court
from tests.gui.reading import Reading

LONG_NAME = "广州市荔湾区演示实业发展股份有限公司第三分公司（原荔湾演示贸易行）"


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    made = Court(tmp_path)
    yield made
    made.store.close()


def in_sight(widget: QWidget, page: QWidget) -> bool:
    """Whether a widget lies wholly within the page and within everything it is clipped by."""
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    return page.rect().contains(place) and not widget.visibleRegion().isEmpty() and (
        widget.visibleRegion().boundingRect() == widget.rect()
    )  # fmt: skip


def buttons(page: QWidget) -> list[QPushButton]:
    wanted = ("清空", "保存", "保存并下一件")
    return [button for button in page.findChildren(QPushButton) if button.accessibleName() in wanted]


@pytest.mark.parametrize("node", ["seizure", "enforcement-notice", "settlement-agreement"])
def test_preview_and_buttons_stay_in_sight_while_the_fields_scroll(reading: Reading, node: str) -> None:
    reading.page.resize(1040, 660)  # what is left beside the navigation at 150 % of 1920 × 1080
    reading.choose(1)
    tab = reading.page.case.progress
    if tab.node.findData(node) < 0:
        node = str(tab.node.itemData(3))
    reading.choose_node(node)
    assert in_sight(tab.party_preview, reading.page)
    shown = [button for button in buttons(tab) if button.isVisible()]
    assert len(shown) == 3
    assert all(in_sight(button, reading.page) for button in shown)


def test_a_preview_of_any_length_leaves_the_form_its_room(reading: Reading) -> None:
    reading.page.resize(1040, 660)
    reading.choose(1)
    reading.choose_node("enforcement-notice")
    tab = reading.page.case.progress
    tab.preview_changed(PartyTextPreview("查封、扣押、冻结被执行人名下的财产。" * 40, ""))
    reading.settle()
    assert in_sight(tab.party_preview, reading.page)
    assert tab.party_preview.height() < 150
    tab.preview_changed(PartyTextPreview("已查封。", ""))
    reading.settle()
    assert tab.party_preview.height() < 80


def test_before_a_node_is_chosen_the_record_of_the_case_has_the_room(reading: Reading) -> None:
    reading.choose(1)
    preview = reading.page.case.progress.party_preview
    assert not preview.isVisible()
    reading.choose_node("enforcement-notice")
    assert preview.isVisible()
    reading.page.case.progress.presenter.discard()
    reading.settle()
    assert not preview.isVisible()


PERSON = FormField("person", "受送达人", FieldKind.PERSON, choices=(("a", LONG_NAME), ("b", "周文海")))
NAME = FormField("name", "姓名或名称")


@pytest.fixture
def form(qtbot: QtBot) -> FieldForm:
    made = FieldForm(lambda: TODAY)
    made.build((PERSON, NAME))
    qtbot.addWidget(made)
    made.resize(380, 120)
    made.show()
    qtbot.waitExposed(made)
    return made


def line_of(form: FieldForm, name: str) -> QLineEdit:
    widget = form.input(name)
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    assert isinstance(line, QLineEdit)
    return line


@pytest.mark.parametrize("name", ["person", "name"])
def test_a_long_name_that_is_filled_in_shows_its_beginning(form: FieldForm, name: str) -> None:
    form.restore({name: LONG_NAME})
    assert form.typed()[name] == LONG_NAME
    assert line_of(form, name).cursorPosition() == 0


def test_a_long_name_taken_from_the_list_shows_its_beginning(form: FieldForm) -> None:
    box = form.input("person")
    assert isinstance(box, QComboBox)
    box.setFocus()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Home)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == LONG_NAME
    assert line_of(form, "person").cursorPosition() == 0


def test_a_name_longer_than_its_box_is_read_on_hover(form: FieldForm) -> None:
    form.restore({"person": LONG_NAME})
    assert form.input("person").toolTip() == LONG_NAME


@pytest.mark.parametrize("name", ["person", "name"])
def test_a_long_name_that_was_typed_shows_its_beginning_once_it_is_left(
    qtbot: QtBot, form: FieldForm, name: str
) -> None:
    other = form.input("name" if name == "person" else "person")
    line = line_of(form, name)
    form.activateWindow()
    form.input(name).setFocus()
    qtbot.waitUntil(form.input(name).hasFocus)
    line.setText(LONG_NAME)
    assert line.cursorPosition() == len(LONG_NAME)  # where one goes on typing
    other.setFocus()
    assert line.cursorPosition() == 0
