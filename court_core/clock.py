"""Time as the court counts it: dates in Asia/Shanghai, instants in UTC with milliseconds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

COURT_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where the present moment comes from; tests and the demonstration court set their own."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


class SystemClock:
    """The machine's clock. It may be wrong: nothing in the sync is ordered by it."""

    def now(self) -> datetime:
        """The present instant of this machine, aware, UTC."""
        return datetime.now(UTC)


def court_date(instant: datetime) -> date:
    """The calendar day at the court in which `instant` falls."""
    return instant.astimezone(COURT_ZONE).date()


def instant_text(instant: datetime) -> str:
    """`2026-11-20T04:00:00.000Z`: how instants stand in records, on the wire and in both databases."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """The aware UTC instant of an `instant_text`. Raises ValueError when it is not one."""
    return datetime.fromisoformat(text).astimezone(UTC)
