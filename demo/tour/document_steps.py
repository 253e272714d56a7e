"""A judgment on its way to the public page: masked, reviewed, confirmed, submitted, returned once, and passed by 审管办."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit

from clerk_app.ui.review.paper import Paper
from clerk_app.ui.review.view import ReviewView
from demo.documents import DemoDocument
from demo.dossier import Dossier
from demo.people import JUDGE, TRIAL_MANAGEMENT
from demo.tour.hands import CTRL, SHIFT, Key
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Scene, Station

_REASON = ("请再核对", "代理律师的", "执业机构")
_MOST_ANSWERS = 200


def document_to_the_public_page(scene: Scene, record: TourRecord, dossier: Dossier) -> None:
    """The judge, 审管办, and both once more after the return."""
    document = civil_judgment(dossier)
    with scene.station(JUDGE.login) as station:
        station.unlock()
        _mask_and_confirm(station, record, document)
        submit(station, record, "22-报送本月")
    with scene.station(TRIAL_MANAGEMENT.login) as station, record.step("审管办退回一件，写明理由") as step:
        open_submitted(station, document)
        step.pictures.append(station.picture("23-审管办-待审核"))
        reason = next(box for box in station.eyes.all(QPlainTextEdit) if "退回" in box.placeholderText())
        station.hands.click(reason)
        station.hands.write_words(*_REASON)
        station.press_button("退回")
        station.sees("已退回承办人")
        station.wait_until_sent()
    mend(scene, record, document, "退回", "".join(_REASON), ("24-退回的文书", "25-再次报送"))
    with scene.station(TRIAL_MANAGEMENT.login) as station, record.step("审管办看公开稿，审核通过") as step:
        open_submitted(station, document)
        open_review(station, "查看公开稿")
        step.pictures.append(station.picture("26-审管办-公开稿"))
        station.hands.press(Key.Key_Escape)
        station.sees("请先看公开稿")
        station.settle()
        station.press_button("通过")
        station.sees("审核通过，2026-11-25 公开")
        station.wait_until_sent()
        step.pictures.append(station.picture("27-审核通过"))


def mend(
    scene: Scene, record: TourRecord, document: DemoDocument, why: str, reason: str, pictures: tuple[str, str]
) -> None:
    """The judge reads why a document came back (退回, 撤回), goes through it again, confirms and submits."""
    with scene.station(JUDGE.login) as station:
        with record.step(f"承办人看到{why}的理由，改好后再确认、报送") as step:
            station.unlock()
            station.sees("已同步", SLOW)
            open_document(station, document)
            station.sees(reason, SLOW)
            step.pictures.append(station.picture(pictures[0]))
            review = open_review(station, "核对公开稿")
            station.hands.press(Key.Key_Return)
            station.settle()
            answer_all(station, review)
            confirm(station)
        submit(station, record, pictures[1])


def civil_judgment(dossier: Dossier) -> DemoDocument:
    """A civil judgment of the judge that has taken effect."""
    return next(
        document
        for document in dossier.documents
        if document.case.judge == JUDGE.login and document.kind == "民事判决书" and document.effective_on
    )


def _mask_and_confirm(station: Station, record: TourRecord, document: DemoDocument) -> None:
    hands = station.hands
    with record.step("生效判决书隐名") as step:
        station.sees("已同步", SLOW)
        open_document(station, document)
        step.pictures.append(station.picture("19-文书-待隐名"))
        review = open_review(station, "隐名")
        step.pictures.append(station.picture("20-核对公开稿"))
        copy = review.presenter.copy
        assert copy is not None
        step.seen |= {"隐名": len(copy.spans), "待确认": copy.open_count, "检查发现": len(copy.findings)}
    with record.step("逐处核对：下一处、上一处、改写、全文相同的一并处理") as step:
        hands.press(Key.Key_Tab, times=3)
        hands.press(Key.Key_F8, SHIFT)
        hands.press(Key.Key_E)
        hands.press(Key.Key_E)
        hands.press(Key.Key_C)
        hands.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "C opened no line to type into")
        hands.press(Key.Key_Escape)
        step.pictures.append(station.picture("21-核对公开稿-逐处"))
    with record.step("全部答复后由承办人确认") as step:
        answer_all(station, review)
        confirm(station)
        station.wait_until_sent()
        step.seen["状态"] = station.status


def open_document(station: Station, document: DemoDocument) -> None:
    """文书, and the document found by its case number."""
    station.page(4, "文书")
    station.fill("查找文书", document.case.number.text)
    station.settle()
    table = station.eyes.one(QAbstractItemView, "文书列表")
    titles = [str(table.model().index(row, 1).data()) for row in range(table.model().rowCount())]
    station.hands.click_row(table, titles.index(document.title))
    station.sees(document.title)
    station.settle()


def open_submitted(station: Station, document: DemoDocument) -> None:
    """Unlocks 审管办's workstation and opens a submitted document."""
    station.unlock()
    station.sees("已同步", SLOW)
    station.settle()
    open_document(station, document)
    station.sees("请先看公开稿", SLOW)


def open_review(station: Station, button: str) -> ReviewView:
    """Presses the button that opens the copy, and waits until it stands."""
    station.press_button(button)
    station.hands.until(lambda: bool(station.eyes.all(Paper, "公开稿")), "the copy did not open", SLOW)
    station.settle()
    return station.eyes.one(ReviewView)


def _first_is_open(review: ReviewView) -> bool:
    current = review.presenter.current
    return current is not None and current.is_open


def answer_all(station: Station, review: ReviewView) -> None:
    """Enter through what is open, then each finding with its reason."""
    hands, presenter = station.hands, review.presenter
    for _ in range(_MOST_ANSWERS):
        if not _first_is_open(review):
            break
        hands.press(Key.Key_Return)
        station.settle()
    for _ in range(_MOST_ANSWERS):
        copy = presenter.copy
        if copy is None or not any(finding.is_open for finding in copy.findings):
            break
        hands.press(Key.Key_F6)
        hands.press(Key.Key_Return)
        hands.write_words("不是", "个人信息")
        hands.press(Key.Key_Return)
        station.settle()
        review.sides.original.setFocus()


def confirm(station: Station) -> None:
    """Ctrl+Enter, until the copy is confirmed."""
    station.hands.press(Key.Key_Return, CTRL)
    station.sees("公开稿已确认", SLOW)
    station.settle()


def submit(station: Station, record: TourRecord, picture: str) -> None:
    """报送本月, with one document that is new."""
    with record.step("报送本月：生效＝已报送＋不上网公开＋尚缺，逐件点名") as step:
        station.press_button("报送本月")
        station.sees("批次：生效")
        station.settle()
        station.hands.press(Key.Key_Return, CTRL)
        station.sees("本次报送 1 件")
        step.pictures.append(station.picture(picture))
        station.hands.press(Key.Key_Escape)
        station.hands.until(lambda: QApplication.activeModalWidget() is None, "the dialog stays open")
        station.wait_until_sent()
        step.seen["状态"] = station.status
