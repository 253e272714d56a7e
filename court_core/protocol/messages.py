"""The messages of the sync API, as msgspec structs. docs/SYNC.md describes each with every status.

Ids are UUIDv7 text, instants `2026-11-20T04:00:00.000Z`, dates ISO text, hashes lower-case hex.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One field's change: the value the user saw and the value the user left."""

    base: Any
    new: Any


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One saved change of one record, as the workstation's outbox holds it.

    `changes` of an update carries, for every field touched, its base value too; a field that merges jointly with
    others brings those along, with base equal to new where it was not itself touched. A create has base null.
    """

    op_id: str
    record_type: str
    record_id: str
    action: Literal["create", "update", "delete"]
    base_version: int
    changes: dict[str, Change]
    made_at: str


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Operations sealed together: one user, one schema version, a contiguous place in the device's sequence."""

    protocol: int
    schema: int
    batch_id: str
    court_id: str
    device_id: str
    device_epoch: int
    sequence: int
    previous_sha256: str
    user_id: str
    audit_head: str
    audit_count: int
    operations: list[Operation]


ResultStatus = Literal["applied", "merged", "conflict", "rejected", "held", "superseded"]


class OperationResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one operation.

    `merged`: applied beside another's change of other fields. `conflict`: the fields of `conflict_ids` wait for a
    person, the rest is applied. `rejected`: refused with `code`, `message`, `remedy`. `held`: not looked at because an
    earlier operation on the same record was rejected. `superseded`: the question was already settled by another.
    """

    op_id: str
    status: ResultStatus
    version: int = 0
    conflict_ids: list[str] = []
    code: str = ""
    message: str = ""
    remedy: str = ""


class BatchReply(msgspec.Struct, frozen=True, kw_only=True):
    """The stored answer to a batch; a resent batch gets the same bytes again.

    `audit_receipt` is the server's Ed25519 signature (hex) over the device's audit head: see audit_receipt_bytes.
    """

    batch_id: str
    sequence: int
    results: list[OperationResult]
    change_number: int
    server_time: str
    audit_receipt: str


class PulledRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One change above the cursor. `deleted` and `evicted` carry no values."""

    change_number: int
    record_type: str
    record_id: str
    state: Literal["live", "deleted", "evicted"]
    version: int
    values: dict[str, Any]


class PullPage(msgspec.Struct, frozen=True, kw_only=True):
    """Changes in order, the cursor after them, and whether more wait. Page and cursor are stored in one transaction."""

    items: list[PulledRecord]
    cursor: str
    more: bool
    server_time: str


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A workstation presents its one-time code, its user's password and its Ed25519 public key (hex)."""

    code: str
    login: str
    password: str
    device_name: str
    device_public_key: str


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Sign-in of an enrolled device's user."""

    login: str
    password: str
    device_id: str


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in session: bearer token, who it is, and the signed grant to work offline."""

    token: str
    expires_at: str
    court_id: str
    court_name: str
    user_id: str
    login: str
    user_name: str
    roles: list[str]
    division_id: str
    device_id: str
    device_epoch: int
    server_epoch: str
    server_public_key: str
    server_time: str
    offline_grant: str


class DeviceState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server stands with a device: what it has applied last, so that archived batches can be offered again."""

    device_id: str
    device_epoch: int
    last_sequence: int
    last_sha256: str
    server_epoch: str


class BlobState(msgspec.Struct, frozen=True, kw_only=True):
    """Which 4 MiB chunks of a file the server still lacks; complete when none and the whole hash agreed."""

    sha256: str
    size: int
    complete: bool
    missing: list[int]


class ErrorReply(msgspec.Struct, frozen=True, kw_only=True):
    """Every refusal of the API: a code of error_texts, its Chinese sentence and remedy, and numbers a client may need."""

    code: str
    message: str
    remedy: str
    details: dict[str, Any] = {}


class ImportedPending(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an exported file: the reply to each batch, and the files taken."""

    replies: list[BatchReply]
    files: int


def audit_receipt_bytes(court_id: str, device_id: str, audit_count: int, audit_head: str) -> bytes:
    """The bytes the server signs to acknowledge a device's audit chain up to `audit_count` rows."""
    return f"sunshine-clerk audit receipt 1|{court_id}|{device_id}|{audit_count}|{audit_head}".encode()
