"""The offline grant: the server's signed word that a user may open this workstation without it for a while.

Text form: base64url(JSON of OfflineGrant) + "." + Ed25519 signature in hex over "sunshine-clerk grant 1|" + that base64url.
"""

from __future__ import annotations

import base64
import binascii

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAX_GRANT_HOURS = 72


class OfflineGrant(msgspec.Struct, frozen=True, kw_only=True):
    """Who may work where, from when until when (instants)."""

    court_id: str
    device_id: str
    user_id: str
    login: str
    issued_at: str
    expires_at: str


def sign_grant(grant: OfflineGrant, key: Ed25519PrivateKey) -> str:
    """The text form of a grant."""
    body = base64.urlsafe_b64encode(msgspec.json.encode(grant)).decode()
    return f"{body}.{key.sign(_signed(body)).hex()}"


def read_grant(text: str, server_public_key: str) -> OfflineGrant | None:
    """The grant in its text form; None when it was not signed by the server with that Ed25519 key (hex).

    Whether it has expired is for the caller to see, on a clock that never goes back.
    """
    body, dot, signature = text.partition(".")
    if not dot:
        return None
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(server_public_key))
        key.verify(bytes.fromhex(signature), _signed(body))
        return msgspec.json.decode(base64.urlsafe_b64decode(body), type=OfflineGrant)
    except (ValueError, InvalidSignature, binascii.Error, msgspec.MsgspecError):
        return None


def _signed(body: str) -> bytes:
    return f"sunshine-clerk grant 1|{body}".encode()
