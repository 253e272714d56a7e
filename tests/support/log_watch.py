"""A log line of level WARNING or above that no test expected fails the test in which it was written."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest


class LogWatch(logging.Handler):
    """Collects warnings and errors; `expect` names those that belong to the story."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self._lines: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._allowed: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Called by logging, on whatever thread wrote the line."""
        self._lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """The test's story includes at least one line that `pattern` finds; missing it fails as well."""
        self._expected.append(re.compile(pattern))

    def allow(self, pattern: str) -> None:
        """Such lines may be written, or not: it depends on the moment."""
        self._allowed.append(re.compile(pattern))

    def faults(self) -> list[str]:
        """Lines nobody expected, and expectations nothing met."""
        known = [*self._expected, *self._allowed]
        unexpected = [line for line in self._lines if not any(pattern.search(line) for pattern in known)]
        unmet = [p.pattern for p in self._expected if not any(p.search(line) for line in self._lines)]
        return [*(f"unexpected: {line}" for line in unexpected), *(f"expected but not logged: {p}" for p in unmet)]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Watches every test. Ask for it by name to say `log_watch.expect("sync failed")`."""
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    try:
        yield watch
    finally:
        logging.getLogger().removeHandler(watch)
    faults = watch.faults()
    if faults:
        pytest.fail("log:\n  " + "\n  ".join(faults), pytrace=False)
