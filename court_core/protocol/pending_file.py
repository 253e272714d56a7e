"""The signed file that carries a workstation's pending work to the server on a USB stick.

Form, so that both sides and a later reader can follow it: UTF-8 JSON of a `SignedFile`. Its `content` (base64) is the
JSON of a `PendingWork`: the same sealed batches that would have been posted, byte for byte, each with the device's
signature, and the files their records name. `signature` is the device's Ed25519 signature (hex) over
`file_signed_bytes(content)`.

The server applies the batches in the order given exactly as if they had been posted to `POST /api/v1/batches` with the
headers of `sealing`: one that it has already is answered from its store, so importing a file twice, or importing it and
uploading later, changes nothing. The workstation learns the results when it next connects and sends the same bytes.
"""

from __future__ import annotations

import hashlib

import msgspec

from court_core.errors import CourtError
from court_core.protocol.sealing import sha256_hex

FORMAT = 1
MAX_FILE_BYTES = 512 * 1024 * 1024


class CarriedBatch(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed batch in the file."""

    sha256: str
    signature: str
    body: bytes


class CarriedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file that the server may not have yet."""

    sha256: str
    content: bytes


class PendingWork(msgspec.Struct, frozen=True, kw_only=True):
    """What the file carries: batches in the order of their sequence, then files."""

    format: int
    court_id: str
    device_id: str
    user_id: str
    exported_at: str
    batches: list[CarriedBatch]
    files: list[CarriedFile]


class SignedFile(msgspec.Struct, frozen=True, kw_only=True):
    """The outermost form of the file."""

    content: bytes
    signature: str


_encoder = msgspec.json.Encoder()
_outer = msgspec.json.Decoder(SignedFile)
_inner = msgspec.json.Decoder(PendingWork)


def file_signed_bytes(content: bytes) -> bytes:
    """What the device signs to vouch for the whole file."""
    return f"sunshine-clerk pending file 1|{hashlib.sha256(content).hexdigest()}".encode()


def encode_content(work: PendingWork) -> bytes:
    """The bytes to sign and to put into `SignedFile.content`."""
    return _encoder.encode(work)


def encode_file(content: bytes, signature: str) -> bytes:
    """The bytes of the file."""
    return _encoder.encode(SignedFile(content=content, signature=signature))


def read_file(data: bytes) -> tuple[PendingWork, SignedFile]:
    """The work in a file, and the signed form to check with the device's public key before anything is applied.

    Raises CourtError `pending-file.unreadable` when it is no such file, was cut, or a batch or file in it does not
    have the hash it is named by; `pending-file.newer` when a newer program wrote it.
    """
    if len(data) > MAX_FILE_BYTES:
        raise CourtError("pending-file.unreadable")
    try:
        outer = _outer.decode(data)
        work = _inner.decode(outer.content)
    except msgspec.MsgspecError:
        raise CourtError("pending-file.unreadable") from None
    if work.format > FORMAT:
        raise CourtError("pending-file.newer")
    named = [(batch.sha256, batch.body) for batch in work.batches] + [
        (file.sha256, file.content) for file in work.files
    ]
    if any(sha256_hex(body) != sha256 for sha256, body in named):
        raise CourtError("pending-file.unreadable")
    return work, outer
