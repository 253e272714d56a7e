"""What the cases screen asks of the workstation. `use_cases.office.Office` fulfils it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from clerk_app.use_cases.forms import CaseQuery, NewAgent, NewCase, NewEvent, NewParty
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.views import CaseDetail, CasePage, CaseRow, Choice, PartyTextPreview

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class CaseListPort(Protocol):
    """The jobs behind the list. Each runs on the database thread and may raise CourtError."""

    def search_cases(self, query: CaseQuery) -> CasePage:
        """What a search finds, up to the query's limit."""
        ...

    def case_ids(self, query: CaseQuery) -> tuple[str, ...]:
        """All ids of a tab in order."""
        ...

    def work_out_due(self, at_most: int = 500) -> int:
        """Works out missing time limits, a chunk at a time; fewer than `at_most`: all are there."""
        ...

    def case_counts(self, *, mine: bool = False) -> dict[str, int]:
        """How many cases each tab holds."""
        ...

    def case_rows(self, case_ids: Sequence[str]) -> tuple[CaseRow, ...]:
        """The list's rows of these cases."""
        ...


class ProgressPort(Protocol):
    """The jobs behind the node form."""

    def nodes_for(self, case_id: str) -> tuple[Choice, ...]:
        """The nodes that suit the case."""
        ...

    def preview_party_text(self, form: NewEvent) -> PartyTextPreview:
        """What the parties would read."""
        ...

    def record_progress(self, form: NewEvent) -> Saved:
        """Adds a process event."""
        ...

    def correct_event(self, event_id: str, form: NewEvent) -> Saved:
        """Corrects one."""
        ...

    def remove_event(self, event_id: str) -> Saved:
        """Removes one entered by mistake."""
        ...

    def phrases(self) -> tuple[Phrase, ...]:
        """常用语."""
        ...

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps the form's unsaved text; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves the form: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """The kept text."""
        ...


class CasePort(CaseListPort, ProgressPort, Protocol):
    """Everything the page needs."""

    def case_detail(self, case_id: str) -> CaseDetail:
        """Everything of one case."""
        ...

    def register_case(self, form: NewCase) -> Saved:
        """Registers a case by hand."""
        ...

    def edit_case(self, case_id: str, changes: Mapping[str, object]) -> Saved:
        """Changes fields of a case."""
        ...

    def add_party(self, case_id: str, form: NewParty) -> Saved:
        """Adds a party."""
        ...

    def edit_party(self, party_id: str, changes: Mapping[str, object]) -> Saved:
        """Changes fields of a party."""
        ...

    def remove_party(self, party_id: str) -> Saved:
        """Removes a party entered by mistake."""
        ...

    def add_agent(self, form: NewAgent) -> Saved:
        """Adds an agent of a party."""
        ...

    def remove_agent(self, agent_id: str) -> Saved:
        """Removes an agent."""
        ...

    def staff(self, *, roles: Sequence[str] = ()) -> tuple[Choice, ...]:
        """People of the court."""
        ...

    def divisions(self) -> tuple[Choice, ...]:
        """The court's divisions."""
        ...
