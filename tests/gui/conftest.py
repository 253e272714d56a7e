"""The window's tests run on Qt's offscreen platform with the court's theme, as the tour does."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.ui.theme.language import speak_chinese
from clerk_app.ui.theme.style import apply_theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["clerk-app-test"]


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """Every widget is tested in the look and the language it ships with."""
    apply_theme(qapp)
    speak_chinese(qapp)
