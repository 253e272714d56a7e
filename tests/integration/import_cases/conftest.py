"""The small invented court of the use cases, for imports too."""

from __future__ import annotations

from tests.integration.use_cases.conftest import clock, desk_of, judge, officer, store

__all__ = ["clock", "desk_of", "judge", "officer", "store"]
