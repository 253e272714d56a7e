"""What an import is told and tells: the column mapping, the preview and the outcome, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet

# Called with rows done and rows in the file (0 when not known yet), at most a few times a second.
Progress = Callable[[int, int], None]
# Asked between rows; once it answers True the import stops after the chunk in hand and keeps what it did.
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its place from 0, its header as written, and a few of its cells as text."""

    index: int
    header: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which field each column fills.

    `columns` maps a column's index to a key of `fields.IMPORT_FIELDS` (absent: the column is left out).
    `amount_unit` is `yuan` or `wan` for amounts without a unit of their own.
    """

    columns: dict[int, str] = field(default_factory=dict)
    amount_unit: str = "yuan"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What a row did or would do. `row` is its number in the file as Excel shows it, from 1.

    `action`: `add`, `update`, `unchanged`, `refuse`. `notes` tell in words what is added or changed, `code`, `message`
    and `remedy` why a row is refused.
    """

    row: int
    number: str
    action: str
    notes: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals over the rows of the file."""

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    parties_added: int = 0


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file as understood: where its header is, the columns, the mapping, and what the rows would do.

    `remembered` tells that the mapping was kept from an earlier import of the same source. `missing` names required
    fields without a column. `rows` holds the first 500 reports and every refused one up to 2,000; `counts` is over all
    rows and None until the mapping is complete. `warnings` are Chinese lines (hidden sheets, several sheets…).
    """

    file_name: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    mapping: Mapping
    remembered: bool
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    rows: tuple[RowReport, ...]
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class ImportDone:
    """The outcome. `refused` can be written to a file with `errors.write_refused`; `stopped` when it was cancelled."""

    counts: Counts
    rows: tuple[RowReport, ...]
    stopped: bool
    change_set: ChangeSet
