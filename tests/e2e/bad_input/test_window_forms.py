"""What cannot be, typed into the window's forms: told there and then, and the text stays where it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.register_dialog import RegisterDialog
from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.use_cases.forms import NewEvent
from court_core.rules.court_calendar import CourtCalendar
from tests.e2e.bad_input.conftest import CopyOf
from tests.e2e.bad_input.court import CLOSED, FILED, MINE, TODAY, WORKED, Court, case_ids, day, opened
from tests.e2e.bad_input.files import BAD_FILES, bad_file
from tests.e2e.bad_input.sitting import CTRL, Key, Sitting, sitting_at
from tests.support.word_samples import judgment

WEEK = CourtCalendar().release_week(WORKED).text


@pytest.fixture
def at(court: Court, copy_of: CopyOf, qtbot: QtBot) -> Iterator[Sitting]:
    """The officer at the open window; the server is out of reach, and that hinders nothing."""
    home = copy_of("li")
    with court.front.answering(shut=True), sitting_at(qtbot, home) as sitting:
        sitting.unlock()
        yield sitting


def test_a_case_number_that_cannot_be_is_told_in_the_form_and_the_form_keeps_its_text(at: Sitting) -> None:
    at.press(Key.Key_2, CTRL)
    at.press(Key.Key_N, CTRL)
    dialog = at.only(FormDialog)
    typed = {"cause": "买卖合同纠纷", "filed_on": day(FILED), "amount": "48.6万", "respondents": "周文海、林某"}
    dialog.form.restore(typed)
    for number, code in (
        ("十二号", "case-number.unreadable"),
        (f"（{FILED.year}）粤0104执5号", "case-number.other-court"),
        (MINE, "case-number.duplicate"),
    ):
        dialog.form.restore({"number": number})
        dialog.submit()
        at.settle()
        at.told(dialog.messages).check(code, number)
        assert dialog.isVisible()
        assert {name: dialog.form.typed()[name] for name in typed} == typed
        assert dialog.form.typed()["number"] == number
    at.lock_and_unlock()
    at.press(Key.Key_2, CTRL)
    at.press(Key.Key_N, CTRL)
    again = at.only(FormDialog).form.typed()
    assert (again["number"], again["respondents"]) == (MINE, "周文海、林某")


def test_a_day_that_cannot_be_is_told_and_the_node_form_keeps_its_text_over_a_lock(at: Sitting) -> None:
    at.press(Key.Key_2, CTRL)
    at.pages.cases.show_item(case_ids_of(at)[MINE])
    at.settle()
    tab = at.pages.cases.case.progress
    tab.node.setCurrentIndex(tab.node.findData("enforcement-notice"))
    tab.form.restore({"addressee": "周文海"})
    for typed, code in (
        (day(TODAY + timedelta(days=1)), "date.future"),
        (day(FILED - timedelta(days=1)), "date.before-filing"),
        ("三十二号", "date.unreadable"),
    ):
        tab.day.set_text(typed)
        tab.save(go_on=False)
        at.settle()
        at.told().check(code)
        assert tab.day.text() == typed
        assert tab.form.typed()["addressee"] == "周文海"
    at.lock_and_unlock()
    at.press(Key.Key_2, CTRL)
    at.pages.cases.show_item(case_ids_of(at)[MINE])
    at.settle()
    draft = at.pages.cases.case.progress.draft()
    assert (draft.day, draft.typed["addressee"]) == ("三十二号", "周文海")


def test_a_case_closed_meanwhile_refuses_its_cell_only_and_the_words_stay_a_draft(at: Sitting) -> None:
    """Another machine closed the case, the pull brought it, and the officer's half-written week is submitted."""
    at.press(Key.Key_3, CTRL)
    logs = at.pages.logs
    logs.show_item(WEEK)
    at.settle()
    column = next(place for place, shown in enumerate(logs.presenter.days) if shown.day == WORKED)
    row = next(place for place, shown in enumerate(logs.presenter.rows) if shown.number == MINE)
    logs.table.go(row, column)
    logs.presenter.write(row, column, "约谈被执行人")
    at.settle()
    other = opened(at.home)
    case_id = case_ids(other)[MINE]
    other.office.record_progress(NewEvent(case_id, "enforcement-closed", CLOSED, {"method": "执行完毕"}))
    logs.submit()
    at.settle()
    assert at.window.workbench is not None
    shown = at.window.workbench.messages.text
    assert "1 条未提交" in shown
    assert f"晚于结案日期 {CLOSED}" in shown
    assert "请核对工作日期" in shown
    assert other.office.draft(f"week/{case_id}/{WORKED}") == "约谈被执行人"
    other.close()


def test_a_file_that_is_no_document_is_told_in_the_dialog_and_the_dialog_keeps_its_text(
    at: Sitting, tmp_path: Path
) -> None:
    at.press(Key.Key_4, CTRL)
    at.pages.documents.register()
    at.settle()
    dialog = at.only(RegisterDialog)
    QTest.keyClicks(dialog.case, "91")
    at.settle()
    typed = {"kind": "执行裁定书", "title": "终结执行裁定书", "decided_on": day(WORKED)}
    dialog.form.restore(typed)
    for name, code in BAD_FILES.items():
        dialog.choose_file(bad_file(tmp_path, name))
        dialog.save()
        at.settle()
        at.told(dialog.messages).check(code, name)
        assert dialog.isVisible()
        assert {name: dialog.form.typed()[name] for name in typed} == typed
        assert dialog.case.text() == "91"
    dialog.choose_file(tmp_path / "没有了.docx")
    dialog.save()
    at.settle()
    at.told(dialog.messages).check("document.unreadable")
    good = tmp_path / "裁定书.docx"
    good.write_bytes(judgment())
    dialog.choose_file(good)
    dialog.save()
    at.settle()
    assert not dialog.isVisible(), at.told(dialog.messages)
    assert any("终结执行裁定书" in row.title for row in at.pages.documents.presenter.rows)


def case_ids_of(at: Sitting) -> dict[str, str]:
    """Ids by number, as the window's own list has them."""
    model = at.pages.cases.model
    return {model.record(row).number: model.record(row).id for row in range(model.rowCount())}
