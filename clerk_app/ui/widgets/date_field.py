"""A date input that is typed, checked when left, and says the weekday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import icon
from clerk_app.ui.widgets.arrange import in_column, popup_frame
from clerk_app.ui.widgets.typed_date import parse_typed_date, weekday_name
from clerk_app.ui.widgets.words import hint, set_property
from court_core.errors import CourtError


class DateField(QWidget):
    """One date. No validator and no input mask: both would cut what an input method commits."""

    changed = Signal()
    """The text changed, whether or not it is a date yet."""

    def __init__(self, today: Callable[[], date], describe: Callable[[date], str] | None = None) -> None:
        super().__init__()
        self._today = today
        self._describe = describe or weekday_name
        self._edit = QLineEdit()
        self._edit.setPlaceholderText("如 11-20")
        self._note = hint()
        calendar = QAction(icon("calendar-event", tokens.HINT), "选择日期", self)
        calendar.triggered.connect(self._open_calendar)
        self._edit.addAction(calendar, QLineEdit.ActionPosition.TrailingPosition)
        self._edit.textChanged.connect(self._on_text)
        self._edit.editingFinished.connect(self._tidy)
        self.setLayout(in_column(self._edit, self._note, spacing=3))
        self.setFocusProxy(self._edit)
        self._on_text()

    @property
    def line_edit(self) -> QLineEdit:
        """The input itself, for labels and tests."""
        return self._edit

    def text(self) -> str:
        """What is typed now, date or not."""
        return self._edit.text()

    def value(self) -> date | None:
        """The date, None when empty. Raises CourtError `date.unreadable`."""
        text = self._edit.text().strip()
        return parse_typed_date(text, self._today()) if text else None

    def set_value(self, day: date | None) -> None:
        """Shows a date, or nothing."""
        self._edit.setText(day.isoformat() if day else "")

    def set_text(self, text: str) -> None:
        """Shows text as it was typed, for a restored draft."""
        self._edit.setText(text)

    def _on_text(self) -> None:
        set_property(self._edit, "problem", "false")
        self._show_note(in_progress=True)
        self.changed.emit()

    def _tidy(self) -> None:
        """On leaving: `11-20` becomes `2026-11-20`; what cannot be read stays as typed, marked."""
        try:
            day = self.value()
        except CourtError:
            set_property(self._edit, "problem", "true")
            self._show_note(in_progress=False)
            return
        if day is not None and self._edit.text() != day.isoformat():
            self._edit.setText(day.isoformat())

    def _show_note(self, *, in_progress: bool) -> None:
        try:
            day = self.value()
        except CourtError as unreadable:
            self._say("" if in_progress else unreadable.full_message, "problem")
            return
        self._say(self._describe(day) if day else "", "hint")

    def _say(self, text: str, role: str) -> None:
        set_property(self._note, "role", role)
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        popup = popup_frame(in_column(calendar, margins=(4, 4, 4, 4)))
        popup.setParent(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        try:
            shown = self.value() or self._today()
        except CourtError:
            shown = self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))

        def take(chosen: QDate) -> None:
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
            popup.close()
            self._edit.setFocus()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self._edit.mapToGlobal(QPoint(0, self._edit.height() + 2)))
        popup.show()
        calendar.setFocus()
