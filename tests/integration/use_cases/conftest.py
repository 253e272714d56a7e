"""A small invented court on a real encrypted database, and the desks of its people on Friday 2026-11-20, 10:00."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clerk_app.local.store import LocalStore
from clerk_app.use_cases.desk import Actor, Desk
from clerk_app.use_cases.forms import NewCase
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.settings import open_desk
from tests.support.made_once import made_once

from .web_copy_court import add_document

KEY = bytes(range(32))
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 10:00 at the court

STAFF = {
    "judge": ("s-judge", "陈法官", "civil", ["judge"]),
    "officer": ("s-officer", "李执行", "enforcement", ["enforcement-officer"]),
    "other-officer": ("s-other", "周执行", "enforcement", ["enforcement-officer"]),
    "typist": ("s-typist", "何书记", "civil", ["typist"]),
    "head": ("s-head", "庭长甲", "civil", ["division-head"]),
    "vice-president": ("s-vice", "院长乙", "office", ["vice-president"]),
    "reviewer": ("s-review", "审管员", "office", ["trial-management"]),
    "administrator": ("s-admin", "管理员", "office", ["administrator"]),
    "auditor": ("s-audit", "督察员", "office", ["auditor"]),
}


class SetClock:
    """A clock the test sets."""

    def __init__(self, now: datetime) -> None:
        self.instant = now

    def now(self) -> datetime:
        return self.instant

    def go_to(self, day: date, hour: int = 10) -> None:
        """`hour` of that day at the court."""
        self.instant = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(FRIDAY)


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[LocalStore]:
    made_once(tmp_path, _make_court)
    opened = LocalStore.open(tmp_path / "officer.db", KEY, clock)
    yield opened
    opened.close()


def _make_court(folder: Path) -> None:
    opened = LocalStore.open(folder / "officer.db", KEY, SetClock(FRIDAY))
    with opened.write("s-admin") as unit:
        unit.create("court", {"code": "粤0103", "name": "演示法院", "old_prefix": "穗荔法"}, "court")
        for place, (key, name) in enumerate([("civil", "民一庭"), ("enforcement", "执行局"), ("office", "办公室")]):
            unit.create("division", {"name": name, "position": place, "active": True}, key)
        for user_id, name, division, roles in STAFF.values():
            values = {"login": user_id, "name": name, "division_id": division, "roles": roles, "active": True}
            unit.create("staff", values, user_id)
    opened.close()


DeskOf = Callable[[str], Desk]


@pytest.fixture
def desk_of(store: LocalStore, clock: SetClock) -> DeskOf:
    """The desk of one of STAFF by its key."""

    def at(key: str) -> Desk:
        user_id, name, division, roles = STAFF[key]
        return open_desk(store, Actor(user_id, user_id, name, tuple(roles), division), clock)

    return at


@pytest.fixture
def judge(desk_of: DeskOf) -> Desk:
    return desk_of("judge")


@pytest.fixture(scope="package")
def originals() -> Originals:
    """What reads originals here: the name finder is loaded once."""
    return Originals()


@pytest.fixture
def document_id(judge: Desk) -> str:
    """A judgment in effect, of a case with a clerk, that nobody has masked."""
    form = NewCase(
        "（2026）粤0103民初12号", "买卖合同纠纷", filed_on=date(2026, 11, 2), judge_id="s-judge", clerk_id="s-typist"
    )
    return add_document(judge, register_case(judge, form).record_id)


@pytest.fixture
def officer(desk_of: DeskOf) -> Desk:
    return desk_of("officer")


def with_roles(desk: Desk, *roles: str) -> Desk:
    """The same person with other roles."""
    return replace(desk, actor=replace(desk.actor, roles=roles))
