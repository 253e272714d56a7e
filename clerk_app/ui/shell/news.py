"""Good news of what was just done, in the free middle of the status line: it covers nothing that is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.words import words

SHOWN_MS = 6000
_ICON = 15


class News(QFrame):
    """One sentence for six seconds. The line it stands in says how much room there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("news")
        self.setMaximumHeight(tokens.STATUS_HEIGHT - 6)
        self._sentence = ""
        self._label = words("", points=tokens.GRID_PT, bold=True)
        self.setLayout(
            in_row(IconLabel("circle-check", tokens.GREEN, _ICON), self._label, spacing=6, margins=(8, 1, 10, 1))
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence while it is shown, empty otherwise."""
        return "" if self.isHidden() else self._sentence

    def confirm(self, sentence: str) -> None:
        """Shows it, in the place of the one before."""
        self._sentence = sentence
        self.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self._timer.start()

    def dismiss(self) -> None:
        """Takes it away."""
        self._timer.stop()
        self.hide()

    def wanted_width(self) -> int:
        """What the whole sentence takes."""
        return self._beside() + self._label.fontMetrics().horizontalAdvance(self._sentence)

    def fit(self, room: int) -> None:
        """Shows as much of the sentence as `room` pixels hold; all of it is in the tip."""
        most = max(room - self._beside(), 0)
        self._label.setText(self._label.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, most))

    def _beside(self) -> int:
        margins = self.layout().contentsMargins()  # type: ignore[union-attr]  # made in __init__
        return margins.left() + margins.right() + _ICON + 6 + 4
