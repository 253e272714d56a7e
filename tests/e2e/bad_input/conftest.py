"""One court for all tests of bad input; each test has its own copy of a workstation's folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from central_server.bootstrap import running_server
from clerk_app.credentials.key_wrap import PasswordCost
from clerk_app.credentials.unlocking import change_password
from clerk_app.use_cases.forms import NewCase
from tests.e2e.bad_input.court import COLLEAGUES, FILED, ONLINE, PASSWORD, Court, register_the_cases
from tests.e2e.bad_input.front import Front

PEOPLE = {
    "li": ("李执行", ["enforcement-officer"]),
    "zhou": ("周执行", ["enforcement-officer"]),
    "wang": ("王执行", ["enforcement-officer"]),
    "ting": ("庭长甲", ["division-head", "enforcement-officer"]),
}
OWN_CASE = {"zhou": COLLEAGUES, "wang": ONLINE}
QUICK = PasswordCost(passes=1, memory_kib=1024, lanes=1)
"""The tests unlock a hundred times; what a guess costs is tried elsewhere."""
CopyOf = Callable[[str], Path]


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    """Server, front, and enrolled and synchronised workstations. Only that of `wang` is ever worked with itself."""
    folder = tmp_path_factory.mktemp("court")
    (folder / "server").mkdir()
    with running_server(folder / "server") as server:
        server.admin.add_division("执行局", 1)
        for login, (name, roles) in PEOPLE.items():
            server.admin.add_user(login, name, "执行局", roles, PASSWORD)
        front = Front(folder, server.api_url)
        made = Court(folder, server, front, {login: folder / login for login in PEOPLE})
        for login in PEOPLE:
            workstation = made.enrol(login, made.homes[login])
            workstation.sync_once(PASSWORD)
            if login in OWN_CASE:
                workstation.office.register_case(NewCase(OWN_CASE[login], cause="借款合同纠纷", filed_on=FILED))
            elif login == "li":
                register_the_cases(workstation)
            workstation.sync_once(PASSWORD)
            change_password(workstation.unlocked, PASSWORD, cost=QUICK)
            workstation.close()
        yield made
        front.close()


@pytest.fixture
def copy_of(court: Court, tmp_path: Path) -> CopyOf:
    """A copy of somebody's workstation that the test may spoil."""

    def copy(login: str) -> Path:
        return Path(shutil.copytree(court.homes[login], tmp_path / login))

    return copy
