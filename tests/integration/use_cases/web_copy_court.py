"""A judgment of an invented court and what its people do with its web copy."""

from __future__ import annotations

from datetime import date

from clerk_app.use_cases.answer_review import answer_finding, decide
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import NewDocument
from clerk_app.use_cases.mask_document import mask_document
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_document import register_document
from clerk_app.use_cases.web_copies import web_copy
from clerk_app.use_cases.web_copy_views import Decision, ReviewSpan, WebCopyView
from tests.support.word_samples import judgment

LINES = (
    "广东省广州市荔湾区人民法院",
    "民事判决书",
    "（2026）粤0103民初12号",
    "原告：林秀兰，女，1980年3月2日出生，汉族，住广州市荔湾区宝华路12号301房，公民身份号码440103198003021226。",
    "被告：林秀珍，女，1975年5月6日出生，汉族，住广州市荔湾区宝华路15号。",
    "被告：广州市云帆贸易有限公司，住所地广州市荔湾区中山七路8号。",
    "法定代表人：周海涛，总经理。",
    "原告林秀兰与被告林秀珍、广州市云帆贸易有限公司买卖合同纠纷一案，本院立案受理后，依法由审判员陈志远独任审判，公开开庭进行了审理。本案现已审理终结。",
    "经审理查明：2024年1月5日，林秀兰向林秀珍交付货款50000元，由蓝色铁皮屋代收，林阿妹在场。",
    "依照《中华人民共和国民法典》第六百二十六条的规定，判决如下：",
    "被告林秀珍于本判决发生法律效力之日起十日内向原告林秀兰支付货款50000元。",
    "审判员 陈志远",
    "二〇二六年十一月十日",
    "书记员 何小雨",
)
TITLE = "林秀兰诉林秀珍买卖合同纠纷一案民事判决书"


def add_document(
    desk: Desk,
    case_id: str,
    *lines: str,
    decided_on: date = date(2026, 11, 10),
    effective_on: date | None = date(2026, 11, 19),
) -> str:
    """Registers the judgment, or one of these lines; answers its id."""
    content = judgment(*(lines or LINES))
    form = NewDocument(case_id, "民事判决书", "判决（林秀兰）.docx", content, TITLE, decided_on, effective_on)
    return register_document(desk, form).record_id


def masked(desk: Desk, originals: Originals, document_id: str, profile: str = "") -> WebCopyView:
    mask_document(desk, originals, document_id, profile)
    return web_copy(desk, originals, document_id)


def span_of(copy: WebCopyView, words: str) -> ReviewSpan:
    return next(span for span in copy.spans if span.original == words)


def say(
    desk: Desk,
    originals: Originals,
    copy: WebCopyView,
    words: str,
    decision: Decision,
    replacement: str = "",
    *,
    everywhere: bool = True,
    remember: bool = False,
) -> WebCopyView:
    number = span_of(copy, words).number
    return decide(
        desk, originals, copy.document_id, number, decision, replacement, everywhere=everywhere, remember=remember
    )


def everything_answered(desk: Desk, originals: Originals, document_id: str) -> WebCopyView:
    copy = web_copy(desk, originals, document_id)
    for span in copy.spans:
        if span.is_open:
            copy = decide(desk, originals, document_id, span.number, "accepted", everywhere=False, remember=False)
    while opened := [finding for finding in copy.findings if finding.is_open]:
        copy = answer_finding(desk, originals, document_id, opened[0].number, "已核对，可以公开")
    return copy
