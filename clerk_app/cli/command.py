"""A command: how it is called, and what runs it with what is at hand."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.cli.answers import Answer
    from clerk_app.cli.ports import MachinePort, OpenWorkstation
    from clerk_app.use_cases.desk import Desk

Arguments = argparse.Namespace
PASSWORD_VARIABLE = "CLERK_PASSWORD"  # noqa: S105  # the variable's name, not a password


@dataclass(frozen=True)
class Call:
    """One call of a command: its arguments, the machine, and the folder chosen."""

    arguments: Arguments
    machine: MachinePort

    @property
    def home(self) -> Path:
        """The workstation's folder."""
        return self.machine.home(getattr(self.arguments, "home", ""))

    @contextmanager
    def workstation(self) -> Iterator[OpenWorkstation]:
        """The unlocked workstation, closed at the end. Raises CourtError."""
        opened = self.machine.open(self.home, self.password())
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk of the unlocked workstation."""
        with self.workstation() as opened:
            yield opened.desk

    def password(self) -> str:
        """From `CLERK_PASSWORD`, or asked where there is a terminal. Raises CourtError `workstation.password-missing`."""
        given = os.environ.get(PASSWORD_VARIABLE)
        if given:
            return given
        if not sys.stdin.isatty():
            raise CourtError("workstation.password-missing")
        return getpass.getpass("密码：")

    def has_password(self) -> bool:
        """Whether a password can be had without failing."""
        return bool(os.environ.get(PASSWORD_VARIABLE)) or sys.stdin.isatty()


Run = Callable[[Call], "Answer"]
Subparsers = Callable[..., argparse.ArgumentParser]
"""Adds a command: name, what runs it as `run`, and its one-line help."""
