"""`court_id` leads every key and stands in every statement, so that the schema distributes by court (DESIGN)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, UniqueConstraint, event, select, text

from central_server.services.administration.figures import figures
from central_server.services.giving_out.pull import MAX_PAGE
from central_server.storage.internal import CASE_TABLE, INTERNAL
from tests.sync.server.wire import WireCourt, build_court, wire_court

_OURS = "|".join(sorted(INTERNAL.tables, key=len, reverse=True))
_TOUCHES = re.compile(rf'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?({_OURS})"?(?=[\s(,;]|$)', re.IGNORECASE)
_TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SHOW|SET)\b", re.IGNORECASE)
_FINDING_THE_COURT = {"meta", "court"}
"""Which court a server serves is found by the one statement that cannot name it yet."""


def faults_of(statement: str) -> list[str]:
    """The tables that a statement touches without naming the court they are of."""
    if _TRANSACTION.match(statement):
        return []
    tables = [match.lower() for match in _TOUCHES.findall(statement)]
    if not tables or set(tables) == _FINDING_THE_COURT:
        return []
    if re.match(r"\s*INSERT\b", statement, re.IGNORECASE):
        columns = statement[statement.index("(") : statement.index(")")]
        return [] if "court_id" in columns else tables[:1]
    where = re.split(r"\bWHERE\b", statement, flags=re.IGNORECASE)
    conditions = " ".join(where[1:])
    # Each table is bound to the court, by a value or by its join.
    joins = " ".join(re.findall(r"\bON\b(.*?)(?:\bJOIN\b|\bWHERE\b|$)", statement, re.IGNORECASE | re.DOTALL))
    bound = set(re.findall(r'"?(\w+)"?\.court_id\s*=', conditions + joins)) | set(
        re.findall(r'=\s*"?(\w+)"?\.court_id', conditions + joins)
    )
    unqualified = re.search(r"(?<![.\w])court_id\s*=", conditions) is not None
    valued = re.search(r"court_id\s*=\s*(\?|%\(|:)", conditions) is not None
    if not valued:
        return tables
    return [name for name in tables if name not in bound and not (unqualified and len(tables) == 1)]


@contextmanager
def recorded(engine: Engine) -> Iterator[set[str]]:
    """Every statement that reaches the database meanwhile."""
    seen: set[str] = set()

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.add(statement)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def keys_without_court(tables: list[Table]) -> list[str]:
    """Keys and unique indexes that the court does not lead."""
    found = []
    for table in tables:
        keys = [("primary key", [column.name for column in table.primary_key.columns])]
        keys += [(str(index.name), [column.name for column in index.columns]) for index in table.indexes]
        keys += [
            (str(constraint.name), [column.name for column in constraint.columns])
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        ]
        found += [f"{table.name}: {name}" for name, columns in keys if columns[:1] != ["court_id"]]
    return found


def test_every_key_and_index_begins_with_the_court() -> None:
    assert keys_without_court(list(INTERNAL.tables.values())) == []


def live_a_little(court: WireCourt) -> None:
    """Something of everything that the services do."""
    officer, typist, head = (court.workstation(login) for login in ("officer", "typist", "head"))
    case = officer.case("（2026）粤0103执12号", clerk_id=typist.user_id)
    event_ = officer.event(case.record_id)
    document = officer.create(
        "document",
        {
            "case_id": case.record_id,
            "kind": "裁定书",
            "title": "裁定书",
            "status": "effective",
            "file_sha256": "0" * 64,
        },
    )
    log = officer.log(case.record_id, "联系")
    officer.push(case, event_, document, log, officer.log(case.record_id, "更正", amends_id=log.record_id))
    officer.push(officer.update("case", case.record_id, 1, cause=(None, "甲")))
    typist.push(typist.update("case", case.record_id, 1, cause=(None, "乙"), procedure=(None, "首次执行")))
    officer.push(officer.update("process_event", event_.record_id, 1, note=(None, "注")))
    officer.push(officer.delete("process_event", event_.record_id, 1))
    typist.push(typist.update("process_event", event_.record_id, 1, note=(None, "迟")))
    officer.pull(limit=2)
    head.pull()
    head.push(head.update("case", case.record_id, 3, judge_id=(officer.user_id, court.people["second"])))
    officer.pull(limit=MAX_PAGE)
    officer.get(f"/api/v1/blobs/{'0' * 64}")
    typist.http.put(
        f"/api/v1/blobs/{'0' * 64}/chunks/0",
        content=b"x",
        headers={
            **typist.bearer,
            "X-File-Size": "1",
            "X-Chunk-SHA256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        },
    )
    typist.sign_in("wrong password")
    typist.sign_in()
    court.http.post("/api/v1/sign-out", headers=typist.bearer)
    court.server.admin.set_password("typist", "Another-2026-password")
    court.server.admin.disable_user("typist")
    court.server.admin.new_epoch()
    court.clock.forward(days=200)
    court.server.opened.prune()
    opened = court.server.opened
    figures(opened.store, court.court_id, date(2026, 1, 1), date(2026, 12, 31))
    opened.projection.project_touched()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_statement_of_the_services_names_the_court(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else None
    build_court(tmp_path, url)
    with wire_court(tmp_path, url) as court, recorded(court.server.opened.store.engine) as statements:
        live_a_little(court)
    touching = {statement for statement in statements if _TOUCHES.search(statement)}
    touched = {match.lower() for statement in touching for match in _TOUCHES.findall(statement)}
    assert len(touching) > 60, "the recorder heard hardly anything"
    assert {"case", "feed", "departure", "batch", "operation", "session", "blob_chunk", "sign_in_attempt"} <= touched
    faults = [f"{faults_of(statement)}: {statement}" for statement in touching if faults_of(statement)]
    assert faults == []


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "case".id FROM "case" WHERE "case".id = ?',
        "UPDATE counter SET value = value + 1",
        "DELETE FROM session WHERE session.expires_at < ?",
        "INSERT INTO audit (id, at) VALUES (?, ?)",
        "SELECT feed.record_id FROM feed JOIN blob_use ON blob_use.record_id = feed.record_id WHERE feed.court_id = ?",
        "SELECT feed.court_id FROM feed",
        "SELECT 1 FROM device WHERE device.court_id = device.court_id",
    ],
)
def test_the_check_is_seen_to_fail(statement: str) -> None:
    assert faults_of(statement)


def test_the_check_of_keys_is_seen_to_fail() -> None:
    from sqlalchemy import Column, Integer, MetaData

    bad = Table("bad", MetaData(), Column("id", Integer, primary_key=True), Column("court_id", Integer))
    assert keys_without_court([bad]) == ["bad: primary key"]


def test_the_recorder_hears_a_statement_without_court(tmp_path: Path) -> None:
    build_court(tmp_path)
    with wire_court(tmp_path) as court:
        store = court.server.opened.store
        with recorded(store.engine) as statements, store.read() as connection:
            connection.execute(select(CASE_TABLE.c.id))
            connection.execute(text("SELECT 1"))
        assert [statement for statement in statements if faults_of(statement)]
