"""Headers every answer of the portal bears: nothing from elsewhere, nothing inline, nothing sent on, nothing framed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope


def _policy(script_source: str) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {script_source}",
            "object-src 'none'",
            "img-src 'self' data:",  # PicoCSS draws its check marks and arrows from data: images in the style sheet
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


CONTENT_SECURITY_POLICY = _policy("'none'")
"""Of every answer, the parties' pages first of all."""

KEYS_POLICY = _policy("'self'")
"""Of the public pages that load /static/keys.js, which moves to the search field at “/” and prints; nothing inline."""

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
        own_policy = headers.get("content-security-policy")
        for name, value in fixed.items():
            headers[name] = value
        if own_policy == KEYS_POLICY:
            headers["Content-Security-Policy"] = own_policy
        if "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"

    return add
