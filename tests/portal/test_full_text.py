"""Full text of published web copies: any part of any word, on SQLite and on PostgreSQL, and nothing once withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, select

from central_server.portal.document_list import find_documents
from central_server.portal.document_query import DocumentQuery
from central_server.services.publishing.release_calendar import Month
from central_server.storage.published import document_card, document_search, published_document
from central_server.storage.published_engine import default_published_url, reading, writing
from central_server.storage.published_rows import replace_rows, upsert
from central_server.storage.published_schema import prepare_published
from central_server.storage.published_search import searched
from court_core.documents.model import Paragraph, WebCopy
from tests.portal.judgments import authority_judgment, companies_order, sales_judgment
from tests.support.court_world import CourtWorld, opened_world

SALES, AUTHORITY, COMPANIES = "（2026）粤0103民初123号", "（2026）粤0103行初45号", "（2026）粤0103执678号"
SHORT = {"民初123": SALES, "行初45": AUTHORITY, "执678": COMPANIES}


@pytest.fixture
def library(either_database: str | None, tmp_path: Path) -> Iterator[CourtWorld]:
    with opened_world(tmp_path, either_database, _publish) as world:
        yield world


def _publish(world: CourtWorld) -> None:
    """A sales judgment, an administrative one that cites it, and an enforcement order; published in this order."""
    for day, number, make, cause, kind in (
        (23, SALES, sales_judgment, "买卖合同纠纷", "民事判决书"),
        (24, COMPANIES, companies_order, "买卖合同纠纷", "执行裁定书"),
        (25, AUTHORITY, authority_judgment, "行政处罚", "行政判决书"),
    ):
        world.clock.set(date(2026, 11, day), 15)
        case_id = world.case(number, cause=cause, judge_id=world.judge_id)
        world.document(case_id, kind=kind, status="passed", judge_id=world.judge_id, copy=make(number),
                       decided_on=f"2026-10-{40 - day}")  # fmt: skip
        world.releases.release_documents(Month.parse("2026-11"))


def listed(world: CourtWorld, **asked: str) -> list[str]:
    """The case numbers of the answers, in their order and in short."""
    page = re.sub("</?mark>", "", world.visitor().client.get("/documents", params=asked).text)
    numbers = re.findall(r'<a class="number"[^>]*>([^<]+)</a>', page)
    return [next(short for short, number in SHORT.items() if number == found) for found in numbers]


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("货款", ["民初123"]),
        ("阀门", ["民初123"]),  # in a table
        ("禅", ["执678"]),  # one character
        ("劵", []),
        ("欧阳某", ["行初45"]),
        ("不锈钢阀门", ["民初123"]),
        ("阀门不锈钢", []),
        ("86,400", ["民初123"]),
        ("８６，４００元", ["民初123"]),
        ("第一百四十七条规定，判决如下", ["民初123"]),
        ("本院认为 驳回", ["行初45", "民初123"]),  # each somewhere, newest first
        ("“本院认为 驳回”", []),
        ("建材有限公司 装饰工程", ["执678"]),
        ("荔湾区。被执行人", []),  # two paragraphs
        ("荔湾区", ["行初45", "执678", "民初123"]),
        ("民初123", ["行初45", "民初123"]),  # its own number, and cited
        ('"（2026）粤0103民初123号民事判决"', ["行初45"]),
    ],
)
def test_any_part_of_the_text_is_found(library: CourtWorld, q: str, numbers: list[str]) -> None:
    assert listed(library, q=q, order="published") == numbers


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"party": "natural"}, ["行初45", "民初123"]),
        ({"party": "organisation"}, ["执678", "民初123"]),
        ({"party": "authority"}, ["行初45"]),
        ({"party": "nobody"}, ["行初45", "执678", "民初123"]),
        ({"kind": "执行裁定书"}, ["执678"]),
        ({"number": "(2026) 粤0103 民初"}, ["民初123"]),
        ({"number": "123"}, ["民初123"]),
        ({"order": "decided"}, ["民初123", "执678", "行初45"]),
        ({"order": "decided-old"}, ["行初45", "执678", "民初123"]),
        ({"q": "本院", "party": "natural", "cause": "买卖", "state": "published"}, ["民初123"]),
        ({"party": "natural", "state": "withheld"}, []),
    ],
)
def test_filters_and_orders(library: CourtWorld, asked: dict[str, str], numbers: list[str]) -> None:
    assert listed(library, **asked) == numbers


def test_excerpts_show_where_the_words_stand(library: CourtWorld) -> None:
    page = library.visitor().get("/documents?q=货款 不锈钢 买卖")

    excerpts = re.findall(r'<p class="excerpt">(.*?)</p>', page)
    assert any("<mark>货款</mark>" in excerpt for excerpt in excerpts)
    assert len(excerpts) == 2
    assert "<mark>买卖</mark>合同纠纷" in page
    assert "#:~:text=" in page


def test_a_withdrawn_document_is_not_found_any_more_and_a_corrected_one_by_its_new_words(library: CourtWorld) -> None:
    world = library
    case_id = world.case("（2026）粤0103民初9号", judge_id=world.judge_id)
    copy = WebCopy("民事判决书", (Paragraph("漏掉的名字赵演示还在文中。"),))
    document_id = world.document(case_id, status="published", status_on="2026-11-25", copy=copy)
    world.projection.project_touched()
    assert "赵演示" in world.visitor().get(f"/documents/{document_id}")
    assert "共 1 件" in world.visitor().get("/documents?q=赵演示")

    world.save("document", {"status": "withdrawn", "status_on": "2026-11-26"}, document_id)
    world.projection.project_touched()
    assert "共 0 件" in world.visitor().get("/documents?q=赵演示")
    assert world.visitor().client.get(f"/documents/{document_id}").status_code == 404

    world.web_copy(document_id, WebCopy("民事判决书", (Paragraph("漏掉的名字赵某还在文中。"),)))
    world.save("document", {"status": "published", "status_on": "2026-12-25"}, document_id)
    world.projection.project_touched()
    assert "共 0 件" in world.visitor().get("/documents?q=赵演示")
    assert "共 1 件" in world.visitor().get("/documents?q=赵某")


def test_the_words_of_a_withdrawn_document_leave_the_file(world: CourtWorld, tmp_path: Path) -> None:
    world.clock.set(date(2026, 11, 25), 15)
    long = WebCopy("民事判决书", tuple(Paragraph(f"第{number}项货款由赵演示给付。") for number in range(200)))
    documents = [
        world.document(
            world.case(f"（2026）粤0103民初{number}号"), status="published", status_on="2026-11-25", copy=copy
        )
        for number, copy in enumerate((WebCopy("民事判决书", (Paragraph("赵演示"), Paragraph("货款"))), long, long), 1)
    ]
    world.projection.project_touched()
    for document_id in documents:
        world.save("document", {"status": "withdrawn"}, document_id)
    world.projection.project_touched()
    world.published.dispose()  # the last connection takes the log into the file

    content = b"".join(path.read_bytes() for path in tmp_path.glob("*published*"))
    assert content
    assert "赵演示".encode() not in content
    assert f"{ord('赵'):05x}{ord('演'):05x}".encode() not in content


def _row(document_id: str, text: str | None, **values: object) -> dict[str, object]:
    """A published document about which nothing is known but its text."""
    return {"court_id": "court", "document_id": document_id, "case_id": "case", "number_text": "", "court_name": "",
            "title": "", "kind": "", "published_on": "2026-11-25", "search_text": "", "html": None, "text": text,
            **values}  # fmt: skip


def _found(engine: Engine, q: str) -> set[str]:
    with reading(engine) as connection:
        page = find_documents(connection, "court", DocumentQuery(q=q))
    assert page.total == len(page.found)
    return {found.row.document_id for found in page.found}


# Few characters, so that pairs repeat and stand apart; a bracket, a percent sign, a line break.
_TEXTS = st.text(alphabet="甲乙丙(%_\n", min_size=1, max_size=24)
_TERMS = st.lists(st.text(alphabet="甲乙丙(%_", min_size=1, max_size=5), min_size=1, max_size=3)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_exactly_what_stands_in_the_text_is_found(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else f"sqlite:///{tmp_path / 'x.db'}"
    engine = prepare_published(url)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(texts=st.lists(_TEXTS, min_size=1, max_size=6), terms=_TERMS)
    def check(texts: list[str], terms: list[str]) -> None:
        rows = [_row(f"d{number}", text) for number, text in enumerate(texts)]
        with writing(engine) as connection:
            replace_rows(connection, published_document, "court", ["case"], rows)
            upsert(connection, published_document, [_row("elsewhere", "甲乙丙(%_", court_id="other court")])
        expected = {
            str(row["document_id"])
            for row in rows
            if all(any(term in line for line in searched("", str(row["text"])).split("\n")) for term in terms)
        }
        assert _found(engine, " ".join(f'"{term}"' for term in terms)) == expected

    try:
        check()
        with writing(engine) as connection:
            replace_rows(connection, published_document, "court", ["case"], [])
        with reading(engine) as connection:
            for table in (document_search, document_card):
                assert connection.execute(table.select().where(table.c.court_id == "court")).all() == []
        assert _found(engine, "甲") == set()
    finally:
        engine.dispose()


def test_a_row_without_text_is_found_by_its_fields_only(world: CourtWorld) -> None:
    """Rows published before web copies were made here."""
    row = _row("old", None, court_id=world.court_id, number_text=SALES, title="民事判决书")
    with writing(world.published) as connection:
        upsert(connection, published_document, [row | {"search_text": "(2026)粤0103民初123号"}])

    assert "共 1 件" in world.visitor().get("/documents?q=民初123")
    assert "正文尚未上网" in world.visitor().get("/documents/old")


def test_postgresql_asks_the_index_and_never_takes_all_texts_apart(postgres_url: str) -> None:
    """With few rows, with many, before and after ANALYZE: it would cost milliseconds for every document there is."""
    engine = prepare_published(default_published_url(postgres_url))
    asked: list[tuple[str, object]] = []

    def note(_connection: Connection, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if "document_grams" in statement and "EXPLAIN" not in statement:
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        for analyzed in (False, True):
            with writing(engine) as connection:
                rows = [
                    _row(f"d{number}", f"本院认为\n货款{number}", decided_on=f"2026-01-{1 + number % 28:02}")
                    for number in range(300)
                ]
                rows.append(_row("of a day of its own", "本院认为", decided_on="2020-05-06"))
                upsert(connection, published_document, rows)
                if analyzed:
                    connection.exec_driver_sql("ANALYZE document_card")
            for q in ("本院", "货款12", "院", "没有的词 货款"):
                _found_any(engine, q)
            _found_any(engine, "本院", date_from=date(2020, 5, 6), date_to=date(2020, 5, 6))
        assert len(asked) == 10
        with reading(engine) as connection:
            for statement, parameters in asked:
                plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)  # type: ignore[arg-type]
                assert "ix_document_card_grams" in "\n".join(plan.scalars())
    finally:
        engine.dispose()


def test_what_was_written_is_sorted_into_postgresqls_index_at_once(postgres_url: str) -> None:
    engine = prepare_published(default_published_url(postgres_url))
    try:
        with writing(engine) as connection:
            upsert(
                connection, published_document, [_row(f"d{number}", f"本院认为\n货款{number}") for number in range(50)]
            )
            waiting = connection.exec_driver_sql("SELECT gin_clean_pending_list('ix_document_card_grams')").scalar_one()
        assert waiting == 0
    finally:
        engine.dispose()


def _found_any(engine: Engine, q: str, *, date_from: date | None = None, date_to: date | None = None) -> None:
    with reading(engine) as connection:
        find_documents(connection, "court", DocumentQuery(q=q, date_from=date_from, date_to=date_to))


def test_sqlite_asks_the_index_first_and_each_hit_of_it_for_its_card(tmp_path: Path) -> None:
    engine = prepare_published(f"sqlite:///{tmp_path / 'x.db'}")
    asked: list[tuple[str, object]] = []

    def note(_connection: Connection, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if "MATCH" in statement and "EXPLAIN" not in statement:
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        with writing(engine) as connection:
            upsert(
                connection, published_document, [_row(f"d{number}", f"本院认为\n货款{number}") for number in range(50)]
            )
        for analyzed in (False, True):
            if analyzed:
                with writing(engine) as connection:
                    connection.exec_driver_sql("ANALYZE")
            for q in ("本院", "货款12", "院"):
                _found_any(engine, q)
        with reading(engine) as connection:
            for statement, parameters in asked:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
                plan = [str(row.detail) for row in rows]
                index = next(n for n, step in enumerate(plan) if "document_gram" in step)
                assert "VIRTUAL TABLE INDEX" in plan[index]
                assert "document_card USING PRIMARY KEY (court_id=? AND entry=?)" in plan[index + 1]
        with reading(engine) as connection:
            assert connection.execute(select(document_card.c.entry).limit(1)).scalar_one() > 0
    finally:
        engine.dispose()
