"""Tabler icons in any colour and size, crisp at every screen scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from clerk_app.ui.theme import tokens
from court_core.resource_files import resource_path

_FINEST_SCALE = 2.0
"""Drawn beside the scales of the screens there are: from it a screen that is plugged in later is served well."""


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (
        resource_path(f"icons/{name}.svg")
        .read_text(encoding="utf-8")
        .replace('stroke-width="2"', 'stroke-width="1.75"')
    )


def screen_scales() -> tuple[float, ...]:
    """The scales icons are drawn for."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {_FINEST_SCALE}))


@lru_cache(maxsize=512)
def icon_pixmap(name: str, colour: str, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` device-independent pixels for a screen of that scale.

    Raises FileNotFoundError for a name that is not in resources/icons.
    """
    drawing = _drawing(name).replace("currentColor", colour)
    pixmap = QPixmap(QSize(round(size * scale), round(size * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    # without the target rectangle the renderer uses the pixmap's device size and crops on high DPI
    QSvgRenderer(QByteArray(drawing.encode("utf-8"))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@lru_cache(maxsize=256)
def icon(name: str, colour: str = tokens.SECONDARY, size: int = 16) -> QIcon:
    """The icon for buttons and menus, drawn for the screens there are; grey when disabled."""
    result = QIcon()
    for scale in screen_scales():
        result.addPixmap(icon_pixmap(name, colour, size, scale))
        result.addPixmap(icon_pixmap(name, tokens.FIELD_BORDER, size, scale), QIcon.Mode.Disabled)
    return result


class IconLabel(QWidget):
    """An icon standing alone. It is drawn at the scale of the screen the window is on."""

    def __init__(self, name: str, colour: str = tokens.SECONDARY, size: int = 16) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._size = size
        self.setFixedSize(size + 2, size + 2)

    def show_icon(self, name: str, colour: str) -> None:
        """Changes the drawing; the size stays."""
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(1, 1, icon_pixmap(self._name, self._colour, self._size, self.devicePixelRatioF()))
        painter.end()
