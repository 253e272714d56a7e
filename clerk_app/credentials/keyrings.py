"""The system's keyring, from an allow-list, in a thread with a time-out.

Never `keyring.get_keyring()`: it can silently choose a plaintext file or the null backend. And a keyring may hang: a
locked one waits for a dialogue that nobody sees.
"""

from __future__ import annotations

import base64
import binascii
import logging
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from court_core.errors import CourtError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE = "sunshine-clerk"
TIMEOUT_SECONDS = 10.0
T = TypeVar("T")


class Keyring(Protocol):
    """Keeps a few secrets of this machine's user."""

    def get(self, name: str) -> bytes | None:
        """The secret; None when there is none. Raises CourtError `credentials.keyring-silent`."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret. Raises CourtError `credentials.keyring-silent`."""
        ...

    def remove(self, name: str) -> None:
        """Forget a secret, if there is one. Raises CourtError `credentials.keyring-silent`."""
        ...


class SystemKeyring:
    """One of the allowed backends of the `keyring` library."""

    def __init__(self, backend: KeyringBackend, timeout_seconds: float) -> None:
        self._backend = backend
        self._timeout = timeout_seconds

    def get(self, name: str) -> bytes | None:
        """See Keyring."""
        stored = _in_time(lambda: self._backend.get_password(SERVICE, name), self._timeout)
        if stored is None:
            return None
        try:
            return base64.b64decode(stored, validate=True)
        except binascii.Error:
            return None

    def put(self, name: str, secret: bytes) -> None:
        """See Keyring."""
        text = base64.b64encode(secret).decode()
        _in_time(lambda: self._backend.set_password(SERVICE, name, text), self._timeout)
        if self.get(name) != secret:
            # Some backends take a secret and forget it: found out now rather than at the next unlock.
            raise CourtError("credentials.keyring-silent")

    def remove(self, name: str) -> None:
        """See Keyring."""
        if self.get(name) is not None:
            _in_time(lambda: self._backend.delete_password(SERVICE, name), self._timeout)


def system_keyring(timeout_seconds: float = TIMEOUT_SECONDS) -> Keyring | None:
    """The keyring of this machine, or None when none of the allowed ones answers in time."""
    try:
        backend = _in_time(_allowed_backend, timeout_seconds)
    except CourtError:
        log.info("keyring does not answer")
        return None
    return None if backend is None else SystemKeyring(backend, timeout_seconds)


def _allowed_backend() -> KeyringBackend | None:
    backend: KeyringBackend
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        backend = WinVaultKeyring()
        backend.persist = "local machine"  # not "enterprise": the secret must not roam with the profile
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as MacKeyring

        backend = MacKeyring()
    else:
        from keyring.backends.SecretService import Keyring as SecretServiceKeyring

        backend = SecretServiceKeyring()
    try:
        usable = type(backend).priority > 0
    except RuntimeError:  # how keyring says that a backend cannot be used here
        return None
    return backend if usable else None


def _in_time(ask: Callable[[], T], timeout_seconds: float) -> T:
    """Run `ask` in a thread of its own. Raises CourtError `credentials.keyring-silent` when it fails or takes too long;
    a hanging thread is left behind as a daemon.
    """
    answers: list[T] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # the backends raise their libraries' own errors
            log.info("keyring failed", extra={"reason": type(error).__name__})

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(timeout_seconds)
    if not answers:
        raise CourtError("credentials.keyring-silent")
    return answers[0]
