"""What is typed into a dialog is there again after a lock or a kill; saving and giving up end it. All people are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.register_dialog import RegisterDialog
from clerk_app.ui.widgets.drafted_dialog import BEAT_MS, DraftedDialog
from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.ui.widgets.question import Question
from clerk_app.use_cases.forms import NewAgent
from tests.gui.beats import milliseconds_until_kept
from tests.gui.court_office import Court
from tests.gui.sitting import CTRL, Key, Sitting
from tests.support.at_rest import PATIENCE_MS


@dataclass(frozen=True)
class Kind:
    """A dialog: how a person comes to it, what is typed, and under which key it is kept."""

    open: Callable[[Sitting], None]
    typed: dict[str, str]
    key: Callable[[Court], str]


def _in_first_case(at: Sitting) -> None:
    at.press(Key.Key_2, CTRL)
    at.pages.cases.table.choose(at.court.case_ids[0])
    at.settle()


def _new_case(at: Sitting) -> None:
    at.press(Key.Key_2, CTRL)
    at.pages.cases.ask_new_case()


def _new_party(at: Sitting) -> None:
    _in_first_case(at)
    at.pages.cases.case.parties.ask_party()


def _press(at: Sitting, words: str) -> None:
    _in_first_case(at)
    tab = at.pages.cases.case.parties
    button = next(each for each in tab.findChildren(QPushButton) if each.accessibleName() == words)
    button.click()


def _first_party(court: Court) -> str:
    return court.office.case_detail(court.case_ids[0]).parties[0].id


def _register(at: Sitting) -> None:
    at.press(Key.Key_4, CTRL)
    at.pages.documents.register()


KINDS = {
    "新建案件": Kind(_new_case, {"number": "(2026)粤0103执 20", "cause": "打了一半"}, lambda court: "case:new"),
    "添加当事人": Kind(
        _new_party, {"name": "王某某", "phone": "020-8"}, lambda court: f"party:new:{court.case_ids[0]}"
    ),
    "修改当事人": Kind(
        lambda at: _press(at, "修改"), {"address": "芳村大道东 1 号", "phone": "020-8"},
        lambda court: f"party:{_first_party(court)}",
    ),
    "代理人": Kind(
        lambda at: _press(at, "添加代理人"), {"name": "何律师", "firm": "演示律师事务所"},
        lambda court: f"agent:new:{_first_party(court)}",
    ),
    "登记文书": Kind(
        _register, {"title": "执行裁定书", "kind": "执行裁定书", "decided_on": "11-1"}, lambda court: "document:new"
    ),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[str(request.param)]


def dialog_of(at: Sitting) -> FormDialog | RegisterDialog:
    at.settle()
    (dialog,) = [found for found in at.window.findChildren(DraftedDialog) if found.isVisible()]
    assert isinstance(dialog, FormDialog | RegisterDialog)
    return dialog


def no_dialog(at: Sitting) -> bool:
    at.settle()
    return not any(found.isVisible() for found in at.window.findChildren(DraftedDialog))


def type_into(at: Sitting, kind: Kind) -> FormDialog | RegisterDialog:
    kind.open(at)
    dialog = dialog_of(at)
    dialog.form.restore(kind.typed)
    return dialog


def shown(dialog: FormDialog | RegisterDialog, kind: Kind) -> dict[str, str]:
    return {name: dialog.form.typed()[name] for name in kind.typed}


def question(at: Sitting) -> Question:
    (asked,) = [found for found in at.window.findChildren(Question) if found.isVisible()]
    return asked


def test_an_idle_lock_asks_nothing_and_the_text_is_there_afterwards(at: Sitting, kind: Kind) -> None:
    type_into(at, kind)  # and at once, before any beat
    at.window.idle.idle.emit()
    at.settle()
    assert at.window.workbench is None
    at.unlock()
    kind.open(at)
    assert shown(dialog_of(at), kind) == kind.typed
    at.window.idle.idle.emit()
    at.settle()


def test_ctrl_l_locks_from_a_dialog_too_and_keeps_its_text(at: Sitting, kind: Kind) -> None:
    dialog = type_into(at, kind)
    QTest.keyClick(dialog, Key.Key_L, CTRL)
    at.settle()
    assert at.window.workbench is None
    assert all(text in at.court.office.draft(kind.key(at.court)) for text in kind.typed.values())


def test_a_kill_loses_nothing_that_was_typed_800_ms_before(at: Sitting, kind: Kind, qtbot: QtBot) -> None:
    at.come_to_rest()  # only the draft is measured
    dialog = type_into(at, kind)
    key = kind.key(at.court)
    assert (
        milliseconds_until_kept(
            qtbot, dialog._beat, lambda: at.window.tasks.open_jobs > 0, lambda: at.court.office.draft(key) != ""
        )
        < 800
    )
    assert all(text in at.court.office.draft(key) for text in kind.typed.values())
    at.window.idle.idle.emit()
    at.settle()


def test_giving_up_is_asked_for_once_and_ends_the_draft(at: Sitting, kind: Kind, qtbot: QtBot) -> None:
    dialog = type_into(at, kind)
    qtbot.waitUntil(lambda: at.court.office.draft(kind.key(at.court)) != "", timeout=PATIENCE_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    question(at).reject()  # 取消: go on with the form
    assert dialog.isVisible()
    assert shown(dialog, kind) == kind.typed
    dialog.reject()
    question(at).accept()
    assert no_dialog(at)
    assert at.court.office.draft(kind.key(at.court)) == ""
    kind.open(at)
    again = dialog_of(at)
    assert again.typed() == {}
    again.reject()  # nothing typed: nothing asked
    assert no_dialog(at)


@pytest.mark.parametrize("name", ["添加当事人", "修改当事人", "代理人"])
def test_saving_ends_the_draft_together_with_the_save(at: Sitting, name: str, qtbot: QtBot) -> None:
    kind = KINDS[name]
    dialog = type_into(at, kind)
    assert isinstance(dialog, FormDialog)
    dialog.form.restore(
        {"role": "利害关系人"} if name == "添加当事人" else {"kind": "lawyer"} if name == "代理人" else {}
    )
    key = kind.key(at.court)
    qtbot.waitUntil(lambda: at.court.office.draft(key) != "", timeout=PATIENCE_MS)
    dialog.submit()
    assert no_dialog(at)
    qtbot.wait(BEAT_MS + 100)
    at.settle()
    assert at.court.office.draft(key) == ""


def test_a_refused_save_keeps_the_text_as_the_draft(at: Sitting, qtbot: QtBot) -> None:
    kind = KINDS["新建案件"]
    dialog = type_into(at, kind)
    assert isinstance(dialog, FormDialog)
    dialog.form.restore({"filed_on": "2026-11-18"})
    dialog.submit()  # no case number
    at.settle()
    assert dialog.messages.code == "case-number.unreadable"
    assert kind.typed["cause"] in at.court.office.draft("case:new")
    at.window.idle.idle.emit()
    at.settle()


def test_a_party_changed_elsewhere_meanwhile_keeps_what_the_draft_does_not_touch(at: Sitting) -> None:
    kind = KINDS["修改当事人"]
    type_into(at, kind)
    at.window.idle.idle.emit()
    at.settle()
    at.court.office.edit_party(_first_party(at.court), {"id_number": "440103199001011234"})
    at.unlock()
    kind.open(at)
    dialog = dialog_of(at)
    assert dialog.form.typed()["id_number"] == "440103199001011234"
    assert shown(dialog, kind) == kind.typed
    at.window.idle.idle.emit()
    at.settle()


def test_the_draft_of_a_document_brings_case_and_file_back_and_forgets_a_file_that_is_gone(
    at: Sitting, tmp_path: Path
) -> None:
    file = tmp_path / "裁定书.docx"
    file.write_bytes(b"PK")
    for there in (True, False):
        _register(at)
        dialog = dialog_of(at)
        assert isinstance(dialog, RegisterDialog)
        if there:
            QTest.keyClicks(dialog.case, "1001")
            dialog.choose_file(file)
        else:
            assert dialog.case.text() == "1001"
            assert dialog.typed()["-file"] == str(file)
            assert at.court.number(1) in dialog._about.text()
            file.unlink()
        at.window.idle.idle.emit()
        at.settle()
        at.unlock()
    _register(at)
    dialog = dialog_of(at)
    assert "-file" not in dialog.typed()
    assert dialog.typed()["-case"] == "1001"
    at.window.idle.idle.emit()
    at.settle()


def test_the_agents_of_two_parties_have_drafts_of_their_own(at: Sitting) -> None:
    first, second = (party.id for party in at.court.office.case_detail(at.court.case_ids[0]).parties)
    at.court.office.add_agent(NewAgent(second, "周律师", "lawyer", "演示所", ""))
    type_into(at, KINDS["代理人"])
    at.window.idle.idle.emit()
    at.settle()
    assert at.court.office.draft(f"agent:new:{first}")
    assert at.court.office.draft(f"agent:new:{second}") == ""
