"""Values of records as people read and type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from court_core.clock import COURT_ZONE, parse_instant
from court_core.errors import CourtError
from court_core.records.fields import Field, Kind, RecordType, Value
from court_core.rules.dates import parse_date
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import FieldKind, NodeField, money_text, read_value, shown_value

T = TypeVar("T")
LONGEST = {Kind.TEXT: 500, Kind.LONG_TEXT: 20_000}


def text_of(value: Value) -> str:
    """A text value; empty for none."""
    return value if isinstance(value, str) else ""


def number_of(value: Value) -> int:
    """An integer value; 0 for none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def day_of(value: Value) -> date | None:
    """A date value; None for none."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def instant_of(value: Value) -> datetime | None:
    """An instant value; None for none."""
    return parse_instant(value) if isinstance(value, str) and value else None


def shown(field: Field, value: Value, name_of: Callable[[Value], str] = text_of) -> str:
    """A field's value as people read it; `name_of` names the record behind a reference. A dash for nothing."""
    if value is None or value in ("", [], {}):
        return "—"
    match field.kind:
        case Kind.MONEY:
            return money_text(number_of(value))
        case Kind.BOOLEAN:
            return "是" if value else "否"
        case Kind.CHOICE:
            return field.choice_label(str(value))
        case Kind.REFERENCE:
            return name_of(value) or "—"
        case Kind.INSTANT:
            return parse_instant(str(value)).astimezone(COURT_ZONE).strftime("%Y-%m-%d %H:%M")
        case Kind.LIST:
            return "、".join(map(str, value)) if isinstance(value, list) else str(value)
        case Kind.JSON:
            return "；".join(f"{key}：{item}" for key, item in value.items()) if isinstance(value, dict) else str(value)
    return str(value)


def node_label(node: str) -> str:
    """The Chinese name of a node; the stored key of one that only a newer program knows."""
    try:
        return node_named(node).label
    except CourtError:
        return node


def shown_details(node: str, details: dict[str, object]) -> str:
    """The fields of a process event in one line for the court: 方式：邮寄送达；结果：已送达."""
    try:
        fields = {item.key: item for item in node_named(node).fields}
    except CourtError:
        fields = {}
    shown_fields = (
        (fields[key].label, shown_value(fields[key], value)) if key in fields else (key, str(value))
        for key, value in details.items()
    )
    return "；".join(f"{label}：{value}" for label, value in shown_fields if value)


def read_field(record_type: RecordType, name: str, typed: Value) -> Value:
    """A typed value of a declared field as it is stored; blank text is None.

    Raises CourtError `field.unknown`, `field.required`, `field.unreadable`, `field.too-long`, `date.unreadable`.
    """
    field = record_type.by_name.get(name)
    if field is None:
        known = "、".join(item.name for item in record_type.fields)
        raise CourtError("field.unknown", label=record_type.label, name=name, known=known)
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        if field.required:
            raise CourtError("field.required", label=field.label, key=name)
        return None
    return _read(field, typed)


def _read(field: Field, typed: Value) -> Value:
    text = str(typed).strip()
    match field.kind:
        case Kind.DATE:
            return typed.isoformat() if isinstance(typed, date) else parse_date(text).isoformat()
        case Kind.MONEY:
            return _as_node_field(field, FieldKind.MONEY, typed)
        case Kind.INTEGER:
            return _as_node_field(field, FieldKind.NUMBER, typed)
        case Kind.CHOICE:
            by_label = {label: value for value, label in field.choices}
            value = by_label.get(text, text)
            if value not in dict(field.choices):
                raise CourtError("field.unreadable", label=field.label, text=text[:40], key=field.name)
            return value
        case Kind.TEXT | Kind.LONG_TEXT:
            if len(text) > LONGEST[field.kind]:
                limit = LONGEST[field.kind]
                raise CourtError("field.too-long", label=field.label, length=len(text), limit=limit, key=field.name)
            return text
    return typed


def _as_node_field(field: Field, kind: FieldKind, typed: Value) -> Value:
    try:
        return read_value(NodeField(field.name, field.label, kind), typed)
    except CourtError as error:
        raise CourtError("field.unreadable", label=field.label, text=str(typed)[:40], key=field.name) from error
