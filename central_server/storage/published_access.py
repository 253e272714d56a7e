"""Credentials, sessions, counters of failed sign-ins and the log of look-ups, as rows of the published database.

Functions over a connection; who opens the transaction decides what belongs together.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, insert, or_, select, update

from central_server.storage.published import look_up, party_case, party_credential, party_session, sign_in_counter
from central_server.storage.published_password import CredentialScope
from central_server.storage.published_rows import upsert
from court_core.clock import instant_text, parse_instant
from court_core.ids import new_id

Scope = Literal["account", "address"]

_FREE_FAILURES: dict[Scope, int] = {"account": 3, "address": 10}
_LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StoredCredential:
    """A credential that is neither revoked nor expired."""

    credential_id: str
    scope: CredentialScope
    password_hash: str


@dataclass(frozen=True, slots=True)
class SignedInParty:
    """Who a valid session belongs to."""

    court_id: str
    party_id: str
    case_id: str
    number_text: str
    token_sha256: str


def live_credential(
    connection: Connection, court_id: str, number_text: str, locator: str, now: datetime
) -> StoredCredential | None:
    """The credential this case number and locator name, if a party who still belongs to the case holds it."""
    credential = party_credential.c
    at = instant_text(now)
    row = connection.execute(
        select(party_credential)
        .join(
            party_case, (party_case.c.court_id == credential.court_id) & (party_case.c.party_id == credential.party_id)
        )
        .where(
            credential.court_id == court_id,
            credential.number_text == number_text,
            credential.locator == locator,
            credential.revoked_at.is_(None),
            or_(credential.expires_at.is_(None), credential.expires_at > at),
        )
    ).one_or_none()
    if row is None:
        return None
    scope = CredentialScope(row.court_id, row.case_id, row.party_id, row.notice_sha256)
    return StoredCredential(row.credential_id, scope, row.password_hash)


def revoke_credentials(connection: Connection, court_id: str, party_id: str, now: datetime) -> int:
    """End every credential of a party and the sessions opened with them. Answers how many credentials were ended."""
    credential = party_credential.c
    ended = connection.execute(
        update(party_credential)
        .where(credential.court_id == court_id, credential.party_id == party_id, credential.revoked_at.is_(None))
        .values(revoked_at=instant_text(now))
    )
    connection.execute(
        delete(party_session).where(party_session.c.court_id == court_id, party_session.c.party_id == party_id)
    )
    return ended.rowcount


def open_session(
    connection: Connection, credential: StoredCredential, token: str, now: datetime, lifetime: timedelta
) -> None:
    """Store a fresh session; sessions of this court that have run out are cleared away."""
    court_id, at = credential.scope.court_id, instant_text(now)
    connection.execute(
        delete(party_session).where(party_session.c.court_id == court_id, party_session.c.expires_at <= at)
    )
    connection.execute(
        insert(party_session).values(
            court_id=court_id,
            token_sha256=token_hash(token),
            credential_id=credential.credential_id,
            party_id=credential.scope.party_id,
            signed_in_at=at,
            seen_at=at,
            expires_at=instant_text(now + lifetime),
        )
    )


def session_party(
    connection: Connection, court_id: str, token: str, now: datetime, idle: timedelta
) -> SignedInParty | None:
    """Whose session this token is, and mark it as used now. None when it ran out, was idle, or lost its ground."""
    session, case, credential = party_session.c, party_case.c, party_credential.c
    at = instant_text(now)
    row = connection.execute(
        select(session.token_sha256, case.party_id, case.case_id, case.number_text)
        .join(party_case, (case.court_id == session.court_id) & (case.party_id == session.party_id))
        .join(
            party_credential,
            (credential.court_id == session.court_id) & (credential.credential_id == session.credential_id),
        )
        .where(
            session.court_id == court_id,
            session.token_sha256 == token_hash(token),
            session.expires_at > at,
            session.seen_at > instant_text(now - idle),
            credential.revoked_at.is_(None),
            or_(credential.expires_at.is_(None), credential.expires_at > at),
        )
    ).one_or_none()
    if row is None:
        return None
    connection.execute(
        update(party_session)
        .where(session.court_id == court_id, session.token_sha256 == row.token_sha256)
        .values(seen_at=at)
    )
    return SignedInParty(court_id, row.party_id, row.case_id, row.number_text, row.token_sha256)


def close_session(connection: Connection, court_id: str, token: str) -> None:
    """End a session; nothing happens when there is none."""
    connection.execute(
        delete(party_session).where(
            party_session.c.court_id == court_id, party_session.c.token_sha256 == token_hash(token)
        )
    )


def begin_attempt(connection: Connection, court_id: str, subjects: dict[Scope, str], now: datetime) -> bool:
    """Count a sign-in as failed before it is tried, so that many at once cannot slip past the count.

    Answers False, and counts nothing, while one of the subjects has to wait.
    """
    rows = {scope: _counter(connection, court_id, scope, subject) for scope, subject in subjects.items()}
    if any(row is not None and parse_instant(row.blocked_until) > now for row in rows.values()):
        return False
    for scope, subject in subjects.items():
        row = rows[scope]
        forgotten = row is None or parse_instant(row.last_failed_at) + _FORGOTTEN_AFTER < now
        failures = 1 if row is None or forgotten else row.failures + 1
        _store_counter(connection, court_id, scope, subject, failures, now)
    return True


def attempt_succeeded(connection: Connection, court_id: str, subjects: dict[Scope, str]) -> None:
    """Take back what `begin_attempt` counted: the account starts afresh, the address loses this one failure only."""
    counter = sign_in_counter.c
    for scope, subject in subjects.items():
        where = (counter.court_id == court_id, counter.scope == scope, counter.subject == subject_hash(subject))
        if scope == "account":
            connection.execute(delete(sign_in_counter).where(*where))
        else:
            fewer = {"failures": counter.failures - 1, "blocked_until": counter.last_failed_at}
            connection.execute(update(sign_in_counter).where(*where).values(fewer))


def record_look_up(
    connection: Connection,
    court_id: str,
    *,
    action: str,
    outcome: str,
    address: str,
    now: datetime,
    party: SignedInParty | None = None,
    number_text: str | None = None,
) -> None:
    """Log who looked at what, or was refused."""
    connection.execute(
        insert(look_up).values(
            court_id=court_id,
            look_up_id=new_id(),
            at=instant_text(now),
            action=action,
            outcome=outcome,
            address=address,
            case_id=party.case_id if party else None,
            party_id=party.party_id if party else None,
            number_text=party.number_text if party else number_text,
        )
    )


def wait_after(scope: Scope, failures: int) -> timedelta:
    """How long a subject waits after its n-th failure in a row: 2 s, doubled each time, 15 minutes at most."""
    beyond = failures - _FREE_FAILURES[scope]
    if beyond <= 0:
        return timedelta(0)
    return min(timedelta(seconds=2.0 ** min(beyond, 20)), _LONGEST_WAIT)


def token_hash(token: str) -> str:
    """How a session's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def subject_hash(subject: str) -> str:
    """How a counted account or address is stored."""
    return hashlib.sha256(subject.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Counter:
    failures: int
    last_failed_at: str
    blocked_until: str


def _counter(connection: Connection, court_id: str, scope: Scope, subject: str) -> _Counter | None:
    counter = sign_in_counter.c
    row = connection.execute(
        select(counter.failures, counter.last_failed_at, counter.blocked_until)
        .where(counter.court_id == court_id, counter.scope == scope, counter.subject == subject_hash(subject))
        .with_for_update()
    ).one_or_none()
    return None if row is None else _Counter(row.failures, row.last_failed_at, row.blocked_until)


def _store_counter(
    connection: Connection, court_id: str, scope: Scope, subject: str, failures: int, now: datetime
) -> None:
    connection.execute(
        delete(sign_in_counter).where(
            sign_in_counter.c.court_id == court_id,
            sign_in_counter.c.last_failed_at < instant_text(now - timedelta(days=1)),
        )
    )
    row = {
        "court_id": court_id,
        "scope": scope,
        "subject": subject_hash(subject),
        "failures": failures,
        "last_failed_at": instant_text(now),
        "blocked_until": instant_text(now + wait_after(scope, failures)),
    }
    upsert(connection, sign_in_counter, [row])
