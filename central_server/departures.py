"""Visitors who leave before they have said everything: a matter of networks, not a fault of ours.

A workstation whose cable is pulled half way through a batch sends it again later; nothing was applied. So the request
ends with one quiet line, without address or content, instead of an error with a reference.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

log = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[MutableMapping[str, Any], Receive, Any], Awaitable[None]]


class _Departed(BaseException):
    """The client has gone; like a cancellation, nobody on the way out may take it for an error and answer it."""


def quiet_departures(application: Application) -> Application:
    """The same ASGI application; a request whose body never arrives in full ends without an answer and without a fault."""

    async def serve(scope: MutableMapping[str, Any], receive: Receive, send: Any) -> None:
        if scope["type"] != "http" or not _brings_a_body(scope):
            await application(scope, receive, send)
            return
        whole = False

        async def receive_or_leave() -> Message:
            nonlocal whole
            message = await receive()
            if message["type"] == "http.disconnect" and not whole:
                raise _Departed
            whole = whole or not message.get("more_body", False)
            return message

        try:
            await application(scope, receive_or_leave, send)
        except _Departed:
            log.info("a client left before its request was complete")

    return serve


def _brings_a_body(scope: MutableMapping[str, Any]) -> bool:
    """Whether something is still to come after the headers; who leaves during a download ends the download alone."""
    headers = dict(scope["headers"])
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers
