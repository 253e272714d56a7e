"""Headers every answer of the portal bears: nothing from elsewhere, nothing inline, nothing sent on, nothing framed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'none'",
        "object-src 'none'",
        "img-src 'self' data:",  # PicoCSS draws its check marks and arrows from data: images in the style sheet
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(*, secure: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """A hook that sets them on every answer, errors and files included.

    What may be cached says so itself; anything else is never stored by a browser or a proxy.
    """
    fixed = dict(SECURITY_HEADERS)
    if secure:
        fixed["Strict-Transport-Security"] = "max-age=31536000"

    async def add(message: Message, _scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in fixed.items():
            headers[name] = value
        if "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"

    return add
