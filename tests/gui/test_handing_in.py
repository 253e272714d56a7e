"""Handing a file in at the window: an old one is converted beside one's other work, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.hand_in_dialog import HandInDialog
from clerk_app.ui.documents.register_dialog import DRAFT_KEY, RegisterDialog
from clerk_app.ui.documents.replace_dialog import ReplaceDialog
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.use_cases.forms import DocumentQuery
from clerk_app.use_cases.staged import at_once
from court_core.documents import legacy
from tests.gui.court_office import Court
from tests.gui.sitting import CTRL, Key, Sitting
from tests.gui.test_web_copy_in_window import button, click, register, status
from tests.support.at_rest import PATIENCE_MS
from tests.support.old_documents import named_stream
from tests.support.word_samples import judgment

LINES = ("民事判决书", "原告林秀兰（演示），女。")


class Converter:
    """In LibreOffice's place: waits until it is let go on, then answers with a judgment or fails."""

    def __init__(self, folder: Path) -> None:
        self._go, self.path = folder / "go", folder / "soffice"
        (folder / "made.docx").write_bytes(judgment(*LINES))
        self.path.write_text(
            "#!/bin/sh\n"
            f'while [ ! -e "{self._go}" ]; do sleep 0.05; done\n'
            f'[ "$(cat "{self._go}")" = done ] || exit 3\n'
            'while [ "$1" != --outdir ]; do shift; done\n'
            f'cp "{folder / "made.docx"}" "$2/document.docx"\n'
        )
        self.path.chmod(0o755)

    def let_go(self, *, well: bool = True) -> None:
        self._go.write_text("done" if well else "broken")


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Converter:
    made = Converter(tmp_path)
    monkeypatch.setattr(legacy, "find_converter", lambda: made.path)
    return made


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "判决书.doc"
    path.write_bytes(named_stream(0))
    return path


def documents(at: Sitting) -> DocumentsPage:
    page = at.pages.documents
    assert isinstance(page, DocumentsPage)
    return page


def begin(at: Sitting, file: Path) -> RegisterDialog:
    at.press(Key.Key_4, CTRL)
    page = documents(at)
    page.register()
    at.settle()
    dialog = next(found for found in page.findChildren(RegisterDialog) if found.isVisible())
    dialog.case.setText(at.court.number(1))
    dialog._search(at.court.number(1))
    at.settle()
    dialog.form.restore({"kind": "执行裁定书", "title": "执行裁定书"})
    dialog.choose_file(file)
    dialog.save()
    return dialog


def kept(at: Sitting) -> list[str]:
    return [row.title for row in at.court.office.list_documents(DocumentQuery())]


def test_an_old_file_is_converted_while_the_person_does_something_else(
    at: Sitting, converter: Converter, old: Path
) -> None:
    dialog = begin(at, old)
    page = documents(at)
    assert not dialog.isVisible(), "it does not stand in the way"
    assert "正在转换旧版文件“判决书.doc”" in page.converting.text
    QTest.keyClick(at.window.windowHandle(), Key.Key_2, CTRL)
    at.qtbot.waitUntil(lambda: at.page == "cases", timeout=PATIENCE_MS)
    saved: list[object] = []
    at.window.tasks.database(lambda: at.court.office.keep_draft("note", "别的事"), saved.append)
    at.qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE_MS)
    assert kept(at) == []
    QTest.keyClick(at.window.windowHandle(), Key.Key_4, CTRL)
    page.search.setFocus()
    page.search.setText("1002")
    converter.let_go()
    at.qtbot.waitUntil(lambda: kept(at) == ["执行裁定书"], timeout=PATIENCE_MS)
    at.settle()
    assert (page.search.text(), page.search.hasFocus()) == ("1002", True), "what the person does meanwhile goes on"
    assert page.converting.text == ""
    (row,) = at.court.office.list_documents(DocumentQuery())
    assert at.court.office.document_file(row.id) == ("判决书.doc", old.read_bytes())
    assert at.court.office.draft(DRAFT_KEY) == "", "saved and no draft any more"


def test_what_cannot_be_converted_is_told_and_the_form_is_there_again(
    at: Sitting, converter: Converter, old: Path
) -> None:
    dialog = begin(at, old)
    page = documents(at)
    told: list[str] = []
    page.refused.connect(lambda refusal: told.append(refusal.code))
    converter.let_go(well=False)
    at.qtbot.waitUntil(lambda: told == ["document.legacy-failed"], timeout=PATIENCE_MS)
    assert (page.converting.text, kept(at)) == ("", [])
    page.register()
    at.settle()
    assert dialog.isVisible(), "the same form, not a second one"
    assert "没有转换成功" in dialog.messages.text
    assert dialog.form.typed()["title"] == "执行裁定书"
    dialog._give_up()


def test_looked_at_again_meanwhile_it_takes_no_second_press_and_can_be_given_up(
    at: Sitting, converter: Converter, old: Path
) -> None:
    dialog = begin(at, old)
    page = documents(at)
    page.register()
    assert dialog.isVisible()
    assert "最长一分钟" in dialog.messages.text
    dialog.save()
    dialog._give_up()
    converter.let_go()
    at.settle()
    at.qtbot.wait(300)
    assert kept(at) == []
    assert [found.is_aside for found in page.findChildren(HandInDialog)] == [False]


def test_locked_meanwhile_the_form_is_kept(at: Sitting, converter: Converter, old: Path) -> None:
    begin(at, old)
    locked: list[bool] = []
    at.window.locked.connect(lambda: locked.append(True))
    at.window.lock()
    at.qtbot.waitUntil(lambda: bool(locked), timeout=PATIENCE_MS)
    converter.let_go()
    at.settle()
    at.unlock()
    at.press(Key.Key_4, CTRL)
    page = documents(at)
    page.register()
    at.settle()
    dialog = next(found for found in page.findChildren(RegisterDialog) if found.isVisible())
    assert dialog.form.typed()["title"] == "执行裁定书"
    assert kept(at) == []
    dialog._give_up()


def test_the_window_closed_right_after_the_last_key_keeps_the_form(
    qtbot: QtBot, court: Court, converter: Converter, old: Path
) -> None:
    at = Sitting(qtbot, court)
    at.unlock()
    dialog = begin(at, old)
    dialog.form.restore({"title": "执行裁定书之二"})
    at.close()
    assert "执行裁定书之二" in court.office.draft(DRAFT_KEY)


def test_a_text_is_handed_in_at_once(at: Sitting, tmp_path: Path) -> None:
    file = tmp_path / "裁定.txt"
    file.write_bytes("\r\n".join(LINES).encode("gb18030"))
    begin(at, file)
    at.qtbot.waitUntil(lambda: kept(at) == ["执行裁定书"], timeout=PATIENCE_MS)


class TestAnotherOriginal:
    """更换正本."""

    def open(self, at: Sitting, file: Path) -> ReplaceDialog:
        click(at, "更换正本")
        dialog = next(found for found in documents(at).findChildren(ReplaceDialog) if found.isVisible())
        dialog.reason.setText("承办人更正笔误")
        dialog.choose_file(file)
        return dialog

    def test_the_way_begins_anew_with_the_corrected_file(self, at: Sitting, tmp_path: Path) -> None:
        document_id = register(at.court)
        at_once(at.court.office.masking(document_id))
        at.press(Key.Key_4, CTRL)
        at.qtbot.waitUntil(lambda: status(at) == "masked", timeout=PATIENCE_MS)
        file = tmp_path / "更正.docx"
        file.write_bytes(judgment(*LINES))
        self.open(at, file).save()
        at.qtbot.waitUntil(lambda: status(at) == "effective", timeout=PATIENCE_MS)
        at.settle()
        assert button(at, "隐名").isVisible()
        assert at.court.office.document_file(document_id) == ("更正.docx", file.read_bytes())
        step = at.court.office.document_steps(document_id)[-1]
        assert (step.action_label, step.reason) == ("更换正本", "承办人更正笔误")
        assert at.court.office.web_copy(document_id).outdated

    def test_an_old_file_is_converted_beside_it(self, at: Sitting, converter: Converter, old: Path) -> None:
        register(at.court)
        at.press(Key.Key_4, CTRL)
        dialog = self.open(at, old)
        dialog.save()
        assert not dialog.isVisible()
        assert "判决书.doc" in documents(at).converting.text
        documents(at).replace()
        assert dialog.isVisible(), "the same dialog, not a second one"
        converter.let_go()
        at.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE_MS)
        at.settle()
        (row,) = at.court.office.list_documents(DocumentQuery())
        assert row.file_name == "判决书.doc"

    def test_what_is_with_the_reviewers_offers_none(self, at: Sitting) -> None:
        document_id = register(at.court)
        with at.court.store.write("me") as unit:
            unit.update("document", document_id, {"status": "submitted"})
        at.press(Key.Key_4, CTRL)
        at.qtbot.waitUntil(lambda: status(at) == "submitted", timeout=PATIENCE_MS)
        assert "退回后才能更换正本" in at.read()
        with pytest.raises(StopIteration):
            button(at, "更换正本")
