"""Who holds a session token, and ending sessions."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, select, update

from central_server.services.records.callers import Caller
from central_server.storage.internal import STAFF_TABLE, account, device, session
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError

SESSION_HOURS = 12


class Sessions:
    """Sessions of one court: a random token, of which only the hash is kept, valid 12 hours."""

    def __init__(self, store: RecordStore, clock: Clock, court_id: str) -> None:
        self._store = store
        self._clock = clock
        self._court_id = court_id

    def open(self, tx: Transaction, user_id: str, device_id: str) -> tuple[str, str]:
        """A new session: its token, which is told once, and when it ends."""
        now = self._clock.now()
        token = secrets.token_urlsafe(32)
        ends = instant_text(now + timedelta(hours=SESSION_HOURS))
        row = {
            "court_id": self._court_id,
            "token_sha256": _hash(token),
            "user_id": user_id,
            "device_id": device_id,
            "created_at": instant_text(now),
            "expires_at": ends,
        }
        tx.insert(session, [row])
        return token, ends

    def caller(self, token: str) -> Caller:
        """Whose token it is, with the roles of this moment. Raises CourtError `sign-in.session-ended`."""
        with self._store.read() as connection:
            found = self._find(connection, token)
        if found is None:
            raise CourtError("sign-in.session-ended")
        return found

    def end(self, token: str) -> None:
        """Sign out. An unknown token is no error: the purpose is reached."""
        now = instant_text(self._clock.now())
        self._store.write(
            lambda tx: tx.connection.execute(
                update(session)
                .where(session.c.court_id == self._court_id, session.c.token_sha256 == _hash(token))
                .values(revoked_at=now)
            )
        )

    def end_all(self, tx: Transaction, user_id: str) -> None:
        """End every session of a user."""
        tx.connection.execute(
            update(session)
            .where(session.c.court_id == self._court_id, session.c.user_id == user_id, session.c.revoked_at.is_(None))
            .values(revoked_at=instant_text(self._clock.now()))
        )

    def _find(self, connection: Connection, token: str) -> Caller | None:
        statement = (
            select(session.c.user_id, session.c.device_id, *_PERSON)
            .join(account, and_(account.c.court_id == session.c.court_id, account.c.id == session.c.user_id))
            .join(
                STAFF_TABLE, and_(STAFF_TABLE.c.court_id == session.c.court_id, STAFF_TABLE.c.id == session.c.user_id)
            )
            .join(device, and_(device.c.court_id == session.c.court_id, device.c.id == session.c.device_id))
            .where(
                session.c.court_id == self._court_id,
                session.c.token_sha256 == _hash(token),
                session.c.revoked_at.is_(None),
                session.c.expires_at > instant_text(self._clock.now()),
                account.c.disabled_at.is_(None),
                device.c.revoked_at.is_(None),
            )
        )
        row = connection.execute(statement).one_or_none()
        return _caller(self._court_id, row, row.device_id) if row is not None else None


def caller_of_device(connection: Connection, court_id: str, device_id: str) -> tuple[Caller, str]:
    """The user of an enrolled workstation, and its public key, with or without a session: for work brought on a stick.

    A disabled account's work is taken too, because the person at the server decides to import it. Raises CourtError
    `sync.device-unknown`.
    """
    row = connection.execute(
        select(device.c.user_id, device.c.public_key, *_PERSON)
        .join(STAFF_TABLE, and_(STAFF_TABLE.c.court_id == device.c.court_id, STAFF_TABLE.c.id == device.c.user_id))
        .where(device.c.court_id == court_id, device.c.id == device_id, device.c.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        raise CourtError("sync.device-unknown")
    return _caller(court_id, row, device_id), row.public_key


_PERSON = (STAFF_TABLE.c.login, STAFF_TABLE.c.name, STAFF_TABLE.c.roles, STAFF_TABLE.c.division_id)


def _caller(court_id: str, row: Any, device_id: str) -> Caller:
    return Caller(
        court_id=court_id,
        user_id=row.user_id,
        login=row.login,
        name=row.name,
        roles=tuple(json.loads(row.roles or "[]")),
        division_id=row.division_id or "",
        device_id=device_id,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
