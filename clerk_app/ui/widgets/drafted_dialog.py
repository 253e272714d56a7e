"""Dialogs whose text is never lost: kept as one types, there again after a lock or a kill, dropped when saved or given up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from clerk_app.ui.jobs import Jobs, Refused
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.question import ask
from court_core.errors import CourtError

T = TypeVar("T")
BEAT_MS = 500
"""A draft is handed over this long after a change; with the write itself well below 800 ms."""


class DraftPort(Protocol):
    """Where drafts are kept. Runs on the database thread."""

    def keep_draft(self, key: str, text: str) -> None:
        """Keeps a form's unsaved text; empty drops it."""
        ...

    def saving_draft(self, key: str) -> AbstractContextManager[None]:
        """Around the job that saves the form: its draft ends in the same transaction."""
        ...

    def draft(self, key: str) -> str:
        """The kept text."""
        ...


class Draft:
    """The draft of one dialog."""

    def __init__(self, port: DraftPort, jobs: Jobs, key: str, kept: str) -> None:
        self._port, self._jobs, self._key = port, jobs, key
        self._last: str | None = kept
        self._over = False
        self.kept = _texts(kept)
        """What was typed last time, by name."""

    def keep(self, typed: Mapping[str, str], refused: Refused) -> None:
        """Hands the text over when it is another than last time; nothing typed drops the draft."""
        text = json.dumps(dict(typed), ensure_ascii=False) if typed else ""
        if self._over or text == self._last:
            return
        self._last = text

        def failed(refusal: CourtError) -> None:
            self._last = None  # so that the same text is handed over again
            refused(refusal)

        self._jobs.database(lambda: self._port.keep_draft(self._key, text), lambda _: None, failed)

    def saving(self, job: Callable[[], T]) -> Callable[[], T]:
        """The job with the draft's end in it: no moment lies between in which a kill would bring the text back."""
        self._over = True

        def save_and_drop() -> T:
            with self._port.saving_draft(self._key):
                return job()

        return save_and_drop

    @property
    def over(self) -> bool:
        """Being saved, saved or given up."""
        return self._over

    def go_on(self) -> None:
        """The job was refused: the text is a draft again."""
        self._over, self._last = False, None

    def drop(self) -> None:
        """The person gave the text up."""
        self._over = True
        self._jobs.database(lambda: self._port.keep_draft(self._key, ""), lambda _: None)


class DraftedDialog(WindowDialog):
    """A subclass says what is typed, and calls `touched` when that changes."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent)
        self.draft = draft
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._keep)

    def typed(self) -> dict[str, str]:
        """What would be lost, by name; empty when the dialog is as it was opened first."""
        raise NotImplementedError

    def refuse(self, refusal: CourtError) -> None:
        """Shows why not."""
        raise NotImplementedError

    def touched(self) -> None:
        """Something was typed."""
        if not self._beat.isActive():
            self._beat.start()

    @property
    def is_saving(self) -> bool:
        """Handed in: a second press of 保存 while the disk is slow asks for nothing more."""
        return self.draft.over

    def saving(self, job: Callable[[], T]) -> Callable[[], T]:
        """A job that saves what is typed, and drops the draft with it."""
        self._beat.stop()
        return self.draft.saving(job)

    def save_refused(self, refusal: CourtError) -> None:
        """The job was refused: everything typed stays, here and as the draft."""
        self.draft.go_on()
        self._keep()
        self.refuse(refusal)

    def leave(self) -> None:
        """The window locks or closes: without asking, and the text is there when the dialog is opened again.

        One that stepped aside while its file is converted is out of sight and holds typed text all the same.
        """
        self._keep()
        if self.isVisible():
            super().reject()

    @override
    def reject(self) -> None:
        """Esc, 取消 and the cross: asks before typed text is given up."""
        if self.isVisible() and self.typed():
            ask(self, "放弃已填的内容？", "关闭后，这里填写的内容不再保留。", "放弃", self._give_up)
            return
        self._keep()
        super().reject()

    def _give_up(self) -> None:
        self._beat.stop()
        self.draft.drop()
        super().reject()

    def _keep(self) -> None:
        self._beat.stop()
        self.draft.keep(self.typed(), self.refuse)


class Drafts:
    """Opens the dialogs of one page, each with its draft."""

    def __init__(self, port: DraftPort, jobs: Jobs) -> None:
        self._port, self._jobs = port, jobs

    def open(self, key: str, make: Callable[[Draft], DraftedDialog]) -> None:
        """Reads what was typed last time and not saved, then opens the dialog."""

        def show(kept: str) -> None:
            make(Draft(self._port, self._jobs, key, kept)).open()

        self._jobs.database(lambda: self._port.draft(key), show, latest="dialog.draft")


def _texts(kept: str) -> dict[str, str]:
    """What an older program wrote differently is no draft."""
    try:
        parts = json.loads(kept or "{}")
    except ValueError:
        return {}
    return {str(name): str(text) for name, text in parts.items()} if isinstance(parts, dict) else {}
