"""Where a job is done: who works, in which court, on which database, at what time.

This module and its neighbours `forms` (what a job is given) and `views` (what a screen is given) import neither
database nor network, so the window may import them. The jobs themselves are handed to screens by `bootstrap`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from court_core.clock import Clock, court_date
from court_core.records.access import Role
from court_core.rules.court_settings import GROUND_LIST, MASKING_PROFILE

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet
    from clerk_app.local.store import LocalStore
    from court_core.rules.court_calendar import CourtCalendar


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person."""

    user_id: str
    login: str
    name: str
    roles: tuple[str, ...]
    division_id: str

    def is_any(self, roles: Iterable[Role]) -> bool:
        """Whether the person holds one of `roles`."""
        return any(role in self.roles for role in roles)


@dataclass(frozen=True, slots=True)
class Court:
    """The court this workstation belongs to: code 粤0103, its name, its prefix in numbers before 2016 (穗荔法)."""

    code: str
    name: str
    old_prefix: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force here.

    `ground_list` and `masking_profile` are the court's (`rules.court_settings`). The rest is the workstation's: from how many days before its end
    a time limit is shown as near, after how many days without an entry a case is shown as idle, after how many minutes
    the window locks itself, and the text size in percent.
    """

    ground_list: str = GROUND_LIST.default
    masking_profile: str = MASKING_PROFILE.default
    soon_days: int = 7
    idle_case_days: int = 7
    idle_lock_minutes: int = 5
    text_scale: int = 100


@dataclass(frozen=True)
class Desk:
    """Everything a job needs. Made by `bootstrap` at unlock; a new one when settings or the calendar change."""

    store: LocalStore
    actor: Actor
    court: Court
    clock: Clock
    calendar: CourtCalendar
    settings: Settings

    @property
    def today(self) -> date:
        """The day at the court."""
        return court_date(self.clock.now())


@dataclass(frozen=True, slots=True)
class Saved:
    """What a job did: the record it made or changed, and everything that a screen should refresh."""

    record_id: str
    change_set: ChangeSet
