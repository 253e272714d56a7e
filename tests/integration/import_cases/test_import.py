"""Taking over cases from another system's export, once and again, without typing and without doubling anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from clerk_app.use_cases.audit import verify_audit
from clerk_app.use_cases.case_detail import case_detail
from clerk_app.use_cases.cases import find_case, search_cases
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.forms import CaseQuery, NewCase, NewParty
from clerk_app.use_cases.import_cases.job import open_import, preview_import, run_import
from clerk_app.use_cases.import_cases.refused_rows import write_refused
from clerk_app.use_cases.import_cases.views import Counts, Mapping
from clerk_app.use_cases.parties import edit_party, remove_party
from clerk_app.use_cases.pending import list_pending
from clerk_app.use_cases.register_case import edit_case, register_case
from clerk_app.use_cases.views import CaseDetail
from court_core.errors import CourtError

HEADER = ["序号", "案号", "案由", "承办法官", "立案日期", "原告", "被告", "标的额（万元）", "适用程序"]
ROWS: list[list[object]] = [
    [
        1,
        "（2026）粤0103民初101号",
        "民间借贷纠纷",
        "陈法官",
        datetime(2026, 11, 2),
        "林秀兰",
        "周文海、荔湾区演示建材有限公司",
        12.5,
        "简易程序",
    ],
    [
        2,
        "(2026)粤0103民初102号",
        "买卖合同纠纷",
        "陈 法官",
        "2026年11月3日",
        "王小明；李小红",
        "赵大伟",
        "3.6",
        "普通程序",
    ],
]


def workbook(path: Path, rows: Iterable[Iterable[object]], header: Iterable[object] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [header or HEADER, *rows]:
        sheet.append(list(row))
    book.save(path)
    return path


def detail(desk: Desk, number: str) -> CaseDetail:
    with desk.store.read() as reader:
        case_id = find_case(reader, number).id
    return case_detail(desk, case_id)


def parties(desk: Desk, number: str) -> list[tuple[str, str]]:
    return [(party.role, party.name) for party in detail(desk, number).parties]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return workbook(tmp_path / "案件导出_20261120.xlsx", ROWS)


def test_an_export_becomes_cases_with_parties_amount_and_time_limit(judge: Desk, export: Path) -> None:
    done = run_import(judge, export)
    assert done.counts == Counts(rows=2, added=2, parties_added=6)
    first = detail(judge, "（2026）粤0103民初101号")
    assert (first.row.cause, first.row.judge, first.amount, first.time_limit) == (
        "民间借贷纠纷",
        "陈法官",
        12_500_000,
        "civil-summary",
    )
    assert first.row.filed_on == date(2026, 11, 2)
    assert first.source_system == "案件导出"
    assert first.division == "民一庭"
    assert parties(judge, "（2026）粤0103民初101号") == [
        ("原告", "林秀兰"),
        ("被告", "周文海"),
        ("被告", "荔湾区演示建材有限公司"),
    ]
    assert detail(judge, "（2026）粤0103民初102号").row.filed_on == date(2026, 11, 3)


def test_the_preview_says_the_same_and_writes_nothing(judge: Desk, export: Path) -> None:
    shown = preview_import(judge, export)
    assert shown.counts == Counts(rows=2, added=2, parties_added=6)
    assert [report.action for report in shown.rows] == ["add", "add"]
    assert [report.row for report in shown.rows] == [2, 3], "numbers as Excel shows them"
    with judge.store.read() as reader:
        assert reader.find("case") == []


def test_importing_again_changes_nothing(judge: Desk, export: Path) -> None:
    run_import(judge, export)
    again = run_import(judge, export)
    assert again.counts == Counts(rows=2, unchanged=2)
    assert not again.change_set
    with judge.store.read() as reader:
        assert len(reader.find("case")) == 2
        assert len(reader.find("party")) == 6


def test_what_the_source_changed_is_taken_over_and_what_a_person_changed_stays(judge: Desk, export: Path) -> None:
    run_import(judge, export)
    number = "（2026）粤0103民初101号"
    edit_case(judge, detail(judge, number).row.id, {"cause": "借款合同纠纷"})
    changed = [ROWS[0][:], ROWS[1][:]]
    changed[0][7], changed[0][2] = 13, "民间借贷纠纷"
    workbook(export, changed)
    done = run_import(judge, export)
    assert done.counts == Counts(rows=2, updated=1, unchanged=1)
    assert done.rows[0].notes == ("标的额：125,000.00元 → 130,000.00元",)
    assert (detail(judge, number).row.cause, detail(judge, number).amount) == ("借款合同纠纷", 13_000_000)


def test_both_changed_keeps_what_was_typed_here_and_says_so(judge: Desk, export: Path) -> None:
    run_import(judge, export)
    number = "（2026）粤0103民初101号"
    edit_case(judge, detail(judge, number).row.id, {"cause": "借款合同纠纷"})
    changed = [ROWS[0][:], ROWS[1][:]]
    changed[0][2] = "金融借款合同纠纷"
    workbook(export, changed)
    done = run_import(judge, export)
    assert done.rows[0].action == "unchanged"
    assert "保留本机的“借款合同纠纷”" in done.rows[0].notes[0]
    assert detail(judge, number).row.cause == "借款合同纠纷"


def test_a_blank_never_overwrites(judge: Desk, export: Path) -> None:
    run_import(judge, export)
    blank = [[row[0], row[1], None, None, "", "", "-", None, "无"] for row in ROWS]
    assert run_import(judge, workbook(export, blank)).counts == Counts(rows=2, unchanged=2)
    assert detail(judge, "（2026）粤0103民初101号").amount == 12_500_000


def test_a_case_typed_by_hand_is_completed_not_doubled(judge: Desk, export: Path) -> None:
    form = NewCase("（2026）粤0103民初101号", "民间借贷纠纷", parties=(NewParty("林 秀兰", "原告"),))
    register_case(judge, form)
    done = run_import(judge, export)
    assert (done.counts.added, done.counts.updated) == (1, 1)
    assert parties(judge, "（2026）粤0103民初101号") == [
        ("原告", "林 秀兰"),
        ("被告", "周文海"),
        ("被告", "荔湾区演示建材有限公司"),
    ]
    assert detail(judge, "（2026）粤0103民初101号").amount == 12_500_000


def test_a_party_renamed_or_removed_here_does_not_come_back(judge: Desk, export: Path) -> None:
    run_import(judge, export)
    known = detail(judge, "（2026）粤0103民初101号").parties
    edit_party(judge, known[0].id, {"name": "林秀蘭"})
    remove_party(judge, known[1].id)
    assert run_import(judge, export).counts.parties_added == 0
    assert parties(judge, "（2026）粤0103民初101号") == [("原告", "林秀蘭"), ("被告", "荔湾区演示建材有限公司")]


def test_one_row_per_party_is_one_case(judge: Desk, tmp_path: Path) -> None:
    header = ["案件编号", "当事人", "案由"]
    number = "（2026）粤0103民初103号"
    rows: list[list[object]] = [[number, "原告：林秀兰", "离婚纠纷"], [number, "被告：周文海", None]]
    done = run_import(judge, workbook(tmp_path / "a.xlsx", rows, header))
    assert (done.counts.added, done.counts.updated) == (1, 1)
    assert parties(judge, number) == [("原告", "林秀兰"), ("被告", "周文海")]


def test_two_rows_that_contradict_each_other_are_told_with_the_row(judge: Desk, tmp_path: Path) -> None:
    rows = [["（2026）粤0103民初103号", "离婚纠纷"], ["（2026）粤0103民初103号", "继承纠纷"]]
    done = run_import(judge, workbook(tmp_path / "a.xlsx", rows, ["案号", "案由"]))
    assert (done.rows[1].code, done.counts.refused) == ("import.contradiction", 1)
    assert "第 2 行" in done.rows[1].message


def test_a_party_known_without_a_role_gets_the_one_the_file_names(judge: Desk, tmp_path: Path) -> None:
    run_import(
        judge, workbook(tmp_path / "a.xlsx", [["（2026）粤0103民初103号", "林秀兰、周文海"]], ["案号", "当事人"])
    )
    run_import(
        judge,
        workbook(tmp_path / "b.xlsx", [["（2026）粤0103民初103号", "林秀兰", "周文海"]], ["案号", "原告", "被告"]),
    )
    assert parties(judge, "（2026）粤0103民初103号") == [("原告", "林秀兰"), ("被告", "周文海")]


REFUSED = [
    ("import.number-missing", {"案号": ""}),
    ("case-number.unreadable", {"案号": "2026-民初-9"}),
    ("case-number.other-court", {"案号": "（2026）粤0104民初9号"}),
    ("date.unreadable", {"立案日期": "上周五"}),
    ("date.future", {"立案日期": "2026-12-01"}),
    ("case.dates-reversed", {"立案日期": "2026-11-03", "收案日期": "2026-11-05"}),
    ("date.before-filing", {"立案日期": "2026-11-03", "结案日期": "2026-11-01"}),
    ("import.amount-unreadable", {"标的额": "若干"}),
    ("import.staff-unknown", {"承办人": "不在职"}),
    ("import.division-unknown", {"庭室": "民九庭"}),
    ("import.status-unknown", {"状态": "？？"}),
    ("import.party-unreadable", {"原告": "13800000000"}),
    ("access.refused", {"承办人": "李执行"}),
    ("field.too-long", {"案由": "长" * 600}),
]


@pytest.mark.parametrize(("code", "cells"), REFUSED, ids=[code for code, _ in REFUSED])
def test_a_bad_row_is_refused_alone_with_code_reason_and_remedy(
    judge: Desk, tmp_path: Path, code: str, cells: dict[str, str]
) -> None:
    header = ["案号", "案由", "承办人", "庭室", "立案日期", "收案日期", "结案日期", "状态", "标的额", "原告"]
    bad = {"案号": "（2026）粤0103民初9号", "案由": "离婚纠纷"} | cells
    good = {"案号": "（2026）粤0103民初10号", "案由": "离婚纠纷"}
    rows: list[list[object]] = [[row.get(name) for name in header] for row in (bad, good)]
    done = run_import(judge, workbook(tmp_path / "a.xlsx", rows, header))
    assert (done.counts.added, done.counts.refused) == (1, 1)
    report = done.rows[0]
    assert (report.action, report.code, report.row) == ("refuse", code, 2)
    assert report.message
    assert report.remedy
    assert "？）" not in report.message
    assert detail(judge, "（2026）粤0103民初10号").row.cause == "离婚纠纷"


def test_refused_rows_are_written_to_a_file_mended_and_imported(judge: Desk, tmp_path: Path) -> None:
    source = workbook(
        tmp_path / "a.xlsx",
        [["（2026）粤0103民初9号", "上周五"], ["（2026）粤0103民初10号", "2026-11-02"]],
        ["案号", "立案日期"],
    )
    done = run_import(judge, source)
    for target in (tmp_path / "未导入.xlsx", tmp_path / "未导入.csv"):
        assert write_refused(source, open_import(judge, source), done.rows, target) == 1
    book = load_workbook(tmp_path / "未导入.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("案号", "立案日期", "未导入原因", "怎么办")
    assert rows[1][:2] == ("（2026）粤0103民初9号", "上周五")
    assert "立案日期" in str(rows[1][2])
    mended = (tmp_path / "未导入.csv").read_text("utf-8-sig").replace("上周五", "2026-11-06")
    (tmp_path / "改好.csv").write_text(mended, "utf-8")
    assert run_import(judge, tmp_path / "改好.csv").counts.added == 1


def test_a_corrected_mapping_is_remembered_for_the_same_source(judge: Desk, tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", [["（2026）粤0103民初9号", "林秀兰", "x"]], ["案号", "甲方", "备用"])
    opened = open_import(judge, source)
    assert opened.mapping.columns == {0: "number"}
    assert not opened.remembered
    run_import(judge, source, Mapping({0: "number", 1: "party:原告"}))
    following = workbook(tmp_path / "b.xlsx", [["（2026）粤0103民初10号", "王小明", "y"]], ["案号", "甲方", "备用"])
    opened = open_import(judge, following)
    assert opened.remembered
    assert opened.mapping.columns == {0: "number", 1: "party:原告"}
    run_import(judge, following)
    assert parties(judge, "（2026）粤0103民初10号") == [("原告", "王小明")]


@pytest.mark.parametrize(
    ("code", "mapping"),
    [
        ("import.column-missing", Mapping({1: "cause"})),
        ("import.column-twice", Mapping({0: "number", 1: "cause", 2: "cause"})),
        ("import.field-unknown", Mapping({0: "number", 1: "nonsense"})),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(judge: Desk, export: Path, code: str, mapping: Mapping) -> None:
    with pytest.raises(CourtError) as refusal:
        preview_import(judge, export, mapping)
    assert refusal.value.code == code


def test_a_cancelled_import_keeps_what_it_did_and_goes_on_when_run_again(judge: Desk, tmp_path: Path) -> None:
    rows = [[f"（2026）粤0103民初{number}号", "离婚纠纷"] for number in range(1, 501)]
    source = workbook(tmp_path / "a.xlsx", rows, ["案号", "案由"])
    seen: list[tuple[int, int]] = []
    stopped = run_import(judge, source, progress=lambda done, total: seen.append((done, total)), cancelled=lambda: True)
    assert stopped.stopped
    assert stopped.counts.added == 200
    assert seen[-1] == (200, 200)
    rest = run_import(judge, source)
    assert (rest.counts.added, rest.counts.unchanged) == (300, 200)


def test_a_typist_imports_the_cases_of_a_judge_and_stays_their_clerk(judge: Desk, export: Path, desk_of) -> None:  # type: ignore[no-untyped-def]
    typist = desk_of("typist")
    assert run_import(typist, export).counts.added == 2
    assert detail(typist, "（2026）粤0103民初101号").clerk == "何书记"


def test_what_was_imported_is_audited_and_waits_to_be_sent_like_anything_typed(judge: Desk, export: Path) -> None:
    before = len(list_pending(judge))
    run_import(judge, export)
    assert len(list_pending(judge)) - before == 8, "two cases and six parties"
    assert verify_audit(judge, "").state == "unanchored", "sound in itself"
    assert [row.number for row in search_cases(judge, CaseQuery("林秀兰")).rows] == ["（2026）粤0103民初101号"]
    assert all(party.pending for party in detail(judge, "101").parties)
