"""What the demonstration court is drawn from: one seed, one day, and the records they lead to."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from court_core.records.fields import Value

WorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class SeededRecord:
    """One record as the server takes it in bulk."""

    record_type: str
    record_id: str
    values: dict[str, Value]


@dataclass(slots=True)
class Draw:
    """The seeded source of everything drawn, the court's `today`, and which days are worked.

    The same seed, day and calendar give the same court, ids included.
    """

    seed: int
    today: date
    is_working_day: WorkingDay
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def new_id(self) -> str:
        """A UUIDv7 whose time part is midnight of `today`, so that a second build gives the same ids."""
        milliseconds = (self.today - date(1970, 1, 1)).days * 86_400_000
        number = milliseconds << 80 | self.random.getrandbits(80)
        number = number & ~(0xF << 76) | 0x7 << 76
        number = number & ~(0x3 << 62) | 0x2 << 62
        return str(uuid.UUID(int=number))

    def days_ago(self, days: int) -> date:
        """The last working day on or before the day that many days before today."""
        return self.worked_on_or_before(self.today - timedelta(days=days))

    def worked_on_or_before(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def worked_after(self, day: date, days: int) -> date:
        """The first working day at least that many days after `day`, never later than today."""
        later = day + timedelta(days=days)
        while not self.is_working_day(later):
            later += timedelta(days=1)
        return self.worked_on_or_before(min(later, self.today))
