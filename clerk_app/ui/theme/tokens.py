"""Colours and measures of the window; nothing else in the program names a colour.

Every text and background pair that the window shows is listed in `TEXT_PAIRS`, and a test holds
each to a contrast of at least 4.5 : 1 (WCAG 2.2 AA).
"""

from __future__ import annotations

from typing import Final

# Surfaces
PAGE: Final = "#F3F5F8"
SURFACE: Final = "#FFFFFF"
SUNKEN: Final = "#F8FAFC"
LINE: Final = "#DDE3EA"
LINE_STRONG: Final = "#C6CFDA"
FIELD_BORDER: Final = "#8694A7"
GREY_SOFT: Final = "#EDF0F4"

# Text
INK: Final = "#1B2633"
SECONDARY: Final = "#46566A"
HINT: Final = "#5E6E82"
WHITE: Final = "#FFFFFF"

# Navigation
NAV: Final = "#15304F"
NAV_HOVER: Final = "#1C3C61"
NAV_ACTIVE: Final = "#23466F"
NAV_INK: Final = "#E4ECF5"
NAV_DIM: Final = "#A9BDD4"
NAV_ICON: Final = "#BFD0E3"
NAV_BADGE: Final = "#31557F"

# Meaning; a word always stands beside the colour
ACCENT: Final = "#1B5A9E"
ACCENT_DARK: Final = "#154A84"
ACCENT_SOFT: Final = "#E7F0FA"
SELECTED: Final = "#DCE9F7"
RED: Final = "#B42318"
RED_SOFT: Final = "#FDECEA"
RED_LINE: Final = "#E3A9A3"
AMBER: Final = "#8A5200"
AMBER_SOFT: Final = "#FFF3D6"
AMBER_LINE: Final = "#D9A441"
AMBER_HATCH: Final = "#F6E2B0"
GREEN: Final = "#1B6B46"
GREEN_SOFT: Final = "#E4F3EA"
GREEN_LINE: Final = "#A5CFB8"

# Grounds of masked places by what they are; the legend names each
MARK_PERSON: Final = "#CFE2F8"
MARK_ORGANISATION: Final = "#E3D9F6"
MARK_ADDRESS: Final = "#CDEBDD"
MARK_NUMBER: Final = "#FBE2BD"
MARK_OTHER: Final = "#E1E6EC"

TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    (INK, SURFACE), (INK, PAGE), (INK, SUNKEN), (INK, SELECTED), (INK, ACCENT_SOFT), (INK, AMBER_SOFT),
    (INK, RED_SOFT), (INK, GREEN_SOFT), (INK, GREY_SOFT),
    (INK, MARK_PERSON), (INK, MARK_ORGANISATION), (INK, MARK_ADDRESS), (INK, MARK_NUMBER), (INK, MARK_OTHER),
    (SECONDARY, SURFACE), (SECONDARY, PAGE), (SECONDARY, SUNKEN), (SECONDARY, GREY_SOFT), (SECONDARY, SELECTED),
    (SECONDARY, ACCENT_SOFT),
    (HINT, SURFACE), (HINT, PAGE), (HINT, SUNKEN), (HINT, ACCENT_SOFT),
    (NAV_INK, NAV), (NAV_DIM, NAV), (WHITE, NAV_ACTIVE), (NAV_INK, NAV_HOVER), (WHITE, NAV_BADGE),
    (WHITE, ACCENT), (WHITE, ACCENT_DARK), (WHITE, RED), (WHITE, INK),
    (ACCENT, SURFACE), (ACCENT, ACCENT_SOFT), (ACCENT, SELECTED), (ACCENT, PAGE),
    (RED, SURFACE), (RED, RED_SOFT), (RED, SELECTED), (RED, PAGE),
    (AMBER, SURFACE), (AMBER, AMBER_SOFT), (AMBER, PAGE), (AMBER, SUNKEN), (AMBER, SELECTED),
    (GREEN, SURFACE), (GREEN, GREEN_SOFT), (GREEN, PAGE), (GREEN, SELECTED),
)  # fmt: skip
"""(text, background) pairs in use."""

# Sizes of type, in points
BODY_PT: Final = 10.0
META_PT: Final = 9.0
GRID_PT: Final = 9.5
SECTION_PT: Final = 13.0
TITLE_PT: Final = 15.0

# Measures, in device-independent pixels
LIST_ROW: Final = 34
GRID_ROW: Final = 36
INPUT_HEIGHT: Final = 32
GAP_XS: Final = 4
GAP_S: Final = 8
GAP_M: Final = 12
GAP_L: Final = 18
RADIUS_S: Final = 5
RADIUS_L: Final = 8
NAV_WIDTH: Final = 204
STATUS_HEIGHT: Final = 30


def contrast(foreground: str, background: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours after WCAG 2.2, from 1 (equal) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(foreground), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
