"""Sealing batches: exact bytes, their SHA-256, the device's signature, and the limits of one batch.

A sealed batch is stored and resent byte for byte and never serialised again, so that its hash stays its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from court_core.protocol.messages import Batch, Operation

MAX_OPERATIONS = 200
MAX_BYTES = 512 * 1024
FIRST_PREVIOUS = "0" * 64
"""`previous_sha256` of a device epoch's first batch."""

SHA256_HEADER = "X-Batch-SHA256"
SIGNATURE_HEADER = "X-Batch-Signature"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Batch)


def seal(batch: Batch) -> tuple[bytes, str]:
    """The bytes of `batch` and their SHA-256."""
    body = _encoder.encode(batch)
    return body, sha256_hex(body)


def open_sealed(body: bytes) -> Batch:
    """The batch in `body`. Raises msgspec.DecodeError or msgspec.ValidationError when it is not one."""
    return _decoder.decode(body)


def sha256_hex(body: bytes) -> str:
    """The lower-case hex SHA-256 of `body`."""
    return hashlib.sha256(body).hexdigest()


def signed_bytes(sha256: str) -> bytes:
    """What a device signs (Ed25519) to vouch for a batch of that hash."""
    return f"sunshine-clerk batch 1|{sha256}".encode()


def split(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Groups of operations in order, each within the limits of one batch.

    A single operation larger than the limit stands alone; the server refuses it by its own size limit.
    """
    group: list[Operation] = []
    room = MAX_BYTES - _ENVELOPE_BYTES
    for operation in operations:
        size = len(_encoder.encode(operation)) + 1
        if group and (len(group) == MAX_OPERATIONS or size > room):
            yield group
            group, room = [], MAX_BYTES - _ENVELOPE_BYTES
        group.append(operation)
        room -= size
    if group:
        yield group


_ENVELOPE_BYTES = 1024
