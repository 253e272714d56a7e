"""Projection: from the internal database to the published one, the only way there, as often as anybody likes.

A case is projected whole: its rows are made from its facts and put in place of what stood there. Nothing is carried
over step by step, so a projection that was missed, doubled or cut short is mended by the next.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from sqlalchemy import Connection, Engine, Table, delete, select, update
from sqlalchemy.exc import OperationalError

from central_server.services.publishing.projection_reading import documented_cases, read_facts
from central_server.services.publishing.projection_rules import PublishedRows, published_rows
from central_server.services.publishing.projection_touched import Touched, due_cases, read_touched
from central_server.services.records.record_state import chunks
from central_server.storage.internal import CASE_TABLE, RECORD_TABLES, RELEASE
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
from central_server.storage.published_engine import reading, writing
from central_server.storage.published_rows import Row, replace_rows, upsert
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, court_date

log = logging.getLogger(__name__)

_CASES_AT_ONCE = 200
_NOTHING = PublishedRows((), (), (), (), (), None)

GoOn = Callable[[], bool]
"""Asked between portions of cases; False stops the projection, which the next one continues."""


def _always() -> bool:
    return True


class Projection:
    """Projects the cases of one court."""

    def __init__(self, store: RecordStore, published: Engine, court_id: str, clock: Clock) -> None:
        self._store = store
        self._published = published
        self._court_id = court_id
        self._clock = clock

    def project_cases(self, case_ids: Iterable[str], go_on: GoOn = _always) -> int:
        """Bring these cases' published rows to what may be seen today. Answers how many rows that changed.

        A case that no longer exists loses its rows.
        """
        wanted = sorted(set(case_ids))
        changed = 0
        for start in range(0, len(wanted), _CASES_AT_ONCE):
            if start and not go_on():
                break
            changed += self._project(wanted[start : start + _CASES_AT_ONCE])
        return changed

    def hasten(self, case_ids: Iterable[str]) -> None:
        """Project these cases now, because something of them must not be seen a moment longer.

        When the published database cannot be written this moment, the next round of the background task does it.
        """
        try:
            self.project_cases(case_ids)
        except OperationalError as error:
            log.warning("withdrawal waits for the next round: %s", type(error.orig).__name__)

    def project_all(self) -> int:
        """Project every case of the court: a fresh published database, or one restored from a backup."""
        with self._store.read() as inside:
            case_ids = set(
                inside.execute(select(CASE_TABLE.c.id).where(CASE_TABLE.c.court_id == self._court_id)).scalars()
            )
        with reading(self._published) as outside:
            for table in (party_case, published_document, withheld_notice):
                case_ids.update(
                    outside.execute(select(table.c.case_id).where(table.c.court_id == self._court_id)).scalars()
                )
        return self.project_cases(case_ids)

    def project_touched(self, go_on: GoOn = _always) -> int:
        """Project what changed since the last time, and what becomes visible today. Answers how many cases that were."""
        done = 0
        while (touched := self._touched()) is not None:
            self._project(())  # the court's own name, also while it has no case
            self.project_cases(touched.case_ids, go_on)
            if not go_on():
                return done
            done += len(touched.case_ids)
            self._store.write(partial(self._keep_progress, change_number=touched.change_number))
        with self._store.read() as inside:
            due = due_cases(inside, self._court_id, court_date(self._clock.now()))
        self.project_cases(due, go_on)
        return done + len(due)

    def _touched(self) -> Touched | None:
        with self._store.read() as inside:
            return read_touched(inside, self._court_id)

    def _project(self, case_ids: Sequence[str]) -> int:
        today = court_date(self._clock.now())
        with writing(self._published) as outside:
            # Whoever projects holds this court's row before reading inside: an older snapshot can never be written
            # over a newer one.
            self._lock_court(outside)
            holders = self._holders(outside, case_ids)
            shown = self._shown_cases(outside, case_ids)
            with self._store.read() as inside:
                changed = self._project_court(inside, outside)
                concerned = shown | holders.keys() | documented_cases(inside, self._court_id, case_ids)
                facts = read_facts(inside, self._court_id, concerned)
            rows = {
                case_id: published_rows(facts[case_id], today, holders.get(case_id, frozenset()))
                if case_id in facts
                else _NOTHING
                for case_id in sorted(concerned)
            }
            changed += self._replace(outside, rows)
            changed += self._revoke_without_page(outside, rows, holders)
            numbers = {case_id: facts[case_id].number_text for case_id in holders if case_id in facts}
            self._renumber_credentials(outside, numbers)
        if rows:
            due = {case_id: case_rows.next_change_on for case_id, case_rows in rows.items()}
            self._store.write(partial(self._keep_due, days=due))
        return changed

    def _replace(self, outside: Connection, rows: Mapping[str, PublishedRows]) -> int:
        if not rows:
            return 0
        tables: tuple[tuple[Table, Callable[[PublishedRows], Iterable[Row]]], ...] = (
            (party_case, lambda of_case: of_case.party_cases),
            (party_event, lambda of_case: of_case.party_events),
            (party_log, lambda of_case: of_case.party_logs),
            (published_document, lambda of_case: of_case.documents),
            (withheld_notice, lambda of_case: of_case.notices),
        )
        return sum(
            replace_rows(
                outside,
                table,
                self._court_id,
                list(rows),
                [row for of_case in rows.values() for row in choose(of_case)],
            )
            for table, choose in tables
        )

    def _holders(self, outside: Connection, case_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Case → its parties who hold a password."""
        credential = party_credential.c
        found: dict[str, set[str]] = defaultdict(set)
        for row in outside.execute(
            select(credential.case_id, credential.party_id).where(
                credential.court_id == self._court_id,
                credential.case_id.in_(case_ids),
                credential.revoked_at.is_(None),
            )
        ):
            found[row.case_id].add(row.party_id)
        return {case_id: frozenset(party_ids) for case_id, party_ids in found.items()}

    def _shown_cases(self, outside: Connection, case_ids: Sequence[str]) -> set[str]:
        """The cases of which anything is published now."""
        found: set[str] = set()
        for table in (party_case, published_document, withheld_notice):
            statement = select(table.c.case_id).where(table.c.court_id == self._court_id, table.c.case_id.in_(case_ids))
            found.update(outside.execute(statement.distinct()).scalars())
        return found

    def _revoke_without_page(
        self, outside: Connection, rows: Mapping[str, PublishedRows], holders: Mapping[str, frozenset[str]]
    ) -> int:
        """Who left the case, or was struck from it, loses password and sessions (法释〔2018〕7号 art. 6)."""
        changed = 0
        for case_id, party_ids in holders.items():
            present = {str(row["party_id"]) for row in rows[case_id].party_cases}
            for party_id in sorted(party_ids - present):
                changed += revoke_credentials(outside, self._court_id, party_id, self._clock.now())
        return changed

    def _renumber_credentials(self, outside: Connection, numbers: Mapping[str, str]) -> None:
        """A corrected case number is what the party types from then on."""
        credential = party_credential.c
        known = outside.execute(
            select(credential.case_id, credential.number_text)
            .where(credential.court_id == self._court_id, credential.case_id.in_(list(numbers)))
            .distinct()
        ).all()
        for case_id in {row.case_id for row in known if row.number_text != numbers[row.case_id]}:
            outside.execute(
                update(party_credential)
                .where(credential.court_id == self._court_id, credential.case_id == case_id)
                .values(number_text=numbers[case_id])
            )

    def _lock_court(self, outside: Connection) -> None:
        court = published_court.c
        held = select(court.court_id).where(court.court_id == self._court_id).with_for_update()
        if outside.execute(held).one_or_none() is None:
            upsert(outside, published_court, [{"court_id": self._court_id, "code": "", "name": ""}])

    def _project_court(self, inside: Connection, outside: Connection) -> int:
        table, court = RECORD_TABLES["court"], published_court.c
        wanted = inside.execute(
            select(table.c.code, table.c.name).where(table.c.court_id == self._court_id, table.c.id == self._court_id)
        ).one_or_none()
        shown = outside.execute(select(court.code, court.name).where(court.court_id == self._court_id)).one()
        if wanted is None or tuple(wanted) == tuple(shown):
            return 0
        upsert(outside, published_court, [{"court_id": self._court_id, "code": wanted.code, "name": wanted.name}])
        return 1

    def _keep_due(self, tx: Transaction, days: Mapping[str, date | None]) -> None:
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
