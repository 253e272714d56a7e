"""What a record type is made of: fields with labels, kinds and joint-merge groups.

A record's values are a `Values` mapping of JSON values, the same in memory, on the wire and (but for JSON and
list fields, which are stored as text) in the database: dates and instants are ISO text, money is integer fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Value = object
Values = Mapping[str, Value]


class Kind(StrEnum):
    """How a field's value is written, stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REFERENCE = "reference"
    LIST = "list"
    JSON = "json"


class Scope(StrEnum):
    """Whose workstation holds a record: everyone's of the court, or those that work on its case."""

    COURT = "court"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its column name, its Chinese label, and what may stand in it."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    refers_to: str = ""
    indexed: bool = False
    sensitive: bool = False
    help: str = ""

    def choice_label(self, value: str) -> str:
        """The Chinese label of a stored choice; the value itself when the table does not know it."""
        return dict(self.choices).get(value, value)


@dataclass(frozen=True)
class RecordType:
    """One kind of record.

    `joint` names fields whose meaning hangs together (a state and its date): a merge takes or refuses them as one.
    `append_only` records are created and never changed; corrections are further records.
    `first_wins` records settle a question once: a later different answer is superseded instead of conflicting.
    `stepwise` fields go from step to step of a procedure, each of which is checked and noted: their changes are sent one
    by one, however many a person made before the next sync.
    `bulky` fields are written anew as a whole with every small answer (docs/adr/006): a workstation keeps one waiting
    change of them, and its audit their hashes.
    `one_each` records bear the id of what they belong to: two workstations may create the same one, and a person decides.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    scope: Scope = Scope.CASE
    joint: tuple[tuple[str, ...], ...] = ()
    append_only: bool = False
    first_wins: bool = False
    stepwise: tuple[str, ...] = ()
    bulky: tuple[str, ...] = ()
    one_each: bool = False

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def structured(self) -> frozenset[str]:
        """The names of list and JSON fields: stored as text, compared and merged as values."""
        return frozenset(field.name for field in self.fields if field.kind in (Kind.LIST, Kind.JSON))

    @cached_property
    def structured_places(self) -> tuple[int, ...]:
        """Where the structured fields stand among the fields."""
        return tuple(place for place, field in enumerate(self.fields) if field.name in self.structured)

    @cached_property
    def booleans(self) -> tuple[str, ...]:
        """The names of the yes-or-no fields."""
        return tuple(field.name for field in self.fields if field.kind is Kind.BOOLEAN)

    @cached_property
    def merge_units(self) -> dict[str, tuple[str, ...]]:
        """For each field, the fields that are merged together with it, itself included."""
        units: dict[str, tuple[str, ...]] = {field.name: (field.name,) for field in self.fields}
        for group in self.joint:
            units.update(dict.fromkeys(group, group))
        return units
