"""The look can be read: contrast, icons that exist, style sheet that parses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import CJK_FAMILIES, ui_font
from clerk_app.ui.theme.icons import icon_pixmap
from clerk_app.ui.theme.style import style_sheet
from court_core.resource_files import resource_path


@pytest.mark.parametrize(("text", "ground"), tokens.TEXT_PAIRS)
def test_every_text_has_at_least_4_5_to_1_contrast(text: str, ground: str) -> None:
    assert tokens.contrast(text, ground) >= 4.5


def test_contrast_of_black_on_white_is_21() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_style_sheet_leaves_no_token_open() -> None:
    assert "@" not in style_sheet()


def test_style_sheet_names_only_images_that_exist() -> None:
    images = re.findall(r"url\(([^)]+)\)", style_sheet())
    assert images
    assert all(Path(image).is_file() for image in images)


def test_icons_used_in_code_are_vendored_and_none_lies_unused() -> None:
    names = {path.stem for path in resource_path("icons").glob("*.svg")}
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("clerk_app/ui").rglob("*.py"))
    quoted = set(re.findall(r'"([a-z][a-z0-9-]+)"', code))
    assert not {name for name in names if name not in quoted}
    called = set(re.findall(r'(?:icon|icon_pixmap|IconLabel)\(\s*"([a-z0-9-]+)"', code))
    assert called <= names


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_icon_fills_its_box_at_every_scale(qapp: QApplication, scale: float) -> None:
    """Rendered without a target rectangle an icon is cropped on high DPI: its lower right half is missing."""
    image = icon_pixmap("scale", tokens.INK, 24, scale).toImage()
    assert image.width() == round(24 * scale)
    right_half = [image.pixelColor(x, y).alpha() for x in range(image.width() // 2 + 2, image.width())
                  for y in range(image.height())]  # fmt: skip
    lower_half = [image.pixelColor(x, y).alpha() for y in range(round(image.height() * 0.75), image.height())
                  for x in range(image.width())]  # fmt: skip
    assert max(right_half) > 200
    assert max(lower_half) > 200


def test_fonts_name_a_chinese_family(qapp: QApplication) -> None:
    assert set(ui_font(10.0).families()) <= set(CJK_FAMILIES)
    assert ui_font(10.0).families()
