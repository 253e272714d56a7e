"""A real central server in a process of its own, and workstations driven by the real command."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from central_server.cli.command_line import main as central_server
from clerk_app.__main__ import main as clerk_app
from tests.support.environment import variables_set

PASSWORD = "Demo-password-2026"
PEOPLE = {
    "li": ("李执行", "执行局", ["enforcement-officer"]),
    "chen": ("陈法官", "民一庭", ["judge"]),
    "ting": ("庭长甲", "民一庭", ["division-head"]),
    "yuan": ("院长乙", "民一庭", ["vice-president"]),
    "admin": ("管理员", "民一庭", ["administrator"]),
}


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


def run(module: str, *arguments: str, **environment: str) -> Done:
    """Runs a command of this project as a process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLERK_", "CENTRAL_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", module, *arguments],
        env={**kept, "PYTHONUTF8": "1", "TZ": "Asia/Shanghai", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def carried_out(main: Callable[[Sequence[str]], int], *arguments: str, **environment: str) -> Done:
    """A command with all it does, in this process: starting one for each would take most of the time."""
    out, err = io.StringIO(), io.StringIO()
    with variables_set(**environment), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(arguments)
    return Done(status, out.getvalue(), err.getvalue())


class Server:
    """The court's central server."""

    def __init__(self, folder: Path) -> None:
        self._databases = {
            "CENTRAL_DATABASE": f"sqlite:///{folder / 'internal.db'}",
            "CENTRAL_PUBLISHED_DATABASE": f"sqlite:///{folder / 'published.db'}",
            "CENTRAL_FILES": str(folder / "files"),
        }
        self._process: subprocess.Popen[str] | None = None
        self.api = ""

    def admin(self, *arguments: str) -> Done:
        """An administrator's command."""
        done = carried_out(central_server, *arguments, CENTRAL_NEW_PASSWORD=PASSWORD, **self._databases)
        assert done.status == 0, done.err + done.out
        return done

    def make_court(self) -> None:
        """The court with its people."""
        begin = ("admin", "init", "--court", "粤0103", "--name", "演示法院")
        done = run("central_server", *begin, CENTRAL_NEW_PASSWORD=PASSWORD, **self._databases)  # as people call it
        assert done.status == 0, done.err + done.out
        for division in ("民一庭", "执行局"):
            self.admin("admin", "add-division", "--name", division)
        for login, (name, division, roles) in PEOPLE.items():
            given = [part for role in roles for part in ("--role", role)]
            self.admin("admin", "add-user", "--login", login, "--name", name, "--division", division, *given)

    def start(self) -> None:
        """Serves on a free port, or on the one it had before."""
        port = self.api.rsplit(":", 1)[1] if self.api else "0"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "central_server", "serve", "--host", "127.0.0.1", "--port", port],
            env={**os.environ, "PYTHONUTF8": "1", **self._databases},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        self.api = json.loads(self._process.stdout.readline())["api"]

    def stop(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


class Station:
    """A workstation's folder, driven by `clerk-app`."""

    def __init__(self, home: Path, password: str = PASSWORD) -> None:
        self.home = home
        self.password = password

    def run(self, *arguments: str) -> Done:
        """A command with all it does, in this process."""
        return carried_out(clerk_app, *arguments, CLERK_HOME=str(self.home), CLERK_PASSWORD=self.password)

    def start(self, *arguments: str) -> Done:
        """A command as people call it, in a process of its own."""
        return run("clerk_app", *arguments, CLERK_HOME=str(self.home), CLERK_PASSWORD=self.password)

    def ask(self, *arguments: str) -> Any:
        """A command that must succeed, as its JSON."""
        done = self.run(*arguments, "--json")
        assert done.status == 0, done.out + done.err
        return done.json

    def refused(self, *arguments: str) -> str:
        """The code of a command that must be refused."""
        done = self.run(*arguments, "--json")
        assert done.status == 1, done.out + done.err
        error = done.json["error"]
        assert error["message"]
        assert "remedy" in error
        return str(error["code"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the module's stories."""
    made = Server(tmp_path_factory.mktemp("server"))
    made.make_court()
    made.start()
    yield made
    made.stop()


def enrolled(server: Server, login: str, home: Path) -> Station:
    """A fresh workstation of that person, synchronised once."""
    code = server.admin("admin", "enrolment-code", "--login", login, "--json").json["code"]
    station = Station(home)
    answer = station.ask("enrol", "--server", server.api, "--code", code, "--user", login)
    assert answer["login"] == login
    station.ask("sync")
    return station
