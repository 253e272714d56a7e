"""文书: register, take effect, flag 不上网公开, approve, stamp. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.register_dialog import RegisterDialog
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.forms import CaseQuery, DocumentQuery, NewDocument, NewOriginal, NewWithholding
from clerk_app.use_cases.views import CasePage, CaseRow, Choice, DocumentRow, Due, WithholdingView
from court_core.documents.conversions import Conversions
from court_core.documents.original import Original
from court_core.errors import CourtError
from court_core.records.fields import Value
from tests.gui.court_week import NO_CHANGES, ImmediateJobs
from tests.gui.kept_drafts import KeptDrafts
from tests.gui.review_desk import ReviewDesk

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
NO_DUE = Due(None, None, True, "none", "")


def a_case(number: str) -> CaseRow:
    return CaseRow(
        f"case-{number}", f"（2026）粤0103民初{number}号", "买卖合同纠纷", "演示甲公司", "开庭", "梁晓岚",
        "open", "在办", date(2026, 6, 1), None, NO_DUE, False, 0,
    )  # fmt: skip


def a_document(number: str, **changes: object) -> DocumentRow:
    row = DocumentRow(
        id=f"document-{number}", case_id=f"case-{number}", case_number=f"（2026）粤0103民初{number}号", kind="判决书",
        title="民事判决书", decided_on=date(2026, 10, 30), effective_on=date(2026, 11, 16), served_on=None, status="effective",
        status_label="已生效", judge="梁晓岚", file_name="民事判决书.docx", file_size=48_200, has_file=True,
        publish_by=date(2026, 11, 25), withholding=None, pending=False,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]  # test data by field name


def a_flag(document_id: str, **changes: object) -> WithholdingView:
    flag = WithholdingView(
        id=f"flag-{document_id}", document_id=document_id, case_number="（2026）粤0103民初202号",
        document_title="民事判决书", ground_list="2013", ground="2013-5", ground_label="⑤可能产生不良影响",
        reason="判决书详细记载了当事人的病历，公开会造成二次伤害。", status="flagged", status_label="待部门负责人审批",
        flagged_by="梁晓岚", flagged_on=date(2026, 11, 18), head="", head_on=None, head_opinion="", vice_president="",
        vice_president_on=None, vice_president_opinion="", may=("approve", "refuse"), pending=True,
    )  # fmt: skip
    return replace(flag, **changes)  # type: ignore[arg-type]  # test data by field name


@dataclass
class Registry(KeptDrafts):
    """Stands in for the workstation."""

    rows: list[DocumentRow]
    refusal: CourtError | None = None
    calls: list[object] = field(default_factory=list)

    def list_documents(self, query: DocumentQuery) -> tuple[DocumentRow, ...]:
        rows = self.rows if query.tab == "all" else [row for row in self.rows if row.status == query.tab]
        return tuple(row for row in rows if query.text in row.case_number)

    def document_counts(self) -> dict[str, int]:
        return {"all": len(self.rows), "withheld": 1}

    def document_kinds(self) -> tuple[Choice, ...]:
        return (Choice("判决书", "判决书"), Choice("裁定书", "裁定书"))

    def grounds(self) -> tuple[Choice, ...]:
        return (Choice("2013-3", "③离婚"), Choice("2013-5", "⑤可能产生不良影响"))

    def search_cases(self, query: CaseQuery) -> CasePage:
        cases = [a_case(number) for number in ("201", "202", "3201")]
        return CasePage(tuple(case for case in cases if f"{query.text}号" in case.number), "", False)

    def take_in_original(self, content: bytes, name: str, conversions: Conversions | None = None) -> Original:
        return Original(name, content)

    def register_document(self, form: NewDocument) -> Saved:
        self._say(form)
        self.rows.insert(0, a_document("201", id="document-new", title=form.title or form.file_name))
        return Saved("document-new", NO_CHANGES)

    def replace_original(self, form: NewOriginal) -> Saved:
        return self._say(form)

    def edit_document(self, document_id: str, changes: Mapping[str, Value]) -> Saved:
        return self._say((document_id, dict(changes)))

    def document_file(self, document_id: str) -> tuple[str, bytes]:
        return "民事判决书.docx", b"original"

    def flag_withheld(self, form: NewWithholding) -> Saved:
        return self._say(form)

    def approve_withholding(self, withholding_id: str, opinion: str = "") -> Saved:
        return self._say(("approve", withholding_id, opinion))

    def refuse_withholding(self, withholding_id: str, opinion: str) -> Saved:
        return self._say(("refuse", withholding_id, opinion))

    def revoke_withholding(self, withholding_id: str, reason: str) -> Saved:
        return self._say(("revoke", withholding_id, reason))

    def stamped_document(
        self, document_id: str, suffix: str = ".docx", conversions: Conversions | None = None
    ) -> tuple[str, bytes]:
        return "民事判决书（不上网公开）.docx", b"stamped"

    def _say(self, call: object) -> Saved:
        if self.refusal is not None:
            raise self.refusal
        self.calls.append(call)
        return Saved("document-201", NO_CHANGES)


@pytest.fixture
def registry() -> Registry:
    flagged = a_document("202", withholding=a_flag("document-202"))
    return Registry([a_document("201"), flagged, a_document("203", publish_by=date(2026, 11, 10))])


@pytest.fixture
def page(qtbot: QtBot, registry: Registry) -> Iterator[DocumentsPage]:
    page = DocumentsPage(registry, ReviewDesk(), ImmediateJobs(), lambda: NOW, ("judge",))
    qtbot.addWidget(page)
    page.resize(1236, 860)
    page.show()
    qtbot.waitExposed(page)
    page.opened()
    yield page
    page.close()


def shown(page: DocumentsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def refusals(page: DocumentsPage) -> list[str]:
    told: list[str] = []
    page.refused.connect(lambda refusal: told.append(cast("CourtError", refusal).code))
    return told


def test_the_first_document_is_in_front_with_its_deadline(page: DocumentsPage) -> None:
    assert "应在 2026-11-25 前上网公开或标为不上网公开，还有 5 天。" in shown(page)


def test_an_overdue_document_says_by_how_much(qtbot: QtBot, page: DocumentsPage) -> None:
    page.show_item("document-203")
    qtbot.waitUntil(lambda: "已超期 10 天" in shown(page))


def test_flagging_needs_ground_and_reason_and_hands_both_over(page: DocumentsPage, registry: Registry) -> None:
    page.detail.ground.setCurrentIndex(page.detail.ground.findData("2013-3"))
    page.detail.reason.setPlainText("离婚案件")
    page.detail.flag()
    assert registry.calls == [NewWithholding("document-201", "2013-3", "离婚案件")]


def test_a_refused_flag_keeps_what_was_typed(page: DocumentsPage, registry: Registry) -> None:
    told = refusals(page)
    registry.refusal = CourtError("withholding.reason-missing")
    page.detail.ground.setCurrentIndex(1)
    page.detail.reason.setPlainText("写到一半的理由")
    page.detail.flag()
    page.refresh(None)
    assert told == ["withholding.reason-missing"]
    assert page.detail.reason.toPlainText() == "写到一半的理由"


def test_a_sync_that_changes_the_document_keeps_the_reason_being_typed(page: DocumentsPage, registry: Registry) -> None:
    page.detail.reason.setPlainText("写到一半的理由")
    page.detail.ground.setCurrentIndex(2)
    registry.rows[0] = replace(registry.rows[0], judge="何志刚")
    page.refresh(None)
    assert page.detail.reason.toPlainText() == "写到一半的理由"
    assert page.detail.ground.currentData() == "2013-5"


def test_a_flag_that_the_sync_has_taken_changes_nothing_in_front(page: DocumentsPage, registry: Registry) -> None:
    page.detail.reason.setPlainText("离婚案件")
    registry.rows[0] = replace(registry.rows[0], withholding=a_flag("document-201", may=("revoke",)))
    page.refresh(None)
    opinion = page.detail.opinion
    opinion.setPlainText("写到一半")
    registry.rows[0] = replace(
        registry.rows[0], pending=False, withholding=a_flag("document-201", may=("revoke",), pending=False)
    )
    page.refresh(None)
    assert page.detail.opinion is opinion
    assert opinion.toPlainText() == "写到一半"


def test_the_head_approves_with_an_opinion(qtbot: QtBot, page: DocumentsPage, registry: Registry) -> None:
    page.show_item("document-202")
    qtbot.waitUntil(lambda: "待部门负责人审批" in shown(page))
    page.detail.opinion.setPlainText("同意")
    (approve,) = [button for button in page.detail.findChildren(QPushButton) if button.accessibleName() == "批准"]
    qtbot.mouseClick(approve, Qt.MouseButton.LeftButton)
    assert registry.calls == [("approve", "flag-document-202", "同意")]


def test_the_mark_is_offered_only_for_a_flagged_document(page: DocumentsPage) -> None:
    def stamp_button() -> QPushButton:
        buttons = page.detail.findChildren(QPushButton)
        return next(button for button in buttons if "不上网公开”另存" in button.text() and not button.isHidden())

    assert not stamp_button().isEnabled()
    page.show_item("document-202")
    assert any(
        button.isEnabled() for button in page.detail.findChildren(QPushButton) if "不上网公开”另存" in button.text()
    )


def test_copies_go_where_the_person_chose(page: DocumentsPage, tmp_path: Path) -> None:
    told = refusals(page)
    page.presenter.save_copy(tmp_path / "标记.docx", stamped=True)
    page.presenter.save_copy(tmp_path / "原件.docx", stamped=False)
    assert (tmp_path / "标记.docx").read_bytes() == b"stamped"
    assert (tmp_path / "原件.docx").read_bytes() == b"original"
    page.presenter.save_copy(tmp_path / "没有的文件夹" / "原件.docx", stamped=False)
    assert told == ["document.output-failed"]


def test_dates_are_typed_short_and_saved(page: DocumentsPage, registry: Registry) -> None:
    page.detail.dates.restore({"effective_on": "20261118", "served_on": ""})
    page.detail.save_dates()
    assert registry.calls == [("document-201", {"effective_on": "2026-11-18"})]


def register(page: DocumentsPage) -> RegisterDialog:
    page.register()
    (dialog,) = [found for found in page.findChildren(RegisterDialog) if found.isVisible()]
    return dialog


class TestRegistering:
    def test_by_tail_number_kind_and_file(
        self, qtbot: QtBot, page: DocumentsPage, registry: Registry, tmp_path: Path
    ) -> None:
        file = tmp_path / "裁定.docx"
        file.write_bytes(b"PK")
        dialog = register(page)
        qtbot.keyClicks(dialog.case, "3201")
        assert "（2026）粤0103民初3201号" in dialog._about.text()
        dialog.form.restore({"kind": "裁定书", "effective_on": "2026-11-18"})
        dialog.choose_file(file)
        dialog.save()
        expected = NewDocument("case-3201", "裁定书", "裁定.docx", b"PK", "", None, date(2026, 11, 18))
        assert registry.calls == [expected]
        chosen = page.presenter.chosen
        assert chosen is not None
        assert chosen.id == "document-new"

    @pytest.mark.parametrize(("size", "code"), [(21 * 1024 * 1024, "document.too-big"), (None, "document.unreadable")])
    def test_a_file_that_cannot_be_taken_is_told_and_the_form_stays(
        self, qtbot: QtBot, page: DocumentsPage, registry: Registry, tmp_path: Path, size: int | None, code: str
    ) -> None:
        file = tmp_path / "大.docx"
        if size is not None:
            with file.open("wb") as stream:
                stream.truncate(size)
        dialog = register(page)
        qtbot.keyClicks(dialog.case, "3201")
        dialog.form.restore({"kind": "判决书", "title": "民事判决书"})
        dialog.choose_file(file)
        dialog.save()
        assert code in dialog.messages.text or CourtError(code, name="大.docx", size=21, limit=20).message in (
            dialog.messages.text
        )
        assert dialog.form.typed()["title"] == "民事判决书"
        assert registry.calls == []
        dialog.close()

    def test_a_file_is_dragged_in_and_what_is_none_is_not(self, page: DocumentsPage, tmp_path: Path) -> None:
        page.register()
        dialog = next(found for found in page.findChildren(RegisterDialog) if found.isVisible())
        files = [tmp_path / f"民事判决书{'（更正）' * 12}{number}.docx" for number in (1, 2)]
        for file in files:
            file.write_bytes(b"")
        no_file = [QUrl("https://example.test/a.docx"), QUrl.fromLocalFile(str(tmp_path))]
        assert not dragged(dialog, no_file)
        assert dragged(dialog, [QUrl.fromLocalFile(str(file)) for file in files])
        assert dialog._file == files[0]
        assert "拖入了 2 个文件，只取了" in dialog.messages.text
        assert dialog.minimumSizeHint().width() <= 700  # a long name is cut short, not the window made wide

    def test_an_unknown_case_is_told(self, qtbot: QtBot, page: DocumentsPage, tmp_path: Path) -> None:
        dialog = register(page)
        qtbot.keyClicks(dialog.case, "9999")
        dialog.choose_file(tmp_path / "x.docx")
        dialog.save()
        assert "9999" in dialog.messages.text
        dialog.close()


def dragged(dialog: RegisterDialog, urls: list[QUrl]) -> bool:
    """Whether the dialog takes what is dragged over it; then it is dropped there."""
    mime = QMimeData()
    mime.setUrls(urls)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, mime, left, none)
    enter.ignore()
    dialog.dragEnterEvent(enter)
    if enter.isAccepted():
        dialog.dropEvent(QDropEvent(QPointF(20, 20), copy, mime, left, none))
    return enter.isAccepted()


class TestFinding:
    def test_what_another_page_leads_to_comes_in_front_whatever_is_listed(
        self, page: DocumentsPage, registry: Registry
    ) -> None:
        page.search.setText("201")
        page.presenter.choose_tab("withheld")
        page.opened()
        page.show_item("document-203")
        assert page.presenter.chosen is not None
        assert page.presenter.chosen.id == "document-203"
        assert page.table.current_id() == "document-203"
        assert page.search.text() == ""

    def test_f3_searches_and_enter_leads_to_what_was_found(self, qtbot: QtBot, page: DocumentsPage) -> None:
        page.activateWindow()
        qtbot.waitUntil(page.table.hasFocus)
        page.search.setText("20")
        qtbot.keyClick(page.table, Qt.Key.Key_F3)
        assert page.search.hasFocus()
        assert page.search.selectedText() == "20"
        qtbot.keyClicks(page.search, "203")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        assert page.table.hasFocus()
        assert page.table.current_id() == "document-203"

    def test_what_is_not_found_is_told(self, page: DocumentsPage) -> None:
        page.search.setText("999")
        assert "没有找到“999”" in shown(page)
        page.search.clear()
        assert page.table.isVisible()

    def test_whoever_registers_while_searching_sees_the_new_one(
        self, qtbot: QtBot, page: DocumentsPage, registry: Registry
    ) -> None:
        page.search.setText("203")
        registry.rows.append(a_document("204"))
        page.presenter.registered(Saved("document-204", NO_CHANGES))
        assert page.search.text() == ""
        assert page.table.current_id() == "document-204"
