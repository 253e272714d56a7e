"""今日 without widgets: what is due, by kind, and where each item leads."""

from __future__ import annotations

from typing import Protocol

from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.week_views import DUE_KINDS, DueItem, Today

PAGES = {"case": "cases", "week": "logs", "document": "documents", "withholding": "documents", "conflict": "sync"}
"""Kind of target → key of the page that shows it."""


class TodayPort(Protocol):
    """The job behind the page."""

    def today(self) -> Today:
        """What is due today and soon, the most urgent first."""
        ...


class TodayScreen(Protocol):
    """What the presenter tells its view."""

    def today_loaded(self) -> None:
        """The list is new."""
        ...


class TodayPresenter:
    """Keeps the day's list and the kind that is shown."""

    def __init__(self, port: TodayPort, jobs: Jobs, screen: TodayScreen) -> None:
        self._port, self._jobs, self._screen = port, jobs, screen
        self._today: Today | None = None
        self._kind = "all"

    @property
    def loaded(self) -> bool:
        """Whether the list was ever read."""
        return self._today is not None

    @property
    def label(self) -> str:
        """11 月 20 日 星期五."""
        return self._today.label if self._today else ""

    @property
    def kind(self) -> str:
        """Key of the chip that is on."""
        return self._kind

    def load(self) -> None:
        """Reads the list."""
        self._jobs.database(self._port.today, self._take, latest="today")

    def choose(self, kind: str) -> None:
        """Shows one kind only, or `all`."""
        self._kind = kind
        self._screen.today_loaded()

    def chips(self) -> tuple[tuple[str, str, int | None], ...]:
        """(key, label, count) of the kinds that have something."""
        counts = self._today.counts if self._today else {}
        kinds = [(kind, label, counts[kind]) for kind, label in DUE_KINDS.items() if counts.get(kind)]
        return (("all", "全部", sum(counts.values())), *kinds)

    def items(self) -> tuple[DueItem, ...]:
        """The items of the kind that is shown."""
        items = self._today.items if self._today else ()
        return items if self._kind == "all" else tuple(item for item in items if item.kind == self._kind)

    def numbers(self) -> tuple[int, int, int]:
        """How many are over, due today, due soon; over all kinds."""
        items = self._today.items if self._today else ()
        over, now, soon = (sum(item.state == state for item in items) for state in ("over", "today", "soon"))
        return over, now, soon

    def _take(self, today: Today) -> None:
        self._today = today
        if self._kind != "all" and not today.counts.get(self._kind):
            self._kind = "all"
        self._screen.today_loaded()
