"""The sync API as typed calls (docs/SYNC.md). Whatever is not a proper answer of our server becomes a SyncFailure."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import quote

import msgspec

from clerk_app.sync.failures import SyncFailure, failure
from clerk_app.sync.transport import Answer, Transport
from court_core.protocol.blobs import CHUNK_SHA256_HEADER, FILE_SIZE_HEADER
from court_core.protocol.messages import (
    BatchReply,
    BlobState,
    DeviceState,
    EnrolRequest,
    ErrorReply,
    PullPage,
    Session,
    SignInRequest,
)
from court_core.protocol.sealed_batch import SealedBatch
from court_core.protocol.sealing import SHA256_HEADER, SIGNATURE_HEADER
from court_core.protocol.versions import API_PREFIX

T = TypeVar("T")
PAGE = 500
"""Records a page, as many as the server gives: half of it costs a third more work on both sides."""

_LONGEST_RETRY_AFTER = 3600.0
_json = msgspec.json.Encoder()


class ServerApi:
    """One server's API. Knows no session: each call that needs one is given its bearer token."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def enrol(self, request: EnrolRequest) -> Session:
        """Make this machine a workstation."""
        return _typed(self._post("/enrol", request), Session)

    def sign_in(self, request: SignInRequest) -> Session:
        """Sign in at an enrolled workstation."""
        return _typed(self._post("/sign-in", request), Session)

    def sign_out(self, token: str) -> None:
        """End the session at the server."""
        _checked(self._transport.request("POST", f"{API_PREFIX}/sign-out", headers=_bearer(token), body=b""))

    def device(self, token: str, epoch: int | None = None) -> DeviceState:
        """Where the server stands with this device, in one epoch of it or in its newest."""
        path = f"{API_PREFIX}/device" + (f"?epoch={epoch}" if epoch is not None else "")
        return _typed(self._transport.request("GET", path, headers=_bearer(token)), DeviceState)

    def post_batch(self, token: str, sealed: SealedBatch) -> BatchReply:
        """Send the exact bytes of a batch."""
        headers = _bearer(token) | {
            "Content-Type": "application/json",
            SHA256_HEADER: sealed.sha256,
            SIGNATURE_HEADER: sealed.signature,
        }
        return _typed(
            self._transport.request("POST", f"{API_PREFIX}/batches", headers=headers, body=sealed.body), BatchReply
        )

    def changes(self, token: str, cursor: str, limit: int = PAGE) -> PullPage:
        """One page above the cursor."""
        path = f"{API_PREFIX}/changes?cursor={quote(cursor, safe='')}&limit={limit}"
        return _typed(self._transport.request("GET", path, headers=_bearer(token)), PullPage)

    def blob_state(self, token: str, sha256: str) -> BlobState:
        """What the server has of a file; size 0 and not complete when nothing."""
        return _typed(self._transport.request("GET", f"{API_PREFIX}/blobs/{sha256}", headers=_bearer(token)), BlobState)

    def put_chunk(self, token: str, sha256: str, size: int, position: int, content: bytes) -> BlobState:
        """Send one chunk; the server has it on disk when this returns."""
        headers = _bearer(token) | {
            "Content-Type": "application/octet-stream",
            CHUNK_SHA256_HEADER: hashlib.sha256(content).hexdigest(),
            FILE_SIZE_HEADER: str(size),
        }
        path = f"{API_PREFIX}/blobs/{sha256}/chunks/{position}"
        return _typed(self._transport.request("PUT", path, headers=headers, body=content), BlobState)

    def get_chunk(self, token: str, sha256: str, position: int) -> bytes:
        """Fetch one chunk, checked against the hash the server states."""
        path = f"{API_PREFIX}/blobs/{sha256}/chunks/{position}"
        answer = _checked(self._transport.request("GET", path, headers=_bearer(token)))
        stated = answer.headers.get(CHUNK_SHA256_HEADER.lower())
        if stated is None:
            raise failure("sync.not-the-server", status=answer.status)
        if hashlib.sha256(answer.body).hexdigest() != stated:
            raise failure("sync.answer-damaged", status=answer.status)
        return answer.body

    def _post(self, path: str, message: msgspec.Struct) -> Answer:
        return self._transport.request(
            "POST",
            f"{API_PREFIX}{path}",
            headers={"Content-Type": "application/json"},
            body=_json.encode(message),
        )


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _typed(answer: Answer, kind: type[T]) -> T:
    """The answer's body as `kind`. A page that a network's sign-in or a proxy puts in between is told as such."""
    _checked(answer)
    if not answer.is_json:
        raise failure("sync.not-the-server", status=answer.status)
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except msgspec.MsgspecError:
        raise failure("sync.answer-damaged", status=answer.status) from None


def _checked(answer: Answer) -> Answer:
    if 200 <= answer.status < 300:
        return answer
    raise _refusal(answer)


def _refusal(answer: Answer) -> SyncFailure:
    wait = retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
    if answer.is_json:
        try:
            reply = msgspec.json.decode(answer.body, type=ErrorReply)
        except msgspec.MsgspecError:
            reply = None
        if reply is not None:
            return SyncFailure(
                reply.code,
                reply.message,
                reply.remedy,
                status=answer.status,
                retry_after=wait,
                numbers=reply.details,
            )
    if 300 <= answer.status < 400 or answer.status in (407, 511):
        return failure("sync.not-the-server", status=answer.status)
    if answer.status == 401:
        return failure("sync.signed-out", status=401)
    if answer.status >= 500 or answer.status == 429:
        return failure("sync.server-fault", status=answer.status, retry_after=wait)
    if not answer.is_json:
        return failure("sync.not-the-server", status=answer.status)
    return failure("sync.refused", status=answer.status, retry_after=wait)


def retry_after(header: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, as number or date; None when there is none that makes sense."""
    if header is None:
        return None
    if header.strip().isdigit():
        return min(float(header), _LONGEST_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return min(max((at - now).total_seconds(), 0.0), _LONGEST_RETRY_AFTER)
