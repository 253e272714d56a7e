"""A small court for tests of releases and portal: a real server with both databases, a clock that is set by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine, select

from central_server.portal.app import create_portal
from central_server.services.access.party_access import PartyAccess
from central_server.services.access.passwords import StaffPasswords
from central_server.services.administration.jobs import Administration, init_court
from central_server.services.administration.seed import load_records
from central_server.services.publishing.projection import Projection
from central_server.services.publishing.release import Releases
from central_server.storage.internal import CASE_TABLE, RECORD_TABLES
from central_server.storage.opening import open_store
from central_server.storage.published_engine import default_published_url, open_published
from central_server.storage.published_password import PasswordHashing
from central_server.storage.published_schema import prepare_published
from central_server.storage.store import RecordStore
from court_core.clock import instant_text
from court_core.documents.model import Paragraph, WebCopy, copy_to_json
from court_core.ids import new_id
from court_core.records.fields import Value
from court_core.rules.case_number import CaseNumber
from court_core.rules.dates import court_instant
from tests.support.made_once import made_once
from tests.support.postgres import database_made_once

FRIDAY = date(2026, 11, 20)
THURSDAY = date(2026, 11, 19)
WEEK = "2026-W47"
ORIGINAL_SHA256 = "a" * 64
_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_WITH_A_COPY = ("confirmed", "submitted", "passed", "published")


@dataclass
class SetClock:
    """A clock that stands until it is set."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 6, 30, tzinfo=UTC))

    def now(self) -> datetime:
        return self.instant

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """To a wall-clock time of the court."""
        self.instant = court_instant(day, time(hour, minute))


@dataclass
class CourtWorld:
    """Both databases and the portal over them; records made with few words."""

    store: RecordStore
    published: Engine
    clock: SetClock
    court_id: str
    division_id: str
    officer_id: str
    judge_id: str
    told: Any = None
    """What the filling told of the court."""
    hashing: PasswordHashing = field(default_factory=lambda: PasswordHashing(_HASHER, wait_seconds=0.2))

    @cached_property
    def portal(self) -> Litestar:
        """Made when it is first asked for."""
        return create_portal(self.published, court_id=self.court_id, clock=self.clock, hashing=self.hashing)

    @property
    def projection(self) -> Projection:
        return Projection(self.store, self.published, self.court_id, self.clock)

    @property
    def releases(self) -> Releases:
        return Releases(self.store, self.court_id, self.clock, self.projection)

    @property
    def access(self) -> PartyAccess:
        return PartyAccess(self.store, self.published, self.court_id, self.clock, self.projection, self.hashing)

    def save(self, record_type: str, values: Mapping[str, Value], record_id: str | None = None) -> str:
        """Write a record as the server's own change; answers its id."""
        record_id = record_id or new_id()
        self.save_all([(record_type, record_id, values)])
        return record_id

    def save_all(self, records: Sequence[tuple[str, str, Mapping[str, Value]]]) -> None:
        """Write records in one transaction, parents first."""
        load_records(self.store, self.clock, self.court_id, records)

    def case(self, number: str, **values: Value) -> str:
        parsed = CaseNumber.parse(number)
        return self.save(
            "case",
            {
                "number_text": parsed.text,
                "number_year": parsed.year,
                "number_court": parsed.court,
                "number_type": parsed.type,
                "number": parsed.number,
                "number_suffix": parsed.suffix,
                "cause": "买卖合同纠纷",
                "filed_on": "2026-10-08",
                "judge_id": self.officer_id,
                "division_id": self.division_id,
                "status": "open",
                **values,
            },
        )

    def party(self, case_id: str, name: str, role: str = "申请执行人", **values: Value) -> str:
        return self.save("party", {"case_id": case_id, "name": name, "role": role, "kind": "natural", **values})

    def reader(self, case_id: str, name: str, role: str = "申请执行人", **values: Value) -> str:
        """A party who holds a password and so has a page; answers the password."""
        self.party(case_id, name, role, **values)
        with self.store.read() as connection:
            number = connection.execute(select(CASE_TABLE.c.number_text).where(CASE_TABLE.c.id == case_id)).scalar_one()
        return self.access.issue(number, name).password

    def event(self, case_id: str, node: str, happened_on: date, details: Mapping[str, Value], **values: Value) -> str:
        return self.save(
            "process_event",
            {
                "case_id": case_id,
                "node": node,
                "happened_on": happened_on.isoformat(),
                "details": dict(details),
                "entered_at": instant_text(self.clock.now()),
                **values,
            },
        )

    def log(self, case_id: str, content: str, work_date: date = THURSDAY, **values: Value) -> str:
        return self.save(
            "log_entry",
            {
                "case_id": case_id,
                "work_date": work_date.isoformat(),
                "entered_at": instant_text(self.clock.now()),
                "officer_id": self.officer_id,
                "kind": "contact",
                "content": content,
                "visibility": "both",
                **values,
            },
        )

    def document(self, case_id: str, *, copy: WebCopy | None = None, **values: Value) -> str:
        """A document. One that was confirmed or went further has its confirmed web copy: `copy`, or a short one."""
        known: dict[str, Value] = {
            "case_id": case_id,
            "kind": "执行裁定书",
            "title": "执行裁定书",
            "decided_on": "2026-11-02",
            "effective_on": "2026-11-10",
            "status": "effective",
            "file_sha256": ORIGINAL_SHA256,
            "file_name": "原件.docx",
            **values,
        }
        document_id = self.save("document", known)
        if copy is not None or known["status"] in _WITH_A_COPY:
            copy = copy or WebCopy(
                f"广州市荔湾区人民法院{known['kind']}",
                (Paragraph("申请执行人陈某，男。"), Paragraph("终结本次执行程序。")),
            )
            self.web_copy(document_id, copy)
        return document_id

    def web_copy(self, document_id: str, copy: WebCopy, **values: Value) -> None:
        """The confirmed web copy of a document."""
        documents = RECORD_TABLES["document"].c
        with self.store.read() as connection:
            case_id = connection.execute(select(documents.case_id).where(documents.id == document_id)).scalar_one()
        known: dict[str, Value] = {
            "case_id": case_id,
            "document_id": document_id,
            "profile": "spc-2024",
            "source_sha256": ORIGINAL_SHA256,
            "content": copy_to_json(copy),
            "prepared_by": self.officer_id,
            "prepared_on": "2026-11-12",
            "confirmed_by": self.officer_id,
            "confirmed_on": "2026-11-12",
            **values,
        }
        self.save("web_copy", known, document_id)

    def withholding(self, case_id: str, document_id: str, **values: Value) -> str:
        return self.save(
            "withholding",
            {
                "case_id": case_id,
                "document_id": document_id,
                "ground_list": "2013",
                "ground": "2013-3",
                "reason": "双方离婚",
                "status": "approved",
                "flagged_by": self.judge_id,
                **values,
            },
        )

    def visitor(self) -> Visitor:
        return Visitor(self.portal)


class Visitor:
    """Somebody with a browser: keeps cookies, fills in forms with their hidden token."""

    def __init__(self, portal: Litestar, base_url: str = "http://127.0.0.1") -> None:
        self.client = TestClient(portal, base_url=base_url)

    def get(self, path: str) -> str:
        return self.client.get(path).text

    def sign_in(self, case_number: str, password: str) -> int:
        """Fill in the form; answers the status of what came back in the end."""
        token = form_token(self.get("/party"))
        answer = self.client.post(
            "/party", data={"form_token": token, "case_number": case_number, "password": password}
        )
        return answer.status_code

    def sign_out(self) -> None:
        token = form_token(self.get("/party"))
        assert self.client.post("/party/sign-out", data={"form_token": token}).status_code == 200


def form_token(page: str) -> str:
    """The hidden token of a page's form."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found is not None, "the page has no form"
    return found[1]


Filling = Callable[["CourtWorld"], Any]
"""What stands in a court at the beginning of several tests: done once in a process, and copied for each of them."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A court as a test finds it: its people, the clock, and what the filling told of it."""

    court_id: str
    division_id: str
    officer_id: str
    judge_id: str
    told: Any = None
    at: datetime = SetClock().instant


@contextmanager
def opened_world(folder: Path, database: str | None = None, filling: Filling | None = None) -> Iterator[CourtWorld]:
    """A court in `folder`, or in the PostgreSQL database given, fresh or with a filling."""
    if database is None:
        made = made_once(folder, _make_in_folder, filling)
        database = _in(folder)
    else:
        made = database_made_once(database, _make, filling)
    with _open(database, made) as world:
        yield world


@contextmanager
def _open(database: str, made: _Made) -> Iterator[CourtWorld]:
    store = open_store(database)
    published = open_published(default_published_url(database))
    try:
        yield CourtWorld(
            store,
            published,
            SetClock(made.at),
            made.court_id,
            made.division_id,
            made.officer_id,
            made.judge_id,
            made.told,
        )
    finally:
        store.close()
        published.dispose()


def _in(folder: Path) -> str:
    return f"sqlite:///{folder / 'central.db'}"


def _make_in_folder(folder: Path, filling: Filling | None) -> _Made:
    return _make(_in(folder), filling)


def _make(database: str, filling: Filling | None) -> _Made:
    """The court with its people, in an empty database."""
    clock = SetClock()
    store = open_store(database)
    court = init_court(store, clock, "粤0103", "广州市荔湾区人民法院")
    prepare_published(default_published_url(database)).dispose()
    admin = Administration(store, clock, StaffPasswords(_HASHER))
    division_id = admin.add_division("执行局")
    password = "a long test password"
    officer_id = admin.add_user("he", "何执行", "执行局", ["enforcement-officer"], password)
    judge_id = admin.add_user("su", "苏法官", "执行局", ["judge"], password)
    store.close()
    made = _Made(court.court_id, division_id, officer_id, judge_id)
    if filling is None:
        return made
    with _open(database, made) as world:
        told = filling(world)
        return replace(made, told=told, at=world.clock.instant)
