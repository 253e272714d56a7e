"""同步与冲突 without widgets: the lists, the chosen conflict, and the decision being made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.sync.ports import SyncPort
from clerk_app.use_cases.forms import Resolution
from clerk_app.use_cases.sync_views import ConflictView, PendingRow
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


class Tab(StrEnum):
    """The lists of the screen."""

    CONFLICTS = "conflicts"
    PENDING = "pending"
    REFUSED = "refused"
    SETTLED = "settled"


TAB_LABELS = {Tab.CONFLICTS: "冲突", Tab.PENDING: "待上传", Tab.REFUSED: "被退回", Tab.SETTLED: "已处理的冲突"}


def conflict_key(conflict_id: str) -> str:
    """Under which is kept what is being typed as another value."""
    return f"conflict:{conflict_id}"


class SyncScreen(Protocol):
    """What the presenter tells its view."""

    def lists_changed(self) -> None:
        """Lists and counts are new."""
        ...

    def conflict_chosen(self) -> None:
        """Another conflict is in front, or none."""
        ...

    def resolved(self, remaining: int) -> None:
        """A decision was saved; `remaining` conflicts still wait."""
        ...

    def told(self, sentence: str) -> None:
        """Something went well."""
        ...

    def exported(self, count: int, target: Path) -> None:
        """`count` operations stand in the file."""
        ...

    def changed(self, saved: Saved) -> None:
        """Other screens should refresh what a decision changed."""
        ...

    def show_refusal(self, refusal: CourtError) -> None:
        """The person asked for something that cannot be."""
        ...


class SyncPresenter:
    """State of the screen. All methods run on the GUI thread and return at once."""

    def __init__(self, port: SyncPort, jobs: Jobs, screen: SyncScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self.tab = Tab.CONFLICTS
        self.conflicts: tuple[ConflictView, ...] = ()
        self.settled: tuple[ConflictView, ...] = ()
        self._waiting: tuple[PendingRow, ...] = ()
        self._chosen_id = ""
        self._saving = False

    @property
    def saving(self) -> bool:
        """A decision is being saved."""
        return self._saving

    @property
    def pending(self) -> tuple[PendingRow, ...]:
        """What waits to be sent and has not been refused."""
        return tuple(row for row in self._waiting if not row.refused)

    @property
    def refused(self) -> tuple[PendingRow, ...]:
        """What the server refused, each with its reason; the text is still on this workstation."""
        return tuple(row for row in self._waiting if row.refused)

    @property
    def chosen(self) -> ConflictView | None:
        """The conflict in front."""
        shown = self.settled if self.tab is Tab.SETTLED else self.conflicts
        return next((conflict for conflict in shown if conflict.id == self._chosen_id), None)

    def counts(self) -> list[tuple[str, str, int | None]]:
        """The tabs as (key, label, count)."""
        sizes = {
            Tab.CONFLICTS: len(self.conflicts),
            Tab.PENDING: len(self.pending),
            Tab.REFUSED: len(self.refused),
            Tab.SETTLED: len(self.settled),
        }
        return [(tab.value, TAB_LABELS[tab], sizes[tab]) for tab in Tab]

    def load(self) -> None:
        """Reads every list anew; the chosen conflict stays in front when it is still there."""
        self._jobs.database(self._read, self._show, latest="sync.lists")

    def choose_tab(self, key: str) -> None:
        """Shows another list."""
        self.tab = Tab(key)
        self._keep_choice_valid()
        self._screen.lists_changed()
        self._screen.conflict_chosen()

    def choose(self, conflict_id: str) -> None:
        """Brings a conflict to the front."""
        if conflict_id != self._chosen_id:
            self._chosen_id = conflict_id
            self._screen.conflict_chosen()

    def resolve(self, choice: str, other: Mapping[str, object]) -> None:
        """Saves the decision on the chosen conflict; a second key press while it is being saved does nothing."""
        conflict = self.chosen
        if conflict is None or conflict.status != "open" or self._saving:
            return
        self._saving = True
        decision, port = Resolution(conflict.id, choice, dict(other)), self._port

        def resolve() -> Saved:
            with port.saving_draft(conflict_key(conflict.id)):
                return port.resolve_conflict(decision)

        self._jobs.database(resolve, self._resolved, self._refused)

    def send_again(self, op_id: str) -> None:
        """Saves a refused change anew, for when its cause is out of the way."""
        self._settle(lambda: self._port.send_refused_again(op_id), "已再次提交，联网后自动上传。")

    def give_up(self, op_id: str) -> None:
        """Leaves the record as the server has it."""
        self._settle(lambda: self._port.give_up_refused(op_id), "已放弃这条修改，记录与中心服务器一致。")

    def export(self, target: Path) -> None:
        """Writes the pending work to a file for a USB stick."""
        self._jobs.database(
            lambda: self._port.export_pending(target),
            lambda count: self._screen.exported(count, target),
            self._screen.show_refusal,
        )

    def _settle(self, work: Callable[[], Saved], sentence: str) -> None:
        if self._saving:
            return
        self._saving = True

        def done(saved: Saved) -> None:
            self._saving = False
            self._screen.told(sentence)
            self._screen.changed(saved)
            self.load()

        self._jobs.database(work, done, self._refused)

    def _read(self) -> tuple[tuple[ConflictView, ...], tuple[ConflictView, ...], tuple[PendingRow, ...]]:
        return self._port.list_conflicts(), self._port.list_conflicts(resolved=True), self._port.list_pending()

    def _show(self, lists: tuple[tuple[ConflictView, ...], tuple[ConflictView, ...], tuple[PendingRow, ...]]) -> None:
        before = self.chosen
        self.conflicts, self.settled, self._waiting = lists
        self._keep_choice_valid()
        self._screen.lists_changed()
        if self.chosen != before:
            self._screen.conflict_chosen()

    def _keep_choice_valid(self) -> None:
        if self.chosen is None:
            shown = self.settled if self.tab is Tab.SETTLED else self.conflicts
            self._chosen_id = shown[0].id if shown and self.tab in (Tab.CONFLICTS, Tab.SETTLED) else ""

    def _resolved(self, saved: Saved) -> None:
        self._saving = False
        done = self._chosen_id
        place = next((number for number, item in enumerate(self.conflicts) if item.id == done), 0)
        self.conflicts = tuple(item for item in self.conflicts if item.id != done)
        following = self.conflicts[min(place, len(self.conflicts) - 1)] if self.conflicts else None
        self._chosen_id = following.id if following else ""
        self._screen.resolved(len(self.conflicts))
        self._screen.changed(saved)
        self._screen.lists_changed()
        self._screen.conflict_chosen()
        self.load()

    def _refused(self, refusal: CourtError) -> None:
        self._saving = False
        self._screen.show_refusal(refusal)
        self.load()
