"""A party's password for the portal: issued for one party of one case, shown once, replaced by the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from central_server.services.publishing.projection import Projection
from central_server.services.publishing.projection_facts import CaseFacts
from central_server.services.publishing.projection_reading import read_facts
from central_server.services.publishing.projection_rules import has_left, role_label
from central_server.services.records.audit_trail import SERVER, record_audit
from central_server.services.records.record_state import cases_by_number
from central_server.storage.published import party_credential
from central_server.storage.published_access import revoke_credentials
from central_server.storage.published_engine import writing
from central_server.storage.published_password import CredentialScope, PartyPassword, PasswordHashing
from central_server.storage.published_rows import upsert
from central_server.storage.store import RecordStore
from court_core.clock import Clock, court_date, instant_text
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.records.fields import Values
from court_core.rules.case_number import CaseNumber
from court_core.rules.people import same_name

DEFAULT_DAYS = 730
_MOST_DAYS = 3650
_TRIES = 5


@dataclass(frozen=True, slots=True)
class IssuedPassword:
    """A fresh password with what is printed beside it. The password is nowhere else."""

    password: str
    case_number: str
    party_name: str
    party_role: str
    expires_at: str
    revoked: int


class PartyAccess:
    """Issues and revokes the passwords of one court's parties."""

    def __init__(
        self,
        store: RecordStore,
        published: Engine,
        court_id: str,
        clock: Clock,
        projection: Projection,
        hashing: PasswordHashing,
    ) -> None:
        self._store = store
        self._published = published
        self._court_id = court_id
        self._clock = clock
        self._projection = projection
        self._hashing = hashing

    def issue(
        self, case: str, party: str, *, role: str = "", days: int = DEFAULT_DAYS, by: str = SERVER
    ) -> IssuedPassword:
        """A fresh password for the party of that name; what the party had before stops working at once.

        `role` tells two parties of one name apart; `days` is how long the password holds. Raises CourtError
        `case-number.unreadable`, `party-access.case-unknown`, `party-access.party-unknown`,
        `party-access.party-ambiguous`, `party-access.party-left`, `party-access.expiry`, `party-access.busy`.
        """
        if not 1 <= days <= _MOST_DAYS:
            raise CourtError("party-access.expiry", days=days)
        facts, party_id, values = self._find(case, party, role)
        now = self._clock.now()
        if has_left(values, court_date(now)):
            raise CourtError("party-access.party-left", party=values["name"], left_on=values["left_on"])
        scope = CredentialScope.of(self._court_id, facts.case_id, party_id, str(values.get("notice_number") or ""))
        expires_at = instant_text(now + timedelta(days=days))
        password, revoked = self._store_fresh(scope, facts.number_text, expires_at)
        # Only who holds a password has a page; it stands before anybody can type this one.
        self._projection.project_cases([facts.case_id])
        self._store.write(
            lambda tx: record_audit(
                tx, self._court_id, instant_text(now), by, "issue-party-password", party_id, days=days
            )
        )
        return IssuedPassword(
            password.text, facts.number_text, str(values["name"]), role_label(values), expires_at, revoked
        )

    def revoke(self, case: str, party: str, *, role: str = "", by: str = SERVER) -> int:
        """End a party's password and sessions without a new one. Answers how many passwords were ended."""
        facts, party_id, _ = self._find(case, party, role)
        now = self._clock.now()
        with writing(self._published) as connection:
            ended = revoke_credentials(connection, self._court_id, party_id, now)
        self._projection.project_cases([facts.case_id])
        self._store.write(
            lambda tx: record_audit(tx, self._court_id, instant_text(now), by, "revoke-party-password", party_id)
        )
        return ended

    def _store_fresh(self, scope: CredentialScope, number_text: str, expires_at: str) -> tuple[PartyPassword, int]:
        for remaining in reversed(range(_TRIES)):
            password = PartyPassword.fresh()
            now = self._clock.now()
            row = {
                "court_id": scope.court_id,
                "credential_id": new_id(),
                "case_id": scope.case_id,
                "party_id": scope.party_id,
                "number_text": number_text,
                "notice_sha256": scope.notice_sha256,
                "locator": password.locator,
                "password_hash": self._hashing.hash(scope, password.secret),
                "issued_at": instant_text(now),
                "expires_at": expires_at,
                "revoked_at": None,
            }
            try:
                with writing(self._published) as connection:
                    revoked = revoke_credentials(connection, scope.court_id, scope.party_id, now)
                    upsert(connection, party_credential, [row])
            except IntegrityError:
                # One chance in a million per party: the case has a password with this locator already.
                if not remaining:
                    raise
                continue
            return password, revoked
        raise AssertionError("the loop returns or raises")

    def _find(self, case: str, party: str, role: str) -> tuple[CaseFacts, str, Values]:
        number = CaseNumber.parse(case)
        with self._store.read() as connection:
            facts = self._facts(connection, number)
        matching = {
            party_id: values
            for party_id, values in facts.parties.items()
            if same_name(str(values["name"]), party) and role in ("", role_label(values), values.get("role"))
        }
        if not matching:
            known = "、".join(str(values["name"]) for values in facts.parties.values()) or "无"
            raise CourtError("party-access.party-unknown", party=party, known=known)
        if len(matching) > 1:
            roles = "、".join(role_label(values) for values in matching.values())
            raise CourtError("party-access.party-ambiguous", party=party, roles=roles)
        party_id, values = next(iter(matching.items()))
        return facts, party_id, values

    def _facts(self, connection: Connection, number: CaseNumber) -> CaseFacts:
        case_id = cases_by_number(connection, self._court_id, [number.text]).get(number.text)
        facts = read_facts(connection, self._court_id, [case_id]) if case_id is not None else {}
        if case_id is None or case_id not in facts:
            raise CourtError("party-access.case-unknown", case=number.text)
        return facts[case_id]
