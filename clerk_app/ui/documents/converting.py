"""Which old files are being made into .docx beside one's other work; out of sight while there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import in_row
from clerk_app.ui.widgets.words import words

_LONGEST = 40


class ConvertingLine(QWidget):
    """One line over the list."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._words = words("", "label", tokens.GRID_PT)
        self.setLayout(in_row(IconLabel("clock", tokens.SECONDARY, 16), self._words, None, spacing=8))
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while nothing is converted."""
        return self._words.text() if self._names else ""

    def begin(self, name: str) -> None:
        """This file is being converted."""
        self._names.append(name)
        self._show()

    def end(self, name: str) -> None:
        """It is done, refused or no longer wanted; told twice, it is so once."""
        if name in self._names:
            self._names.remove(name)
        self._show()

    def _show(self) -> None:
        named = f"“{_brief(self._names[0])}”" if self._names else ""
        if len(self._names) > 1:
            named = f"{named}等 {len(self._names)} 份"
        self._words.setText(f"正在转换旧版文件{named}，最长一分钟；转换好即办理，可以先做别的。")
        self.setVisible(bool(self._names))


def _brief(name: str) -> str:
    """A long name with its end, which says what kind it is: a label is as wide as its words."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 12]}……{name[-10:]}"
