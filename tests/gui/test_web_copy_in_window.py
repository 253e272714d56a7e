"""From 隐名 to 报送 in the real window: real use cases, real threads, a real .docx. All people are invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from clerk_app.ui.documents.batch import BatchDialog
from clerk_app.ui.review.view import ReviewView
from clerk_app.use_cases.forms import NewDocument
from tests.gui.court_office import TODAY, Court
from tests.gui.sitting import CTRL, Sitting
from tests.support.at_rest import PATIENCE_MS
from tests.support.generated_judgments import generate
from tests.support.judgment_docx import DocxParts, docx_of

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def register(court: Court, seed: int = 18) -> str:
    judgment = generate(seed)
    form = NewDocument(
        court.case_ids[0],
        "判决书",
        judgment.file_name,
        docx_of(judgment.text, DocxParts(judgment.rows, judgment.notes)),
        judgment.title,
        TODAY,
        TODAY,
    )
    return court.office.register_document(form).record_id


def button(at: Sitting, name: str) -> QPushButton:
    found = at.pages.documents.findChildren(QPushButton)
    return next(item for item in found if item.isVisible() and item.accessibleName() == name)


def click(at: Sitting, name: str) -> None:
    at.qtbot.mouseClick(button(at, name), Qt.MouseButton.LeftButton)
    at.settle()
    at.qtbot.waitUntil(lambda: at.window.tasks.open_jobs == 0, timeout=PATIENCE_MS)


def open_review(at: Sitting) -> ReviewView:
    at.press(Key.Key_4, CTRL)
    click(at, "隐名")
    documents = at.pages.documents
    at.qtbot.waitUntil(lambda: documents.reviewing and documents.review.presenter.copy is not None, timeout=PATIENCE_MS)
    return documents.review


def status(at: Sitting) -> str:
    row = at.pages.documents.presenter.chosen
    return row.status if row else ""


def answer_all(at: Sitting, review: ReviewView) -> None:
    presenter = review.presenter
    while presenter.current is not None and presenter.current.is_open:
        at.press(Key.Key_Return)
        at.settle()
    while review.findings.current is not None and review.findings.current.is_open:
        review.findings.answer.setText("不是个人信息")
        review.findings.say()
        at.settle()
    review.sides.original.setFocus()


def test_a_judgment_goes_from_its_original_to_the_batch(at: Sitting, court: Court) -> None:
    document_id = register(court)
    review = open_review(at)
    assert at.page == "documents"
    assert review.sides.original.hasFocus()
    copy = review.presenter.copy
    assert copy is not None
    assert len(copy.spans) > 10
    at.press(Key.Key_F8)  # walks here, and does not lead to the conflicts
    assert (at.page, review.presenter.place) == ("documents", 2)
    at.press(Key.Key_F8, SHIFT)
    answer_all(at, review)
    at.press(Key.Key_Return, CTRL)
    at.qtbot.waitUntil(lambda: not at.pages.documents.reviewing, timeout=PATIENCE_MS)
    at.settle()
    assert status(at) == "confirmed"
    click(at, "报送本月")
    dialog = at.pages.documents.findChildren(BatchDialog)[-1]
    assert "尚缺 1" in "".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.submit()
    at.settle()
    assert dialog.report is not None
    assert [row.document_id for row in dialog.report.submitted] == [document_id]
    dialog.reject()
    at.settle()
    assert status(at) == "submitted"
    assert [step.action for step in court.office.document_steps(document_id)] == ["mask", "confirm", "submit"]


def test_a_kept_place_and_a_remembered_word_are_there_again_after_a_lock(at: Sitting, court: Court) -> None:
    document_id = register(court)
    review = open_review(at)
    name = next(span for span in review.presenter.order if span.kind == "person")
    review.presenter.choose(name.number)
    at.press(Key.Key_R)
    at.press(Key.Key_K)
    at.settle()
    at.press(Key.Key_L, CTRL)
    at.unlock()
    kept = [span for span in court.office.web_copy(document_id).spans if span.decision == "kept"]
    assert {span.original for span in kept} == {name.original}
    assert [(rule.action, rule.words) for rule in court.office.masking_rules()] == [("keep", name.original)]


def test_two_names_said_to_be_one_are_parted_again_by_ctrl_z(at: Sitting, court: Court) -> None:
    document_id = register(court)
    review = open_review(at)
    before = court.office.web_copy(document_id)
    one = next(span for span in review.presenter.order if span.kind == "person")
    review.presenter.choose(one.number)
    other = next(span for span in review.presenter.names() if span.kind == "person")
    review.presenter.same_as(other.number)
    at.settle()
    assert court.office.web_copy(document_id).masked != before.masked
    at.press(Key.Key_Z, CTRL)
    at.qtbot.waitUntil(lambda: not review.presenter.working, timeout=PATIENCE_MS)
    after = court.office.web_copy(document_id)
    assert after.masked == before.masked
    assert [span.decision for span in after.spans] == [span.decision for span in before.spans]


def test_f8_still_leads_to_the_conflicts_from_the_list(at: Sitting) -> None:
    at.press(Key.Key_4, CTRL)
    at.press(Key.Key_F8)
    assert at.page == "sync"
