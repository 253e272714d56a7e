"""Sign-in of a workstation's user, and enrolment of a workstation with a one-time code."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, select, update

from central_server.services.access.attempts import AttemptCounter, subjects
from central_server.services.access.enrolment_codes import code_hash
from central_server.services.access.passwords import StaffPasswords
from central_server.services.access.sessions import Sessions, caller_of_device
from central_server.services.identity.meta import ServedCourt, read_server_epoch
from central_server.services.identity.server_key import ServerKey, is_public_key
from central_server.services.records.audit_trail import record_audit
from central_server.storage.internal import STAFF_TABLE, account, device, enrolment_code
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.protocol.grants import MAX_GRANT_HOURS, OfflineGrant
from court_core.protocol.messages import EnrolRequest, Session, SignInRequest
from court_core.protocol.sealing import FIRST_PREVIOUS

_GRANT = timedelta(hours=MAX_GRANT_HOURS)


class SignIn:
    """Opens sessions. Every refusal for a wrong login, password, device or a disabled account reads the same."""

    def __init__(
        self,
        store: RecordStore,
        clock: Clock,
        court: ServedCourt,
        key: ServerKey,
        passwords: StaffPasswords,
        sessions: Sessions,
    ) -> None:
        self._store = store
        self._clock = clock
        self._court = court
        self._key = key
        self._passwords = passwords
        self._sessions = sessions
        self._attempts = AttemptCounter(store, clock, court.court_id)

    def sign_in(self, request: SignInRequest, address: str) -> Session:
        """A session for an enrolled workstation's user. Raises CourtError `sign-in.refused`, `sign-in.wait`, `sign-in.busy`."""
        counted = subjects(request.login, address)
        self._attempts.check(counted)
        person = self._person(request.login, request.password)
        if person is None or self._device_user(request.device_id) != person.id:
            self._refuse(counted, request.login)
        self._attempts.succeeded(counted)
        return self._store.write(lambda tx: self._open(tx, person.id, request.device_id, "sign-in"))

    def enrol(self, request: EnrolRequest, address: str) -> Session:
        """Register a workstation's key with a one-time code and sign its user in.

        Raises CourtError `enrol.key-wrong`, `enrol.code-wrong`, and what `sign_in` raises.
        """
        if not is_public_key(request.device_public_key):
            raise CourtError("enrol.key-wrong")
        counted = subjects(request.login, address)
        self._attempts.check(counted)
        person = self._person(request.login, request.password)
        if person is None:
            self._refuse(counted, request.login)
        try:
            found = self._store.write(lambda tx: self._enrol(tx, person.id, request))
        except CourtError:
            self._attempts.failed(counted)
            raise
        self._attempts.succeeded(counted)
        return found

    def _refuse(self, counted: list[tuple[str, str]], login: str) -> Any:
        self._attempts.failed(counted)
        at = instant_text(self._clock.now())
        self._store.write(lambda tx: record_audit(tx, self._court.court_id, at, "", "sign-in-refused", login[:80]))
        raise CourtError("sign-in.refused")

    def _person(self, login: str, password: str) -> Any:
        """The account whose password this is; None for a wrong one, an unknown or a disabled account."""
        with self._store.read() as connection:
            row = connection.execute(
                select(account.c.id, account.c.password_hash, account.c.disabled_at, STAFF_TABLE.c.active)
                .join(STAFF_TABLE, and_(STAFF_TABLE.c.court_id == account.c.court_id, STAFF_TABLE.c.id == account.c.id))
                .where(account.c.court_id == self._court.court_id, account.c.login == login)
            ).one_or_none()
        # The transaction is over: nothing is held while the hash takes its time.
        matches = self._passwords.matches(row.password_hash if row is not None else None, password)
        usable = row is not None and row.disabled_at is None and row.active is not False
        return row if matches and usable else None

    def _device_user(self, device_id: str) -> str | None:
        with self._store.read() as connection:
            return connection.execute(
                select(device.c.user_id).where(
                    device.c.court_id == self._court.court_id, device.c.id == device_id, device.c.revoked_at.is_(None)
                )
            ).scalar_one_or_none()

    def _enrol(self, tx: Transaction, user_id: str, request: EnrolRequest) -> Session:
        now = instant_text(self._clock.now())
        # The update decides: of two workstations that use the same code at once, one changes the row.
        used = tx.connection.execute(
            update(enrolment_code)
            .where(
                enrolment_code.c.court_id == self._court.court_id,
                enrolment_code.c.code_sha256 == code_hash(request.code),
                enrolment_code.c.user_id == user_id,
                enrolment_code.c.used_at.is_(None),
                enrolment_code.c.expires_at > now,
            )
            .values(used_at=now)
        )
        if used.rowcount != 1:
            raise CourtError("enrol.code-wrong")
        device_id = new_id()
        row = {
            "court_id": self._court.court_id,
            "id": device_id,
            "user_id": user_id,
            "name": request.device_name[:200],
            "public_key": request.device_public_key.lower(),
            "epoch": 1,
            "enrolled_at": now,
            "audit_head": FIRST_PREVIOUS,
            "audit_count": 0,
        }
        tx.insert(device, [row])
        return self._open(tx, user_id, device_id, "enrol")

    def _open(self, tx: Transaction, user_id: str, device_id: str, action: str) -> Session:
        now = self._clock.now()
        caller, _ = caller_of_device(tx.connection, self._court.court_id, device_id)
        token, ends = self._sessions.open(tx, user_id, device_id)
        record_audit(tx, self._court.court_id, instant_text(now), user_id, action, device_id)
        epoch = tx.connection.execute(
            select(device.c.epoch).where(device.c.court_id == self._court.court_id, device.c.id == device_id)
        ).scalar_one()
        return Session(
            token=token,
            expires_at=ends,
            court_id=self._court.court_id,
            court_name=self._court.name,
            user_id=user_id,
            login=caller.login,
            user_name=caller.name,
            roles=list(caller.roles),
            division_id=caller.division_id,
            device_id=device_id,
            device_epoch=epoch,
            server_epoch=read_server_epoch(tx.connection, self._court.court_id),
            server_public_key=self._key.public_hex,
            server_time=instant_text(now),
            offline_grant=self._grant(caller.login, user_id, device_id, now),
        )

    def _grant(self, login: str, user_id: str, device_id: str, now: datetime) -> str:
        return self._key.grant(
            OfflineGrant(
                court_id=self._court.court_id,
                device_id=device_id,
                user_id=user_id,
                login=login,
                issued_at=instant_text(now),
                expires_at=instant_text(now + _GRANT),
            )
        )
