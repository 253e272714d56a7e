"""案件: search as one types, the node form, drafts, saving and going on, on the real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.cases.new_case import new_case
from clerk_app.ui.widgets.form_dialog import FormDialog
from tests.gui.court_office import Court
from tests.gui.reading import Reading
from tests.support.at_rest import PATIENCE_MS

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    made = Court(tmp_path)
    yield made
    made.store.close()


def test_a_tail_number_finds_the_case_while_it_is_typed(reading: Reading) -> None:
    assert len(reading.numbers()) == 12
    QTest.keyClicks(reading.page.search, "1007")
    reading.settle()
    assert reading.numbers() == [reading.court.number(7)]
    reading.page.search.setText("欧阳建平")
    reading.settle()
    assert reading.numbers()
    assert all("欧阳建平" in reading.page.model.record(row).parties for row in range(len(reading.numbers())))
    reading.page.search.clear()
    reading.settle()
    assert len(reading.numbers()) == 12


def test_nothing_found_says_what_was_searched(reading: Reading) -> None:
    reading.page.search.setText("没有这个人")
    reading.settle()
    assert any("没有找到“没有这个人”" in label.text() for label in reading.page.findChildren(QLabel))


def test_the_case_beside_the_list_names_people_and_amount(reading: Reading) -> None:
    reading.choose(3)
    assert "申请执行人 林秀兰　被执行人 何志刚　标的 ¥ 486,200.00" in reading.words()


def test_the_fields_follow_the_node_and_the_preview_follows_the_fields(reading: Reading) -> None:
    reading.choose(1)
    reading.choose_node("seizure")
    form = reading.page.case.progress.form
    assert {"asset", "measure"} <= set(form.typed()) or len(form.typed()) > 3
    assert "当事人将看到" in reading.words()
    reading.choose_node("enforcement-notice")
    assert "当事人将看到" in reading.words()


def save_notice(reading: Reading) -> None:
    """Fills whatever 执行通知 requires and saves it with Ctrl+Enter's action."""
    tab = reading.page.case.progress
    reading.choose_node("enforcement-notice")
    for field in tab.presenter.fields_of("enforcement-notice"):
        if field.required:
            value = field.choices[0][0] if field.choices else "2026-11-18" if field.kind == "date" else "赵敏"
            tab.form.restore({field.name: value})
    tab.day.set_text("11-18")
    tab.save(go_on=True)
    reading.settle()


def test_saving_records_the_event_and_goes_on_to_the_next_case(reading: Reading) -> None:
    reading.page.table.choose_row(0)
    reading.settle()
    shown = reading.page.case.detail
    assert shown is not None
    save_notice(reading)
    assert reading.refusals == []
    detail = reading.court.office.case_detail(shown.row.id)
    assert [(event.node, event.happened_on) for event in detail.timeline] == [
        ("enforcement-notice", date(2026, 11, 18))
    ]
    assert reading.page.table.currentIndex().row() == 1
    assert reading.court.office.draft(f"progress:{shown.row.id}") == ""
    assert reading.page.case.progress.draft().node == ""


def test_a_refused_date_leaves_everything_as_typed(reading: Reading) -> None:
    reading.choose(1)
    reading.choose_node("enforcement-notice")
    tab = reading.page.case.progress
    tab.form.restore({"-note": "已电话通知"})
    tab.day.set_text("2026-12-31")
    tab.save(go_on=False)
    reading.settle()
    assert reading.refusals
    assert tab.draft().day == "2026-12-31"
    assert tab.draft().typed["-note"] == "已电话通知"


def test_a_half_filled_form_survives_another_case_and_a_kill(reading: Reading, qtbot: QtBot) -> None:
    reading.choose(1)
    reading.choose_node("enforcement-notice")
    reading.fill(_note="写到一半")
    key = f"progress:{reading.court.case_ids[0]}"
    qtbot.waitUntil(
        lambda: "写到一半" in reading.court.office.draft(key), timeout=PATIENCE_MS
    )  # the beat of the drafts
    reading.choose(2)
    assert reading.page.case.progress.draft().node == ""
    reading.choose(1)
    assert reading.page.case.progress.draft().typed["-note"] == "写到一半"
    assert reading.tasks.close()
    reading.court.reopen()
    again = Reading(qtbot, reading.court)
    again.choose(1)
    draft = again.page.case.progress.draft()
    assert (draft.node, draft.typed["-note"]) == ("enforcement-notice", "写到一半")
    again.close()


def test_a_text_typed_just_before_another_case_is_chosen_stays_with_its_case(reading: Reading) -> None:
    reading.choose(1)
    reading.choose_node("enforcement-notice")
    reading.page.case.progress.form.restore({"-note": "属于第一件"})
    reading.page.table.choose(reading.court.case_ids[1])  # before the beat
    reading.settle()
    assert reading.page.case.progress.draft().typed.get("-note", "") == ""
    reading.choose(1)
    assert reading.page.case.progress.draft().typed["-note"] == "属于第一件"


def test_correcting_an_event_fills_the_form_and_changes_it(reading: Reading) -> None:
    reading.choose(1)
    save_notice(reading)
    reading.choose(1)
    detail = reading.page.case.detail
    assert detail is not None
    tab = reading.page.case.progress
    tab.presenter.correct(detail.timeline[0])
    assert tab.day.text() == "2026-11-18"
    tab.day.set_text("2026-11-17")
    tab.save(go_on=False)
    reading.settle()
    changed = reading.court.office.case_detail(reading.court.case_ids[0]).timeline
    assert [event.happened_on for event in changed] == [date(2026, 11, 17)]


def test_a_new_case_gets_the_roles_of_its_type(reading: Reading) -> None:
    reading.page.ask_new_case()
    dialog = reading.dialog()
    dialog.form.restore(
        {"number": "(2026)粤0103执 2001 号", "filed_on": "11-18", "applicants": "甲公司", "respondents": "乙、丙\n丁"}
    )
    dialog.submit()
    reading.settle()
    detail = reading.page.case.detail
    assert detail is not None
    assert detail.row.number == "（2026）粤0103执2001号"
    assert [(party.name, party.role) for party in detail.parties] == [
        ("甲公司", "申请执行人"),
        ("乙", "被执行人"),
        ("丙", "被执行人"),
        ("丁", "被执行人"),
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("(2026)粤0103执1001号", "case-number.duplicate"),
        ("随便写的", "case-number.unreadable"),
        ("(2026)粤0104执1号", "case-number.other-court"),
    ],
)
def test_a_refused_case_number_is_told_in_the_dialog_and_stays(reading: Reading, number: str, code: str) -> None:
    reading.page.ask_new_case()
    dialog = reading.dialog()
    dialog.form.restore({"number": number, "filed_on": "2026-11-18", "cause": "打了一半的案由"})
    dialog.submit()
    reading.settle()
    assert dialog.isVisible()
    assert dialog.messages.code == code
    assert dialog.form.typed()["cause"] == "打了一半的案由"
    reading.page.leave()
    reading.page.ask_new_case()
    assert reading.dialog().form.typed()["cause"] == "打了一半的案由"  # kept for the next time
    reading.page.leave()


def test_parties_are_added_and_their_leaving_noted(reading: Reading) -> None:
    reading.choose(1)
    reading.page.case.parties.ask_party()
    dialog = reading.dialog()
    dialog.form.restore({"name": "王某某", "role": "利害关系人"})
    dialog.submit()
    reading.settle()
    detail = reading.court.office.case_detail(reading.court.case_ids[0])
    assert "王某某" in [party.name for party in detail.parties]
    assert not [found for found in reading.page.findChildren(FormDialog) if found.isVisible()]


def test_basics_hand_in_only_what_was_changed(reading: Reading) -> None:
    reading.choose(1)
    wanted: list[object] = []
    reading.page.case.basics.save_wanted.connect(wanted.append)
    reading.page.case.tabs.setCurrentIndex(1)
    cause = reading.page.case.basics.form.input("cause")
    assert isinstance(cause, QLineEdit)
    cause.setText("买卖合同纠纷")
    reading.page.case.basics._save()
    reading.settle()
    assert wanted == [{"cause": "买卖合同纠纷"}]
    assert reading.court.office.case_detail(reading.court.case_ids[0]).row.cause == "买卖合同纠纷"


def test_people_of_the_case_are_offered_where_a_person_is_wanted(reading: Reading) -> None:
    reading.choose(1)
    reading.choose_node("seizure")
    form: QWidget = reading.page.case.progress.form
    boxes = [box for box in form.findChildren(QComboBox) if box.isEditable()]
    assert boxes
    assert boxes[0].findText("林秀兰") >= 0


@pytest.mark.parametrize(
    ("number", "roles"),
    [
        ("(2026)粤0103执1号", ["申请执行人", "被执行人"]),
        ("(2026)粤0103民初1号", ["原告", "被告"]),
        ("认不出", ["申请人", "被申请人"]),
    ],
)
def test_roles_follow_the_type_of_the_number(number: str, roles: list[str]) -> None:
    values = {
        "number": number, "cause": None, "filed_on": None, "received_on": None, "procedure": None, "amount": None,
        "applicants": "甲", "respondents": "乙",
    }  # fmt: skip
    assert [party.role for party in new_case(values).parties] == roles
