"""What is being changed in 基本信息 is lost by no other tab, case, sync, lock or kill. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.cases.basics_tab import basics_key
from tests.gui.court_office import Court
from tests.gui.reading import Reading
from tests.gui.sitting import CTRL, Key, Sitting


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    made = Court(tmp_path)
    yield made
    made.store.close()


def typed(reading: Reading) -> str:
    return reading.page.case.basics.form.typed()["cause"]


def type_cause(reading: Reading, text: str = "写到一半的案由") -> None:
    reading.page.case.tabs.setCurrentIndex(1)
    reading.page.case.basics.form.restore({"cause": text})


def test_another_tab_and_a_sync_meanwhile(reading: Reading) -> None:
    reading.choose(1)
    type_cause(reading)
    reading.page.case.tabs.setCurrentIndex(2)
    reading.court.office.edit_case(reading.court.case_ids[0], {"source": "移送"})
    reading.page.refresh(None)
    reading.settle()
    assert typed(reading) == "写到一半的案由"
    assert reading.page.case.basics.form.typed()["source"] == "移送", "what the sync brought is shown, and not undone"
    wanted: list[object] = []
    reading.page.case.basics.save_wanted.connect(wanted.append)
    reading.page.case.basics._save()
    assert wanted == [{"cause": "写到一半的案由"}]


def test_another_case_meanwhile(reading: Reading) -> None:
    reading.choose(1)
    before = typed(reading)
    type_cause(reading)
    reading.choose(2)
    assert typed(reading) != "写到一半的案由"
    reading.choose(1)
    reading.settle()
    assert typed(reading) == "写到一半的案由"
    reading.page.case.basics.restore({})
    assert typed(reading) == before


def test_a_kill_loses_only_the_last_moment(reading: Reading, qtbot: QtBot) -> None:
    reading.choose(1)
    type_cause(reading)
    key = basics_key(reading.court.case_ids[0])
    qtbot.waitUntil(lambda: "写到一半的案由" in reading.court.office.draft(key), timeout=800)


def test_saved_it_is_typed_text_no_more(reading: Reading) -> None:
    reading.choose(1)
    type_cause(reading, "买卖合同纠纷")
    reading.page.leave()
    reading.settle()
    key = basics_key(reading.court.case_ids[0])
    assert "买卖合同纠纷" in reading.court.office.draft(key)
    reading.page.case.basics._save()
    reading.settle()
    reading.page.leave()
    reading.settle()
    assert reading.court.office.draft(key) == ""
    assert reading.page.case.basics.typed() == {}
    assert typed(reading) == "买卖合同纠纷"


def test_in_the_window_an_idle_lock_keeps_it(at: Sitting, court: Court) -> None:
    def open_case() -> None:
        at.press(Key.Key_2, CTRL)
        at.settle()
        at.pages.cases.table.choose(court.case_ids[0])
        at.settle()

    open_case()
    at.pages.cases.case.basics.form.restore({"cause": "写到一半的案由"})
    at.window.idle.idle.emit()
    at.settle()
    at.unlock()
    open_case()
    at.settle()
    assert at.pages.cases.case.basics.form.typed()["cause"] == "写到一半的案由"
