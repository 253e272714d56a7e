"""Reading one row of the file by the mapping: a case number, the fields it gives, the parties it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clerk_app.use_cases.import_cases.cells import Cell, is_blank, plain_text, read_amount, read_date, read_name
from clerk_app.use_cases.import_cases.fields import IMPORT_FIELDS
from clerk_app.use_cases.import_cases.party_cells import NO_ROLE, PartyName, read_parties
from clerk_app.use_cases.import_cases.views import Mapping
from clerk_app.use_cases.wording import LONGEST
from court_core.errors import CourtError
from court_core.records.fields import Kind, Value
from court_core.rules.case_number import CaseNumber
from court_core.rules.people import normalise_name

# Words of other systems for a state, looked for in this order: 已结待归档 is closed, 恢复执行 open.
_STATUS_WORDS = (
    ("archived", r"(?<!待)(?<!未)归档"),
    ("open", r"未结|恢复|撤销结案"),
    ("closed", r"结案|已结|审结|办结|报结|终本|终结|完毕|已判|撤诉|销案|^结$"),
    ("suspended", r"中止|暂缓|暂停"),
    ("open", r"在办|在审|审理|执行中|办理|立案|分案|排期|开庭|待|新收|进行|送达|调解中|合议|^在|open"),
)
_DATES = ("received_on", "filed_on", "closed_on")
_PEOPLE = ("judge", "clerk")
_TEXTS = ("cause", "procedure", "close_mode", "source", "division")


class CellError(Exception):
    """A cell that cannot be read: the column's label and why."""

    def __init__(self, label: str, reason: CourtError) -> None:
        super().__init__(reason.code)
        self.label = label
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says. `given` holds only what is not blank: ISO dates, fen, status, texts; people and division by name."""

    number: CaseNumber
    given: dict[str, Value]
    parties: tuple[PartyName, ...]
    and_others: bool


def read_row(cells: Sequence[Cell], mapping: Mapping, epoch: date) -> ReadRow:
    """Read a row. Raises CellError for the first cell that cannot be read."""
    columns: dict[str, Cell] = {}
    party_columns: list[tuple[str, Cell]] = []
    for index, key in mapping.columns.items():
        cell = cells[index] if index < len(cells) else None
        if key == "parties" or key.startswith("party:"):
            party_columns.append((key, cell))
        else:
            columns[key] = cell
    number = _number(columns.get("number"))
    given: dict[str, Value] = {}
    for key, cell in columns.items():
        if key == "number" or is_blank(cell):
            continue
        try:
            value = _value(key, cell, mapping.amount_unit, epoch)
        except CourtError as error:
            raise CellError(IMPORT_FIELDS[key].label, error) from error
        if value not in (None, ""):
            given[key] = value
    if "closed_on" in given and given.get("status") not in ("closed", "archived"):
        given["status"] = "closed"
    parties, and_others = _parties(party_columns)
    return ReadRow(number, given, parties, and_others)


def _number(cell: Cell) -> CaseNumber:
    label = IMPORT_FIELDS["number"].label
    if is_blank(cell):
        raise CellError(label, CourtError("import.number-missing"))
    try:
        return CaseNumber.parse(plain_text(cell))
    except CourtError as error:
        raise CellError(label, error) from error


def _value(key: str, cell: Cell, unit: str, epoch: date) -> Value:
    if key in _DATES:
        day = read_date(cell, epoch)
        return day.isoformat() if day else None
    if key == "amount":
        return read_amount(cell, unit)
    if key in _PEOPLE:
        return read_name(cell)
    if key == "status":
        return _status(plain_text(cell))
    text = re.sub(r"\s+", " ", plain_text(cell))
    if len(text) > LONGEST[Kind.TEXT]:
        raise CourtError("field.too-long", label=IMPORT_FIELDS[key].label, length=len(text), limit=LONGEST[Kind.TEXT])
    return text


def _status(text: str) -> str:
    for status, words in _STATUS_WORDS:
        if re.search(words, text):
            return status
    raise CourtError("import.status-unknown", text=text[:20])


def _parties(columns: Sequence[tuple[str, Cell]]) -> tuple[tuple[PartyName, ...], bool]:
    """All parties of the row once; one named without a role is not named again beside their role."""
    found: list[PartyName] = []
    others = False
    for key, cell in columns:
        role = NO_ROLE if key == "parties" else key.removeprefix("party:")
        try:
            read = read_parties(cell, role)
        except CourtError as error:
            raise CellError(IMPORT_FIELDS[key].label, error) from error
        found.extend(read.parties)
        others = others or read.and_others
    with_role = {normalise_name(party.name) for party in found if party.role != NO_ROLE}
    kept: dict[tuple[str, str], PartyName] = {}
    for party in found:
        name = normalise_name(party.name)
        if party.role != NO_ROLE or name not in with_role:
            kept.setdefault((party.role, name), party)
    return tuple(kept.values()), others
