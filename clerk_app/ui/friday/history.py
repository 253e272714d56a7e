"""Undo and redo of the grid: one step is what one action changed, however many cells it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

CellKey = tuple[str, date]
"""Case id and working day: stays right when rows are filtered or loaded again."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person put into a cell and has not submitted. `nothing` is 无事项; then the text is empty."""

    text: str = ""
    nothing: bool = False
    kind: str = ""
    visibility: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was put in: the cell is as it was."""
        return not self.text.strip() and not self.nothing


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after; None where there was no draft."""

    key: CellKey
    before: Typed | None
    after: Typed | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one action did, with its name for the message."""

    name: str
    changes: tuple[Change, ...]


class History:
    """Steps done and undone, at most `most` of them."""

    def __init__(self, most: int = 500) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._most = most

    def add(self, name: str, changes: Sequence[Change]) -> None:
        """Records an action that has been carried out; what was undone before can no longer be redone."""
        self._done.append(Step(name, tuple(changes)))
        del self._done[: -self._most]
        self._undone.clear()

    def undo(self) -> Step | None:
        """The step to take back, None when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The step to do again, None when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def clear(self) -> None:
        """After submitting: entries of the log are never undone, only amended."""
        self._done.clear()
        self._undone.clear()
