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


class KeptRefusalError(Exception):
    """A command was refused and what was typed is kept as a draft."""

    def __init__(self, error: CourtError, draft_id: str) -> None:
        super().__init__(error.code)
        self.error, self.draft_id = error, draft_id


@dataclass(frozen=True)
class Call:
    """One call of a command: its arguments, the machine, and the folder chosen.

    `words` are the command as it can be kept and run again; `resends` is the draft they come from; `run_again` runs words.
    """

    arguments: Arguments
    machine: MachinePort
    words: tuple[str, ...] = ()
    resends: str = ""
    run_again: Callable[[Call, tuple[str, ...], str], Answer] | None = None

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

    @contextmanager
    def saving_desk(self) -> Iterator[Desk]:
        """The desk, for a command that saves what was typed: refused, it is kept as a draft; saved, the draft ends with it.

        Raises KeptRefusalError; CourtError when the workstation does not open, or the disk does not take a draft either.
        """
        from clerk_app.use_cases.drafts import saving_draft
        from clerk_app.use_cases.refused_commands import id_of, keep_refused, key_of

        draft_id = self.resends or id_of(self.words)
        with self.desk() as desk:
            try:
                with saving_draft(desk, key_of(draft_id)):
                    yield desk
            except CourtError as error:
                try:
                    keep_refused(desk, draft_id, self.words, error)
                except CourtError:
                    raise error from None
                raise KeptRefusalError(error, draft_id) from error

    def again(self, words: tuple[str, ...], draft_id: str) -> Answer:
        """Runs another command in place of this one."""
        assert self.run_again is not None  # the command line gives it to each call
        return self.run_again(self, words, draft_id)

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
