"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

import court_core.masking
from court_core.masking.patterns import on_demand

_STANDS_FOR_ONE = type(on_demand(""))


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    pattern = on_demand("[县区]$")
    assert pattern.pattern == "[县区]$"
    assert "search" not in vars(pattern)
    assert pattern.search("荔湾区")
    assert "search" in vars(pattern)  # from now on the pattern's own method is asked
    assert [m.start() for m in on_demand("区").finditer("区区")] == [0, 1]


def test_a_wrong_pattern_is_told_when_it_is_asked() -> None:
    wrong = on_demand("(区")
    with pytest.raises(re.error):
        wrong.search("荔湾区")
    with pytest.raises(AttributeError):
        wrong.unknown  # type: ignore[attr-defined]  # noqa: B018


def test_every_pattern_of_masking_can_be_compiled() -> None:
    modules = [import_module(f"court_core.masking.{m.name}") for m in pkgutil.iter_modules(court_core.masking.__path__)]
    patterns = [value for module in modules for value in vars(module).values() if isinstance(value, _STANDS_FOR_ONE)]
    assert len(patterns) > 100
    for pattern in patterns:
        assert re.compile(pattern.pattern).groups >= 0


_COMPILED_AT_START = """
import sys
from court_core.masking import engine
from court_core.masking.patterns import on_demand
kind = type(on_demand(""))
for name, module in list(sys.modules.items()):
    if name.startswith("court_core.masking"):
        print(*(key for key, value in vars(module).items() if isinstance(value, kind) and "search" in vars(value)))
"""


def test_no_pattern_is_compiled_before_there_is_a_document() -> None:
    """Compiling them all takes longer than masking a document."""
    run = subprocess.run([sys.executable, "-c", _COMPILED_AT_START], check=True, capture_output=True, text=True)
    assert run.stdout.split() == []
