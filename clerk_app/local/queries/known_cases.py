"""Cases by many numbers at once, with their parties: what an import compares its rows with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from clerk_app.local import schema
from clerk_app.local.queries.among import among
from clerk_app.local.reader import Reader
from clerk_app.local.records import Record
from court_core.records.fields import Value

_case = schema.RECORD_TABLES["case"]
_party = schema.RECORD_TABLES["party"]


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case and its parties as (id, role, name), in their order."""

    case: Record
    parties: tuple[tuple[str, str, str], ...]


def known_cases(reader: Reader, number_texts: Iterable[str]) -> dict[str, KnownCase]:
    """The cases with these printed numbers, by number; numbers of no case here are left out."""
    wanted = sorted(set(number_texts))
    statement = select(_case.c.number_text, _case.c.id).where(among(_case.c.number_text, wanted))
    ids = {row.number_text: row.id for row in reader.connection.execute(statement)}
    parties = _parties(reader, list(ids.values()))
    found = {number: reader.get("case", case_id) for number, case_id in ids.items()}
    return {
        number: KnownCase(case, tuple(parties.get(case.id, ()))) for number, case in found.items() if case is not None
    }


def settings_among(reader: Reader, keys: Iterable[str]) -> dict[str, Value]:
    """Those of these settings that were put, by key."""
    table = schema.setting
    statement = select(table.c.key, table.c.value).where(among(table.c.key, sorted(set(keys))))
    return {row.key: json.loads(row.value) for row in reader.connection.execute(statement)}


def _parties(reader: Reader, case_ids: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
    statement = (
        select(_party.c.case_id, _party.c.id, _party.c.role, _party.c.name)
        .where(among(_party.c.case_id, case_ids))
        .order_by(_party.c.case_id, _party.c.position, _party.c.id)
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in reader.connection.execute(statement):
        found.setdefault(row.case_id, []).append((row.id, row.role or "", row.name or ""))
    return found
