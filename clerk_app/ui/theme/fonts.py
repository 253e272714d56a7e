"""The window's fonts: a CJK family by name on every system.

Without a named family Qt falls back glyph by glyph, and Chinese text mixes Japanese forms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

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
    application = QGuiApplication.instance()
    percent = application.property(_SCALE) if application is not None else None
    return _font(points * (percent or 100) / 100, bold=bold)


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
