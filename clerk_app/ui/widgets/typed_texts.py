"""What is being typed on a page about what is in front, and is not handed in yet. No lock and no kill loses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.drafted_dialog import BEAT_MS, Draft, DraftPort
from court_core.errors import CourtError


class TypedTexts(QObject):
    """One record at a time. `typed` and `restore` are the form's, `is_saving` the presenter's; `key` names the draft
    of a record; `page` is what they are typed on.
    """

    def __init__(
        self, page: QWidget, port: DraftPort, jobs: Jobs, key: Callable[[str], str], typed: Callable[[], Mapping[str, str]],
        restore: Callable[[Mapping[str, str]], None], is_saving: Callable[[], bool],
        refused: Callable[[CourtError], None],
    ) -> None:  # fmt: skip
        super().__init__(page)  # and goes with it: its beat asks the page's fields
        self._port, self._jobs, self._key, self._refused = port, jobs, key, refused
        self._typed, self._restore, self._is_saving = typed, restore, is_saving
        self._record_id = ""
        self._draft: Draft | None = None
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._keep)

    @property
    def record_id(self) -> str:
        """The record in front, empty for none yet."""
        return self._record_id

    def show(self, record_id: str) -> None:
        """Another record is in front: its texts are read. Call `leave` before the form shows it."""
        if record_id == self._record_id:
            return
        self._record_id, self._draft = record_id, None
        key, port = self._key(record_id), self._port

        def shown(kept: str) -> None:
            if record_id == self._record_id:
                self._draft = Draft(port, self._jobs, key, kept)
                if not self._typed():
                    self._restore(self._draft.kept)

        self._jobs.database(lambda: port.draft(key), shown, latest=key)

    def touched(self) -> None:
        """Something was typed."""
        if not self._beat.isActive():
            self._beat.start()

    def leave(self) -> None:
        """Hands over at once what was typed last."""
        if self._beat.isActive():
            self._keep()

    def _keep(self) -> None:
        self._beat.stop()
        if self._draft is None or self._is_saving():
            self._beat.start()  # what is being saved ends the draft; what is refused is kept after all
        else:
            self._draft.keep(self._typed(), self._refused)
