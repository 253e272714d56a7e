"""Push and pull of one workstation against a real server over HTTP, beside plain `executemany` into the same kind of file."""

from __future__ import annotations

import gc
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.figures import Figure
from bench.large_court import large_court
from bench.peer import executemany_rate
from bench.workstation import Bench, enrolled_workstation
from clerk_app.local.schema import RECORD_TABLES
from court_core.clock import SystemClock, instant_text
from court_core.protocol.sealing import MAX_OPERATIONS
from court_core.records.types import RECORD_TYPES
from court_core.storage.tables import to_row
from demo.people import OFFICER, PASSWORD
from demo.seeded import SeededRecord

CASES = 5_000
ENTRIES = 6_000
PAGE = 500


def measure() -> list[Figure]:
    """Pull a docket, push a pile of log entries, and do the same rows plainly."""
    with tempfile.TemporaryDirectory(prefix="bench-sync-") as name:
        folder = Path(name)
        with large_court(folder / "court", CASES) as court:
            records, today = court.records, court.today
            with enrolled_workstation(
                folder / "workstation", court.api_url, court.code, OFFICER.login, PASSWORD
            ) as bench:
                pulled, pull_seconds = _pull(bench)
                written, save_seconds = _write_entries(bench, court.officer_id, records, today)
                pushed, push_seconds = _push(bench)
        if pulled < len(records) or pushed != written:
            raise RuntimeError(f"pulled {pulled} of {len(records)}, pushed {pushed} of {written}")
        return [
            Figure(
                "pull", round(pulled / pull_seconds), "rows/s", "more", limit=5_000,
                peer=round(_peer(folder, records)), peer_name="executemany into SQLCipher, 500 rows a transaction",
                note=f"{pulled} rows; search index, tail indexes and merge included",
            ),
            Figure(
                "push", round(pushed / push_seconds), "operations/s", "more", limit=1_000,
                peer=round(_log_peer(folder, court.officer_id, records, today)),
                peer_name="executemany into SQLCipher, 200 rows a transaction",
                note=f"{pushed} log entries; sealing, signing, HTTP, checks and merge at the server, reply, and the pull "
                "of what came back included",
            ),
            Figure(
                "save in bulk", round(written / save_seconds), "entries/s", "more",
                note="one unit of work: record, audit row and outbox operation each",
            ),
        ]  # fmt: skip


def _pull(bench: Bench) -> tuple[int, float]:
    gc.collect()
    begun = time.perf_counter()
    report = bench.engine.run_once()
    return report.pulled, time.perf_counter() - begun


def _write_entries(bench: Bench, officer_id: str, records: list[SeededRecord], today: date) -> tuple[int, float]:
    values = list(_entries(officer_id, records, today))
    begun = time.perf_counter()
    for first in range(0, len(values), 1_000):
        with bench.store.write(officer_id) as unit:
            for entry in values[first : first + 1_000]:
                unit.create("log_entry", entry)
    return len(values), time.perf_counter() - begun


def _push(bench: Bench) -> tuple[int, float]:
    gc.collect()
    begun = time.perf_counter()
    report = bench.engine.run_once()
    if report.rejected or report.conflicts or report.pending:
        raise RuntimeError(f"the push was not clean: {report}")
    return report.pushed, time.perf_counter() - begun


def _entries(officer_id: str, records: list[SeededRecord], today: date) -> list[dict[str, object]]:
    """Log entries of the cases being enforced, as the officer writes them."""
    cases = [record.record_id for record in records if record.record_type == "case"][:40]
    entered_at = instant_text(SystemClock().now())
    return [
        {
            "case_id": cases[index % len(cases)],
            "work_date": today.isoformat(),
            "entered_at": entered_at,
            "officer_id": officer_id,
            "kind": "contact",
            "content": f"电话联系被执行人，督促其按期履行，第{index + 1}次通话，其表示月底前先付一部分。",
            "attachments": [],
            "visibility": "both",
        }
        for index in range(ENTRIES)
    ]


def _peer(folder: Path, records: list[SeededRecord]) -> float:
    """Rows a second of the same docket, type by type, as one rate."""
    seconds = 0.0
    for name in ("case", "party", "process_event"):
        rows = [
            to_row(RECORD_TYPES[name], record.values) | {"id": record.record_id, "version": 1}
            for record in records
            if record.record_type == name
        ]
        path = folder / f"peer-{name}.db"
        rate = executemany_rate(path, RECORD_TABLES[name], rows, keyed=True, per_transaction=PAGE)
        seconds += len(rows) / rate
    return len(records) / seconds


def _log_peer(folder: Path, officer_id: str, records: list[SeededRecord], today: date) -> float:
    rows = [
        to_row(RECORD_TYPES["log_entry"], values) | {"id": f"{index:036d}", "version": 1}
        for index, values in enumerate(_entries(officer_id, records, today))
    ]
    return executemany_rate(
        folder / "peer-log.db", RECORD_TABLES["log_entry"], rows, keyed=True, per_transaction=MAX_OPERATIONS
    )
