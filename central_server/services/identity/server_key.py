"""The server's Ed25519 key: it signs audit receipts and offline grants, and workstations keep its public half."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from court_core.protocol.grants import OfflineGrant, sign_grant


class ServerKey:
    """A private key that signs and never shows itself. It is fetched when it is first needed: most commands never do."""

    def __init__(self, fetch: Callable[[], Ed25519PrivateKey]) -> None:
        self._fetch = fetch

    @classmethod
    def of(cls, private_key: str) -> ServerKey:
        """The key with this private half in hex. Raises ValueError when it is none."""
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
        return cls(lambda: key)

    @classmethod
    def fetched(cls, read: Callable[[], ServerKey]) -> ServerKey:
        """The key that `read` will answer when it is needed, once."""
        return cls(lambda: read()._key)

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return self._fetch()

    @staticmethod
    def fresh() -> str:
        """A new private key in hex, to be stored."""
        return Ed25519PrivateKey.generate().private_bytes_raw().hex()

    @property
    def public_hex(self) -> str:
        """The public key in hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> str:
        """The signature in hex."""
        return self._key.sign(content).hex()

    def grant(self, grant: OfflineGrant) -> str:
        """An offline grant in its text form."""
        return sign_grant(grant, self._key)


def is_public_key(text: str) -> bool:
    """Whether this is an Ed25519 public key in hex."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        return False
    return True


def is_signed_by(public_key: str, signature: str, content: bytes) -> bool:
    """Whether the signature (hex) over `content` was made with the private half of that key (hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), content)
    except (ValueError, InvalidSignature):
        return False
    return True
