"""What a save, a pull or a job changed, so that screens refresh only that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Records as (type, id), and the cases they belong to. Empty when nothing changed."""

    records: frozenset[tuple[str, str]] = frozenset()
    cases: frozenset[str] = frozenset()

    def __or__(self, other: ChangeSet) -> ChangeSet:
        return ChangeSet(self.records | other.records, self.cases | other.cases)

    def joined(self, others: Iterable[ChangeSet]) -> ChangeSet:
        """This and all of the others as one."""
        all_of_them = (self, *others)
        return ChangeSet(
            frozenset().union(*(one.records for one in all_of_them)),
            frozenset().union(*(one.cases for one in all_of_them)),
        )

    def __bool__(self) -> bool:
        return bool(self.records or self.cases)

    def of_type(self, record_type: str) -> frozenset[str]:
        """The ids of the changed records of one type."""
        return frozenset(record_id for name, record_id in self.records if name == record_type)
