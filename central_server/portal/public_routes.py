"""Pages anybody may read: home, published documents with notices of withheld ones, and the choice of view."""

from __future__ import annotations

from litestar import MediaType, Response, route
from litestar.concurrency import sync_to_thread
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from central_server.portal.desk import PortalDesk
from central_server.portal.document_list import find_documents, read_document
from central_server.portal.document_query import STATES, DocumentQuery, query_of
from central_server.portal.forms import Visit
from central_server.portal.rendering import Pages, View, local_path
from central_server.storage.published_engine import reading
from central_server.storage.published_parties import PARTY_KINDS
from court_core.errors import CourtError

_GET = [HttpMethod.GET, HttpMethod.HEAD]  # who checks links asks for the head alone
_GONE = "没有找到这份文书"
_GONE_REMEDY = "它可能已被撤回，或者地址不完整。更正后重新公布的，可按案号查到。"
_ROBOTS = """\
User-agent: *
Disallow: /party
Disallow: /view
Disallow: /documents?
"""
"""Parties' pages are nobody else's, and a search has endless addresses; what is left is the home page and each document."""


def public_routes(desk: PortalDesk, pages: Pages) -> list[HTTPRouteHandler]:
    """The handlers of `/`, `/documents`, `/view`, `/robots.txt` and `/healthz`."""

    @route("/", http_method=_GET)
    async def home(request: Visit) -> Response[str]:
        return await sync_to_thread(_home, desk, pages, request)

    @route("/documents", http_method=_GET)
    async def documents(request: Visit) -> Response[str]:
        return await sync_to_thread(_documents, desk, pages, request)

    @route("/documents/{document_id:str}", http_method=_GET)
    async def document(request: Visit, document_id: FromPath[str]) -> Response[str]:
        return await sync_to_thread(_document, desk, pages, request, document_id)

    @route("/view", http_method=_GET)
    async def view(request: Visit) -> Redirect:
        chosen = View.of(request.query_params.get("as"))
        back = local_path(request.query_params.get("back", "/"))
        return Redirect(back, status_code=303, cookies=[pages.view_cookie(chosen)])

    @route("/healthz", http_method=_GET)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @route("/robots.txt", http_method=_GET, media_type=MediaType.TEXT)
    async def robots() -> str:
        return _ROBOTS

    return [home, documents, document, view, healthz, robots]


def _home(desk: PortalDesk, pages: Pages, request: Visit) -> Response[str]:
    with reading(desk.engine) as connection:
        newest = find_documents(connection, desk.court_id, DocumentQuery())
    return pages.page(request, "home.html", keys=True, newest=newest)


def _documents(desk: PortalDesk, pages: Pages, request: Visit) -> Response[str]:
    faults: list[CourtError] = []
    query = query_of(request.query_params, faults)
    with reading(desk.engine) as connection:
        found = find_documents(connection, desk.court_id, query)
    return pages.page(
        request,
        "documents.html",
        keys=True,
        page=found,
        query=found.query,
        faults=faults,
        unread=_unread(request, found.query),
        party_kinds=PARTY_KINDS,
        kinds=[(kind, kind) for kind in found.kinds],
        states=STATES,
    )


def _unread(request: Visit, query: DocumentQuery) -> dict[str, str]:
    """What was typed as a date and could not be read; it stays in its field, empty for one that could."""
    days = {"date_from": query.date_from, "date_to": query.date_to}
    return {name: "" if day else request.query_params.get(name, "")[:40].strip() for name, day in days.items()}


def _document(desk: PortalDesk, pages: Pages, request: Visit, document_id: str) -> Response[str]:
    with reading(desk.engine) as connection:
        found = read_document(connection, desk.court_id, document_id)
    if found is None:
        return pages.page(request, "message.html", status=404, title=_GONE, text=_GONE_REMEDY)
    document, copy = found
    return pages.page(request, "document.html", keys=True, document=document, copy=copy)
