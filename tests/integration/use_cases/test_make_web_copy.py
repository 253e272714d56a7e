"""Making a web copy: masked text, our own file, both checks; what a person decided; nothing of the original left."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace as with_values

import pytest

from clerk_app.use_cases.make_web_copy import MadeCopy, make_copy
from court_core.documents.clean_room import as_docx
from court_core.documents.model import Aside, Block, Cell, Paragraph, ReadDocument, Table, WebCopy, paragraphs, placed
from court_core.documents.reading import read
from court_core.masking.profiles import load_profile
from court_core.release_checks.over_masking import applied
from tests.support.generated_judgments import Judgment, generate
from tests.support.judgment_docx import DocxParts, docx_of

PROFILE = load_profile("spc-2024")
LINES = (
    "广州市荔湾区人民法院",
    "民事判决书",
    "（2026）粤0103民初123号",
    "原告：黄伟良，男，1980年1月2日出生，汉族，住广州市荔湾区芳村大道12号。",
    "被告：钱立安，女，1985年3月4日出生，汉族，住广州市越秀区东风路8号。",
    "原告黄伟良诉被告钱立安民间借贷纠纷一案，本院立案受理后，依法公开开庭进行了审理。",
    "本院认为，钱立安应当归还借款50000元。",
    "审判员　陈建国",
    "二〇二六年十一月二十日",
    "本件与原本核对无异",
    "书记员　何书芳",
)


def _read(*lines: str, asides: tuple[Aside, ...] = ()) -> ReadDocument:
    return placed([Paragraph(line) for line in (lines or LINES)], asides)


def _parts(made: MadeCopy) -> str:
    """Everything in the file, names of its parts included."""
    with zipfile.ZipFile(io.BytesIO(made.docx)) as package:
        return "\n".join([*package.namelist(), *(package.read(name).decode() for name in package.namelist())])


def _make(read_document: ReadDocument, changed: Mapping[str, str] | None = None, **more: str) -> MadeCopy:
    return make_copy(read_document, PROFILE, changed=changed, **more)  # type: ignore[arg-type]  # title and file name only


def test_a_judgment_is_masked_rebuilt_and_found_clean() -> None:
    made = _make(_read(), title="黄伟良与钱立安民间借贷纠纷", file_name="黄伟良诉钱立安.docx")
    assert made.copy.title == "黄某与钱某民间借贷纠纷"
    assert made.file_name == "黄某诉钱某.docx"
    assert "原告：黄某，男，1980年1月2日出生，汉族，住广州市荔湾区。" in made.copy.text
    assert made.verdict.is_clean
    everything = _parts(made)
    assert not [name for name in ("黄伟良", "伟良", "钱立安", "立安", "芳村大道", "东风路") if name in everything]
    for kept in ("陈建国", "何书芳", "（2026）粤0103民初123号", "广州市荔湾区人民法院", "50000元"):
        assert kept in everything


def test_the_checks_look_into_the_file_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clean room that carried something over is caught, though text, title and file name are clean."""

    def careless(copy: WebCopy) -> bytes:
        described = as_docx(with_values(copy, title="黄伟良一案"))
        assert "黄伟良" in zipfile.ZipFile(io.BytesIO(described)).read("docProps/core.xml").decode()
        return described

    monkeypatch.setattr("clerk_app.use_cases.make_web_copy.as_docx", careless)
    made = _make(_read())
    assert "黄伟良" not in made.copy.text + made.copy.title + made.file_name
    assert [leak.subject for leak in made.verdict.leaks if leak.sure] == ["黄伟良"]


def test_the_checks_lay_the_title_beside_the_one_that_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both people are masked, each by the other's mask: nobody is named, and the page tells of the wrong one."""
    monkeypatch.setattr("clerk_app.use_cases.make_web_copy.alike", lambda text, spans: "钱某与黄某民间借贷纠纷")
    made = _make(_read(), title="黄伟良与钱立安民间借贷纠纷")
    assert [(item.code, item.place) for item in made.verdict.sure] == [("over.title-differs", "标题")]


def test_the_file_is_laid_beside_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is missed although each of its values stands elsewhere too."""

    def careless(copy: WebCopy) -> bytes:
        *before, table = copy.blocks
        assert isinstance(table, Table)
        return as_docx(with_values(copy, blocks=(*before, Table(table.rows[:-1]))))

    rows = Table(tuple((Cell((Paragraph("黄伟良"),)), Cell((Paragraph("50000元"),))) for _ in range(2)))
    source = placed([*(Paragraph(line) for line in LINES), rows])
    assert make_copy(source, PROFILE).verdict.is_clean
    monkeypatch.setattr("clerk_app.use_cases.make_web_copy.as_docx", careless)
    assert [item.code for item in make_copy(source, PROFILE).verdict.sure] == ["over.file-differs"]


def test_the_registrys_certification_does_not_go_out() -> None:
    made = _make(_read())
    assert "核对无异" in _read().text
    assert "核对无异" not in made.copy.text + _parts(made)
    assert [span.why for span in made.result.spans if span.kind == "deleted-part"] == ["公开稿不登"]


@pytest.mark.parametrize("line", ["本 件 与 原 本 核 对 无 异", "此件与原件核对无异", "（院印）", "（院　印）"])
def test_its_other_spellings_and_the_word_for_the_seal_neither(line: str) -> None:
    made = _make(_read(*LINES[:-2], line, LINES[-1]))
    assert line not in made.copy.text
    assert made.copy.text.endswith("二〇二六年十一月二十日\n\n书记员　何书芳\n")
    assert made.verdict.is_clean


def test_doing_the_changes_to_what_was_read_gives_the_copy() -> None:
    source = _read()
    made = _make(source)
    assert applied(source.text, made.changes) == made.copy.text == made.result.text
    for span in made.result.spans:
        at = made.place_in_copy(span.start)
        assert made.copy.text[at : at + len(span.replacement)] == span.replacement
    judge = source.text.index("陈建国")
    assert made.copy.text[made.place_in_copy(judge) :].startswith("陈建国")


def test_a_name_that_a_line_end_cut_is_replaced_where_it_begins() -> None:
    source = _read(*LINES[:5], "本院认为，被告钱", "立安应当归还借款。", *LINES[6:])
    made = _make(source)
    assert "被告钱某\n应当归还借款" in made.copy.text
    assert applied(source.text, made.changes) == made.copy.text
    assert made.verdict.is_clean


def test_what_a_person_put_there_stands_everywhere_in_title_and_file_name_too() -> None:
    made = _make(_read(), {"黄伟良": "黄某甲"}, title="黄伟良诉钱立安", file_name="黄 伟良.txt")
    assert made.copy.text.count("黄某甲") == 2
    assert (made.copy.title, made.file_name) == ("黄某甲诉钱某", "黄某甲.docx")
    assert {span.why for span in made.result.spans if span.replacement == "黄某甲"} == {"人工改定"}
    assert made.verdict.is_clean


@pytest.mark.parametrize(
    ("company", "title", "masked"),
    [
        ("广州云山鹭贸易有限公司", "黄伟良诉云山鹭公司", "黄某诉某公司"),
        ("广州云山鹭贸易有限公司", "云山鹭买卖合同纠纷", "某买卖合同纠纷"),
        ("广州希望贸易有限公司", "黄伟良诉希望公司（希望小学）", "黄某诉某公司（希望小学）"),
        ("广州云山鹭贸易有限公司", "广州云山鹭贸易有限公司判决书", "广州某贸易有限公司判决书"),
        ("山西万荣农村商业银行股份有限公司", "万荣银行诉黄伟良、万荣县农业局", "某银行诉黄某、万荣县农业局"),
    ],
)
def test_an_organisation_named_short_in_a_title_goes_too(company: str, title: str, masked: str) -> None:
    made = _make(_read(*(line.replace("钱立安，女", f"{company}，女") for line in LINES)), title=title)
    assert made.copy.title == masked


def test_what_only_a_person_named_is_replaced_too() -> None:
    made = _make(_read(*LINES[:6], "双方在白鹤茶楼商谈，白鹤茶楼见证。", *LINES[6:]), {"白鹤茶楼": "某茶楼"})
    assert "双方在某茶楼商谈，某茶楼见证。" in made.copy.text
    assert "白鹤" not in _parts(made)
    number = _make(_read(*LINES[:6], "合同编号 88-7731。", *LINES[6:]), {"88-7731": "×××"})
    assert [span.kind for span in number.result.spans if span.replacement == "×××"] == ["other-number"]


def test_a_judge_who_bears_a_partys_name_stays_also_when_a_person_changed_the_party() -> None:
    lines = [line.replace("黄伟良", "陈建国") for line in LINES]
    made = _make(_read(*lines), {"陈建国": "陈某甲"})
    assert "原告：陈某甲" in made.copy.text
    assert "审判员　陈建国" in made.copy.text
    assert not made.verdict.over_masking


def test_a_decision_for_one_place_holds_there_alone() -> None:
    source = _read()
    first = source.text.index("钱立安")
    made = make_copy(source, PROFILE, here={(first, first + 3): "钱某某"})
    assert made.copy.text.count("钱某某") == 1
    kept = make_copy(source, PROFILE, here={(first, first + 3): "钱立安"})
    assert kept.copy.text.count("钱立安") == 1
    assert [finding.subject for finding in kept.verdict.leaks] == ["钱立安"]


def test_a_replacement_that_still_says_it_is_a_leak() -> None:
    made = _make(_read(), {"钱立安": "钱立安某"})
    assert {finding.subject for finding in made.verdict.sure} >= {"钱立安"}


def test_names_in_what_no_copy_shows_are_protected() -> None:
    asides = (Aside("批注", "证人谭晚晴所述与此不符，其电话13912345678。"),)
    lines = (*LINES[:6], "谭晚晴到庭。", *LINES[6:])
    plain, annotated = _read(*lines), _read(*lines, asides=asides)
    at = plain.text.index("谭晚晴")
    # A person left the name: only the comment says that it is a witness's.
    left = {(at, at + 3): "谭晚晴"}
    codes = [
        {finding.code for finding in make_copy(source, PROFILE, here=left).verdict.leaks if finding.subject == "谭晚晴"}
        for source in (plain, annotated)
    ]
    assert "leak.protected" in codes[1] - codes[0]
    everything = _parts(_make(annotated))
    assert not [word for word in ("批注", "13912345678", "谭晚晴", "所述与此不符") if word in everything]


def test_names_in_tables_go_and_the_table_stays() -> None:
    cell = Cell((Paragraph("黄伟良"),), rows=2)
    table: Block = Table(((cell, Cell((Paragraph("50000元"),))), (Cell((Paragraph("钱立安"),)),)))
    made = _make(placed([*(Paragraph(line) for line in LINES[:7]), table, *(Paragraph(line) for line in LINES[7:])]))
    found = next(block for block in made.copy.blocks if isinstance(block, Table))
    assert [p.text for p in paragraphs([found])] == ["黄某", "50000元", "钱某"]
    assert found.rows[0][0].rows == 2


def test_pleadings_dropped_under_the_courts_own_profile_leave_no_gap() -> None:
    pleading = "原告黄伟良诉称：被告钱立安于2025年向原告借款50000元，经多次催讨至今没有归还，故诉至法院请求判令归还。"
    lines = (
        *LINES[:6],
        pleading,
        "被告钱立安辩称：借款属实，但已经归还大部分，请求法院依法判决驳回原告的诉讼请求。",
        *LINES[6:],
    )
    made = make_copy(_read(*lines), load_profile("liwan-2013"))
    assert "诉称" not in made.copy.text
    assert "辩称" not in _parts(made)
    assert not made.verdict.over_masking


def test_the_same_judgment_gives_the_same_copy() -> None:
    first, second = (_make(_read(), title="黄伟良诉钱立安", file_name="a.docx") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("seed", range(40))
def test_no_generated_judgment_leaves_anything_in_its_file(seed: int) -> None:
    judgment = generate(seed)
    content = docx_of(judgment.text, _places_of(judgment))
    made = _make(read(content, judgment.file_name), title=judgment.title, file_name=judgment.file_name)
    everything = _parts(made) + made.file_name
    staff = _borne_by_staff(judgment)
    # An address is cut: its county may stand elsewhere.
    left = {truth.text for truth in judgment.to_mask() if truth.kind != "address" and truth.text in everything}
    assert {text for text in left if "".join(text.split()) not in staff} == set()
    kept = "".join(everything.split())
    assert [truth.text for truth in judgment.to_keep() if "".join(truth.text.split()) not in kept] == []
    assert made.verdict.is_clean


def _places_of(judgment: Judgment) -> DocxParts:
    return DocxParts(judgment.rows, judgment.notes, author="林书吉", header="内部资料", comment="请庭长审阅")


def _borne_by_staff(judgment: Judgment) -> set[str]:
    """Names of parties that a judge bears too: they stay in the signature."""
    return {"".join(truth.text.split()) for truth in judgment.to_keep()}
