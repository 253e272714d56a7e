"""Pages anybody may read: home, published documents with notices of withheld ones, and the choice of view."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import Parameter
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

    @get("/", sync_to_thread=True)
    def home(request: Visit) -> Response[str]:
        with reading(desk.engine) as connection:
            newest = find_documents(connection, desk.court_id, DocumentQuery())
        return pages.page(request, "home.html", newest=newest)

    @get("/documents", sync_to_thread=True)
    def documents(
        request: Visit,
        q: str = "",
        cause: str = "",
        judge: str = "",
        date_from: str = "",
        date_to: str = "",
        doc_state: Annotated[str, Parameter(query="state")] = "",
        page: str = "1",
    ) -> Response[str]:
        faults: list[CourtError] = []
        query = DocumentQuery(
            q=q[:_LONGEST].strip(),
            cause=cause[:_LONGEST].strip(),
            judge=judge[:_LONGEST].strip(),
            date_from=_day(date_from, faults),
            date_to=_day(date_to, faults),
            state=doc_state if doc_state in _STATES else "",
            page=_page_number(page),
        )
        with reading(desk.engine) as connection:
            found = find_documents(connection, desk.court_id, query)
        return pages.page(request, "documents.html", found=found, query=found.query, faults=faults)

    @get("/documents/{document_id:str}", sync_to_thread=True)
    def document(request: Visit, document_id: str) -> Response[str]:
        with reading(desk.engine) as connection:
            found = read_document(connection, desk.court_id, document_id)
        if found is None:
            raise NotFoundException
        return pages.page(request, "document.html", document=found)

    @get("/view", sync_to_thread=False)
    def view(chosen: Annotated[str, Parameter(query="as")] = "", back: str = "/") -> Redirect:
        return Redirect(local_path(back), status_code=303, cookies=[pages.view_cookie(View.of(chosen))])

    @get("/healthz", sync_to_thread=False)
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return [home, documents, document, view, healthz]


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
