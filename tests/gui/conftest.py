"""The window's tests run on Qt's offscreen platform with the court's theme, as the tour does."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.ui.theme.language import speak_chinese
from clerk_app.ui.theme.style import apply_theme
from tests.gui.court_office import Court
from tests.gui.reading import Reading
from tests.gui.sitting import Sitting


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["clerk-app-test"]


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """Every widget is tested in the look and the language it ships with."""
    apply_theme(qapp)
    speak_chinese(qapp)


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    """A court of two cases."""
    made = Court(tmp_path, cases=2)
    yield made
    made.store.close()


@pytest.fixture
def at(qtbot: QtBot, court: Court) -> Iterator[Sitting]:
    """A person at the unlocked window."""
    made = Sitting(qtbot, court)
    made.unlock()
    yield made
    made.settle()
    made.close()


@pytest.fixture
def reading(qtbot: QtBot, court: Court) -> Iterator[Reading]:
    """A person at the page of the cases."""
    shown = Reading(qtbot, court)
    yield shown
    shown.close()
