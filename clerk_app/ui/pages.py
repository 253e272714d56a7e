"""The pages of one unlocked session, put into a workbench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from clerk_app.ui.cases.view import CasesPage
from clerk_app.ui.documents.view import DocumentsPage
from clerk_app.ui.friday.view import FridayPage
from clerk_app.ui.import_cases.dialog import ImportDialog
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.session import WindowSession
from clerk_app.ui.settings.view import SettingsPage
from clerk_app.ui.shell.navigation import Entry, Officer
from clerk_app.ui.shell.workbench import Workbench
from clerk_app.ui.sync.view import SyncPage
from clerk_app.ui.today.view import TodayPage
from clerk_app.use_cases.import_cases.fields import IMPORT_FIELDS
from clerk_app.use_cases.views import Choice

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Settings

ENTRIES = (
    Entry("today", "今日", "inbox", "工作"),
    Entry("cases", "案件", "folder", "工作"),
    Entry("logs", "执行日志", "calendar-week", "工作"),
    Entry("documents", "文书", "file-text", "产出"),
    Entry("sync", "同步与冲突", "git-merge", "工具"),
    Entry("settings", "设置", "settings"),
)
"""The navigation, in the order of Ctrl+1…6."""


class SessionPages:
    """The pages by name, for the window and for whoever drives it. Each is built when it is first wanted."""

    def __init__(
        self, session: WindowSession, officer: Officer, jobs: Jobs, now: Callable[[], datetime],
        today: Callable[[], date], version: str, settings_saved: Callable[[Settings], None],
    ) -> None:  # fmt: skip
        """`officer` was read from the session on the database thread; `settings_saved` hears of new settings."""
        self._session, self._office, self._jobs = session, session.office, jobs
        self._now, self._today, self._settings_saved = now, today, settings_saved
        self.workbench = Workbench(
            ENTRIES,
            {
                "today": self._make_today,
                "cases": self._make_cases,
                "logs": lambda: FridayPage(self._office, self._office, jobs, now),
                "documents": lambda: DocumentsPage(self._office, self._office, jobs, now, session.roles),
                "sync": lambda: SyncPage(self._office, session, jobs, now),
                "settings": self._make_settings,
            },
            officer,
            version,
            conflicts_page="sync",
        )

    @property
    def today(self) -> TodayPage:
        """今日"""
        return cast("TodayPage", self.workbench.page("today"))

    @property
    def cases(self) -> CasesPage:
        """案件"""
        return cast("CasesPage", self.workbench.page("cases"))

    @property
    def logs(self) -> FridayPage:
        """执行日志"""
        return cast("FridayPage", self.workbench.page("logs"))

    @property
    def documents(self) -> DocumentsPage:
        """文书"""
        return cast("DocumentsPage", self.workbench.page("documents"))

    @property
    def sync(self) -> SyncPage:
        """同步与冲突"""
        return cast("SyncPage", self.workbench.page("sync"))

    @property
    def settings(self) -> SettingsPage:
        """设置"""
        return cast("SettingsPage", self.workbench.page("settings"))

    def _make_today(self) -> TodayPage:
        page = TodayPage(self._office, self._jobs)
        page.search_wanted.connect(self._open_search)
        return page

    def _make_cases(self) -> CasesPage:
        page = CasesPage(self._office, self._jobs, self._today)
        page.import_wanted.connect(self._open_import)
        page.register_wanted.connect(self._open_register)
        return page

    def _make_settings(self) -> SettingsPage:
        session = self._session
        page = SettingsPage(
            self._office, session.workstation, self._jobs, self._now,
            is_administrator="administrator" in session.roles,
        )  # fmt: skip
        page.settings_saved.connect(self._settings_saved)
        return page

    def _open_import(self) -> None:
        targets = tuple(Choice(field.key, field.label) for field in IMPORT_FIELDS.values())
        dialog = ImportDialog(self._office, self._jobs, targets, self.cases)
        dialog.imported.connect(self.cases.changed_records)
        dialog.open()

    def _open_register(self, case_number: str) -> None:
        self.workbench.open("documents")
        self.documents.register(case_number)

    def _open_search(self) -> None:
        self.workbench.open("cases")
        self.cases.start_search()
