"""The demonstration court's divisions and its eight members of staff. All of them are invented."""

from __future__ import annotations

from dataclasses import dataclass

from court_core.records.access import Role

COURT_CODE = "粤0103"
COURT_NAME = "广州市荔湾区人民法院（演示）"
OLD_PREFIX = "穗荔法"

PASSWORD = "Demo-2026-sunshine"
"""The password of every demonstration account."""


@dataclass(frozen=True, slots=True)
class DemoDivision:
    """A division of the demonstration court. `key` is how the code speaks of it."""

    key: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A member of staff with account, division and roles."""

    login: str
    name: str
    division: str
    roles: tuple[Role, ...]


CIVIL = DemoDivision("civil", "民事审判一庭", 1)
CRIMINAL = DemoDivision("criminal", "刑事审判庭", 2)
ENFORCEMENT = DemoDivision("enforcement", "执行局", 3)
DIVISIONS = (CIVIL, CRIMINAL, ENFORCEMENT)

JUDGE = DemoStaff("linzx", "林知行", "civil", (Role.JUDGE,))
OFFICER = DemoStaff("hesn", "何书宁", "enforcement", (Role.ENFORCEMENT_OFFICER,))
SECOND_OFFICER = DemoStaff("liangyc", "梁屿川", "enforcement", (Role.ENFORCEMENT_OFFICER,))
TYPIST = DemoStaff("fangqw", "方清微", "enforcement", (Role.TYPIST,))
HEAD = DemoStaff("xujh", "许景衡", "civil", (Role.DIVISION_HEAD, Role.JUDGE))
VICE_PRESIDENT = DemoStaff("zhengcy", "郑承远", "criminal", (Role.VICE_PRESIDENT, Role.JUDGE))
TRIAL_MANAGEMENT = DemoStaff("suwl", "苏望澜", "civil", (Role.TRIAL_MANAGEMENT,))
ADMINISTRATOR = DemoStaff("admin", "游叙恒", "enforcement", (Role.ADMINISTRATOR,))
STAFF = (JUDGE, OFFICER, SECOND_OFFICER, TYPIST, HEAD, VICE_PRESIDENT, TRIAL_MANAGEMENT, ADMINISTRATOR)
