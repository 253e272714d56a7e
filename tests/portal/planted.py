"""A court in which every internal text field holds a word that occurs nowhere else, and what each reader may find.

The plants are made from the record declarations: a field added tomorrow is planted, and forbidden, by itself.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from court_core.documents.model import Cell, Paragraph, Table, WebCopy, copy_to_json
from court_core.ids import new_id
from court_core.records.fields import Kind, Value
from court_core.records.types import RECORD_TYPES
from tests.support.court_world import CourtWorld

ACCOUNT = "6222021234567893445"
ID_NUMBER = "440103197312014512"
PHONE = "13802345678"

_ORIGINAL = "a" * 64

PUBLIC, APPLICANT, RESPONDENT, OTHER = "public", "applicant", "respondent", "other case's party"
READERS = (PUBLIC, APPLICANT, RESPONDENT, OTHER)


@dataclass
class PlantedCourt:
    """The plants: word → who may find it. Ids of records count as plants too."""

    world: CourtWorld
    allowed: dict[str, frozenset[str]] = field(default_factory=dict)
    what: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, tuple[str, str]] = field(default_factory=dict)
    document_ids: list[str] = field(default_factory=list)
    case_numbers: list[str] = field(default_factory=list)
    records: list[tuple[str, str, Mapping[str, Value]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._words = ("plant" + "".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=4))

    def forbidden(self, reader: str) -> dict[str, str]:
        """What this reader must never find: word → which field of which record it stands in."""
        return {word: self.what[word] for word, readers in self.allowed.items() if reader not in readers}

    def word(self, what: str, *readers: str) -> str:
        """A fresh plant for these readers."""
        word = next(self._words)
        self.allow(word, what, *readers)
        return word

    def allow(self, word: str, what: str, *readers: str) -> None:
        self.allowed[word] = frozenset(readers)
        self.what[word] = what

    def record(
        self,
        record_type: str,
        fixed: Mapping[str, Value],
        readable: Mapping[str, tuple[str, ...]] | None = None,
        *,
        id_for: tuple[str, ...] = (),
        record_id: str | None = None,
    ) -> str:
        """A record with a plant in each of its text fields that `fixed` does not fill."""
        record_id = record_id or new_id()
        self.records.append((record_type, record_id, self.values(record_type, record_id, fixed, readable or {})))
        self.allow(record_id, f"id of a {record_type}", *id_for)
        return record_id

    def values(
        self, record_type: str, record_id: str, fixed: Mapping[str, Value], readable: Mapping[str, tuple[str, ...]]
    ) -> dict[str, Value]:
        """The fields of such a record."""
        values: dict[str, Value] = {}
        for item in RECORD_TYPES[record_type].fields:
            what = f"{record_type}.{item.name} of {record_id[-4:]}"
            if item.name in fixed:
                values[item.name] = fixed[item.name]
            elif item.kind in (Kind.TEXT, Kind.LONG_TEXT):
                values[item.name] = self.word(what, *readable.get(item.name, ()))
            elif item.kind is Kind.LIST:
                values[item.name] = [self.word(what)]
            elif item.kind is Kind.JSON:
                values[item.name] = {"planted": self.word(what)}
        return values


def planted_court(world: CourtWorld) -> PlantedCourt:
    """Three cases: the parties' own, another party's, and one whose documents are published, withheld or waiting."""
    court = PlantedCourt(world)
    own, everybody = (APPLICANT, RESPONDENT), READERS
    division = court.record("division", {"active": True}, {"name": own})
    officer = court.record("staff", {"active": True, "roles": [], "division_id": division}, {"name": own})
    judge = court.record("staff", {"active": True, "roles": [], "division_id": division}, {"name": everybody})
    _own_case(court, officer, division)
    _other_case(court)
    _document_case(court, judge)
    world.save_all(court.records)
    world.releases.release_due()
    world.projection.project_touched()
    for reader, (number, name) in list(court.passwords.items()):
        court.passwords[reader] = (number, world.access.issue(number, name).password)
    return court


def _case(court: PlantedCourt, number: int, readable: Mapping[str, tuple[str, ...]], **fixed: Value) -> str:
    text = f"（2026）粤0103执{number}号"
    court.case_numbers.append(text)
    parts = {
        "number_text": text,
        "number_year": 2026,
        "number_court": "粤0103",
        "number_type": "执",
        "number": number,
        "number_suffix": "",
        "status": "open",
        "filed_on": "2026-10-08",
    }
    return court.record("case", {**parts, **fixed}, readable)


def _party(court: PlantedCourt, case_id: str, role: str, readers: tuple[str, ...], **fixed: Value) -> str:
    known = {"case_id": case_id, "role": role, "kind": "natural", "side": None, "position": 1, "left_on": None}
    return court.record("party", {**known, **fixed}, {"name": readers})


def _own_case(court: PlantedCourt, officer: str, division: str) -> None:
    own = (APPLICANT, RESPONDENT)
    case_id = _case(court, 101, {"cause": own, "procedure": own}, judge_id=officer, division_id=division)
    names = {}
    for reader, role in ((APPLICANT, "申请执行人"), (RESPONDENT, "被执行人")):
        names[reader] = court.word(f"name of {reader}", *own)
        party = _party(court, case_id, role, own, name=names[reader], phone=PHONE, id_number=ID_NUMBER)
        court.record("agent", {"case_id": case_id, "party_id": party, "kind": "lawyer"})
        court.passwords[reader] = ("（2026）粤0103执101号", names[reader])
    _party(court, case_id, "第三人", (), left_on="2026-11-02")
    for word in (PHONE, ID_NUMBER, ACCOUNT):
        court.allow(word, "a party's number")
    _logs(court, case_id, officer)
    _events(court, case_id)
    court.record("conflict", {"case_id": case_id, "record_type": "case", "record_id": case_id, "status": "open",
                              "fields": ["cause"], "choice": None, "mine": None, "theirs": None, "base": None})  # fmt: skip


def _log(court: PlantedCourt, case_id: str, officer: str, readers: tuple[str, ...], **fixed: Value) -> str:
    texts = dict.fromkeys(("content", "result", "place", "present"), readers)
    known = {
        "case_id": case_id,
        "officer_id": officer,
        "work_date": "2026-11-18",
        "entered_at": "2026-11-18T08:00:00.000Z",
        "kind": "contact",
        "visibility": "both",
        "attachments": [court.word("a log's attachment")],
    }
    return court.record("log_entry", {**known, **fixed}, texts, id_for=readers)


def _logs(court: PlantedCourt, case_id: str, officer: str) -> None:
    own = (APPLICANT, RESPONDENT)
    _log(court, case_id, officer, own)
    _log(court, case_id, officer, own, result=f"账号{ACCOUNT}")
    _log(court, case_id, officer, (APPLICANT,), kind="query", visibility="applicant")
    _log(court, case_id, officer, (), visibility="internal")
    for kind in ("plan", "clue", "deliberation", "approval", "outsider", "technical", "nothing"):
        _log(court, case_id, officer, (), kind=kind)
    _log(court, case_id, officer, (), kind="search", content=f"{court.word('a planned search')}拟于明日搜查住处")
    _log(court, case_id, officer, (), not_before="2026-12-31")
    _log(court, case_id, officer, (), work_date="2026-11-21")
    first = _log(court, case_id, officer, ())
    _log(court, case_id, officer, own, amends_id=first, entered_at="2026-11-18T09:00:00.000Z")


def _event(court: PlantedCourt, case_id: str, node: str, details: Mapping[str, Value], **fixed: Value) -> None:
    known = {"case_id": case_id, "node": node, "happened_on": "2026-11-12", "details": dict(details),
             "entered_at": "2026-11-12T08:00:00.000Z"}  # fmt: skip
    court.record("process_event", {**known, **fixed})


def _events(court: PlantedCourt, case_id: str) -> None:
    own = (APPLICANT, RESPONDENT)
    hidden = court.word("details of an event not public yet")
    shown = court.word("details of a visible event", *own)
    _event(court, case_id, "service", {"addressee": shown, "document": "执行通知书", "method": "直接送达"})
    _event(court, case_id, "service", {"addressee": hidden, "document": "执行通知书"}, public_from="2026-12-31")
    _event(court, case_id, "seizure", {"person": court.word("an attachment not carried out"), "kind": "银行存款"})
    _event(court, case_id, "suspended", {"approver": court.word("who approved a suspension"), "reason": shown})
    for node in ("deliberation", "adjudication-committee", "no-such-node"):
        _event(court, case_id, node, {"opinion": court.word(f"details of {node}"), "note": court.word(node)})


def _other_case(court: PlantedCourt) -> None:
    readers = (OTHER,)
    case_id = _case(court, 102, {"cause": readers, "procedure": readers})
    name = court.word("name of the other case's party", *readers)
    _party(court, case_id, "申请执行人", readers, name=name)
    court.passwords[OTHER] = ("（2026）粤0103执102号", name)
    officer = court.record("staff", {"active": True, "roles": []}, {"name": readers})
    _log(court, case_id, officer, readers)


def _document_case(court: PlantedCourt, judge: str) -> None:
    case_id = _case(court, 103, {"cause": READERS}, judge_id=judge)
    known: dict[str, Value] = {
        "case_id": case_id,
        "judge_id": judge,
        "decided_on": "2026-10-12",
        "effective_on": "2026-10-15",
    }
    ids: list[str] = []
    for status in ("passed", "registered", "withheld", "withheld", "withheld", "passed", "withdrawn", "submitted"):
        readers = READERS if status == "passed" and not ids else ()
        fixed = {**known, "status": status, "file_size": 10, "file_sha256": _ORIGINAL}
        visible = {"kind": readers}
        withheld_notice = READERS if len(ids) == 2 else ()
        ids.append(court.record("document", fixed, visible, id_for=readers or withheld_notice))
        _web_copy(court, case_id, judge, ids[-1], readers)
    court.document_ids.extend(ids)
    for position, ground, status in (
        (2, "2013-1:privacy", "approved"),
        (3, "2013-1:state-secret", "approved"),
        (4, "2013-5", "flagged"),
        (5, "2013-7", "head-approved"),
    ):
        flags = {"case_id": case_id, "document_id": ids[position], "ground_list": "2013", "ground": ground,
                 "status": status}  # fmt: skip
        court.record("withholding", flags)


def _web_copy(court: PlantedCourt, case_id: str, judge: str, document_id: str, readers: tuple[str, ...]) -> None:
    """A confirmed copy for every document: only the published one's may be read, and its replacements by nobody."""
    cell = Cell((Paragraph(court.word("a table of a web copy", *readers)),))
    body = (Paragraph(court.word("a paragraph of a web copy", *readers)), Table(((cell,),)))
    content = copy_to_json(WebCopy(court.word("title of a web copy", *readers), body))
    made = {"prepared_by": judge, "prepared_on": "2026-11-12", "confirmed_by": judge, "confirmed_on": "2026-11-12"}
    fixed: dict[str, Value] = {"case_id": case_id, "document_id": document_id, "profile": "spc-2024",
                               "source_sha256": _ORIGINAL, "content": content, **made}  # fmt: skip
    court.records.append(("web_copy", document_id, court.values("web_copy", document_id, fixed, {})))


def planted_pages(court: PlantedCourt) -> Iterator[str]:
    """Addresses of every kind of page, those of things that must not be found included."""
    yield from ("/", "/party", "/documents", "/healthz", "/view?as=large&back=/party", "/no-such-page", "/schema")
    yield from (
        "/robots.txt",
        "/static/portal.css",
        "/static/keys.js",
        "/static/pico.min.css",
        "/static/no-such-file",
        "/documents?page=2",
    )
    yield from (f"/documents/{document_id}" for document_id in court.document_ids)
    yield from (f"/documents?q={number}" for number in court.case_numbers)
    for state in ("published", "withheld", "internal"):
        yield f"/documents?state={state}"
    for party in ("natural", "organisation", "authority", "other"):
        yield f"/documents?party={party}&order=decided"
    yield "/documents?number=103&kind=x"
    yield "/documents?date_from=2026-01-01&date_to=2026-12-31"
