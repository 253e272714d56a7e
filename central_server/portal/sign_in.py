"""A party signs in with case number and password: counted, slowed down, logged, and refused in one and the same way."""

from __future__ import annotations

import secrets
from datetime import datetime

from central_server.portal.desk import PortalDesk
from central_server.storage.published_access import (
    Scope,
    SignedInParty,
    StoredCredential,
    attempt_succeeded,
    begin_attempt,
    close_session,
    live_credential,
    open_session,
    record_look_up,
    session_party,
    token_hash,
)
from central_server.storage.published_engine import writing
from central_server.storage.published_password import PartyPassword
from court_core.errors import CourtError
from court_core.rules.case_number import CaseNumber

_NO_PASSWORD = PartyPassword("", "")


def sign_in(desk: PortalDesk, case_number: str, password: str, address: str, old_token: str | None) -> str:
    """Open a session and answer its fresh token; a session the visitor already had is ended.

    Raises CourtError `party-access.refused`, the same for an unknown case, a wrong password, a revoked or expired one,
    a party who left, and too many tries; `party-access.busy` when too many sign in at this moment.
    """
    now = desk.clock.now()
    number_text = _canonical(case_number)
    typed = PartyPassword.read(password)
    subjects = _subjects(number_text, typed, address)
    credential = _begin(desk, number_text, typed, subjects, address, now)
    stored, scope = (credential.password_hash, credential.scope) if credential else (None, None)
    if not desk.hashing.matches(stored, scope, (typed or _NO_PASSWORD).secret) or credential is None:
        _log(desk, "refused", address, now, number_text=number_text)
        raise CourtError("party-access.refused")
    token = secrets.token_urlsafe(32)
    party = SignedInParty(
        desk.court_id, credential.scope.party_id, credential.scope.case_id, number_text or "", token_hash(token)
    )
    with writing(desk.engine) as connection:
        attempt_succeeded(connection, desk.court_id, subjects)
        if old_token:
            close_session(connection, desk.court_id, old_token)
        open_session(connection, credential, token, now, desk.lifetime)
        record_look_up(
            connection, desk.court_id, action="sign-in", outcome="accepted", address=address, now=now, party=party
        )
    return token


def sign_out(desk: PortalDesk, token: str, address: str) -> None:
    """End the session; nothing happens when it has ended already."""
    now = desk.clock.now()
    with writing(desk.engine) as connection:
        party = session_party(connection, desk.court_id, token, now, desk.idle)
        if party is not None:
            record_look_up(
                connection, desk.court_id, action="sign-out", outcome="accepted", address=address, now=now, party=party
            )
        close_session(connection, desk.court_id, token)


def signed_in_party(desk: PortalDesk, token: str | None, address: str) -> SignedInParty | None:
    """Whose page this visitor may read now; logs the look. None without a session that still holds."""
    if not token:
        return None
    now = desk.clock.now()
    with writing(desk.engine) as connection:
        party = session_party(connection, desk.court_id, token, now, desk.idle)
        if party is not None:
            record_look_up(
                connection, desk.court_id, action="page", outcome="shown", address=address, now=now, party=party
            )
    return party


def _begin(
    desk: PortalDesk,
    number_text: str | None,
    typed: PartyPassword | None,
    subjects: dict[Scope, str],
    address: str,
    now: datetime,
) -> StoredCredential | None:
    """Count the attempt and find the one credential it may open; refused while its account or address has to wait."""
    with writing(desk.engine) as connection:
        allowed = begin_attempt(connection, desk.court_id, subjects, now)
        if not allowed:
            record_look_up(
                connection,
                desk.court_id,
                action="sign-in",
                outcome="waiting",
                address=address,
                now=now,
                number_text=number_text,
            )
        credential = (
            live_credential(connection, desk.court_id, number_text, typed.locator, now)
            if allowed and number_text and typed
            else None
        )
    if not allowed:
        raise CourtError("party-access.refused")
    return credential


def _subjects(number_text: str | None, typed: PartyPassword | None, address: str) -> dict[Scope, str]:
    """What failures are counted for. The account is case number with locator: a stranger who knows only the number
    of a case cannot make its parties wait.
    """
    account = f"{number_text or ''}|{typed.locator if typed else ''}"
    return {"account": account, "address": address}


def _canonical(case_number: str) -> str | None:
    """The number in its one form, with 号 or without; None for anything else, not told apart from a case that is not there."""
    for typed in (case_number, f"{case_number}号"):
        try:
            return CaseNumber.parse(typed).text
        except CourtError:
            continue
    return None


def _log(desk: PortalDesk, outcome: str, address: str, now: datetime, *, number_text: str | None) -> None:
    with writing(desk.engine) as connection:
        record_look_up(
            connection,
            desk.court_id,
            action="sign-in",
            outcome=outcome,
            address=address,
            now=now,
            number_text=number_text,
        )
