"""What the time limits of many cases are worked out from, in two statements however many cases there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from clerk_app.local import schema
from clerk_app.local.queries.among import among
from clerk_app.local.queries.cases import day_of
from clerk_app.local.reader import Reader

_case = schema.RECORD_TABLES["case"]
_event = schema.RECORD_TABLES["process_event"]


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A case's status, filing and limit, and its process events as (node, day, fields) in the order of their days."""

    case_id: str
    status: str
    filed_on: date | None
    time_limit: str
    events: tuple[tuple[str, date, Mapping[str, object]], ...]


def case_clocks(reader: Reader, case_ids: Sequence[str]) -> tuple[CaseClock, ...]:
    """The clocks of those of these cases that are here."""
    events: dict[str, list[tuple[str, date, Mapping[str, object]]]] = {}
    statement = (
        select(_event.c.case_id, _event.c.node, _event.c.happened_on, _event.c.details)
        .where(among(_event.c.case_id, case_ids))
        .order_by(_event.c.case_id, _event.c.happened_on, _event.c.id)
    )
    for row in reader.connection.execute(statement):
        day = day_of(row.happened_on)
        if day is not None:
            details = json.loads(row.details) if row.details else {}
            events.setdefault(row.case_id, []).append((row.node or "", day, details))
    cases = select(_case.c.id, _case.c.status, _case.c.filed_on, _case.c.time_limit).where(among(_case.c.id, case_ids))
    return tuple(
        CaseClock(row.id, row.status or "", day_of(row.filed_on), row.time_limit or "", tuple(events.get(row.id, ())))
        for row in reader.connection.execute(cases)
    )
