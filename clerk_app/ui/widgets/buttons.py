"""Buttons by weight. A key that does the same stands on the button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.theme.icons import icon

_ICON_COLOURS = {
    "primary": tokens.WHITE,
    "plain": tokens.SECONDARY,
    "danger": tokens.RED,
    "quiet": tokens.ACCENT,
    "chip": tokens.SECONDARY,
}


def primary(text: str, key: str = "", icon_name: str = "") -> QPushButton:
    """The one thing to do on a page."""
    return _button("primary", text, key, icon_name)


def plain(text: str, key: str = "", icon_name: str = "") -> QPushButton:
    """Another thing that can be done."""
    return _button("plain", text, key, icon_name)


def danger(text: str, key: str = "", icon_name: str = "") -> QPushButton:
    """Something that takes back or throws away."""
    return _button("danger", text, key, icon_name)


def quiet(text: str, icon_name: str = "") -> QPushButton:
    """A link-like button beside a fact."""
    return _button("quiet", text, "", icon_name)


def phrase_button(number: int, text: str) -> QPushButton:
    """One of the 常用语, with its key."""
    button = _button("phrase", f"Alt+{number}  {text}", "", "")
    button.setFont(ui_font(tokens.META_PT))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def on_click(button: QPushButton, action: Callable[[], object]) -> QPushButton:
    """Connects without the `checked` flag Qt would pass."""
    button.clicked.connect(lambda _checked=False: action())
    return button


def _button(role: str, text: str, key: str, icon_name: str) -> QPushButton:
    button = QPushButton(("  " if icon_name else "") + text + (f"  {key}" if key else ""))
    button.setProperty("role", role)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    button.setFont(ui_font(tokens.BODY_PT, bold=role == "primary"))
    if icon_name:
        button.setIcon(icon(icon_name, _ICON_COLOURS.get(role, tokens.SECONDARY)))
        button.setIconSize(QSize(16, 16))
    return button


class ChipRow(QWidget):
    """Filters of which one is on, each with its count."""

    chosen = Signal(str)
    """The key of the filter the person chose."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)

    def show_chips(self, chips: Sequence[tuple[str, str, int | None]], current: str) -> None:
        """Shows (key, label, count) chips; None leaves the count out. Existing buttons keep the focus."""
        if list(self._buttons) != [key for key, _, _ in chips]:
            self._rebuild([key for key, _, _ in chips])
        for key, label, count in chips:
            button = self._buttons[key]
            button.setText(label if count is None else f"{label}  {count}")
            button.setChecked(key == current)

    def _rebuild(self, keys: Sequence[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {}
        for place, key in enumerate(keys):
            button = QPushButton()
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            on_click(button, lambda key=key: self.chosen.emit(key))  # type: ignore[misc]
            self._group.addButton(button)
            self._row.insertWidget(place, button)
            self._buttons[key] = button
