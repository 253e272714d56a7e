"""The session this workstation has with the server, shared by the window, the timer and the uploads."""

from __future__ import annotations

import threading
from collections.abc import Callable

from clerk_app.sync.failures import failure
from court_core.protocol.messages import Session
from court_core.protocol.sealed_batch import Sender

Sign = Callable[[bytes], bytes]


class SyncSession:
    """Holds the session, which may expire, and the device's signature. Never the password. Thread-safe."""

    def __init__(self, sign: Sign, session: Session | None = None) -> None:
        self.sign = sign
        self._session = session
        self._guard = threading.Lock()

    @property
    def current(self) -> Session | None:
        """The session, or None while nobody is signed in at the server."""
        with self._guard:
            return self._session

    def put(self, session: Session) -> None:
        """Somebody signed in."""
        with self._guard:
            self._session = session

    def expire(self, token: str) -> None:
        """The server no longer knows `token`; a session that was put meanwhile stays."""
        with self._guard:
            if self._session is not None and self._session.token == token:
                self._session = None

    def require(self) -> Session:
        """The session. Raises SyncFailure `sync.no-session`."""
        session = self.current
        if session is None:
            raise failure("sync.no-session")
        return session


def sender_of(session: Session) -> Sender:
    """Who batches come from under this session."""
    return Sender(
        court_id=session.court_id,
        device_id=session.device_id,
        device_epoch=session.device_epoch,
        user_id=session.user_id,
    )
