"""The people and divisions of the court, to choose from and to find by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.views import Choice
from court_core.errors import CourtError
from court_core.rules.people import normalise_name

if TYPE_CHECKING:
    from clerk_app.local.reader import Reader
    from clerk_app.local.records import Record


class StaffNames:
    """Names of people by id, and ids by name, from one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._people = {record.id: record for record in reader.find("staff")}
        self._by_name: dict[str, list[Record]] = {}
        for record in self._people.values():
            if record["active"] is not False:
                self._by_name.setdefault(normalise_name(str(record["name"])), []).append(record)

    def name(self, user_id: object) -> str:
        """The name; empty for nobody and for somebody this workstation does not know."""
        record = self._people.get(user_id) if isinstance(user_id, str) else None
        return str(record["name"]) if record else ""

    def get(self, user_id: str) -> Record | None:
        """The person's record."""
        return self._people.get(user_id)

    def by_name(self, name: str, roles: Iterable[str] = ()) -> Record:
        """The one active person of that name (with one of `roles`, if any bears them).

        Raises CourtError `import.staff-unknown` or `import.staff-ambiguous`.
        """
        found = self._by_name.get(normalise_name(name), [])
        wanted = set(roles)
        fitting = [record for record in found if wanted & set(_roles(record))] or found
        if not fitting:
            raise CourtError("import.staff-unknown", name=name)
        if len(fitting) > 1:
            raise CourtError("import.staff-ambiguous", name=name)
        return fitting[0]

    def one_of(self, name: str) -> str | None:
        """The id of the only active person of that name; None when there is none or more than one."""
        found = self._by_name.get(normalise_name(name), [])
        return found[0].id if len(found) == 1 else None


def people(desk: Desk, roles: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Active people, by name; the label names their division where it is known."""
    with desk.store.read() as reader:
        names = {record.id: str(record["name"]) for record in reader.find("division")}
        found = [
            record
            for record in reader.find("staff")
            if record["active"] is not False and (not roles or set(roles) & set(_roles(record)))
        ]
    labelled = ((record.id, str(record["name"]), names.get(str(record["division_id"]), "")) for record in found)
    return tuple(
        Choice(user_id, f"{name}（{division}）" if division else name)
        for user_id, name, division in sorted(labelled, key=lambda entry: (entry[2], entry[1]))
    )


def divisions(desk: Desk) -> tuple[Choice, ...]:
    """The divisions in use, in the court's order."""
    with desk.store.read() as reader:
        found = [record for record in reader.find("division") if record["active"] is not False]
    ordered = sorted(found, key=lambda record: (_number(record["position"]), str(record["name"])))
    return tuple(Choice(record.id, str(record["name"])) for record in ordered)


def check_person(desk: Desk, reader: Reader, user_id: str) -> None:
    """Raises CourtError `staff.unknown` when no such person is known here.

    The person at the desk always is, even before the first pull has brought the court's people.
    """
    if user_id != desk.actor.user_id and reader.get("staff", user_id) is None:
        raise CourtError("staff.unknown", text=user_id)


def _roles(record: Record) -> list[str]:
    roles = record["roles"]
    return [str(role) for role in roles] if isinstance(roles, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
