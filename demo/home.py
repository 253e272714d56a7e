"""Where a demonstration court lies: its clock, its server's databases, its workstations, and how to reach them."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from demo.clock import ShiftedClock

_FILE = "court.json"
_MARK = "DEMONSTRATION"
EDITION = 2
"""Raised when a court built by an older program can no longer be opened by this one: it is then built anew."""


@dataclass(frozen=True, slots=True)
class CourtCard:
    """What a built court says of itself."""

    edition: int
    seed: int
    today: str
    api_port: int
    portal_port: int
    court_id: str
    staff_ids: dict[str, str] = field(default_factory=dict)
    enrolled: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The court's day."""
        return date.fromisoformat(self.today)

    @property
    def api_url(self) -> str:
        """Where the workstations go."""
        return f"http://127.0.0.1:{self.api_port}"

    @property
    def portal_url(self) -> str:
        """Where the parties go."""
        return f"http://127.0.0.1:{self.portal_port}"


@dataclass(frozen=True, slots=True)
class DemoHome:
    """The folder."""

    folder: Path

    @property
    def server(self) -> Path:
        """The central server's databases and files."""
        return self.folder / "server"

    @property
    def database(self) -> str:
        """The internal database as URL."""
        return f"sqlite:///{self.server / 'central.db'}"

    @property
    def published(self) -> str:
        """The published database as URL."""
        return f"sqlite:///{self.server / 'published.db'}"

    @property
    def files(self) -> Path:
        """The server's folder of uploaded files."""
        return self.server / "files"

    @property
    def clock(self) -> ShiftedClock:
        """The clock that window and server share."""
        return ShiftedClock(self.folder / "clock")

    def workstation(self, login: str) -> Path:
        """The folder of one person's workstation."""
        return self.folder / "workstations" / login

    def read_card(self) -> CourtCard | None:
        """What was built here; None when nothing (finished) was, or another edition."""
        path = self.folder / _FILE
        if not path.exists():
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
        return CourtCard(**content) if content.get("edition") == EDITION else None

    def write_card(self, card: CourtCard) -> None:
        """The last act of a build."""
        text = json.dumps(asdict(card), ensure_ascii=False, indent=2)
        (self.folder / _FILE).write_text(text + "\n", encoding="utf-8")

    @property
    def is_ours(self) -> bool:
        """Whether the folder is empty or missing, or holds a demonstration court, finished or not."""
        if not self.folder.exists() or (self.folder / _MARK).exists():
            return True
        return not any(self.folder.iterdir())

    def claim(self) -> None:
        """Make the folder, and say in it that it may be thrown away at any time."""
        self.server.mkdir(parents=True)
        (self.folder / _MARK).write_text(
            "演示数据，可随时删除。Demonstration data, may be deleted at any time.\n", encoding="utf-8"
        )


def free_port() -> int:
    """A port on loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
