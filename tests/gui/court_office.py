"""A made-up court on a real encrypted database with the real use cases behind the window. All people are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from clerk_app.local.store import LocalStore
from clerk_app.use_cases.desk import Actor
from clerk_app.use_cases.device import Device
from clerk_app.use_cases.forms import NewCase, NewParty
from clerk_app.use_cases.office import Office
from clerk_app.use_cases.settings import open_desk
from court_core.protocol.sealed_batch import Sender
from tests.support.made_once import made_once

KEY = bytes(range(32))
FRIDAY_MORNING = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
_DEVICE = Device(Sender("court", "device", 1, "me"), lambda message: bytes(64), "00" * 32)
_DIVISIONS = (("civil", "民一庭"), ("enforcement", "执行局"))
_STAFF = (
    ("me", "李书仪", "enforcement", ["enforcement-officer", "judge"]),
    ("other", "周执行", "enforcement", ["enforcement-officer"]),
)
_DEBTORS = ("周文海", "广州瑞丰建材有限公司", "赵敏", "何志刚", "欧阳建平", "启航文化传媒有限公司")


class SetClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.instant = FRIDAY_MORNING

    def now(self) -> datetime:
        return self.instant


class Court:
    """The database of one officer with twelve enforcement cases, 尾号 001 to 012."""

    def __init__(self, folder: Path, cases: int = 12) -> None:
        self.clock = SetClock()
        self.folder = folder
        self.case_ids = list(made_once(folder, _make, cases))
        self.store = _open(folder, self.clock)
        self.office = self.sign_in()

    def sign_in(self) -> Office:
        """The use cases of 李书仪 on the open database."""
        return _office(self.store, self.clock)

    def reopen(self) -> Office:
        """As after a kill: the same file in a new program."""
        self.store.close()
        self.store = _open(self.folder, self.clock)
        self.office = self.sign_in()
        return self.office

    def number(self, place: int) -> str:
        """The case number of the n-th case."""
        return _number(place)

    def add_case(self, place: int) -> str:
        """Registers the n-th case; the greater n, the earlier it was filed."""
        return _add_case(self.office, place)


def _make(folder: Path, cases: int) -> tuple[str, ...]:
    """The court with its people and cases; answers with the cases' ids."""
    clock = SetClock()
    store = _open(folder, clock)
    with store.write("me") as unit:
        court = {"code": "粤0103", "name": "演示法院", "old_prefix": "穗荔法"}
        unit.create("court", court, "court")
        for place, (key, name) in enumerate(_DIVISIONS):
            unit.create("division", {"name": name, "position": place, "active": True}, key)
        for user_id, name, division, roles in _STAFF:
            values = {"login": user_id, "name": name, "division_id": division, "roles": roles, "active": True}
            unit.create("staff", values, user_id)
    office = _office(store, clock)
    case_ids = tuple(_add_case(office, place) for place in range(1, cases + 1))
    store.close()
    return case_ids


def _open(folder: Path, clock: SetClock) -> LocalStore:
    return LocalStore.open(folder / "officer.db", KEY, clock)


def _office(store: LocalStore, clock: SetClock) -> Office:
    actor = Actor("me", "me", "李书仪", ("enforcement-officer", "judge"), "enforcement")
    return Office(open_desk(store, actor, clock), _DEVICE)


def _number(place: int) -> str:
    return f"（2026）粤0103执{1000 + place}号"


def _add_case(office: Office, place: int) -> str:
    filed_on = TODAY - timedelta(days=20 + place)
    parties = (NewParty("林秀兰", "申请执行人"), NewParty(_DEBTORS[place % len(_DEBTORS)], "被执行人"))
    form = NewCase(
        _number(place), "民间借贷纠纷", 48_620_000, "执行程序", received_on=filed_on, filed_on=filed_on,
        judge_id="me", division_id="enforcement", parties=parties,
    )  # fmt: skip
    return office.register_case(form).record_id
