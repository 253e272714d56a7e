"""Published documents and notices in few words, and the page that answers a question about them. All people are invented."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Engine

from central_server.portal.document_list import DocumentPage, find_documents
from central_server.portal.document_query import query_of
from central_server.storage.published import published_document, withheld_notice
from central_server.storage.published_engine import reading, writing
from central_server.storage.published_rows import upsert
from central_server.storage.published_search import search_text
from court_core.errors import CourtError

COURT = "court"
OTHER_WORDS = "本院依法组成合议庭，公开开庭进行了审理。"


def document(
    document_id: str,
    text: str = OTHER_WORDS,
    *,
    number: str = "（2026）粤0103民初9号",
    cause: str | None = "劳动争议",
    kind: str = "民事判决书",
    title: str = "民事判决书",
    decided_on: str | None = "2026-10-12",
    published_on: str = "2026-11-25",
    parties: str = "",
) -> dict[str, str | None]:
    """A row; `parties` are lines of a header, from which the kinds of parties are read."""
    return {
        "court_id": COURT, "document_id": document_id, "case_id": "case", "number_text": number, "court_name": "法院",
        "title": title, "kind": kind, "cause": cause, "judge_name": "苏法官", "decided_on": decided_on,
        "published_on": published_on, "search_text": search_text(number, "法院", kind, cause, "苏法官", decided_on=decided_on),
        "html": None, "text": f"{parties}{text}",
    }  # fmt: skip


def notice(document_id: str, decided_on: str = "2026-10-12") -> dict[str, str]:
    number, reason = "（2026）粤0103民初500号", "涉及离婚诉讼"
    return {"court_id": COURT, "document_id": document_id, "case_id": "withheld", "number_text": number, "court_name": "法院",
            "decided_on": decided_on, "reason": reason, "published_on": "2026-11-25",
            "search_text": search_text(number, "法院", reason, decided_on=decided_on)}  # fmt: skip


def put(engine: Engine, *documents: dict[str, str | None], notices: tuple[dict[str, str], ...] = ()) -> None:
    with writing(engine) as connection:
        upsert(connection, published_document, documents)
        upsert(connection, withheld_notice, notices)


def ask(engine: Engine, **asked: str) -> DocumentPage:
    """A page as its address asks for it."""
    faults: list[CourtError] = []
    query = query_of(asked, faults)
    assert faults == []
    with reading(engine) as connection:
        return find_documents(connection, COURT, query)


def follow(engine: Engine, url: str) -> DocumentPage:
    return ask(engine, **dict(parse_qsl(urlsplit(url).query)))


def ids(page: DocumentPage) -> list[str]:
    return [found.row.document_id for found in page.found]
