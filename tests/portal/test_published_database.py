"""The published database on SQLite and PostgreSQL: its schema, its keys, its statements, its own role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, UniqueConstraint, event, insert, inspect, select
from sqlalchemy.exc import ProgrammingError

from central_server.services.publishing.release_calendar import Month
from central_server.storage.internal import CASE_TABLE
from central_server.storage.published import PUBLISHED, published_court, published_document
from central_server.storage.published_engine import default_published_url, open_published, reading, schema_of, writing
from central_server.storage.published_rows import replace_rows, upsert
from central_server.storage.published_schema import downgrade_published, prepare_published, upgrade_published
from court_core.errors import CourtError
from tests.support.court_world import CourtWorld

NUMBER = "（2026）粤0103执101号"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'published.db'}"
    address: str = request.getfixturevalue("postgres_url")
    return default_published_url(address)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = prepare_published(url)
    yield opened
    opened.dispose()


def differences(engine: Engine) -> list[object]:
    """Between the migrated database and the declared tables; what stands in no declaration is left out.

    That is FTS5's own tables, and PostgreSQL's index on the pairs of characters. One index is for SQLite alone.
    """
    elsewhere = {"sqlite": "", "postgresql": "ix_document_card_alike"}[engine.dialect.name]

    def compared(_part: object, name: str | None, kind: str, *_rest: object) -> bool:
        undeclared = kind == "table" and str(name).startswith("document_gram")
        return not undeclared and not (kind == "index" and name in ("ix_document_card_grams", elsewhere))

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": compared})
        found: list[object] = compare_metadata(context, PUBLISHED)
    return found


def test_migrations_make_exactly_the_declared_tables(engine: Engine) -> None:
    assert differences(engine) == []


def test_migrations_go_down_and_up_again_with_rows_in_place(engine: Engine) -> None:
    row = {"court_id": "c", "code": "粤0103", "name": "荔湾"}
    with writing(engine) as connection:
        connection.execute(insert(published_court).values(row))
    upgrade_published(engine)
    with reading(engine) as connection:
        assert connection.execute(select(published_court)).mappings().one() == row

    downgrade_published(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade_published(engine)
    assert differences(engine) == []


def test_a_database_of_a_newer_program_is_refused_unchanged(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(CourtError) as refused:
        upgrade_published(engine)

    assert refused.value.code == "published.newer"


@pytest.mark.parametrize("table", PUBLISHED.sorted_tables, ids=lambda table: table.name)
def test_court_id_leads_every_key(table: object) -> None:
    from sqlalchemy import Table

    assert isinstance(table, Table)
    keys = [list(table.primary_key.columns)]
    keys += [list(constraint.columns) for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    for key in keys:
        assert key[0].name == "court_id"
    for index in table.indexes:
        assert next(iter(index.columns)).name == "court_id"


def test_every_statement_names_the_court(any_world: CourtWorld) -> None:
    """So that the same schema distributes by court_id."""
    world = any_world
    statements: set[str] = set()

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.add(statement)

    event.listen(world.published, "before_cursor_execute", note)
    case_id = world.case(NUMBER)
    world.party(case_id, "陈申请")
    world.log(case_id, "内容")
    world.document(case_id, status="passed")
    world.withholding(case_id, world.document(case_id, status="withheld"))
    world.releases.release_due()
    world.releases.release_documents(Month.parse("2026-11"))
    world.projection.project_all()
    password = world.access.issue(NUMBER, "陈申请").password
    visitor = world.visitor()
    visitor.sign_in(NUMBER, "2222-2222-2222-2222")
    visitor.sign_in(NUMBER, password)
    for path in ("/", "/party", "/documents?q=2026&judge=x&state=withheld&date_from=2026-01-01", "/documents/none"):
        visitor.get(path)
    visitor.sign_out()
    world.access.revoke(NUMBER, "陈申请")
    event.remove(world.published, "before_cursor_execute", note)

    of_tables = [text for text in statements if re.search(r"\b(FROM|INTO|UPDATE)\b", text) and "pg_catalog" not in text]
    assert len(of_tables) > 20
    for text in of_tables:
        if "INTO document_gram(" in text:
            continue  # FTS5 knows numbers only; each is made of court and document
        conditions = text if text.startswith("INSERT") else text.partition("WHERE")[2]
        assert "court_id" in conditions, text


def test_rows_are_replaced_within_their_scope_and_only_where_they_differ(engine: Engine) -> None:
    def row(document_id: str, title: str, case_id: str = "case") -> dict[str, object]:
        return {"court_id": "c", "document_id": document_id, "case_id": case_id, "number_text": "n", "court_name": "法院",
                "title": title, "kind": "判决书", "published_on": "2026-11-25", "search_text": ""}  # fmt: skip

    with writing(engine) as connection:
        upsert(connection, published_document, [row("other", "另案", "other case")])
        assert replace_rows(connection, published_document, "c", ["case"], [row("a", "一"), row("b", "二")]) == 2
        assert replace_rows(connection, published_document, "c", ["case"], [row("a", "一"), row("b", "二")]) == 0
        assert replace_rows(connection, published_document, "c", ["case"], [row("a", "改"), row("c", "三")]) == 3
        titles = connection.execute(select(published_document.c.title).order_by(published_document.c.title)).scalars()
        assert sorted(titles) == sorted(["另案", "改", "三"])


@pytest.mark.parametrize(
    ("internal", "published"),
    [
        ("sqlite:////srv/court/central.db", "sqlite:////srv/court/central-published.db"),
        ("sqlite:///central", "sqlite:///central-published"),
        ("postgresql://clerk:secret@db/court", "postgresql://clerk:secret@db/court?schema=published"),
        ("postgresql://db/court?sslmode=require", "postgresql://db/court?schema=published&sslmode=require"),
    ],
)
def test_without_an_address_it_lies_beside_the_internal_database(internal: str, published: str) -> None:
    assert default_published_url(internal) == published


@pytest.mark.parametrize(
    "address", ["mysql://db/court", "nonsense", "sqlite://", "postgresql://db/court?schema=a%3Bdrop", ""]
)
def test_an_address_that_is_none_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(CourtError) as refused:
        open_published(address.replace("db/", "user:secret@db/"))
    assert refused.value.code == "published.url"
    assert "secret" not in refused.value.full_message


def test_a_role_of_its_own_reads_the_published_schema_and_not_the_internal_one(postgres_url: str) -> None:
    """How DESIGN.md separates the two on one PostgreSQL: the portal's role has no right on the internal tables."""
    from tests.support.court_world import opened_world

    with opened_world(Path("unused"), postgres_url) as world:
        world.party(world.case(NUMBER), "陈申请")
        world.projection.project_touched()
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS portal_reader")
            connection.execute("CREATE ROLE portal_reader LOGIN")
            connection.execute("GRANT USAGE ON SCHEMA published TO portal_reader")
            connection.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA published TO portal_reader"
            )
        portal = open_published(
            re.sub(r"//postgres(:[^@]*)?@", "//portal_reader@", default_published_url(postgres_url))
        )
        try:
            with reading(portal) as outside:
                assert outside.execute(select(published_court.c.court_id)).scalar_one() == world.court_id
            with (
                pytest.raises(ProgrammingError, match=r"(does not exist|permission denied)"),
                reading(portal) as outside,
            ):
                outside.execute(select(CASE_TABLE.c.id))
            with pytest.raises(ProgrammingError, match="permission denied"), reading(portal) as outside:
                outside.exec_driver_sql('SELECT id FROM public."case"')
        finally:
            portal.dispose()
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP OWNED BY portal_reader")
            connection.execute("DROP ROLE portal_reader")


def test_the_schema_is_part_of_the_address() -> None:
    assert schema_of("postgresql://db/court?schema=outside") == "outside"
    assert schema_of("postgresql://db/court") == "published"
    assert schema_of("sqlite:///x.db") is None
