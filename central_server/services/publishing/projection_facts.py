"""What projection knows of a case: its records as the internal database holds them, and the ledger of what went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from court_core.records.fields import Values

Row = dict[str, object]
"""A row of the published database."""


@dataclass(frozen=True, slots=True)
class ReleasedEntry:
    """A log entry that the ledger says was released: in which release, on which day."""

    entry_id: str
    week: str
    released_on: date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All the internal database knows of one case that projection may look at. Records are id → values.

    `log_entries` holds every entry, released or not: corrections are followed through those that never went out.
    `web_copies` holds the copies of documents that passed review or are published, by the document's id, and no others.
    """

    court_id: str
    court_name: str
    case_id: str
    case: Values
    staff_names: Mapping[str, str] = field(default_factory=dict)
    division_names: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, Values] = field(default_factory=dict)
    events: Mapping[str, Values] = field(default_factory=dict)
    log_entries: Mapping[str, Values] = field(default_factory=dict)
    released: Mapping[str, ReleasedEntry] = field(default_factory=dict)
    documents: Mapping[str, Values] = field(default_factory=dict)
    withholdings: Mapping[str, Values] = field(default_factory=dict)
    noticed: Mapping[str, date] = field(default_factory=dict)
    web_copies: Mapping[str, Values] = field(default_factory=dict)

    @property
    def number_text(self) -> str:
        """The case number in its canonical form."""
        return str(self.case["number_text"])


def text_of(values: Values, name: str) -> str:
    """A text field; empty when it has none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def date_of(value: object) -> date | None:
    """A stored date; None when there is none."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None
