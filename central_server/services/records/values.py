"""Whether a value may stand in a field: kinds, choices and sizes. References are looked up elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from court_core.clock import parse_instant
from court_core.errors import CourtError
from court_core.records.fields import Field, Kind, RecordType, Value
from court_core.rules.web_copies import LONGEST_COPY

MAX_TEXT = 1_000
MAX_LONG_TEXT = 100_000
MAX_STRUCTURED = 200_000
MAX_BULKY = LONGEST_COPY
MAX_UNKNOWN_FIELDS = 50
_LARGEST_INTEGER = 2**53
"""Above it, programs that read JSON numbers as floating point would change the value."""


def check_values(record_type: RecordType, values: Mapping[str, Value]) -> None:
    """Raise CourtError `sync.value-wrong` or `sync.value-too-long` for the first value that may not stand.

    A field this program does not know (a newer workstation's) is kept as it is, within the sizes.
    """
    unknown = 0
    for name, value in values.items():
        field = record_type.by_name.get(name)
        if field is None:
            unknown += 1
            if unknown > MAX_UNKNOWN_FIELDS or len(name) > 64:
                raise CourtError("sync.value-too-long", field=name[:64])
            if not name.isprintable() or "," in name:
                raise CourtError("sync.value-wrong", field="字段名")
            field = Field(name, name, Kind.JSON)
        if value is not None:
            _check(field, value, bulky=name in record_type.bulky)


def check_instant(label: str, text: str) -> None:
    """Raise CourtError `sync.value-wrong` when the text is no instant."""
    _check(Field("instant", label, Kind.INSTANT), text or "-")


def check_required(record_type: RecordType, values: Mapping[str, Value], names: Iterable[str]) -> None:
    """Raise CourtError `sync.required-missing` when one of the fields named is required and empty."""
    for name in names:
        field = record_type.by_name.get(name)
        if field is not None and field.required and values.get(name) in (None, ""):
            raise CourtError("sync.required-missing", field=field.label)


def _check(field: Field, value: Value, *, bulky: bool = False) -> None:
    if field.kind in (Kind.JSON, Kind.LIST):
        _check_structured(field, value, MAX_BULKY if bulky else MAX_STRUCTURED)
    elif field.kind in (Kind.MONEY, Kind.INTEGER):
        if type(value) is not int or abs(value) > _LARGEST_INTEGER:
            raise _wrong(field)
    elif field.kind is Kind.BOOLEAN:
        if type(value) is not bool:
            raise _wrong(field)
    else:
        longest = MAX_LONG_TEXT if field.kind is Kind.LONG_TEXT else MAX_TEXT
        _check_text(field, value, MAX_BULKY if bulky else longest)


def _check_text(field: Field, value: Value, longest: int) -> None:
    # PostgreSQL cannot hold U+0000; one server must not take what another refuses.
    if not isinstance(value, str) or "\x00" in value:
        raise _wrong(field)
    if len(value) > longest:
        raise CourtError("sync.value-too-long", field=field.label)
    if not value:
        return
    try:
        if field.kind is Kind.DATE:
            if date.fromisoformat(value).isoformat() != value:
                raise _wrong(field)
        elif field.kind is Kind.INSTANT:
            parse_instant(value)
    except ValueError as error:
        raise _wrong(field) from error
    if field.kind is Kind.CHOICE and value not in dict(field.choices):
        raise _wrong(field)


def _check_structured(field: Field, value: Value, longest: int) -> None:
    if field.kind is Kind.LIST and not isinstance(value, list):
        raise _wrong(field)
    if _has_zero(value):
        raise _wrong(field)
    if len(json.dumps(value, ensure_ascii=False)) > longest:
        raise CourtError("sync.value-too-long", field=field.label)


def _has_zero(value: Value) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, list):
        return any(_has_zero(item) for item in value)
    if isinstance(value, dict):
        return any("\x00" in key or _has_zero(item) for key, item in value.items())
    return False


def _wrong(field: Field) -> CourtError:
    return CourtError("sync.value-wrong", field=field.label)
