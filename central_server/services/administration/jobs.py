"""What the computer administrator does at the server: the court, divisions, accounts, codes, a restored backup."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select, update

from central_server.services.access.enrolment_codes import new_enrolment_code
from central_server.services.access.passwords import StaffPasswords
from central_server.services.access.sessions import Sessions
from central_server.services.identity.meta import (
    HORIZON,
    SERVER_EPOCH,
    ServedCourt,
    served_court,
    write_meta,
)
from central_server.services.records.audit_trail import SERVER, record_audit
from central_server.services.records.record_writes import RecordWrite, save_records
from central_server.storage.internal import RECORD_TABLES, account, counter
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.records.access import Role
from court_core.rules.case_types import COURTS


def init_court(store: RecordStore, clock: Clock, code: str, name: str, old_prefix: str = "") -> ServedCourt:
    """Make the court of this database. Raises CourtError `server.already-initialised` when it has one."""
    with store.read() as connection:
        table = RECORD_TABLES["court"]
        if connection.execute(select(table.c.id).where(table.c.court_id == table.c.id).limit(1)).first() is not None:
            raise CourtError("server.already-initialised")
    court_id = new_id()
    prefix = old_prefix or _old_prefix(code)

    def work(tx: Transaction) -> None:
        tx.insert(counter, [{"court_id": court_id, "value": 0}])
        write_meta(tx, court_id, SERVER_EPOCH, uuid.uuid4().hex)
        write_meta(tx, court_id, HORIZON, "0")
        values: dict[str, object] = {"code": code, "name": name, "old_prefix": prefix or None, "settings": {}}
        at = instant_text(clock.now())
        save_records(tx, court_id, SERVER, at, [RecordWrite("court", court_id, values)])
        record_audit(tx, court_id, at, SERVER, "init", court_id, code=code)

    store.write(work)
    return ServedCourt(court_id, code, name)


class Administration:
    """The administrator's jobs for one court. Names that people know (login, division's name) go in, ids come out."""

    def __init__(self, store: RecordStore, clock: Clock, passwords: StaffPasswords) -> None:
        self._store = store
        self._clock = clock
        self.passwords = passwords
        self.court = served_court(store)

    def add_division(self, name: str, position: int | None = None) -> str:
        """A new division. Raises CourtError `account.division-exists`."""
        if self._division(name) is not None:
            raise CourtError("account.division-exists", name=name)
        division_id = new_id()
        self._save("division", division_id, {"name": name, "position": position, "active": True})
        return division_id

    def add_user(self, login: str, name: str, division: str, roles: Sequence[str], password: str) -> str:
        """A new member of staff with an account; returns the id.

        Raises CourtError `account.login-taken`, `account.division-unknown`, `account.role-unknown`,
        `account.password-short`.
        """
        known = {role.value for role in Role}
        for role in roles:
            if role not in known:
                raise CourtError("account.role-unknown", role=role, known="、".join(sorted(known)))
        division_id = self._division(division)
        if division_id is None:
            raise CourtError("account.division-unknown", name=division)
        if self._user(login) is not None:
            raise CourtError("account.login-taken", login=login)
        password_hash = self.passwords.hash(password)
        user_id = new_id()
        at = instant_text(self._clock.now())
        values = {"login": login, "name": name, "division_id": division_id, "roles": list(roles), "active": True}
        row = {
            "court_id": self.court.court_id,
            "id": user_id,
            "login": login,
            "password_hash": password_hash,
            "created_at": at,
        }

        def work(tx: Transaction) -> None:
            save_records(tx, self.court.court_id, SERVER, at, [RecordWrite("staff", user_id, values)])
            tx.insert(account, [row])
            record_audit(tx, self.court.court_id, at, SERVER, "add-user", user_id, roles=list(roles))

        self._store.write(work)
        return user_id

    def enrolment_code(self, login: str) -> str:
        """A one-time code for a workstation of this user. Raises CourtError `account.unknown`."""
        user_id = self._known_user(login)
        return self._store.write(lambda tx: new_enrolment_code(tx, self.court.court_id, user_id, self._clock))

    def disable_user(self, login: str) -> None:
        """Switch an account off and end its sessions. What its workstation still holds stays there and exportable."""
        user_id = self._known_user(login)
        at = instant_text(self._clock.now())

        def work(tx: Transaction) -> None:
            tx.connection.execute(
                update(account)
                .where(account.c.court_id == self.court.court_id, account.c.id == user_id)
                .values(disabled_at=at)
            )
            Sessions(self._store, self._clock, self.court.court_id).end_all(tx, user_id)
            save_records(tx, self.court.court_id, SERVER, at, [RecordWrite("staff", user_id, {"active": False})])
            record_audit(tx, self.court.court_id, at, SERVER, "disable-user", user_id)

        self._store.write(work)

    def set_password(self, login: str, password: str) -> None:
        """A new password; the user's sessions end. Raises CourtError `account.unknown`, `account.password-short`."""
        user_id = self._known_user(login)
        password_hash = self.passwords.hash(password)
        at = instant_text(self._clock.now())

        def work(tx: Transaction) -> None:
            tx.connection.execute(
                update(account)
                .where(account.c.court_id == self.court.court_id, account.c.id == user_id)
                .values(password_hash=password_hash)
            )
            Sessions(self._store, self._clock, self.court.court_id).end_all(tx, user_id)
            record_audit(tx, self.court.court_id, at, SERVER, "set-password", user_id)

        self._store.write(work)

    def new_epoch(self) -> str:
        """To be run once after a backup was restored: workstations rebuild, and offer what they sent since then again."""
        epoch = uuid.uuid4().hex
        at = instant_text(self._clock.now())

        def work(tx: Transaction) -> None:
            write_meta(tx, self.court.court_id, SERVER_EPOCH, epoch)
            record_audit(tx, self.court.court_id, at, SERVER, "new-epoch", epoch)

        self._store.write(work)
        return epoch

    def _save(self, record_type: str, record_id: str, values: dict[str, object]) -> None:
        at = instant_text(self._clock.now())
        write = RecordWrite(record_type, record_id, values)
        self._store.write(lambda tx: save_records(tx, self.court.court_id, SERVER, at, [write]))

    def _division(self, name: str) -> str | None:
        table = RECORD_TABLES["division"]
        with self._store.read() as connection:
            return connection.execute(
                select(table.c.id).where(table.c.court_id == self.court.court_id, table.c.name == name)
            ).scalar_one_or_none()

    def _user(self, login: str) -> str | None:
        with self._store.read() as connection:
            return connection.execute(
                select(account.c.id).where(account.c.court_id == self.court.court_id, account.c.login == login)
            ).scalar_one_or_none()

    def _known_user(self, login: str) -> str:
        user_id = self._user(login)
        if user_id is None:
            raise CourtError("account.unknown", login=login)
        return user_id


def _old_prefix(code: str) -> str:
    """What this court's case numbers began with before 2016 (穗荔法 for 粤0103); empty when the table has none."""
    name = COURTS.get(code)
    return next((other for other, label in COURTS.items() if name and label == name and other != code), "")
