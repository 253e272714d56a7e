"""The two releases ([2013]): the week's enforcement logs on Friday afternoon, the month's documents on the 25th.

A release writes into the ledger what went out and then projects the cases of that ledger entry; so a run that was cut
short is completed by the next, and a run that found nothing new changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from central_server.services.publishing.projection import Projection
from central_server.services.publishing.projection_reading import read_calendar
from central_server.services.publishing.release_calendar import Month, documents_due, logs_due
from central_server.services.publishing.release_documents import Skipped, ledger_documents
from central_server.services.publishing.release_logs import ledger_logs
from central_server.services.records.audit_trail import SERVER, record_audit
from central_server.storage.internal import RELEASE
from central_server.storage.store import RecordStore, Transaction
from court_core.clock import Clock, court_date, instant_text
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from court_core.rules.week import Week


@dataclass(frozen=True, slots=True)
class LogsReleased:
    """What a release of logs did. `early`: it ran before the week's time, and the calendar will ask for it again.

    `released` counts entries that went out now, `total` all that ever went out with this week, `cases` theirs.
    """

    week: str
    released: int
    total: int
    cases: int
    early: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class DocumentsReleased:
    """What a release of documents did; counts are of now. `skipped`: those that could not go out, each with why."""

    month: str
    published: int
    withheld: int
    skipped: tuple[Skipped, ...]
    early: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class DueReleased:
    """What the calendar asked for; None where it asks nothing (any more)."""

    logs: LogsReleased | None
    documents: DocumentsReleased | None


class Releases:
    """The releases of one court."""

    def __init__(self, store: RecordStore, court_id: str, clock: Clock, projection: Projection) -> None:
        self._store = store
        self._court_id = court_id
        self._clock = clock
        self._projection = projection

    def release_logs(self, week: Week) -> LogsReleased:
        """Release the logs that belong to this week's release or an earlier one and have not gone out.

        A week that merges into the next is released with that. Raises CourtError `release.week-ahead` for a week that
        has not begun.
        """
        now = self._clock.now()
        today = court_date(now)
        if week.monday > today:
            raise CourtError("release.week-ahead", week=week.text, now=Week.of(today).text)
        calendar = self._calendar()
        release_on = calendar.release_on(week)
        period = calendar.release_week(release_on.date)
        early = now < calendar.release_at(period)

        def work(tx: Transaction) -> int:
            count = ledger_logs(tx, self._court_id, period.text, release_on.date, now)
            self._keep_run(tx, "logs", period.text, complete=not early, changed=count > 0, now=now)
            if count:
                at = instant_text(now)
                record_audit(tx, self._court_id, at, SERVER, "release-logs", period.text, entries=count)
            return count

        released = self._store.write(work)
        case_ids, total = self._released_with(period.text)
        self._projection.project_cases(case_ids)
        return LogsReleased(period.text, released, total, len(case_ids), early, release_on.confirmed)

    def release_documents(self, month: Month) -> DocumentsReleased:
        """Publish what passed review, and the notices of withheld documents, that took effect by the month's end or today.

        Raises CourtError `release.month-ahead` for a month that has not begun.
        """
        now = self._clock.now()
        today = court_date(now)
        if month.first > today:
            raise CourtError("release.month-ahead", month=month.text)
        publish_on = self._calendar().publish_on(month.first)
        early = today < publish_on.date

        def work(tx: Transaction) -> tuple[int, int, tuple[Skipped, ...]]:
            # A workstation's clock may be ahead: what took effect by its day only has not yet.
            outcome = ledger_documents(tx, self._court_id, month.text, min(month.last, today), now)
            changed = bool(outcome.published or outcome.withheld)
            self._keep_run(tx, "documents", month.text, complete=not early, changed=changed, now=now)
            if changed:
                record_audit(
                    tx,
                    self._court_id,
                    instant_text(now),
                    SERVER,
                    "release-documents",
                    month.text,
                    published=outcome.published,
                    withheld=outcome.withheld,
                )
            return outcome.published, outcome.withheld, outcome.skipped

        published, withheld, skipped = self._store.write(work)
        self._projection.project_cases(self._documented_in(month.text))
        return DocumentsReleased(month.text, published, withheld, skipped, early, publish_on.confirmed)

    def release_due(self) -> DueReleased:
        """Do what the calendar asks for by now and was not done; then project whatever else is waiting.

        A release day that was missed is made up for. Under the rule of seven working days documents go out as they pass.
        """
        now = self._clock.now()
        calendar = self._calendar()
        week, month = logs_due(calendar, now), documents_due(calendar, court_date(now))
        logs = None if self._is_complete("logs", week.text) else self.release_logs(week)
        documents = None
        if calendar.settings.publication_rule == "seven-days":
            documents = self.release_documents(Month.of(court_date(now)))
        elif not self._is_complete("documents", month.text):
            documents = self.release_documents(month)
        self._projection.project_touched()
        return DueReleased(logs, documents)

    def _calendar(self) -> CourtCalendar:
        with self._store.read() as connection:
            return read_calendar(connection, self._court_id)

    def _is_complete(self, kind: str, period: str) -> bool:
        with self._store.read() as connection:
            return bool(self._run(connection, kind, period))

    def _run(self, connection: Connection, kind: str, period: str) -> bool | None:
        """Whether the run is complete; None when there was none."""
        run = RELEASE.run.c
        return connection.execute(
            select(run.complete).where(run.court_id == self._court_id, run.kind == kind, run.period == period)
        ).scalar_one_or_none()

    def _keep_run(
        self, tx: Transaction, kind: str, period: str, *, complete: bool, changed: bool, now: datetime
    ) -> None:
        """Note the run; one that changed nothing and finds itself noted leaves the note as it is."""
        before = self._run(tx.connection, kind, period)
        if before is not None and not changed and before == (before or complete):
            return
        row = {
            "court_id": self._court_id,
            "kind": kind,
            "period": period,
            "complete": bool(before) or complete,
            "last_at": instant_text(now),
        }
        if before is None:
            tx.insert(RELEASE.run, [{**row, "first_at": instant_text(now)}])
        else:
            tx.connection.execute(
                RELEASE.run.update()
                .where(
                    RELEASE.run.c.court_id == self._court_id,
                    RELEASE.run.c.kind == kind,
                    RELEASE.run.c.period == period,
                )
                .values(complete=row["complete"], last_at=row["last_at"])
            )

    def _released_with(self, week: str) -> tuple[list[str], int]:
        entry = RELEASE.entry.c
        with self._store.read() as connection:
            rows = connection.execute(
                select(entry.case_id).where(entry.court_id == self._court_id, entry.week == week)
            ).scalars()
            case_ids = list(rows)
        return sorted(set(case_ids)), len(case_ids)

    def _documented_in(self, month: str) -> list[str]:
        document = RELEASE.document.c
        with self._store.read() as connection:
            rows = connection.execute(
                select(document.case_id).where(document.court_id == self._court_id, document.month == month).distinct()
            ).scalars()
            return list(rows)
