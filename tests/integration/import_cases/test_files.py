"""Files as other systems write them: encodings, separators, titles above the header, merged cells, and what is no table."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.import_cases.job import open_import, run_import
from clerk_app.use_cases.import_cases.reading import open_table, rows_of
from court_core.errors import CourtError

from .test_import import detail, parties, workbook

NUMBER = "（2026）粤0103民初9号"


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_csv_is_read_in_every_usual_encoding_and_separator(
    judge: Desk, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [["案号", "案由", "原告"], [NUMBER, "离婚纠纷", '"林秀兰\n王小明"']]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    done = run_import(judge, csv_file(tmp_path / "a.csv", text, encoding))
    assert done.counts.added == 1
    assert parties(judge, NUMBER) == [("原告", "林秀兰"), ("原告", "王小明")]


def test_titles_above_the_header_are_passed_over(judge: Desk, tmp_path: Path) -> None:
    text = f"民一庭案件台账（2026年11月）,,\n制表人：何书记,制表日期：2026-11-20,\n\n序号,案号,立案日期\n1,{NUMBER},2026.11.02\n合计,,\n"
    source = csv_file(tmp_path / "a.csv", text)
    assert open_import(judge, source).header_row == 4
    done = run_import(judge, source)
    assert (done.counts.added, done.counts.refused) == (1, 1)
    assert detail(judge, NUMBER).row.filed_on == date(2026, 11, 2)


def test_columns_without_usable_names_are_known_by_their_cells(judge: Desk, tmp_path: Path) -> None:
    text = f"编号,内容\n{NUMBER},离婚纠纷\n（2026）粤0103民初10号,继承纠纷\n"
    opened = open_import(judge, csv_file(tmp_path / "a.csv", text))
    assert opened.mapping.columns == {0: "number"}
    headless = open_import(judge, csv_file(tmp_path / "b.csv", f"1,{NUMBER}\n2,（2026）粤0103民初10号\n"))
    assert (headless.header_row, headless.mapping.columns) == (0, {1: "number"})


def test_the_header_may_stand_in_two_lines_with_merged_cells(judge: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["民一庭案件台账"])
    sheet.append(["案号", "案由", "当事人", None, "立案日期"])
    sheet.append([None, None, "原告", "被告", None])
    sheet.append([NUMBER, "离婚纠纷", "林秀兰", "周文海", datetime(2026, 11, 2)])
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    assert run_import(judge, tmp_path / "a.xlsx").counts.added == 1
    assert parties(judge, NUMBER) == [("原告", "林秀兰"), ("被告", "周文海")]
    assert detail(judge, NUMBER).row.filed_on == date(2026, 11, 2)


def test_a_case_number_merged_over_its_parties_counts_for_each(judge: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["案号", "案由", "诉讼参与人"])
    for name in ("原告：林秀兰", "被告：周文海", "被告：赵大伟"):
        sheet.append([NUMBER, "离婚纠纷", name])
    sheet.append(["（2026）粤0103民初10号", "继承纠纷", "原告：王小明"])
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B4")
    book.save(tmp_path / "a.xlsx")
    done = run_import(judge, tmp_path / "a.xlsx")
    assert (done.counts.added, done.counts.refused) == (2, 0)
    assert parties(judge, NUMBER) == [("原告", "林秀兰"), ("被告", "周文海"), ("被告", "赵大伟")]


def test_hidden_and_further_sheets_are_named_and_can_be_chosen(judge: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "参数"
    sheet.sheet_state = "hidden"
    sheet.append(["x"])
    for title, number in (("民一庭", 9), ("民二庭", 10)):
        more = book.create_sheet(title)
        more.append(["案号"])
        more.append([f"（2026）粤0103民初{number}号"])
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    opened = open_import(judge, tmp_path / "a.xlsx")
    assert opened.sheet == "民一庭"
    assert [word in "".join(opened.warnings) for word in ("民二庭", "隐藏", "参数")] == [True, True, True]
    run_import(judge, tmp_path / "a.xlsx", sheet="民二庭")
    with pytest.raises(CourtError, match=r"case\.unknown"):
        detail(judge, NUMBER)
    with pytest.raises(CourtError, match=r"import\.sheet-unknown"):
        open_import(judge, tmp_path / "a.xlsx", "民三庭")


def test_formulas_count_by_the_value_excel_kept(judge: Desk, tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", [[NUMBER, "=1+1"]], ["案号", "标的额"])
    with zipfile.ZipFile(source) as package:
        content = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    content[sheet] = re.sub(rb"<f>1\+1</f><v ?(?:/>|></v>)", b"<f>1+1</f><v>4860.5</v>", content[sheet])
    assert b"4860.5" in content[sheet]
    with zipfile.ZipFile(source, "w") as package:
        for name, part in content.items():
            package.writestr(name, part)
    run_import(judge, source)
    assert detail(judge, NUMBER).amount == 486_050


def refused_files() -> list[tuple[str, bytes]]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return [
        ("import.empty", b""),
        ("import.empty", b"\xef\xbb\xbf \r\n"),
        ("import.xls", ole + "Workbook".encode("utf-16-le")),
        ("import.password", ole + "EncryptedPackage".encode("utf-16-le")),
        ("import.html", b"<html><table><tr><td>x</td></tr></table></html>"),
        ("import.html", b'\n<?xml version="1.0"?><Workbook/>'),
        ("import.damaged", b"PK\x03\x04" + bytes(200)),
        ("import.encoding", b"\xff\xfea"),
        ("import.no-header", "你好,世界\n一,二\n".encode()),
        ("import.not-table", b"a\0b\0c\0\0\0" * 10),
    ]


@pytest.mark.parametrize(
    ("code", "content"), refused_files(), ids=[f"{n}-{code}" for n, (code, _) in enumerate(refused_files())]
)
def test_what_is_no_table_is_refused_with_what_to_do(judge: Desk, tmp_path: Path, code: str, content: bytes) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(content)
    with pytest.raises(CourtError) as refusal:
        open_import(judge, source)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_a_docx_named_xlsx_a_missing_file_and_a_large_one(judge: Desk, tmp_path: Path) -> None:
    from tests.support.word_samples import judgment

    (tmp_path / "a.xlsx").write_bytes(judgment())
    with (tmp_path / "b.csv").open("wb") as file:
        file.truncate(200 << 20)
    for name, code in (("a.xlsx", "import.not-table"), ("b.csv", "import.too-big"), ("c.csv", "import.unreadable")):
        with pytest.raises(CourtError) as refusal:
            open_import(judge, tmp_path / name)
        assert refusal.value.code == code


def test_a_workbook_with_a_doctype_or_a_bomb_is_not_parsed(judge: Desk, tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", [[NUMBER]], ["案号"])
    with zipfile.ZipFile(source) as package:
        content = {name: package.read(name) for name in package.namelist()}
    for name, part in (
        ("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content["xl/workbook.xml"]),
        ("xl/media/a.bin", bytes(30 << 20)),
    ):
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as package:
            for other, kept in {**content, name: part}.items():
                package.writestr(other, kept)
        with pytest.raises(CourtError, match=r"import\.damaged"):
            open_import(judge, source)


def test_fifty_thousand_rows_are_streamed(tmp_path: Path) -> None:
    lines = "\n".join(f"（2026）粤0103民初{number}号,离婚纠纷,2026-11-02" for number in range(1, 50_001))
    with rows_of(open_table(csv_file(tmp_path / "a.csv", f"案号,案由,立案日期\n{lines}\n"))) as rows:
        assert sum(1 for _ in rows) == 50_001
