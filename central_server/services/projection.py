"""Projection: from the internal database to the published one, the only way there, as often as anybody likes.

A case is projected whole: its rows are made from its facts and put in place of what stood there. Nothing is carried
over step by step, so a projection that was missed, doubled or cut short is mended by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Connection, Engine, Table, delete, select, update

from central_server.services.projection_reading import read_facts
from central_server.services.projection_rules import PublishedRows, published_rows
from central_server.services.record_state import chunks
from central_server.storage.internal import CASE_TABLE, RECORD_TABLES, RELEASE, feed
from central_server.storage.published import (
    party_case,
    party_credential,
    party_event,
    party_log,
    published_court,
    published_document,
    withheld_notice,
)
from central_server.storage.published_access import revoke_credentials
from central_server.storage.published_engine import writing
from central_server.storage.published_rows import replace_rows, upsert
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, court_date

_CASES_AT_ONCE = 100
_CHANGES_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since the last projection: the cases concerned and the change number reached."""

    case_ids: frozenset[str]
    change_number: int


class Projection:
    """Projects the cases of one court."""

    def __init__(self, store: RecordStore, published: Engine, court_id: str, clock: Clock) -> None:
        self._store = store
        self._published = published
        self._court_id = court_id
        self._clock = clock

    def project_cases(self, case_ids: Iterable[str]) -> int:
        """Bring these cases' published rows to what may be seen today. Answers how many rows that changed.

        A case that no longer exists loses its rows.
        """
        wanted = sorted(set(case_ids))
        changed = 0
        for start in range(0, len(wanted), _CASES_AT_ONCE):
            changed += self._project(wanted[start : start + _CASES_AT_ONCE])
        return changed

    def project_all(self) -> int:
        """Project every case of the court: a fresh published database, or one restored from a backup."""
        with self._store.read() as connection:
            case_ids = list(
                connection.execute(select(CASE_TABLE.c.id).where(CASE_TABLE.c.court_id == self._court_id)).scalars()
            )
        with writing(self._published) as connection:
            known = connection.execute(
                select(party_case.c.case_id).where(party_case.c.court_id == self._court_id).distinct()
            ).scalars()
            case_ids.extend(known)
        return self.project_cases(case_ids)

    def project_touched(self) -> int:
        """Project what changed since the last time, and what becomes visible today. Answers how many cases that were."""
        done = 0
        while (touched := self._touched()) is not None:
            self.project_cases(touched.case_ids)
            done += len(touched.case_ids)
            self._store.write(partial(self._keep_progress, change_number=touched.change_number))
        due = self._due(court_date(self._clock.now()))
        self.project_cases(due)
        return done + len(due)

    def _project(self, case_ids: Sequence[str]) -> int:
        today = court_date(self._clock.now())
        changed = 0
        due: dict[str, date | None] = {}
        with writing(self._published) as outside:
            # Whoever projects holds this court's row before reading inside: an older snapshot can never be written
            # over a newer one.
            self._lock_court(outside)
            with self._store.read() as inside:
                changed += self._project_court(inside, outside)
                facts = read_facts(inside, self._court_id, case_ids)
            for case_id in case_ids:
                known = facts.get(case_id)
                rows = published_rows(known, today) if known is not None else PublishedRows((), (), (), (), (), None)
                changed += self._replace(outside, case_id, rows)
                if known is not None:
                    self._renumber_credentials(outside, case_id, known.number_text)
                due[case_id] = rows.next_change_on
        self._store.write(lambda tx: self._keep_due(tx, due))
        return changed

    def _replace(self, outside: Connection, case_id: str, rows: PublishedRows) -> int:
        scope = {"court_id": self._court_id, "case_id": case_id}
        tables: list[tuple[Table, tuple[dict[str, object], ...]]] = [
            (party_case, rows.party_cases),
            (party_event, rows.party_events),
            (party_log, rows.party_logs),
            (published_document, rows.documents),
            (withheld_notice, rows.notices),
        ]
        changed = sum(replace_rows(outside, table, scope, wanted) for table, wanted in tables)
        present = {str(row["party_id"]) for row in rows.party_cases}
        holders = outside.execute(
            select(party_credential.c.party_id)
            .where(
                party_credential.c.court_id == self._court_id,
                party_credential.c.case_id == case_id,
                party_credential.c.revoked_at.is_(None),
            )
            .distinct()
        ).scalars()
        for party_id in sorted(set(holders) - present):
            changed += revoke_credentials(outside, self._court_id, party_id, self._clock.now())
        return changed

    def _renumber_credentials(self, outside: Connection, case_id: str, number_text: str) -> None:
        """A corrected case number is what the party types from then on."""
        credential = party_credential.c
        outside.execute(
            update(party_credential)
            .where(
                credential.court_id == self._court_id,
                credential.case_id == case_id,
                credential.number_text != number_text,
            )
            .values(number_text=number_text)
        )

    def _lock_court(self, outside: Connection) -> None:
        court = published_court.c
        held = select(court.court_id).where(court.court_id == self._court_id).with_for_update()
        if outside.execute(held).one_or_none() is None:
            upsert(outside, published_court, {"court_id": self._court_id, "code": "", "name": ""})

    def _project_court(self, inside: Connection, outside: Connection) -> int:
        table = RECORD_TABLES["court"]
        row = inside.execute(
            select(table.c.code, table.c.name).where(table.c.court_id == self._court_id, table.c.id == self._court_id)
        ).one_or_none()
        if row is None:
            return 0
        wanted = {"court_id": self._court_id, "code": row.code, "name": row.name}
        return replace_rows(outside, published_court, {"court_id": self._court_id}, [wanted])

    def _touched(self) -> Touched | None:
        """The next portion of the feed; None when there is nothing new."""
        with self._store.read() as connection:
            progress = RELEASE.progress.c
            reached = connection.execute(
                select(progress.change_number).where(progress.court_id == self._court_id)
            ).scalar_one_or_none()
            rows = connection.execute(
                select(feed.c.change_number, feed.c.record_type, feed.c.record_id, feed.c.case_id)
                .where(feed.c.court_id == self._court_id, feed.c.change_number > (reached or 0))
                .order_by(feed.c.change_number)
                .limit(_CHANGES_AT_ONCE)
            ).all()
            if not rows:
                return None
            case_ids = {row.case_id for row in rows if row.case_id}
            named = {row.record_id for row in rows if row.record_type in ("staff", "division")}
            case_ids |= self._cases_naming(connection, named)
            if any(row.record_type == "court" for row in rows):
                case_ids |= self._documented_cases(connection)
        return Touched(frozenset(case_ids), rows[-1].change_number)

    def _cases_naming(self, connection: Connection, people: set[str]) -> set[str]:
        """Cases whose pages show the name of one of these persons or divisions."""
        found: set[str] = set()
        entries = RECORD_TABLES["log_entry"]
        documents = RECORD_TABLES["document"]
        for group in chunks(people):
            for column, result in (
                (CASE_TABLE.c.judge_id, CASE_TABLE.c.id),
                (CASE_TABLE.c.clerk_id, CASE_TABLE.c.id),
                (CASE_TABLE.c.division_id, CASE_TABLE.c.id),
                (entries.c.officer_id, entries.c.case_id),
                (documents.c.judge_id, documents.c.case_id),
            ):
                table = column.table
                statement = select(result).where(table.c.court_id == self._court_id, column.in_(group)).distinct()
                found.update(connection.execute(statement).scalars())
        return found

    def _documented_cases(self, connection: Connection) -> set[str]:
        """Cases whose published documents show the court's name."""
        documents = RECORD_TABLES["document"]
        statement = select(documents.c.case_id).where(
            documents.c.court_id == self._court_id, documents.c.status.in_(("published", "withheld"))
        )
        return set(connection.execute(statement.distinct()).scalars())

    def _due(self, today: date) -> list[str]:
        due = RELEASE.due.c
        with self._store.read() as connection:
            statement = select(due.case_id).where(due.court_id == self._court_id, due.due_on <= today.isoformat())
            return list(connection.execute(statement).scalars())

    def _keep_due(self, tx: Transaction, days: dict[str, date | None]) -> None:
        due = RELEASE.due
        for group in chunks(days):
            tx.connection.execute(delete(due).where(due.c.court_id == self._court_id, due.c.case_id.in_(group)))
        coming = [
            {"court_id": self._court_id, "case_id": case_id, "due_on": day.isoformat()}
            for case_id, day in days.items()
            if day is not None
        ]
        tx.insert(due, coming)

    def _keep_progress(self, tx: Transaction, change_number: int) -> None:
        tx.upsert(RELEASE.progress, [{"court_id": self._court_id, "change_number": change_number}])
