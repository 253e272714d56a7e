"""Texts of grid cells: drafts as they are kept, and tables pasted from Excel."""

from __future__ import annotations

import csv
import io
import json

from clerk_app.ui.friday.history import Typed

NOTHING = "无事项"
_NOTHING_WORDS = frozenset({"无事项", "— 无事项", "—无事项", "－无事项", "-无事项", "无", "—", "－", "-", "/"})
_MARK = '{"cell":'


def draft_text(typed: Typed | None) -> str:
    """A draft as the store keeps it: the bare text when that says everything; empty when there is no draft."""
    if typed is None or typed.empty:
        return ""
    if typed == Typed(typed.text) and not typed.text.startswith(_MARK):
        return typed.text
    cell = {"text": typed.text, "nothing": typed.nothing, "kind": typed.kind, "visibility": typed.visibility}
    return json.dumps({"cell": cell}, ensure_ascii=False)


def typed_from_draft(kept: str) -> Typed | None:
    """The reverse of `draft_text`. Text that is not one of our own drafts is taken as typed text."""
    if not kept.strip():
        return None
    if kept.startswith(_MARK):
        try:
            return Typed(**json.loads(kept)["cell"])
        except (ValueError, TypeError, KeyError):
            return Typed(kept)
    return Typed(kept)


def typed_from_text(text: str) -> Typed | None:
    """What typing or pasting a text means: 无事项 in its usual spellings marks the cell, blank clears it."""
    stripped = text.strip()
    if not stripped:
        return None
    if stripped in _NOTHING_WORDS:
        return Typed(nothing=True)
    return Typed(stripped)


def table_from_clipboard(text: str) -> list[list[str]]:
    """Rows and cells of what Excel or WPS put on the clipboard; quoted cells keep their line breaks.

    A single unquoted text without tab stays one cell even if it holds a quotation mark.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    if "\t" not in text and "\n" not in text:
        return [[text]]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quotechar='"', strict=False)
    return [[cell.strip() for cell in row] for row in rows]


def table_for_clipboard(rows: list[list[str]]) -> str:
    """The reverse, for copying into Excel or WPS."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return out.getvalue()
