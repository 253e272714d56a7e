"""A sealed batch as the workstation keeps it, and who sends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealedBatch:
    """A batch whose bytes are fixed: where it stands in the device's sequence, its hash and the device's signature.

    `signature` is Ed25519 (hex) over `sealing.signed_bytes(sha256)`.
    """

    batch_id: str
    device_id: str
    device_epoch: int
    sequence: int
    user_id: str
    sha256: str
    signature: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a batch comes from. `device_epoch` is the server's word at sign-in; a later one of the database wins."""

    court_id: str
    device_id: str
    device_epoch: int
    user_id: str
