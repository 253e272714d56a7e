"""The window's fonts: a CJK family by name on every system.

Without a named family Qt falls back glyph by glyph, and Chinese text mixes Japanese forms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

_SCALE: Final = "courtTextScale"

CJK_FAMILIES: Final = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimSun",
)


@lru_cache(maxsize=1)
def installed_cjk_families() -> tuple[str, ...]:
    """Families of `CJK_FAMILIES` that this desktop has, best first; needs a QGuiApplication."""
    present = set(QFontDatabase.families())
    return tuple(family for family in CJK_FAMILIES if family in present)


def set_text_scale(application: QGuiApplication, percent: int) -> None:
    """The person's text size, 80 to 200 percent; holds for what is built afterwards."""
    application.setProperty(_SCALE, percent)


def ui_font(points: float = 10.0, *, bold: bool = False) -> QFont:
    """The window's font in a size in points, scaled as the person wishes. Callers must not change the returned object."""
    return _font(points * _percent() / 100, bold=bold)


def width_of(sample: str, points: float, *, bold: bool = False) -> int:
    """How many pixels a text needs, for columns that must never cut what they are for."""
    return QFontMetrics(ui_font(points, bold=bold)).horizontalAdvance(sample)


def scaled(pixels: int, most: int) -> int:
    """A measure that grows with the text size, up to a limit."""
    return min(round(pixels * _percent() / 100), most)


def _percent() -> int:
    application = QGuiApplication.instance()
    percent = application.property(_SCALE) if application is not None else None
    return int(percent or 100)


@lru_cache(maxsize=64)
def _font(points: float, *, bold: bool) -> QFont:
    font = QFont()
    families = installed_cjk_families()
    if families:
        font.setFamilies(list(families))
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
