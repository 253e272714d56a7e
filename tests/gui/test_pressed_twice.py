"""保存 pressed twice, or held down, while the disk is slow: what is typed is saved once. All people are invented."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from clerk_app.ui.documents.register_dialog import RegisterDialog
from clerk_app.ui.friday.entry_panel import EntryPanel
from clerk_app.ui.widgets.form_dialog import FormDialog
from tests.gui.court_office import Court
from tests.gui.sitting import CTRL, Key, Sitting


def count(court: Court, record_type: str) -> int:
    with court.store.read() as reader:
        return len(reader.find(record_type))


def test_an_entry_of_the_log_which_could_never_be_taken_back(at: Sitting, court: Court) -> None:
    at.press(Key.Key_3, CTRL)
    at.settle()
    before = count(court, "log_entry")
    at.pages.logs.table.details_wanted.emit(0, 0)
    panel = at.pages.logs.findChild(EntryPanel)
    assert panel is not None
    panel.save()
    at.settle()
    assert count(court, "log_entry") == before, "refused: nothing is typed"
    panel.form.restore({"kind": "contact", "content": "电话联系被执行人", "visibility": "both"})
    panel.save()
    panel.save()
    panel.save()
    at.settle()
    assert count(court, "log_entry") == before + 1


def test_a_party(at: Sitting, court: Court) -> None:
    at.press(Key.Key_2, CTRL)
    at.pages.cases.table.choose(court.case_ids[0])
    at.settle()
    before = count(court, "party")
    at.pages.cases.case.parties.ask_party()
    at.settle()
    dialog = at.pages.cases.findChild(FormDialog)
    assert dialog is not None
    dialog.form.restore({"name": "王申请", "role": "利害关系人"})
    dialog.submit()
    dialog.submit()
    at.settle()
    assert count(court, "party") == before + 1
    assert not dialog.isVisible()


def test_a_document(at: Sitting, court: Court, tmp_path: Path) -> None:
    path = tmp_path / "裁定书.docx"
    document = Document()
    document.add_paragraph("执行裁定书")
    document.save(str(path))
    at.press(Key.Key_4, CTRL)
    at.pages.documents.register()
    at.settle()
    dialog = at.pages.documents.findChild(RegisterDialog)
    assert dialog is not None
    with court.store.read() as reader:
        case = reader.get("case", court.case_ids[0])
    assert case is not None
    dialog.choose_file(path)
    dialog.case.setText(str(case["number_text"]))
    dialog.form.restore({"kind": "执行裁定书"})
    dialog.case.textEdited.emit(dialog.case.text())
    at.settle()
    dialog.save()
    dialog.save()
    at.settle()
    assert count(court, "document") == 1
