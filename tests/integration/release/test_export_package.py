"""The package for the national site: what the court's own portal shows of a month, as files with an index."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from central_server.services.publishing.export_package import Exported, export_package
from central_server.services.publishing.index_workbook import Sheet, as_xlsx
from central_server.services.publishing.release_calendar import Month
from central_server.storage.internal import RELEASE, audit
from central_server.storage.published import published_document
from central_server.storage.published_engine import reading
from court_core.documents.clean_room import as_docx
from court_core.documents.model import Paragraph, WebCopy
from tests.support.court_world import CourtWorld

NOVEMBER = Month.parse("2026-11")
SECRET = "谭秋实"
COPY = WebCopy("谭某与覃某买卖合同纠纷民事判决书", (Paragraph("原告：谭某，男。"), Paragraph("判决如下：")))


def packed(world: CourtWorld, month: Month = NOVEMBER) -> tuple[bytes, Exported]:
    target = io.BytesIO()
    found = export_package(world.store, world.court_id, world.clock, month, target)
    return target.getvalue(), found


@pytest.fixture
def court(any_world: CourtWorld) -> CourtWorld:
    """Two published documents, one withdrawn, one withheld, one that waits."""
    world = any_world
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case("（2026）粤0103民初55号", judge_id=world.judge_id)
    world.party(case_id, SECRET, "原告")
    for _ in range(2):
        world.document(case_id, kind="民事判决书", status="passed", title=f"{SECRET}判决书", copy=COPY)
    other = world.case("（2026）粤0103民初56号")
    withdrawn = world.document(other, status="passed")
    world.document(other, status="submitted")
    withheld = world.case("（2026）粤0103民初57号")
    world.withholding(withheld, world.document(withheld, status="withheld"), reason=f"{SECRET}离婚")
    world.releases.release_documents(NOVEMBER)
    world.save("document", {"status": "withdrawn"}, withdrawn)
    note = {
        "court_id": world.court_id, "document_id": withdrawn, "kind": "withdrawn", "case_id": other, "month": "2026-11",
        "released_at": "2026-11-26T02:00:00.000Z",
    }  # fmt: skip
    world.store.write(lambda tx: tx.insert(RELEASE.document, [note]))
    return world


def test_the_package_holds_what_is_public_and_its_index(court: CourtWorld) -> None:
    content, found = packed(court)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert package.namelist() == [
            "documents/（2026）粤0103民初55号-民事判决书.docx",
            "documents/（2026）粤0103民初55号-民事判决书-2.docx",
            "index.json",
            "index.xlsx",
        ]
        files = {name: package.read(name) for name in package.namelist()}
    index: dict[str, Any] = json.loads(files["index.json"])
    assert index == json.loads(json.dumps(found.as_json()))
    for line in index["documents"]:
        assert files[line["file"]] == as_docx(COPY)
        assert hashlib.sha256(files[line["file"]]).hexdigest() == line["sha256"]
        assert (line["title"], line["judge"]) == (COPY.title, "苏法官")
        assert (line["decided_on"], line["published_on"]) == ("2026-11-02", "2026-11-25")
    assert [(line["case_number"], line["reason"]) for line in index["withheld"]] == [
        ("（2026）粤0103民初57号", "涉及离婚诉讼")
    ]
    assert [(line["case_number"], line["withdrawn_on"]) for line in index["withdrawn"]] == [
        ("（2026）粤0103民初56号", "2026-11-26")
    ]
    workbook = openpyxl.load_workbook(io.BytesIO(files["index.xlsx"]))
    assert workbook.sheetnames == ["裁判文书", "不公开告示", "已撤回"]
    rows = list(workbook["裁判文书"].iter_rows(values_only=True))
    assert rows[0][0] == "案号"
    assert [row[0] for row in rows[1:]] == ["（2026）粤0103民初55号"] * 2
    assert [row[8] for row in rows[1:]] == [line["file"] for line in index["documents"]]


def test_a_cause_that_names_a_party_stays_out_of_page_and_package(any_world: CourtWorld) -> None:
    world = any_world
    world.clock.set(date(2026, 11, 25), 10)
    case_id = world.case("（2026）粤0103民初58号", cause=f"{SECRET}买卖合同纠纷")
    world.party(case_id, SECRET, "原告")
    world.document(case_id, kind="民事判决书", status="passed", copy=COPY)
    world.releases.release_documents(NOVEMBER)
    with reading(world.published) as connection:
        assert connection.execute(select(published_document.c.cause)).scalars().all() == [None]
    content, found = packed(world)
    assert [line.cause for line in found.documents] == [""]
    assert SECRET.encode() not in content


def test_nothing_of_the_inside_is_in_the_package(court: CourtWorld) -> None:
    content, _ = packed(court)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            parts = [package.read(name)]
            if name.endswith(("docx", "xlsx")):
                with zipfile.ZipFile(io.BytesIO(parts[0])) as inner:
                    parts += [inner.read(part) for part in inner.namelist()]
            for part in (name.encode(), *parts):
                assert SECRET.encode() not in part


def test_the_same_state_gives_the_same_bytes_on_another_day(court: CourtWorld) -> None:
    first, _ = packed(court)
    court.clock.set(date(2026, 12, 30), 8)
    assert packed(court)[0] == first
    with court.store.read() as connection:
        actions = connection.execute(
            select(audit.c.subject, audit.c.details).where(audit.c.action == "export-package")
        ).all()
    assert [(row.subject, json.loads(row.details)) for row in actions] == [
        ("2026-11", {"documents": 2, "withheld": 1, "withdrawn": 1})
    ] * 2


def test_what_is_no_longer_public_leaves_the_next_package(court: CourtWorld) -> None:
    _, before = packed(court)
    court.save("web_copy", {"confirmed_by": None}, before.documents[0].document_id)
    assert [item.document_id for item in packed(court)[1].documents] == [before.documents[1].document_id]


def test_a_month_without_anything_gives_an_empty_index(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    content, found = packed(world)
    assert (found.documents, found.withheld, found.withdrawn) == ((), (), ())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == ["index.json", "index.xlsx"]


def test_a_kind_no_file_may_bear_is_written_otherwise(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 10)
    world.document(world.case("（2026）粤0103民初55号"), kind="../..\\判决书:<一>", status="passed")
    world.releases.release_documents(NOVEMBER)
    _, found = packed(world)
    name = found.documents[0].file
    assert name.count("/") == 1
    assert not set(name) & set('\\:*?"<>|')


def test_a_cell_stays_text_whatever_it_begins_with(tmp_path: Path) -> None:
    cells = ("=1+1", "@SUM", " 前后空格 ", "a<b>&\"'", "控\x00制\x1f符", "", "两\n行")
    file = tmp_path / "index.xlsx"
    file.write_bytes(as_xlsx([Sheet("目录", tuple("甲乙丙丁戊己庚"), [cells])]))
    sheet = openpyxl.load_workbook(file)["目录"]
    row = next(sheet.iter_rows(min_row=2))
    expected = ["=1+1", "@SUM", " 前后空格 ", "a<b>&\"'", "控制符", None, "两\n行"]
    assert [cell.value or None for cell in row] == expected
    assert {cell.data_type for cell in row} <= {"s", "inlineStr", "n"}
