"""The party's page: the form for case number and password, the page behind it, and signing out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body
from litestar.response import Redirect

from central_server.portal.desk import PortalDesk
from central_server.portal.forms import FORM_FIELD, Visit, check_form
from central_server.portal.party_page import read_party_page
from central_server.portal.rendering import Pages
from central_server.portal.sign_in import sign_in, sign_out, signed_in_party
from central_server.storage.published_engine import reading
from court_core.errors import CourtError

_COOKIE = "party"
_STATUS = {"party-access.refused": 403, "party-access.busy": 503}

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


def party_routes(desk: PortalDesk, pages: Pages) -> list[HTTPRouteHandler]:
    """The handlers of `/party`; each works in a thread, because databases and Argon2 take their time."""

    @get("/party")
    async def party(request: Visit) -> Response[str]:
        return await sync_to_thread(_show, desk, pages, request)

    @post("/party")
    async def enter(request: Visit, data: Form) -> Response[str]:
        return await sync_to_thread(_enter, desk, pages, request, data)

    @post("/party/sign-out")
    async def leave(request: Visit, data: Form) -> Response[str]:
        return await sync_to_thread(_leave, desk, request, data)

    return [party, enter, leave]


def _show(desk: PortalDesk, pages: Pages, request: Visit) -> Response[str]:
    signed_in = signed_in_party(desk, request.cookies.get(desk.cookie_name(_COOKIE)), _address(request))
    page = None
    if signed_in is not None:
        with reading(desk.engine) as connection:
            page = read_party_page(connection, desk.court_id, signed_in.party_id)
    if page is None:
        return pages.page(request, "party_form.html", posts=True, error=None, case_number="")
    return pages.page(request, "party.html", posts=True, party_page=page, today=desk.today())


def _enter(desk: PortalDesk, pages: Pages, request: Visit, data: Mapping[str, str]) -> Response[str]:
    check_form(desk, request, data.get(FORM_FIELD))
    old_token = request.cookies.get(desk.cookie_name(_COOKIE))
    case_number = data.get("case_number", "")
    try:
        token = sign_in(desk, case_number, data.get("password", ""), _address(request), old_token)
    except CourtError as error:
        if error.code not in _STATUS:
            raise
        # What was typed as case number stays; the password never travels back.
        status = _STATUS[error.code]
        typed = case_number[:80]
        return pages.page(request, "party_form.html", status=status, posts=True, error=error, case_number=typed)
    return Redirect("/party", status_code=303, cookies=[_session_cookie(desk, token)])


def _leave(desk: PortalDesk, request: Visit, data: Mapping[str, str]) -> Response[str]:
    check_form(desk, request, data.get(FORM_FIELD))
    token = request.cookies.get(desk.cookie_name(_COOKIE))
    if token:
        sign_out(desk, token, _address(request))
    return Redirect("/party", status_code=303, cookies=[_session_cookie(desk, "", max_age=0)])


def _session_cookie(desk: PortalDesk, token: str, max_age: int | None = None) -> Cookie:
    # Without max_age it ends with the browser, which on a shared computer is the safer half.
    return Cookie(
        key=desk.cookie_name(_COOKIE),
        value=token,
        path="/",
        max_age=max_age,
        httponly=True,
        secure=desk.secure,
        samesite="strict",
    )


def _address(request: Visit) -> str:
    """The visitor's network address; behind a proxy the server is told which proxy to believe."""
    return request.client.host if request.client else "unknown"
