"""Dates and money as clerks type them, and forms that never throw a typed text away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.date_field import DateField
from clerk_app.ui.widgets.field_form import FieldForm, FieldKind, FormField
from clerk_app.ui.widgets.money import format_fen, parse_yuan
from clerk_app.ui.widgets.short_names import short_names
from clerk_app.ui.widgets.typed_date import parse_typed_date, short_weekday, weekday_name
from court_core.errors import CourtError

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20261120", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.1.5", date(2026, 1, 5)),
        ("2026年11月20日", date(2026, 11, 20)),
        ("２０２６－１１－２０", date(2026, 11, 20)),
        ("11-20", date(2026, 11, 20)),
        ("11月20日", date(2026, 11, 20)),
        ("1118", date(2026, 11, 18)),
        ("18日", date(2026, 11, 18)),
        ("今天", FRIDAY),
        ("昨天", date(2026, 11, 19)),
        ("1-5", date(2027, 1, 5)),  # nearest: in November 1-5 means next January
        ("12-28", date(2026, 12, 28)),
    ],
)
def test_dates_are_read_the_way_clerks_type_them(typed: str, meant: date) -> None:
    assert parse_typed_date(typed, FRIDAY) == meant


def test_in_january_a_december_day_is_last_years() -> None:
    assert parse_typed_date("12-28", date(2027, 1, 4)) == date(2026, 12, 28)


def test_the_29th_of_february_is_found_in_the_nearest_leap_year() -> None:
    assert parse_typed_date("2-29", date(2027, 11, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize("typed", ["", "abc", "20261320", "2026-2-30", "2-30", "99", "31日x", "1/2/3/4", "周五"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(CourtError, match=r"date\.unreadable"):
        parse_typed_date(typed, FRIDAY)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_every_printed_date_reads_back(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日", "%Y/%m/%d"):
        assert parse_typed_date(day.strftime(pattern), FRIDAY) == day


def test_weekdays_are_named() -> None:
    assert (weekday_name(FRIDAY), short_weekday(FRIDAY)) == ("星期五", "周五")


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("4860.50", 486050),
        ("4,860.5元", 486050),
        ("￥100", 10000),
        ("48.6万", 48_600_000),
        ("48.6 万元", 48_600_000),
        ("０", 0),
    ],
)
def test_money_is_read_in_yuan_and_wan(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize("typed", ["-5", "abc", "1.234", "1e999999", "NaN", "万"])
def test_what_is_no_money_is_refused(typed: str) -> None:
    with pytest.raises(CourtError, match=r"form\.not-money"):
        parse_yuan(typed)


@given(st.integers(min_value=0, max_value=10**15))
def test_printed_money_reads_back(fen: int) -> None:
    assert parse_yuan(format_fen(fen)) == fen


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("广州市荔湾区演示南岸物流股份有限公司", "演示南岸物流"),
        ("广州瑞丰建材有限公司", "广州瑞丰建材"),
        ("安泰财产保险公司荔湾支公司", "安泰财产保险公司荔湾支公司"),
        ("广州市荔湾区人民政府", "人民政府"),
        ("周文海", "周文海"),
        ("欧阳嘉笙、广东省佛山市禅城区某某电子科技有限责任公司", "欧阳嘉笙、某某电子科技"),
        ("上海市甲有限公司", "上海市甲有限公司"),
    ],
)
def test_long_names_are_shown_by_what_tells_them_apart(name: str, short: str) -> None:
    assert short_names(name) == short


class TestDateField:
    def test_a_short_date_is_completed_when_the_field_is_left(self, qtbot: QtBot) -> None:
        field = DateField(lambda: FRIDAY)
        qtbot.addWidget(field)
        field.show()
        qtbot.keyClicks(field.line_edit, "11-18")
        qtbot.keyClick(field.line_edit, Qt.Key.Key_Return)
        assert field.text() == "2026-11-18"
        assert field.value() == date(2026, 11, 18)
        assert "星期三" in [label.text() for label in field.findChildren(QLabel)]

    def test_what_cannot_be_read_stays_as_typed_and_is_marked(self, qtbot: QtBot) -> None:
        field = DateField(lambda: FRIDAY)
        qtbot.addWidget(field)
        field.show()
        qtbot.keyClicks(field.line_edit, "13-40")
        qtbot.keyClick(field.line_edit, Qt.Key.Key_Return)
        assert field.text() == "13-40"
        assert field.line_edit.property("problem") == "true"
        with pytest.raises(CourtError, match=r"date\.unreadable"):
            field.value()


FIELDS = (
    FormField("name", "姓名", required=True),
    FormField("day", "日期", FieldKind.DATE),
    FormField("amount", "金额", FieldKind.MONEY),
    FormField("count", "次数", FieldKind.NUMBER),
    FormField("way", "方式", FieldKind.CHOICE, choices=(("mail", "邮寄"), ("direct", "直接"))),
    FormField("who", "人员", FieldKind.PERSON, choices=(("李书仪", "李书仪"),)),
    FormField("yes", "是否", FieldKind.BOOLEAN),
    FormField("text", "内容", FieldKind.LONG_TEXT),
)
TYPED = {
    "name": "周文海", "day": "11-18", "amount": "48.6万", "count": "3", "way": "mail", "who": "王某", "yes": "1", "text": "一\n二",
}  # fmt: skip


class TestForm:
    def make(self, qtbot: QtBot) -> FieldForm:
        form = FieldForm(lambda: FRIDAY)
        qtbot.addWidget(form)
        form.build(FIELDS)
        form.show()
        return form

    def test_values_come_checked_and_typed(self, qtbot: QtBot) -> None:
        form = self.make(qtbot)
        form.restore(TYPED)
        assert form.values() == {
            "name": "周文海", "day": date(2026, 11, 18), "amount": 48_600_000, "count": 3, "way": "mail", "who": "王某",
            "yes": True, "text": "一\n二",
        }  # fmt: skip
        assert form.typed() == TYPED

    @pytest.mark.parametrize(
        ("field", "text", "code"),
        [
            ("name", "  ", "form.required"),
            ("day", "13-40", "date.unreadable"),
            ("amount", "很多", "form.not-money"),
            ("count", "三", "form.not-a-number"),
        ],
    )
    def test_a_wrong_field_is_named_marked_and_left_as_typed(
        self, qtbot: QtBot, field: str, text: str, code: str
    ) -> None:
        form = self.make(qtbot)
        form.restore(TYPED | {field: text})
        with pytest.raises(CourtError, match=code):
            form.values()
        assert form.typed()[field] == text
        assert [label.text() for label in form.findChildren(QLabel) if label.property("role") == "problem"]

    def test_another_list_of_fields_keeps_texts_of_fields_that_stay(self, qtbot: QtBot) -> None:
        form = self.make(qtbot)
        form.restore(TYPED)
        form.build((FIELDS[0], FormField("other", "其他"), FIELDS[7]))
        assert form.typed() == {"name": "周文海", "other": "", "text": "一\n二"}

    def test_an_input_method_commits_whole_words_into_every_input(self, qtbot: QtBot) -> None:
        """MaxLength and validators would cut or refuse a commit of several characters; no input has them."""
        form = self.make(qtbot)
        for name in ("name", "amount", "count"):
            widget = form.input(name)
            assert isinstance(widget, QLineEdit)
            commit = QInputMethodEvent()
            commit.setCommitString("三万二千六百元整" * 20)
            QCoreApplication.sendEvent(widget, commit)
            assert widget.text() == "三万二千六百元整" * 20

    def test_building_a_form_never_opens_a_window_of_its_own(self, qtbot: QtBot) -> None:
        """A widget shown before it has a parent flashes as a window and takes the keyboard away."""
        host = QWidget()
        qtbot.addWidget(host)
        host.show()
        form = FieldForm(lambda: FRIDAY)
        form.setParent(host)
        form.build((FormField("a", "甲", help="说明"),))
        form.show()
        qtbot.waitUntil(host.isVisible)
        assert [w for w in form.findChildren(QWidget) if w.isWindow()] == []
        QTest.keyClicks(form.input("a"), "x")
        assert form.typed() == {"a": "x"}
