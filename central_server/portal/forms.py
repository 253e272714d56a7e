"""Forms that only our own pages can post: a signed token in the form, and the browser's word on where it came from."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie, State

from central_server.portal.desk import PortalDesk
from court_core.errors import CourtError

FORM_FIELD = "form_token"
_COOKIE = "form"

Visit = Request[object, object, State]
"""One request of a visitor."""


def form_token(desk: PortalDesk, visit: Visit) -> tuple[str, Cookie | None]:
    """The token for this visitor's forms, and the cookie to set when the visitor has none yet."""
    key = visit.cookies.get(desk.cookie_name(_COOKIE))
    if key and len(key) <= 100:
        return _sign(desk, key), None
    key = secrets.token_urlsafe(24)
    cookie = Cookie(
        key=desk.cookie_name(_COOKIE), value=key, path="/", httponly=True, secure=desk.secure, samesite="strict"
    )
    return _sign(desk, key), cookie


def check_form(desk: PortalDesk, visit: Visit, token: str | None) -> None:
    """Raise CourtError `party-access.form-expired` for a post that did not come from a page of ours.

    A post that bears no mark of a browser at all (no cookie, no Origin, no Referer, no fetch metadata) carries nobody's
    rights and may pass: forging it would need the password, which is what it presents.
    """
    headers = visit.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise CourtError("party-access.form-expired")
    # Our own "no-referrer" makes browsers say "null" here: that states nothing, the token decides.
    if origin not in (None, "null") and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise CourtError("party-access.form-expired")
    if not visit.cookies and not any(name in headers for name in ("sec-fetch-site", "origin", "referer")):
        return
    key = visit.cookies.get(desk.cookie_name(_COOKIE), "")
    if not key or not hmac.compare_digest((token or "").encode(), _sign(desk, key).encode()):
        raise CourtError("party-access.form-expired")


def _sign(desk: PortalDesk, key: str) -> str:
    return hmac.new(desk.form_secret, key.encode(), hashlib.sha256).hexdigest()
