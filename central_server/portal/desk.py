"""What every page of the portal works with, handed over once by `create_portal`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Engine, select

from central_server.storage.published import published_court
from central_server.storage.published_engine import reading
from central_server.storage.published_password import PasswordHashing
from court_core.clock import Clock, court_date


@dataclass(frozen=True)
class PortalDesk:
    """The published database of one court and what looking up needs.

    `secure` says that visitors come over https: cookies then carry the `__Host-` prefix. `form_secret` signs form
    tokens; every process that serves the same portal needs the same one.
    """

    engine: Engine
    court_id: str
    clock: Clock
    hashing: PasswordHashing
    form_secret: bytes = field(repr=False)
    secure: bool = False
    idle: timedelta = timedelta(minutes=15)
    lifetime: timedelta = timedelta(hours=2)

    def today(self) -> date:
        """The day at the court."""
        return court_date(self.clock.now())

    def cookie_name(self, name: str) -> str:
        """`__Host-` binds a cookie to this host and to https; browsers refuse the prefix on plain http."""
        return f"__Host-{name}" if self.secure else name

    def court_name(self) -> str:
        """The court's name; a plain word until the first projection has written it."""
        court = published_court.c
        with reading(self.engine) as connection:
            name = connection.execute(select(court.name).where(court.court_id == self.court_id)).scalar_one_or_none()
        return name or "人民法院"
