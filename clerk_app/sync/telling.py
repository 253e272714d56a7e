"""Telling the screens what a round changed, at a pace they can follow.

A first pull stores dozens of pages a second; a list that is read anew for each of them would keep a person waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet

Changed = Callable[["ChangeSet"], None]

PACE_SECONDS = 1.0
"""At least so long between two tellings of one round, but for the last."""


class ChangeTelling:
    """Tells `tell` at once what comes first, then what has gathered since. Used by the thread of the round."""

    def __init__(self, tell: Changed | None, pace_seconds: float = PACE_SECONDS) -> None:
        self._tell = tell
        self._pace = pace_seconds
        self._gathered: list[ChangeSet] = []
        self._not_before = 0.0

    def note(self, changes: ChangeSet) -> None:
        """Something is stored; told now or with what follows."""
        if changes and self._tell is not None:
            self._gathered.append(changes)
            if time.monotonic() >= self._not_before:
                self.tell_all()

    def tell_all(self) -> None:
        """The round pauses or ends, however it ends: nothing that is stored stays untold."""
        if self._tell is None or not self._gathered:
            return
        first, *others = self._gathered
        self._gathered = []
        self._tell(first.joined(others))
        self._not_before = time.monotonic() + self._pace
