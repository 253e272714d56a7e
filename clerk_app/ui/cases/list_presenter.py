"""The case list without widgets: tabs, search as one types, pages, and refreshing what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Protocol

from clerk_app.ui.cases.ports import CaseListPort
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.forms import CaseQuery
from clerk_app.use_cases.views import CASE_TABS, CasePage, CaseRow

PAGE = 200


class CaseListScreen(Protocol):
    """What the presenter tells its view."""

    def cases_replaced(self, rows: Sequence[CaseRow], more: Callable[[], None] | None) -> None:
        """Another query: these rows; `more` fetches the next page."""
        ...

    def cases_appended(self, rows: Sequence[CaseRow], more: Callable[[], None] | None) -> None:
        """The next page."""
        ...

    def cases_updated(self, rows: Sequence[CaseRow]) -> None:
        """Newer states of rows."""
        ...

    def counts_changed(self) -> None:
        """The tabs' numbers."""
        ...


class CaseListPresenter:
    """Keeps the query. Every key of the search box starts a query; older answers are thrown away by `jobs`."""

    def __init__(self, port: CaseListPort, jobs: Jobs, screen: CaseListScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self._query = CaseQuery(limit=PAGE)
        self._counts: dict[str, int] = {}
        self._loaded = 0
        self._at_end = True
        self._started = False

    @property
    def query(self) -> CaseQuery:
        """What the list shows."""
        return self._query

    @property
    def started(self) -> bool:
        """Whether the list was ever read."""
        return self._started

    def tabs(self) -> tuple[tuple[str, str, int | None], ...]:
        """(key, label, count) of the tabs."""
        return tuple((key, label, self._counts.get(key)) for key, label in CASE_TABS.items())

    def load(self) -> None:
        """Reads the list and the counts."""
        self._started = True
        query = replace(self._query, after="")
        self._jobs.database(lambda: self._port.search_cases(query), self._replaced, latest="cases.list")
        mine = query.mine
        self._jobs.database(lambda: self._port.case_counts(mine=mine), self._counted, latest="cases.counts")

    def search(self, text: str) -> None:
        """尾号, party or cause, while it is typed; empty goes back to the tab."""
        if text.strip() != self._query.text.strip():
            self._query = replace(self._query, text=text.strip())
            query = replace(self._query, after="")
            self._jobs.database(lambda: self._port.search_cases(query), self._replaced, latest="cases.list")

    def choose_tab(self, tab: str) -> None:
        """Shows a tab's cases; a search is over then."""
        self._query = replace(self._query, tab=tab, text="")
        self.load()

    def choose_order(self, order: str) -> None:
        """`due`, `filed` or `number`."""
        self._query = replace(self._query, order=order)
        self.load()

    def choose_mine(self, *, mine: bool) -> None:
        """Only cases of the person at the desk, or all this workstation holds."""
        self._query = replace(self._query, mine=mine)
        self.load()

    def refresh(self, case_ids: Collection[str] | None) -> None:
        """These cases changed (None: anything may have); rows that are shown are read again, the counts too."""
        if not self._started:
            return
        if case_ids is None:
            self.load()
            return
        wanted = tuple(case_ids)
        if wanted:
            self._jobs.database(lambda: self._port.case_rows(wanted), self._screen.cases_updated)
        mine = self._query.mine
        self._jobs.database(lambda: self._port.case_counts(mine=mine), self._counted, latest="cases.counts")

    def summary(self) -> str:
        """已列 200 件，向下滚动继续: what stands below the list."""
        if not self._loaded:
            return "没有案件"
        return f"共 {self._loaded} 件" if self._at_end else f"已列 {self._loaded}+ 件，向下滚动继续"

    def _replaced(self, page: CasePage) -> None:
        self._loaded = len(page.rows)
        self._screen.cases_replaced(page.rows, self._next(page))

    def _appended(self, page: CasePage) -> None:
        self._loaded += len(page.rows)
        self._screen.cases_appended(page.rows, self._next(page))

    def _next(self, page: CasePage) -> Callable[[], None] | None:
        self._at_end = not page.next and not page.more
        if not page.next:
            return None
        query = replace(self._query, after=page.next)
        return lambda: self._jobs.database(lambda: self._port.search_cases(query), self._appended, latest="cases.list")

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._screen.counts_changed()
