"""Only a confirmed copy of the original as it is goes out, and what goes out is that copy ([2013]; 法释〔2016〕19号)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import MetaData, select

from central_server.services.publishing.release_calendar import Month
from central_server.storage.internal import RECORD_TABLES, RELEASE
from central_server.storage.published import published_document
from central_server.storage.published_engine import reading
from court_core.documents.model import Cell, Paragraph, Table, WebCopy
from court_core.records.fields import Value
from tests.support.court_world import CourtWorld

NUMBER = "（2026）粤0103民初55号"
NOVEMBER = Month.parse("2026-11")
SECRET = "谭秋实"
COPY = WebCopy(
    "谭某与覃某买卖合同纠纷民事判决书",
    (
        Paragraph("广州市荔湾区人民法院", align="centre", indent=False),
        Paragraph("原告：谭某，男。"),
        Table(((Cell((Paragraph("货款<1>"),)), Cell((Paragraph("3000元"),))),)),
    ),
)


@pytest.fixture
def case_id(any_world: CourtWorld) -> str:
    any_world.clock.set(date(2026, 11, 25), 10)
    return any_world.case(NUMBER)


def shown(world: CourtWorld) -> dict[str, tuple[str, str | None, str | None]]:
    column = published_document.c
    with reading(world.published) as connection:
        rows = connection.execute(select(column.document_id, column.title, column.text, column.html))
        return {row[0]: (row[1], row[2], row[3]) for row in rows}


def everything_published(world: CourtWorld) -> str:
    """Every value of every table of the published database."""
    metadata = MetaData()
    with reading(world.published) as connection:
        schema = published_document.schema or connection.dialect.default_schema_name
        metadata.reflect(connection, schema=None if connection.dialect.name == "sqlite" else schema)
        return "\n".join(repr(row) for table in metadata.tables.values() for row in connection.execute(select(table)))


def ledger_of(world: CourtWorld, document_id: str) -> list[tuple[str, str, str | None]]:
    step = RECORD_TABLES["document_step"].c
    with world.store.read() as connection:
        rows = connection.execute(
            select(step.action, step.status, step.month).where(step.document_id == document_id).order_by(step.made_at)
        )
        return [(row[0], row[1], row[2]) for row in rows]


def kinds_noted(world: CourtWorld, document_id: str) -> list[str]:
    document = RELEASE.document.c
    with world.store.read() as connection:
        return list(
            connection.execute(
                select(document.kind).where(document.document_id == document_id).order_by(document.released_at)
            ).scalars()
        )


def test_what_goes_out_is_the_copy_and_nothing_beside_it(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    world.party(case_id, SECRET, "原告")
    document_id = world.document(
        case_id, status="passed", title=f"{SECRET}判决书", file_name=f"{SECRET}.docx", copy=COPY
    )
    world.web_copy(
        document_id,
        COPY,
        replacements=[{"original": SECRET, "replacement": "谭某"}],
        answers=[{"check": "leak", "excerpt": SECRET, "answer": "已核对"}],
    )

    assert world.releases.release_documents(NOVEMBER).published == 1

    title, text, html = shown(world)[document_id]
    assert title == COPY.title
    assert text == COPY.text
    assert html is not None
    assert "货款&lt;1&gt;" in html
    assert SECRET not in everything_published(world)


def test_publication_stands_in_the_documents_ledger_once(any_world: CourtWorld, case_id: str) -> None:
    world = any_world
    document_id = world.document(case_id, status="passed")
    world.releases.release_documents(NOVEMBER)
    world.releases.release_documents(NOVEMBER)
    assert ledger_of(world, document_id) == [("publish", "published", "2026-11")]
    assert kinds_noted(world, document_id) == ["published"]


@pytest.mark.parametrize(
    ("document", "copy", "reason"),
    [
        ({}, None, "copy-missing"),
        ({}, {"confirmed_by": None}, "copy-unconfirmed"),
        ({}, {"confirmed_on": None}, "copy-unconfirmed"),
        ({"file_sha256": "b" * 64}, {}, "copy-outdated"),
        ({"file_sha256": None}, {}, "copy-outdated"),
        ({}, {"content": "{}"}, "copy-unreadable"),
        ({"effective_on": None}, {}, "not-effective"),
    ],
)
def test_what_has_no_good_copy_stays_back_and_is_named(
    world: CourtWorld, document: Mapping[str, Value], copy: Mapping[str, Value] | None, reason: str
) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    document_id = world.document(case_id)
    world.save("document", document, document_id)
    if copy is not None:
        world.web_copy(document_id, COPY, **copy)
    world.save("document", {"status": "passed"}, document_id)

    outcome = world.releases.release_documents(NOVEMBER)

    assert [(item.document_id, item.number_text, item.reason) for item in outcome.skipped] == [
        (document_id, NUMBER, reason)
    ]
    assert (outcome.published, shown(world), ledger_of(world, document_id)) == (0, {}, [])


@pytest.mark.parametrize(
    ("record_type", "values"),
    [
        ("document", {"status": "withdrawn"}),
        ("document", {"file_sha256": "c" * 64}),
        ("web_copy", {"confirmed_by": None}),
        ("web_copy", {"content": "?"}),
    ],
)
def test_what_lost_its_ground_disappears_at_once(
    any_world: CourtWorld, case_id: str, record_type: str, values: Mapping[str, Value]
) -> None:
    """Whatever brought it about: the page shows what may be shown now."""
    world = any_world
    document_id = world.document(case_id, status="passed", copy=COPY)
    world.releases.release_documents(NOVEMBER)
    assert list(shown(world)) == [document_id]

    world.save(record_type, values, document_id)
    world.projection.project_touched()

    assert shown(world) == {}
    assert "谭某" not in everything_published(world)
    assert world.visitor().client.get(f"/documents/{document_id}").status_code == 404


def test_a_withdrawn_document_is_mended_and_published_again(any_world: CourtWorld, case_id: str) -> None:
    """法释〔2016〕19号 art. 16: withdrawn, mended, published again."""
    world = any_world
    document_id = world.document(case_id, status="passed", copy=WebCopy("判决书", (Paragraph(f"原告：{SECRET}"),)))
    world.releases.release_documents(NOVEMBER)
    world.save("document", {"status": "withdrawn"}, document_id)
    world.projection.project_touched()
    world.clock.set(date(2026, 12, 25), 10)
    world.web_copy(document_id, COPY, confirmed_on="2026-12-01")
    world.save("document", {"status": "passed"}, document_id)

    assert world.releases.release_documents(Month.parse("2026-12")).published == 1

    assert shown(world)[document_id][1] == COPY.text
    assert SECRET not in everything_published(world)
    assert ledger_of(world, document_id) == [
        ("publish", "published", "2026-11"),
        ("publish", "published", "2026-12"),
    ]


def test_the_parties_of_the_case_see_nothing_of_a_copy_in_the_making(world: CourtWorld) -> None:
    case_id = world.case(NUMBER)
    password = world.reader(case_id, "陈申请", "原告")
    document_id = world.document(case_id, status="submitted", copy=WebCopy("稿", (Paragraph("机密草稿"),)))
    world.web_copy(document_id, COPY, replacements=[{"original": SECRET}])
    world.save(
        "document_step",
        {"case_id": case_id, "document_id": document_id, "action": "return", "status": "returned",
         "reason": "漏隐机密", "made_at": "2026-11-20T02:00:00.000Z"},
    )  # fmt: skip
    world.projection.project_all()
    stored = everything_published(world)
    for secret in ("机密草稿", SECRET, "谭某", "漏隐机密"):
        assert secret not in stored
    visitor = world.visitor()
    assert visitor.sign_in(NUMBER, password) == 200
    assert "谭" not in visitor.get("/party")


def test_a_document_that_waits_stays_inside_beside_one_that_goes_out(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case(NUMBER)
    going = world.document(case_id, status="passed", copy=COPY)
    world.document(case_id, status="submitted", copy=WebCopy("稿", (Paragraph("未审"),)))
    outcome = world.releases.release_documents(NOVEMBER)
    assert (outcome.published, outcome.skipped) == (1, ())
    assert list(shown(world)) == [going]
