"""Which log entries go out with a release, and noting them in the ledger ([2013] 公开执行日志工作程序)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from central_server.services.publishing.projection_logs import entry_shown, last_form
from central_server.services.publishing.projection_reading import read_facts
from central_server.storage.internal import RECORD_TABLES, RELEASE
from central_server.storage.store import Transaction
from court_core.clock import court_date, instant_text

_WIDEST_READER = "applicant"
"""What this side may not read, nobody outside may (court_core.rules.log_entries.shown_to)."""


def ledger_logs(tx: Transaction, court_id: str, week: str, until: date, now: datetime) -> int:
    """Note as released every entry of work up to `until` that may go out and has not. Answers how many.

    Internal entries, entries whose 公开不早于 has not come, and entries that a later one has already corrected stay back:
    what was corrected before its release shows its last form only.
    """
    candidates = _unreleased(tx, court_id, until)
    facts = read_facts(tx.connection, court_id, {case_id for _, case_id in candidates})
    today = court_date(now)
    going_out = [
        (entry_id, case_id)
        for entry_id, case_id in candidates
        if case_id in facts
        and entry_shown(facts[case_id].log_entries[entry_id], _WIDEST_READER, today)
        and last_form(facts[case_id], entry_id) == entry_id
    ]
    at = instant_text(now)
    tx.insert(
        RELEASE.entry,
        [
            {"court_id": court_id, "entry_id": entry_id, "case_id": case_id, "week": week, "released_at": at}
            for entry_id, case_id in going_out
        ],
    )
    return len(going_out)


def _unreleased(tx: Transaction, court_id: str, until: date) -> list[tuple[str, str]]:
    entries, released = RECORD_TABLES["log_entry"], RELEASE.entry
    statement = (
        select(entries.c.id, entries.c.case_id)
        .outerjoin(released, (released.c.court_id == entries.c.court_id) & (released.c.entry_id == entries.c.id))
        .where(
            entries.c.court_id == court_id,
            entries.c.visibility != "internal",
            entries.c.work_date <= until.isoformat(),
            released.c.entry_id.is_(None),
        )
        .order_by(entries.c.id)
    )
    return [(row.id, row.case_id) for row in tx.connection.execute(statement)]
