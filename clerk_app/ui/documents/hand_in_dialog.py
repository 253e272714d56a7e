"""Dialogs in which a person hands a document's file in.

An old .doc or .wps is made into a .docx by another program, for up to a minute: the dialog then steps aside, and the
person goes on with other work. When it is done the document is saved as if the dialog were there; when it is refused,
the dialog waits with everything typed until it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from clerk_app.ui.documents.ports import OriginalsPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.buttons import on_click, plain, primary
from clerk_app.ui.widgets.drafted_dialog import Draft, DraftedDialog
from clerk_app.ui.widgets.file_dialog import ask_file
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.words import ElidedLabel
from court_core.documents.conversions import Conversions
from court_core.documents.original import OLD_SUFFIXES, SUFFIXES
from court_core.errors import CourtError
from court_core.protocol.blobs import MAX_FILE_BYTES

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved
    from court_core.documents.original import Original

FILE = "-file"
"""The file's path in the draft, beside the form's own names."""

KINDS = f"文书 ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;所有文件 (*)"


class HandInDialog(DraftedDialog):
    """A subclass lays the fields out and says by what they are saved (`_saves_by`)."""

    handed_in = Signal(object, bool)
    """The Saved, and whether the person has gone on with other work meanwhile."""
    stepped_aside = Signal(str)
    """The name of the file that is being converted."""
    came_back = Signal(str)
    """It is done, refused, given up, or the dialog is in front again."""
    refused_aside = Signal(object)
    """The CourtError of what was handed in, while the dialog was aside."""

    def __init__(self, port: OriginalsPort, jobs: Jobs, parent: QWidget, draft: Draft, button: str) -> None:
        super().__init__(parent, draft)
        self._originals, self._jobs = port, jobs
        self._file: Path | None = None
        self._taking_in = 0
        self._conversions = Conversions()
        self._aside = False
        self.messages = MessageBar()
        self._file_name = ElidedLabel("还没有选择文件，可以拖到这里", "hint", tokens.META_PT)
        self._choose = on_click(plain("选择文件", icon_name="file-text"), self._ask_file)
        self._save = primary(button, "Ctrl+Enter", "check")
        self.setAcceptDrops(True)

    @property
    def is_aside(self) -> bool:
        """Out of sight with work that is not saved yet."""
        return self._aside

    def come_back(self) -> None:
        """Is in front again, with what became of it meanwhile."""
        self._end_aside()
        self.open()

    def choose_file(self, path: Path) -> None:
        """Takes a file; it is read and checked only when it is handed in."""
        self._file = path
        self._file_name.setText(path.name)
        self.touched()

    def hand_in(self, save: Callable[[Original], Saved]) -> None:
        """Reads and checks the file beside the database, then saves. Call it when the fields are in order."""
        path = self._file
        if path is None:
            self.messages.warn("还没有选择文书文件。", f"请选择或拖入 {'、'.join(SUFFIXES)} 文件。")
            return
        self._taking_in += 1
        number = self._taking_in
        self._save.setEnabled(False)

        def taken_in(original: Original) -> None:
            if number == self._taking_in:
                self._jobs.database(self.saving(lambda: save(original)), self._handed_in, self._refused)

        def refused(refusal: CourtError) -> None:
            if number == self._taking_in:
                self._refused(refusal)

        originals, conversions = self._originals, Conversions()
        self._conversions = conversions
        self._jobs.network(
            lambda: originals.take_in_original(_read(path), path.name, conversions), taken_in, refused,
            end=conversions.end,
        )  # fmt: skip
        if path.suffix.casefold() in OLD_SUFFIXES and not self._save.isEnabled() and self.isVisible():
            self._step_aside(path.name)

    @property
    def is_handing_in(self) -> bool:
        """Handed in and not answered yet: a second press asks for nothing more."""
        return self.is_saving or not self._save.isEnabled()

    @override
    def refuse(self, refusal: CourtError) -> None:
        self.messages.refuse(refusal)

    @override
    def reject(self) -> None:
        super().reject()
        if not self.isVisible():  # given up, or locked away with its draft: what is being read is no longer wanted
            self._no_longer_wanted()
            self._end_aside()

    @override
    def _give_up(self) -> None:
        self._no_longer_wanted()
        super()._give_up()

    def _no_longer_wanted(self) -> None:
        self._taking_in += 1
        self._conversions.end()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = _dropped(event)
        for file in files[:1]:
            self.choose_file(file)
        if len(files) > 1:
            self.messages.warn(
                f"拖入了 {len(files)} 个文件，只取了“{files[0].name}”。", "一份文书登记一次，其余的请另行办理。"
            )

    def _saves_by(self, save: Callable[[], None]) -> None:
        """What the button and Ctrl+Enter do."""
        on_click(self._save, save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(save)

    def _file_row(self, label: QWidget) -> QHBoxLayout:
        row = in_row(label, self._choose, self._file_name, spacing=12)
        row.setStretch(2, 1)
        return row

    def _restore_file(self, kept: Mapping[str, str]) -> None:
        """The file is only named in the draft; it may be gone by now."""
        file = Path(kept[FILE]) if kept.get(FILE) else None
        if file is not None and file.is_file():
            self.choose_file(file)

    def _handed_in(self, saved: Saved) -> None:
        aside = self._aside
        self._end_aside()
        self.handed_in.emit(saved, aside)
        self.accept()

    def _refused(self, refusal: CourtError) -> None:
        self._save.setEnabled(True)
        self.save_refused(refusal)
        if self._aside:
            self.came_back.emit(self._name())
            self.refused_aside.emit(refusal)

    def _step_aside(self, name: str) -> None:
        self._aside = True
        self.messages.warn("正在转换旧版格式，最长一分钟。", "转换好即办理，可以先做别的。")
        self.stepped_aside.emit(name)
        self.hide()

    def _end_aside(self) -> None:
        if self._aside:
            self._aside = False
            self.came_back.emit(self._name())

    def _name(self) -> str:
        return self._file.name if self._file else ""

    def _ask_file(self) -> None:
        ask_file(self, "选择文书", KINDS, self.choose_file)


def _dropped(event: QDropEvent) -> list[Path]:
    """The files that are dragged in; a picture from a web page or a folder is none."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def _read(path: Path) -> bytes:
    """The file's bytes, refused by its size before it is read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise CourtError("document.too-big", size=size // 1024 // 1024, limit=MAX_FILE_BYTES // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise CourtError("document.unreadable", name=path.name) from error
