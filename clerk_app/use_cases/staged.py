"""A job in three stages: what it reads, what it works out of that, what it saves.

Reading and saving take milliseconds of the database; masking a long judgment takes seconds of the machine. In stages a
screen has only the first and the last done where the database is written, and nobody's save waits for the one between.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Save: TypeAlias = Callable[[], T]
"""The last stage: writes, and answers with what the job answers with."""
WorkOut: TypeAlias = Callable[[], Save[T]]
"""The stage between: computes, and touches no database."""
Staged: TypeAlias = Callable[[], WorkOut[T]]
"""The first stage: reads. Each stage answers with the next one, and each may raise CourtError."""


def at_once(job: Staged[T]) -> T:
    """The whole job, one stage after the other: for commands, which have nobody else waiting."""
    return job()()()
