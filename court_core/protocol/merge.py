"""Three-way merge by field: what of a change can be applied to a record that moved on meanwhile.

Fields with joint meaning are taken or refused together. Both sides use this: the server when it applies an operation,
the workstation when it lays its pending operations over a newer base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from court_core.protocol.messages import Change
from court_core.records.fields import RecordType, Value, Values


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A unit of fields that two people changed differently from the same base."""

    fields: tuple[str, ...]
    base: Values
    mine: Values
    theirs: Values


@dataclass(frozen=True, slots=True)
class Merge:
    """Outcome of laying changes over current values: what to write, and what a person must decide."""

    write: dict[str, Value]
    conflicts: tuple[FieldConflict, ...]

    @property
    def clean(self) -> bool:
        """Whether everything could be applied."""
        return not self.conflicts


def merge(record_type: RecordType, current: Values, changes: Mapping[str, Change]) -> Merge:
    """Lay `changes` over `current`, unit by unit.

    A unit whose current values equal its base is written; one that already holds the new values needs nothing;
    any other is a conflict and stays as it is. Fields the declaration does not know merge each by itself.
    """
    write: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    for unit in _units(record_type, changes):
        now = {name: current.get(name) for name in unit}
        new = {name: changes[name].new for name in unit}
        base = {name: changes[name].base for name in unit}
        if now == new:
            continue
        if now == base:
            write.update({name: value for name, value in new.items() if value != now[name]})
        else:
            conflicts.append(FieldConflict(unit, base, new, now))
    return Merge(write, tuple(conflicts))


def changes_between(record_type: RecordType, before: Values, after: Values) -> dict[str, Change]:
    """The changes that lead from `before` to `after`, joint fields brought along. `after` holds only fields to set."""
    touched = [name for name, value in after.items() if before.get(name) != value]
    units = record_type.merge_units
    names = dict.fromkeys(name for field in touched for name in units.get(field, (field,)))
    return {name: Change(before.get(name), after.get(name, before.get(name))) for name in names}


def _units(record_type: RecordType, changes: Mapping[str, Change]) -> list[tuple[str, ...]]:
    """The merge units touched, each cut to the fields the operation brought (an older program may bring fewer)."""
    units = record_type.merge_units
    whole = dict.fromkeys(units.get(name, (name,)) for name in changes)
    return [tuple(name for name in unit if name in changes) for unit in whole]
