"""Published documents and the notices of withheld ones (法释〔2016〕19号): what the public may learn of a document."""

from __future__ import annotations

from collections.abc import Iterator

from central_server.services.publishing.projection_facts import CaseFacts, Row, date_of, text_of
from central_server.storage.published_search import fold, search_text
from court_core.documents.html import as_html
from court_core.documents.model import WebCopy, copy_from_json
from court_core.errors import CourtError
from court_core.rules.web_copies import copy_obstacle
from court_core.rules.withholding import WithheldNotice, blocks_publication, ground_named, published_notice


def notice_of(facts: CaseFacts, document_id: str) -> WithheldNotice | None:
    """What the public may learn of a withheld document; None without a withholding in force or a date of judgment."""
    decided_on = date_of(facts.documents[document_id].get("decided_on"))
    if decided_on is None:
        return None
    for withholding in facts.withholdings.values():
        if withholding.get("document_id") != document_id:
            continue
        try:
            ground = ground_named(str(withholding.get("ground")), str(withholding.get("ground_list")))
        except CourtError:
            continue  # a ground of a newer program: what it reveals is not known, so nothing is published
        notice = published_notice(
            ground,
            str(withholding.get("status")),
            case_number=facts.number_text,
            court=facts.court_name,
            decided_on=decided_on,
        )
        if notice is not None:
            return notice
    return None


def may_be_published(facts: CaseFacts, document_id: str) -> bool:
    """Whether no flag of withholding stands in a document's way."""
    return not any(
        withholding.get("document_id") == document_id and blocks_publication(str(withholding.get("status")))
        for withholding in facts.withholdings.values()
    )


def publishable_copy(facts: CaseFacts, document_id: str) -> WebCopy:
    """The copy of which a document goes out: confirmed, and of the original as it is now ([2013]; 法释〔2016〕19号 art. 15).

    Raises CourtError `web-copy.missing`, `web-copy.unconfirmed`, `web-copy.outdated`, `web-copy.unreadable`.
    """
    record = facts.web_copies.get(document_id)
    obstacle = copy_obstacle(record, facts.documents[document_id])
    if obstacle is not None or record is None:
        raise CourtError(obstacle or "web-copy.missing")
    return copy_from_json(text_of(record, "content"))


def public_cause(facts: CaseFacts, document_id: str, copy: WebCopy) -> str:
    """The case's cause as it stands beside a document; empty where it names somebody whom the copy does not show.

    A cause is one of a list, but people type it, and other systems' tables bring “甲与乙买卖合同纠纷”.
    """
    cause, shown = text_of(facts.case, "cause"), fold(copy.title + copy.text)
    names = [text_of(party, "name") for party in facts.parties.values()]
    replacements = facts.web_copies[document_id].get("replacements")
    texts = replacements.get("texts") if isinstance(replacements, dict) else None
    words = map(fold, (*names, *(text for text in texts or () if isinstance(text, str))))
    hidden = any(len(word) > 1 and word in fold(cause) and word not in shown for word in words)
    return "" if hidden else cause


def document_rows(facts: CaseFacts) -> Iterator[Row]:
    """Published documents, from their web copies alone: the internal title may name the parties."""
    for document_id, document in facts.documents.items():
        published_on = text_of(document, "status_on")
        if document.get("status") != "published" or not published_on or not may_be_published(facts, document_id):
            continue
        try:
            copy = publishable_copy(facts, document_id)
        except CourtError:
            continue  # the release names what it leaves back; here it only must not show
        kind, cause = text_of(document, "kind"), public_cause(facts, document_id, copy)
        judge_id = text_of(document, "judge_id") or text_of(facts.case, "judge_id")
        judge, decided_on = facts.staff_names.get(judge_id, ""), text_of(document, "decided_on")
        yield {
            "court_id": facts.court_id,
            "document_id": document_id,
            "case_id": facts.case_id,
            "number_text": facts.number_text,
            "court_name": facts.court_name,
            "title": copy.title.strip() or f"{facts.court_name}{kind}",
            "kind": kind,
            "cause": cause or None,
            "judge_name": judge or None,
            "decided_on": decided_on or None,
            "published_on": published_on,
            "search_text": search_text(
                facts.number_text, facts.court_name, kind, cause, judge, decided_on=decided_on or None
            ),
            "html": as_html(copy),
            "text": copy.text,
        }


def notice_rows(facts: CaseFacts) -> Iterator[Row]:
    """The notices that the ledger says went out and that still stand."""
    for document_id, noticed_on in facts.noticed.items():
        notice = notice_of(facts, document_id) if document_id in facts.documents else None
        if notice is None:
            continue
        decided_on = notice.decided_on.isoformat()
        yield {
            "court_id": facts.court_id,
            "document_id": document_id,
            "case_id": facts.case_id,
            "number_text": notice.case_number,
            "court_name": notice.court,
            "decided_on": decided_on,
            "reason": notice.reason,
            "published_on": noticed_on.isoformat(),
            "search_text": search_text(notice.case_number, notice.court, notice.reason, decided_on=decided_on),
        }
