"""Who calls, and whether a record is within that person's reach (the matrix of court_core.records.access)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from court_core.records.access import Action, Reach, reach
from court_core.records.fields import Values
from court_core.records.types import RECORD_TYPES


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person at an enrolled workstation, with the roles the court has given them at this moment."""

    court_id: str
    user_id: str
    login: str
    name: str
    roles: tuple[str, ...]
    division_id: str
    device_id: str

    def reach(self, record_type: str, action: Action) -> Reach:
        """The widest reach of the person's roles."""
        return _reach(self.roles, record_type, action)

    @property
    def scope_fingerprint(self) -> str:
        """Changes when the person would see other records than before: roles, division, or the matrix itself."""
        reaches = [str(int(self.reach(name, Action.SEE))) for name in RECORD_TYPES]
        text = "|".join((self.user_id, self.division_id, *reaches))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a case is: 承办人, 书记员 and 庭室. Records of a case are its owners'."""

    judge_id: str | None = None
    clerk_id: str | None = None
    division_id: str | None = None

    @classmethod
    def of_case(cls, values: Values) -> Ownership:
        """The ownership written in a case's values."""
        return cls(_text(values.get("judge_id")), _text(values.get("clerk_id")), _text(values.get("division_id")))

    def is_within(self, caller: Caller, limit: Reach) -> bool:
        """Whether a reach of that limit covers a record owned like this. A wider reach contains the narrower."""
        if limit is Reach.COURT:
            return True
        if limit is Reach.NONE:
            return False
        if caller.user_id in (self.judge_id, self.clerk_id):
            return True
        return limit is Reach.DIVISION and bool(caller.division_id) and caller.division_id == self.division_id


@cache
def _reach(roles: tuple[str, ...], record_type: str, action: Action) -> Reach:
    """Asked for every operation of every batch; the answers are few."""
    return reach(roles, record_type, action)


def may(caller: Caller, record_type: str, action: Action, owners: Iterable[Ownership]) -> bool:
    """Whether the caller may do this to a record with one of these ownerships."""
    limit = caller.reach(record_type, action)
    return any(ownership.is_within(caller, limit) for ownership in owners)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
