"""Taking a sealed batch in: its hash, signature, sizes, versions and sender are checked before anything is applied."""

from __future__ import annotations

import msgspec

from central_server.services.access.sessions import caller_of_device
from central_server.services.identity.server_key import is_signed_by
from central_server.services.intake.apply import BatchApplier
from central_server.services.records.callers import Caller
from central_server.storage.store import RecordStore
from court_core.errors import CourtError
from court_core.protocol.messages import Batch
from court_core.protocol.sealing import MAX_BYTES, MAX_OPERATIONS, open_sealed, sha256_hex, signed_bytes
from court_core.protocol.versions import PROTOCOL_VERSION

OLDEST_PROTOCOL = 1
MAX_LONE_BYTES = 4 * 1024 * 1024
"""A batch of one operation may be this large: so a text that is too long is rejected by itself and blocks nothing."""

_ID_LENGTH = 64


class BatchIntake:
    """Checks batches of one court and has them applied."""

    def __init__(self, store: RecordStore, applier: BatchApplier) -> None:
        self._store = store
        self._applier = applier

    def take(self, caller: Caller, body: bytes, sha256: str, signature: str) -> bytes:
        """The reply to a batch that came with a session. Raises CourtErrors of area `sync` (docs/SYNC.md)."""
        with self._store.read() as connection:
            owner, public_key = caller_of_device(connection, caller.court_id, caller.device_id)
        if owner.user_id != caller.user_id:
            raise CourtError("sync.other-user")
        return self._take(caller, public_key, body, sha256, signature)

    def take_exported(self, court_id: str, device_id: str, body: bytes, sha256: str, signature: str) -> bytes:
        """The reply to a batch that came in a file: its signature alone says whose it is."""
        with self._store.read() as connection:
            caller, public_key = caller_of_device(connection, court_id, device_id)
        return self._take(caller, public_key, body, sha256, signature)

    def _take(self, caller: Caller, public_key: str, body: bytes, sha256: str, signature: str) -> bytes:
        if len(body) > MAX_LONE_BYTES:
            raise CourtError("sync.too-large", limit=MAX_BYTES // 1024)
        if sha256_hex(body) != sha256:
            raise CourtError("sync.hash-wrong")
        if not is_signed_by(public_key, signature, signed_bytes(sha256)):
            raise CourtError("sync.signature-wrong")
        sealed = _decode(body)
        if len(body) > MAX_BYTES and len(sealed.operations) > 1:
            raise CourtError("sync.too-large", limit=MAX_BYTES // 1024)
        _check_envelope(caller, sealed)
        return self._applier.apply(caller, sealed, sha256)


class _Versions(msgspec.Struct):
    protocol: int


def _decode(body: bytes) -> Batch:
    try:
        stated = msgspec.json.decode(body, type=_Versions)
        # Before the rest is read: a newer form need not be readable to be answered.
        if stated.protocol > PROTOCOL_VERSION:
            raise CourtError("sync.server-too-old", protocol=PROTOCOL_VERSION)
        if stated.protocol < OLDEST_PROTOCOL:
            raise CourtError("sync.program-too-old", protocol=OLDEST_PROTOCOL)
        return open_sealed(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CourtError("sync.malformed") from error


def _check_envelope(caller: Caller, sealed: Batch) -> None:
    if sealed.court_id != caller.court_id:
        raise CourtError("sync.other-court")
    if sealed.user_id != caller.user_id:
        raise CourtError("sync.other-user")
    if sealed.device_id != caller.device_id:
        raise CourtError("sync.other-device")
    if len(sealed.operations) > MAX_OPERATIONS:
        raise CourtError("sync.too-large", limit=MAX_BYTES // 1024)
    ids = [
        sealed.batch_id,
        *(item.op_id for item in sealed.operations),
        *(item.record_id for item in sealed.operations),
    ]
    if sealed.device_epoch < 1 or sealed.sequence < 1 or sealed.audit_count < 0 or not all(map(_is_id, ids)):
        raise CourtError("sync.malformed")
    if len(sealed.audit_head) > 128 or not sealed.audit_head.isalnum():
        raise CourtError("sync.malformed")
    if len({item.op_id for item in sealed.operations}) != len(sealed.operations):
        raise CourtError("sync.malformed")
    if sealed.device_epoch > 2**31 - 1 or sealed.sequence > 2**53 or sealed.audit_count > 2**53:
        raise CourtError("sync.malformed")


def _is_id(text: str) -> bool:
    return 0 < len(text) <= _ID_LENGTH and text.isascii() and all(c.isalnum() or c == "-" for c in text)
