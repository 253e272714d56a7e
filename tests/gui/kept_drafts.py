"""Drafts in memory, for what stands in for the workstation: kept as it keeps them, an empty text ends one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class KeptDrafts:
    """What is being typed, by key."""

    drafts: dict[str, str] = field(default_factory=dict, kw_only=True)

    def keep_draft(self, key: str, text: str) -> None:
        self.drafts[key] = text
        if not text:
            del self.drafts[key]

    @contextmanager
    def saving_draft(self, key: str) -> Iterator[None]:
        yield
        self.drafts.pop(key, None)

    def draft(self, key: str) -> str:
        return self.drafts.get(key, "")
