"""Characters that stand in a document as a font and a number: ticks and boxes, mostly of Wingdings."""

from __future__ import annotations

from court_core.documents.word_xml import Element, W

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④",
    0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "☐", 0x35: "☐"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_UNKNOWN = "□"


def symbol(node: Element) -> str:
    """What a `w:sym` prints; a box for a picture no character exists for."""
    try:
        code = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol_text(code, node.get(f"{W}font", ""))


def symbol_text(code: int, font: str) -> str:
    """The character of a font's number. Symbol fonts count from F000."""
    table = _FONTS.get(font.casefold())
    if table is not None:
        return table.get(code & 0xFF, _UNKNOWN)
    if 0xF000 <= code <= 0xF0FF:
        return {0xF0B7: "•", 0xF0D7: "×", 0xF0B0: "°", 0xF0B1: "±"}.get(code, _UNKNOWN)
    is_text = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return chr(code) if is_text else ""
