"""What a person fills in: the inputs of the jobs, as frozen dataclasses. Dates are court dates, money is fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from court_core.records.fields import Value


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as typed. `side` is derived from the role when left empty, `kind` from the name."""

    name: str
    role: str
    side: str = ""
    kind: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    representative: str = ""
    notice_number: str = ""


@dataclass(frozen=True, slots=True)
class NewAgent:
    """An agent of a party: `kind` is `lawyer`, `legal-worker` or `other`."""

    party_id: str
    name: str
    kind: str = "lawyer"
    firm: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to register by hand. `number` may be written in any of the accepted ways.

    `judge_id` empty means the person at the desk; `time_limit` empty is guessed from number and procedure.
    """

    number: str
    cause: str = ""
    amount: int | None = None
    procedure: str = ""
    source: str = ""
    received_on: date | None = None
    filed_on: date | None = None
    time_limit: str = ""
    judge_id: str = ""
    clerk_id: str = ""
    division_id: str = ""
    parties: tuple[NewParty, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What the case list shows.

    `text` is a tail of a case number (尾号), a whole number, a party, or a cause. `tab` is one of views.CASE_TABS.
    `order`: `filed` newest first, `due` the nearest time limit first, `number`.
    `after` is the `next` of the page before.
    """

    text: str = ""
    tab: str = "active"
    order: str = "due"
    mine: bool = False
    after: str = ""
    limit: int = 200


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A process event: `node` is a name of the node catalogue, `details` its fields by their names.

    Values in `details` may be typed text: they are parsed and checked by the catalogue.
    """

    case_id: str
    node: str
    happened_on: date
    details: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""
    public_from: date | None = None


@dataclass(frozen=True, slots=True)
class NewLog:
    """One entry of the enforcement log.

    `visibility` empty takes the default of its kind; `not_before` keeps it from the parties until that day.
    `attachments` are SHA-256 of files already kept in the store.
    """

    case_id: str
    work_date: date
    kind: str
    content: str
    place: str = ""
    present: str = ""
    result: str = ""
    visibility: str = ""
    not_before: date | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which log entries to list; empty fields do not narrow. `week` reads 2026-W47."""

    case_id: str = ""
    week: str = ""
    kind: str = ""
    text: str = ""
    mine: bool = False
    limit: int = 500


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One cell of the Friday grid as the person left it.

    Empty `kind` keeps the kind of the entry that stands there, or takes 其他; `nothing` records 无事项.
    """

    case_id: str
    work_date: date
    text: str
    kind: str = ""
    visibility: str = ""
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A judicial document to register: its file as bytes and the name it had on disk.

    `title` empty takes the file's name; `effective_on` empty leaves it not yet in effect. `docx` is what was made of an
    old .doc or .wps; empty, it is made when the document is registered.
    """

    case_id: str
    kind: str
    file_name: str
    content: bytes
    title: str = ""
    decided_on: date | None = None
    effective_on: date | None = None
    served_on: date | None = None
    docx: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class NewOriginal:
    """A corrected original for a registered document, and why. `docx` as in NewDocument."""

    document_id: str
    file_name: str
    content: bytes
    reason: str = ""
    docx: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents to list. `tab` is one of views.DOCUMENT_TABS; `month` reads 2026-11 (of taking effect)."""

    case_id: str = ""
    tab: str = "all"
    text: str = ""
    month: str = ""
    limit: int = 500


@dataclass(frozen=True, slots=True)
class NewWithholding:
    """A flag 不上网公开: the ground list's name, the ground's key in it, and the written reason."""

    document_id: str
    ground: str
    reason: str
    ground_list: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's decision of a conflict: `mine`, `theirs`, or `other` with the values to take instead."""

    conflict_id: str
    choice: str
    other: Mapping[str, Value] = field(default_factory=dict)
