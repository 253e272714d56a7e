"""The 25th and after: documents go out, one is withdrawn by 审管办, mended by the judge and published again."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QPlainTextEdit

from central_server.services.publishing.release import DocumentsReleased
from central_server.services.publishing.release_calendar import Month
from court_core.rules.court_calendar import CourtCalendar
from demo.administrator import release_documents
from demo.documents import DemoDocument
from demo.dossier import Dossier
from demo.people import TRIAL_MANAGEMENT
from demo.tour.document_steps import civil_judgment, mend, open_document, open_submitted
from demo.tour.hands import CTRL, Key
from demo.tour.party_visit import PartyVisit
from demo.tour.record import TourRecord
from demo.tour.scene import SLOW, Scene, Station

_MORNING = time(9, 30)
_REASON = ("判项金额", "录入有误")


def end_of_the_month(scene: Scene, record: TourRecord, dossier: Dossier) -> None:
    """From publication to publication again."""
    document = civil_judgment(dossier)
    month = Month.of(dossier.today)
    publish_on = CourtCalendar().publish_on(month.first).date
    with record.step("25 日公开审核通过的文书，公众按案号查到") as step:
        scene.home.clock.set_to(publish_on, _MORNING)
        released = _release(scene, month)
        page = _public(scene, document)
        parties = [party.name for party in document.case.parties if party.natural]
        assert parties, "the judgment has no person whose name could leak"
        assert not [name for name in parties if name in page], "a party's name is on the public page"
        assert "某" in page
        step.seen |= {
            "公开": released.published,
            "不公开告示": released.withheld,
            "再次运行": _release(scene, month).published,
        }
    with (
        scene.station(TRIAL_MANAGEMENT.login) as station,
        record.step("审管办撤回已公开的文书，公众立即看不到") as step,
    ):
        station.unlock()
        station.sees("已同步", SLOW)
        open_document(station, document)
        station.sees("已公开", SLOW)
        _give_reason(station)
        step.pictures.append(station.picture("28-撤回已公开的文书"))
        station.press_button("撤回")
        station.sees("已撤回")
        station.wait_until_sent()
        assert _public(scene, document) == "", "a withdrawn document is still public"
    _mend_and_publish_again(scene, record, document, month)


def _mend_and_publish_again(scene: Scene, record: TourRecord, document: DemoDocument, month: Month) -> None:
    mend(scene, record, document, "撤回", "".join(_REASON), ("29-撤回的文书", "30-更正后报送"))
    with scene.station(TRIAL_MANAGEMENT.login) as station, record.step("更正后审核通过"):
        open_submitted(station, document)
        station.press_button("通过")
        station.sees("审核通过")
        station.wait_until_sent()
    with scene.station(TRIAL_MANAGEMENT.login) as station, record.step("再次公开，公众读到更正后的文书") as step:
        _release(scene, month)
        assert document.case.number.text in _public(scene, document)
        station.unlock()
        station.sees("已同步", SLOW)
        open_document(station, document)
        station.sees("已公开", SLOW)
        step.pictures.append(station.picture("31-再次公开"))


def _give_reason(station: Station) -> None:
    reason = next(box for box in station.eyes.all(QPlainTextEdit) if "撤回" in box.placeholderText())
    station.hands.click(reason)
    station.hands.press(Key.Key_A, CTRL)
    station.hands.write_words(*_REASON)


def _release(scene: Scene, month: Month) -> DocumentsReleased:
    released = release_documents(scene.home, month)
    assert not released.early
    return released


def _public(scene: Scene, document: DemoDocument) -> str:
    """The page of the document; empty when the public finds none."""
    visit = PartyVisit(scene.card.portal_url)
    try:
        listed = visit.finds(document.case.number.text, document.document_id)
        page = visit.document(document.document_id)
        shown = visit.status == 200
        assert listed == shown, "the list and the page disagree"
        return page if shown else ""
    finally:
        visit.close()
