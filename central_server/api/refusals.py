"""Turning errors into answers: each code of error_texts has its HTTP status, and nothing internal gets out."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import OperationalError

from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.protocol.messages import ErrorReply

log = logging.getLogger(__name__)

STATUS: dict[str, int] = {
    "sync.malformed": 400,
    "sync.hash-wrong": 400,
    "sync.request-wrong": 400,
    "sync.cursor-unreadable": 400,
    "pending-file.unreadable": 400,
    "pending-file.newer": 426,
    "sync.chunk-wrong": 400,
    "sign-in.refused": 401,
    "sign-in.session-ended": 401,
    "sync.signature-wrong": 403,
    "sync.other-court": 403,
    "sync.other-user": 403,
    "sync.other-device": 403,
    "sync.device-unknown": 403,
    "sync.not-permitted": 403,
    "enrol.code-wrong": 403,
    "enrol.key-wrong": 400,
    "sync.not-found": 404,
    "sync.file-unknown": 404,
    "sync.forked-device": 409,
    "sync.sequence-gap": 409,
    "sync.file-incomplete": 409,
    "sync.file-damaged": 409,
    "sync.server-restored": 410,
    "sync.scope-changed": 410,
    "sync.cursor-too-old": 410,
    "sync.too-large": 413,
    "sync.file-too-large": 413,
    "sync.server-too-old": 426,
    "sync.program-too-old": 426,
    "sign-in.wait": 429,
    "sign-in.busy": 503,
    "server.disk-full": 503,
    "server.unavailable": 503,
}
"""The statuses of docs/SYNC.md. A code that is not here never leaves the server as a refusal of a whole request."""

_OF_FRAMEWORK = {404: "sync.not-found", 405: "sync.not-found", 413: "sync.too-large"}

Asked = Request[Any, Any, Any]
Answer = Response[bytes]


def refuse(_request: Asked, error: CourtError) -> Answer:
    """The answer to a foreseen refusal."""
    status = STATUS.get(error.code)
    if status is None:
        return unexpected(_request, error)
    details = {name: value for name, value in error.details.items() if isinstance(value, str | int)}
    headers = {"Retry-After": str(error.details["seconds"])} if "seconds" in error.details else {}
    if status == 503:
        headers = {"Retry-After": "5" if error.code == "sign-in.busy" else "60"}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _answer(error, status, details, headers)


def refuse_http(_request: Asked, error: HTTPException) -> Answer:
    """The answer where the framework refused: an unknown address, a body beyond the limit."""
    if error.status_code >= 500:
        return unexpected(_request, error)
    code = _OF_FRAMEWORK.get(error.status_code, "sync.request-wrong")
    return _answer(CourtError(code, limit=0), error.status_code, {}, {})


def without_database(request: Asked, error: OperationalError) -> Answer:
    """The answer while the database cannot be reached: the client keeps everything and tries again."""
    log.error("database unavailable: %s", type(error.orig).__name__)
    return refuse(request, CourtError("server.unavailable"))


def unexpected(_request: Asked, error: Exception) -> Answer:
    """The answer to a bug of ours: a reference to the log, nothing else."""
    reference = new_id()
    # The places in our code, not the message: a database's message quotes what was being written.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("api error %s: %s\n%s", reference, type(error).__name__, places)
    return _answer(CourtError("bug.unexpected", reference=reference), 500, {"reference": reference}, {})


def _answer(error: CourtError, status: int, details: dict[str, Any], headers: dict[str, str]) -> Answer:
    reply = ErrorReply(code=error.code, message=error.message, remedy=error.remedy, details=details)
    body = msgspec.json.encode(reply)
    return Response(body, status_code=status, media_type="application/json", headers=headers)
