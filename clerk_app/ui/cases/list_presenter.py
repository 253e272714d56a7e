"""The case list without widgets: tabs, search as one types, and reading again what changed.

The list is all ids of a tab in order; rows are read for what is on screen. A search shows its first two hundred hits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol

from clerk_app.ui.cases.ports import CaseListPort
from clerk_app.ui.cases.row_reader import RowReader, RowScreen
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.forms import CaseQuery
from clerk_app.use_cases.views import CASE_TABS, CaseRow

HITS = 200
"""Most cases a search shows; who needs more types another letter."""
FIRST_ROWS = 40
"""Rows that come together with the ids: a screen is full at once."""
_DUE_CHUNK = 300


@dataclass(frozen=True, slots=True)
class CaseList:
    """The ids of a list and its first rows. `more`: a search found more than it shows; `unfinished`: time limits are
    still being worked out, so the order by them is not final.
    """

    query: CaseQuery
    ids: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    more: bool
    unfinished: bool


class CaseListScreen(RowScreen, Protocol):
    """What the presenter tells its view; the rows themselves come through `row_reader`."""

    def cases_listed(self, listed: CaseList, *, another: bool) -> None:
        """The list; `another` query's, or the same one read again, where nothing may jump."""
        ...

    def cases_outdated(self, case_ids: Collection[str] | None) -> None:
        """Rows of these cases (None: of all) are not what the database has any more."""
        ...

    def counts_changed(self) -> None:
        """The tabs' numbers."""
        ...


class CaseListPresenter:
    """Keeps the query. Every key of the search box starts a query; older answers are thrown away by `jobs`."""

    def __init__(self, port: CaseListPort, jobs: Jobs, screen: CaseListScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self._query = CaseQuery(limit=HITS)
        self._listed: CaseList | None = None
        self._counts: dict[str, int] = {}
        self._started = False
        self.rows = RowReader(port, jobs, screen)

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
        self._read_list()
        self._read_counts()

    def search(self, text: str) -> None:
        """尾号, party or cause, while it is typed; empty goes back to the tab."""
        if text.strip() != self._query.text:
            self._query = replace(self._query, text=text.strip())
            self._read_list()

    def choose_tab(self, tab: str) -> None:
        """Shows a tab's cases; a search is over then."""
        self._query = replace(self._query, tab=tab, text="")
        self.load()

    def choose_order(self, order: str) -> None:
        """`due`, `filed` or `number`."""
        self._query = replace(self._query, order=order)
        self.load()

    def refresh(self, case_ids: Collection[str] | None) -> None:
        """These cases changed (None: anything may have). Some may be new here, gone, or in another place of the list."""
        if not self._started:
            return
        self._screen.cases_outdated(case_ids)
        self.load()

    def summary(self) -> str:
        """共 186 件: what stands below the list."""
        listed = self._listed
        if listed is None:
            return ""
        if not listed.ids:
            return "没有案件"
        return f"前 {len(listed.ids)} 件，请再输入几个字" if listed.more else f"共 {len(listed.ids)} 件"

    def _read_list(self) -> None:
        query = self._query
        self._jobs.database(lambda: _read(self._port, query), self._take, latest="cases.list")

    def _read_counts(self) -> None:
        mine = self._query.mine
        self._jobs.database(lambda: self._port.case_counts(mine=mine), self._counted, latest="cases.counts")

    def _take(self, listed: CaseList) -> None:
        another = self._listed is None or self._listed.query != listed.query
        self._listed = listed
        self._screen.cases_listed(listed, another=another)
        if listed.unfinished:
            self._read_list()  # a chunk at a time, so that a save between two is not kept waiting

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._screen.counts_changed()


def _read(port: CaseListPort, query: CaseQuery) -> CaseList:
    if query.text:
        page = port.search_cases(query)
        return CaseList(query, tuple(row.id for row in page.rows), page.rows, page.more, unfinished=False)
    unfinished = port.work_out_due(_DUE_CHUNK) >= _DUE_CHUNK
    ids = port.case_ids(query)
    return CaseList(query, ids, port.case_rows(ids[:FIRST_ROWS]), more=False, unfinished=unfinished)
