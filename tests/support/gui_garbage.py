"""Tests with widgets collect garbage on their own thread, as the window does (clerk_app/ui/garbage.py)."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


def pytest_collection_finish() -> None:
    """The tests and all they import stay until the end: no later collection looks through them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_stays_on_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is left of a test's widgets is destroyed here at its end, and by no server's or database's thread."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()
