"""Pages anybody may read: home, published documents with notices of withheld ones, and the choice of view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from litestar import Response, get
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from central_server.portal.desk import PortalDesk
from central_server.portal.document_list import DocumentQuery, find_documents, read_document
from central_server.portal.forms import Visit
from central_server.portal.rendering import Pages, View, local_path
from central_server.storage.published_engine import reading
from court_core.errors import CourtError
from court_core.rules.dates import parse_date

_LONGEST = 200
_STATES = ("published", "withheld")


def public_routes(desk: PortalDesk, pages: Pages) -> list[HTTPRouteHandler]:
    """The handlers of `/`, `/documents`, `/view` and `/healthz`."""

    @get("/")
    async def home(request: Visit) -> Response[str]:
        return await sync_to_thread(_home, desk, pages, request)

    @get("/documents")
    async def documents(request: Visit) -> Response[str]:
        return await sync_to_thread(_documents, desk, pages, request)

    @get("/documents/{document_id:str}")
    async def document(request: Visit, document_id: FromPath[str]) -> Response[str]:
        return await sync_to_thread(_document, desk, pages, request, document_id)

    @get("/view")
    async def view(request: Visit) -> Redirect:
        chosen = View.of(request.query_params.get("as"))
        back = local_path(request.query_params.get("back", "/"))
        return Redirect(back, status_code=303, cookies=[pages.view_cookie(chosen)])

    @get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return [home, documents, document, view, healthz]


def _home(desk: PortalDesk, pages: Pages, request: Visit) -> Response[str]:
    with reading(desk.engine) as connection:
        newest = find_documents(connection, desk.court_id, DocumentQuery())
    return pages.page(request, "home.html", newest=newest)


def _documents(desk: PortalDesk, pages: Pages, request: Visit) -> Response[str]:
    faults: list[CourtError] = []
    query = _query(request.query_params, faults)
    with reading(desk.engine) as connection:
        found = find_documents(connection, desk.court_id, query)
    return pages.page(request, "documents.html", found=found, query=found.query, faults=faults)


def _document(desk: PortalDesk, pages: Pages, request: Visit, document_id: str) -> Response[str]:
    with reading(desk.engine) as connection:
        found = read_document(connection, desk.court_id, document_id)
    if found is None:
        raise NotFoundException
    return pages.page(request, "document.html", document=found)


def _query(typed: Mapping[str, str], faults: list[CourtError]) -> DocumentQuery:
    """The question in the address; what cannot be read is left out, a date with a word to the visitor."""
    state = typed.get("state", "")
    return DocumentQuery(
        q=typed.get("q", "")[:_LONGEST].strip(),
        cause=typed.get("cause", "")[:_LONGEST].strip(),
        judge=typed.get("judge", "")[:_LONGEST].strip(),
        date_from=_day(typed.get("date_from", ""), faults),
        date_to=_day(typed.get("date_to", ""), faults),
        state=state if state in _STATES else "",
        page=_page_number(typed.get("page", "1")),
    )


def _day(text: str, faults: list[CourtError]) -> date | None:
    """A date as typed; an unreadable one is told on the page and asks nothing."""
    if not text.strip():
        return None
    try:
        return parse_date(text[:40])
    except CourtError as error:
        faults.append(error)
        return None


def _page_number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1
