"""The window's entrance and session over a real folder, a real encrypted database and a real server on a free port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from central_server.bootstrap import RunningServer, running_server
from clerk_app.ui.shell.status import SyncKind
from clerk_app.ui.sign_in.ports import EnrolmentForm
from clerk_app.use_cases.forms import CaseQuery, NewCase, NewLog
from clerk_app.window_wiring import DeskSession, Door
from court_core.clock import SystemClock, court_date
from court_core.errors import CourtError

LOGIN, PASSWORD = "zhouzx", "Demo-2026-sunshine"


@dataclass
class World:
    """A server that can be switched off and on at one address, and the folder of one workstation."""

    folder: Path
    port: int = 0
    server: RunningServer | None = None
    _stack: ExitStack = field(default_factory=ExitStack)

    def switch_on(self) -> RunningServer:
        """The server listens, again at the address it had."""
        self.server = self._stack.enter_context(running_server(self.folder / "server", port=self.port))
        self.port = int(self.server.api_url.rsplit(":", 1)[1])
        return self.server

    def switch_off(self) -> None:
        """The server is gone."""
        self._stack.close()
        self.server = None

    def door(self) -> Door:
        """A fresh program on the same folder."""
        return Door(self.folder / "workstation", SystemClock(), "0.1.0")

    def form(self) -> EnrolmentForm:
        """What the officer types at the first run."""
        assert self.server is not None
        return EnrolmentForm(self.server.api_url, self.server.admin.enrolment_code(LOGIN), LOGIN, PASSWORD)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    (tmp_path / "server").mkdir()
    world = World(tmp_path)
    server = world.switch_on()
    server.admin.add_division("执行局", 1)
    server.admin.add_user(LOGIN, "周执行", "执行局", ["enforcement-officer"], PASSWORD)
    yield world
    world.switch_off()


@pytest.fixture
def sessions() -> Iterator[list[DeskSession]]:
    """Sessions to close at the end, whatever a test did."""
    opened: list[DeskSession] = []
    yield opened
    for session in opened:
        session.close()


def enter(door: Door, sessions: list[DeskSession], world: World | None = None) -> DeskSession:
    session = door.enrol(world.form()) if world else door.unlock(PASSWORD)
    assert isinstance(session, DeskSession)
    sessions.append(session)
    return session


def leave(session: DeskSession, sessions: list[DeskSession]) -> None:
    sessions.remove(session)
    session.close()


def a_case(number: int = 1) -> NewCase:
    return NewCase(f"（2026）粤0103执{number}号", cause="买卖合同纠纷", filed_on=date(2026, 3, 2))


def come_to_know_the_court(qtbot: QtBot, session: DeskSession) -> None:
    """The first round brings the court's people and calendar."""
    session.start_sync()
    qtbot.waitUntil(lambda: is_synced(session), timeout=15_000)
    session.office.refresh()


def is_synced(session: DeskSession) -> bool:
    return session.status().kind is SyncKind.SYNCED and session.status().pending == 0


def test_first_run_then_work_then_sync(qtbot: QtBot, world: World, sessions: list[DeskSession]) -> None:
    door = world.door()
    assert not door.state().enrolled
    session = enter(door, sessions, world)
    come_to_know_the_court(qtbot, session)
    session.office.register_case(a_case())
    session.nudge_sync()
    qtbot.waitUntil(lambda: is_synced(session), timeout=15_000)
    assert session.officer.name == "周执行"
    assert door.state().enrolled


def test_a_week_without_the_server_and_the_sync_goes_on_by_itself_when_it_is_back(
    qtbot: QtBot, world: World, sessions: list[DeskSession]
) -> None:
    first = enter(world.door(), sessions, world)
    come_to_know_the_court(qtbot, first)
    case = first.office.register_case(a_case()).record_id
    leave(first, sessions)
    world.switch_off()

    offline = enter(world.door(), sessions)
    offline.start_sync()
    qtbot.waitUntil(lambda: offline.status().kind is SyncKind.OFFLINE, timeout=15_000)
    offline.office.write_log(NewLog(case, court_date(SystemClock().now()), "contact", "电话联系被执行人，督促履行"))
    assert offline.status().pending > 0
    assert "连不上" in offline.status().reason

    world.switch_on()
    offline.sync_now()
    qtbot.waitUntil(lambda: is_synced(offline), timeout=15_000)


def test_what_was_saved_is_there_after_locking_and_unlocking(
    qtbot: QtBot, world: World, sessions: list[DeskSession]
) -> None:
    first = enter(world.door(), sessions, world)
    come_to_know_the_court(qtbot, first)
    first.office.register_case(a_case())
    leave(first, sessions)
    again = enter(world.door(), sessions)
    assert [row.number for row in again.office.search_cases(CaseQuery(tab="all")).rows] == ["（2026）粤0103执1号"]


def test_a_second_window_on_the_same_folder_is_refused(world: World, sessions: list[DeskSession]) -> None:
    first = enter(world.door(), sessions, world)
    with pytest.raises(CourtError) as refused:
        world.door().unlock(PASSWORD)
    assert refused.value.code == "store.second-window"
    leave(first, sessions)
    enter(world.door(), sessions)


def test_a_wrong_password_counts_down_and_opens_nothing(world: World, sessions: list[DeskSession]) -> None:
    leave(enter(world.door(), sessions, world), sessions)
    door = world.door()
    with pytest.raises(CourtError) as refused:
        door.unlock("falsch")
    assert refused.value.code == "credentials.wrong-password"
    assert door.state().attempts_left == 4
    enter(door, sessions)
    assert door.state().attempts_left == 5


def test_a_lost_key_is_told_and_the_database_is_left_alone(world: World, sessions: list[DeskSession]) -> None:
    leave(enter(world.door(), sessions, world), sessions)
    home = world.folder / "workstation"
    before = (home / "clerk.db").read_bytes()
    (home / "keys.json").unlink()
    with pytest.raises(CourtError) as refused:
        world.door().unlock(PASSWORD)
    assert refused.value.code.startswith("credentials.")
    assert (home / "clerk.db").read_bytes() == before


def test_the_password_is_changed_after_the_old_one_was_proved(world: World, sessions: list[DeskSession]) -> None:
    session = enter(world.door(), sessions, world)
    with pytest.raises(CourtError):
        session.workstation.change_password("falsch", "Neu-2026-sunshine")
    session.workstation.change_password(PASSWORD, "Neu-2026-sunshine")
    leave(session, sessions)
    with pytest.raises(CourtError):
        world.door().unlock(PASSWORD)
    reopened = world.door().unlock("Neu-2026-sunshine")
    assert isinstance(reopened, DeskSession)
    sessions.append(reopened)


def test_the_machine_says_how_its_key_is_protected(world: World, sessions: list[DeskSession]) -> None:
    session = enter(world.door(), sessions, world)
    facts = {fact.label: fact.value for fact in session.workstation.facts()}
    assert facts["密钥保护"] == "没有系统钥匙串，仅凭密码解锁"
    states = {check.name: check.state for check in session.workstation.checks()}
    assert states["database"] == "ok"
    assert states["server"] == "ok"
