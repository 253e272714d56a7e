"""Automatic numbering as it prints: `一、`, `第三条`, `（2）`, `1.1`."""

from __future__ import annotations

from court_core.documents.styles import ParagraphFormat
from court_core.documents.word_xml import Element


class Numbering:
    """The document's lists and how far each has counted."""

    def __init__(self, root: Element | None = None) -> None:
        self._root = root

    def next(self, shape: ParagraphFormat, style: str) -> tuple[str, bool | None]:  # noqa: ARG002
        """The number that prints before the next paragraph of this format, and whether the list indents its first line."""
        return "", None
