"""Counting failed sign-ins, for accounts and for addresses apart, with a delay that grows.

An unknown login is counted like a known one, so that being blocked tells nobody whether a login exists.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, delete, select

from central_server.storage.internal import sign_in_attempt
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text, parse_instant
from court_core.errors import CourtError

ACCOUNT = "account"
ADDRESS = "address"

_FREE = {ACCOUNT: 5, ADDRESS: 20}
"""Failures in a row before the first delay. Many people may share one address."""

_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(hours=1)
_FORGOTTEN_AFTER = timedelta(hours=24)

Subject = tuple[str, str]
"""`account` or `address`, and the SHA-256 of the login or the network address."""


def subjects(login: str, address: str) -> list[Subject]:
    """What an attempt is counted on."""
    return [(kind, hashlib.sha256(text.encode()).hexdigest()) for kind, text in ((ACCOUNT, login), (ADDRESS, address))]


class AttemptCounter:
    """The counters of one court."""

    def __init__(self, store: RecordStore, clock: Clock, court_id: str) -> None:
        self._store = store
        self._clock = clock
        self._court_id = court_id

    def check(self, counted: list[Subject]) -> None:
        """Raise CourtError `sign-in.wait` (with `seconds`) while one of the counters is blocked."""
        now = self._clock.now()
        with self._store.read() as connection:
            until = [row[1] for subject in counted if (row := self._row(connection, subject)) is not None]
        left = max((parse_instant(text) - now for text in until), default=timedelta(0))
        if left > timedelta(0):
            raise CourtError("sign-in.wait", seconds=ceil(left.total_seconds()))

    def failed(self, counted: list[Subject]) -> None:
        """Count a failure."""
        self._store.write(lambda tx: self._count(tx, counted))

    def succeeded(self, counted: list[Subject]) -> None:
        """Forget the account's failures. The address's stay: one good account must not open the way for guessing."""
        accounts = [subject for kind, subject in counted if kind == ACCOUNT]
        self._store.write(
            lambda tx: tx.connection.execute(
                delete(sign_in_attempt).where(
                    sign_in_attempt.c.court_id == self._court_id,
                    sign_in_attempt.c.kind == ACCOUNT,
                    sign_in_attempt.c.subject.in_(accounts),
                )
            )
        )

    def _count(self, tx: Transaction, counted: list[Subject]) -> None:
        now = self._clock.now()
        for subject in counted:
            row = self._row(tx.connection, subject, lock=True)
            recent = row is not None and now - parse_instant(row[2]) < _FORGOTTEN_AFTER
            failures = (row[0] if row is not None and recent else 0) + 1
            tx.upsert(
                sign_in_attempt,
                [
                    {
                        "court_id": self._court_id,
                        "kind": subject[0],
                        "subject": subject[1],
                        "failures": failures,
                        "last_failed_at": instant_text(now),
                        "blocked_until": instant_text(blocked_until(subject[0], failures, now)),
                    }
                ],
            )

    def _row(self, connection: Connection, subject: Subject, *, lock: bool = False) -> tuple[int, str, str] | None:
        columns = sign_in_attempt.c
        statement = select(columns.failures, columns.blocked_until, columns.last_failed_at).where(
            columns.court_id == self._court_id, columns.kind == subject[0], columns.subject == subject[1]
        )
        row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
        return (row[0], row[1], row[2]) if row is not None else None


def blocked_until(kind: str, failures: int, now: datetime) -> datetime:
    """Until when nothing is tried after that many failures in a row: 30 s, 1 min, 2 min … at most an hour."""
    beyond = failures - _FREE[kind]
    if beyond < 0:
        return now
    return now + min(_FIRST_DELAY * (1 << min(beyond, 12)), _LONGEST_DELAY)
