"""The pages of one unlocked session, put into a workbench."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import SignalInstance

from clerk_app.ui.cases.view import CasesPage
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.friday.view import FridayPage
from clerk_app.ui.import_cases.dialog import ImportDialog
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.session import WindowSession
from clerk_app.ui.settings.view import SettingsPage
from clerk_app.ui.shell.navigation import Entry, Officer
from clerk_app.ui.shell.page import Page
from clerk_app.ui.shell.workbench import Workbench
from clerk_app.ui.sync.view import SyncPage
from clerk_app.ui.today.view import TodayPage
from clerk_app.use_cases.import_cases.fields import IMPORT_FIELDS
from clerk_app.use_cases.views import Choice

ENTRIES = (
    Entry("today", "今日", "inbox", "工作"),
    Entry("cases", "案件", "folder", "工作"),
    Entry("logs", "执行日志", "calendar-week", "工作"),
    Entry("documents", "文书", "file-text", "产出"),
    Entry("sync", "同步与冲突", "git-merge", "工具"),
    Entry("settings", "设置", "settings"),
)
"""The navigation, in the order of Ctrl+1…6."""


@dataclass(frozen=True, slots=True)
class SessionPages:
    """The pages by name, for the window and for whoever drives it."""

    workbench: Workbench
    today: TodayPage
    cases: CasesPage
    logs: FridayPage
    documents: DocumentsPage
    sync: SyncPage
    settings: SettingsPage

    @property
    def saves(self) -> tuple[SignalInstance, ...]:
        """Signals that carry the ChangeSet of a save."""
        return (
            self.cases.changed_records, self.logs.changed_records, self.documents.changed_records,
            self.sync.changed_records,
        )  # fmt: skip

    def preload(self) -> None:
        """Reads what the navigation's numbers need, behind the page in front."""
        self.logs.preload()
        self.cases.preload()


def make_workbench(
    session: WindowSession, officer: Officer, jobs: Jobs, now: Callable[[], datetime], today: Callable[[], date],
    version: str,
) -> SessionPages:  # fmt: skip
    """Builds the pages over the session's use cases; `officer` was read from it on the database thread."""
    office = session.office
    cases = CasesPage(office, jobs, today)
    pages: dict[str, Page] = {
        "today": (today_page := TodayPage(office, jobs)),
        "cases": cases,
        "logs": (logs := FridayPage(office, office, jobs, now)),
        "documents": (documents := DocumentsPage(office, jobs, now)),
        "sync": (sync := SyncPage(office, session, jobs, now)),
        "settings": (
            settings := SettingsPage(
                office, session.workstation, jobs, now, may_import_calendar="administrator" in session.roles
            )
        ),
    }
    bench = Workbench(ENTRIES, pages, officer, version, conflicts_page="sync")
    targets = tuple(Choice(field.key, field.label) for field in IMPORT_FIELDS.values())

    def open_import() -> None:
        dialog = ImportDialog(office, jobs, targets, cases)
        dialog.imported.connect(cases.changed_records)
        dialog.open()

    def open_search() -> None:
        bench.open("cases")
        cases.start_search()

    cases.import_wanted.connect(open_import)
    today_page.search_wanted.connect(open_search)
    return SessionPages(bench, today_page, cases, logs, documents, sync, settings)
