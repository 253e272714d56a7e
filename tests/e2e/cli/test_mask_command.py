"""`clerk-app mask`: one file masked, rebuilt and checked by a real process, without folder, password or server."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from clerk_app.__main__ import main
from court_core.documents.pdf import convert_to_pdf
from tests.e2e.cli.conftest import run
from tests.support.judgment_docx import DocxParts, docx_of

TEXT = """广州市荔湾区人民法院
民事判决书
（2026）粤0103民初123号
原告：黄伟良，男，1980年1月2日出生，汉族，住广州市荔湾区芳村大道12号。
被告：广州云山鹭贸易有限公司，住所地广州市越秀区东风路8号。
法定代表人：钱立安，总经理。
原告黄伟良诉被告广州云山鹭贸易有限公司买卖合同纠纷一案，本院受理后，依法公开开庭进行了审理。
序号	收款人	账号	金额
1	谭晚晴	6222000000939327087	50000元
本院认为，广州云山鹭贸易有限公司应当归还黄伟良货款50000元。
审判员　陈建国
二〇二六年十一月二十日
书记员　何书芳
"""
PLANTED = ("黄伟良", "伟良", "云山鹭", "钱立安", "谭晚晴", "6222000000939327087", "芳村大道", "东风路", "林起草")
KEPT = ("（2026）粤0103民初123号", "广州市荔湾区人民法院", "陈建国", "何书芳", "50000元")


def _docx() -> bytes:
    table = frozenset((7, 8))
    return docx_of(
        TEXT.rstrip("\n"),
        DocxParts(rows=table, author="林起草", header="黄伟良案", comment="钱立安已到庭", bookmark="黄伟良"),
    )


def _everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join([*package.namelist(), *(package.read(name).decode() for name in package.namelist())])


def _planted_in(text: str) -> list[str]:
    return [word for word in PLANTED if word in text]


def test_a_docx_is_masked_and_nothing_of_the_original_is_written_anywhere(tmp_path: Path) -> None:
    source = tmp_path / "黄伟良诉云山鹭公司.docx"
    source.write_bytes(_docx())
    done = run("clerk_app", "mask", str(source))
    assert (done.status, done.err) == (0, "")
    (made,) = [path for path in tmp_path.iterdir() if path != source]
    assert made.suffix == ".docx"
    everything = _everything(made.read_bytes())
    assert _planted_in(everything + made.name + done.out) == []
    assert [word for word in KEPT if word not in everything] == []
    assert made.name in done.out


def test_libreoffices_pdf_of_the_copy_is_clean(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(_docx())
    assert run("clerk_app", "mask", str(tmp_path / "a.docx"), "-o", str(tmp_path / "b.docx")).status == 0
    (tmp_path / "b.pdf").write_bytes(convert_to_pdf((tmp_path / "b.docx").read_bytes()))
    shown = subprocess.run(["pdftotext", str(tmp_path / "b.pdf"), "-"], capture_output=True, check=True, timeout=60)
    words = "".join(shown.stdout.decode().split())
    assert _planted_in(words) == []
    assert [word for word in KEPT if word not in words] == []


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_the_reports_offsets_count_the_text_that_was_read(tmp_path: Path, ending: str) -> None:
    source, report, text = (tmp_path / name for name in (f"a.{ending}", "r.json", "t.txt"))
    source.write_bytes(TEXT.encode() if ending == "txt" else _docx())
    output = tmp_path / f"o.{ending}"
    done = run(
        "clerk_app", "mask", str(source), "-o", str(output), "--report", str(report), "--text", str(text), "--json"
    )
    assert done.status == 0
    told: dict[str, Any] = json.loads(report.read_bytes())
    assert set(told) >= {"profile", "spans", "review", "leaks", "over_masking"}
    assert (told["profile"], told["leaks"], told["over_masking"]) == ("spc-2024", [], [])
    read = text.read_bytes().decode()
    if ending == "txt":
        assert read == TEXT
        assert output.read_bytes().decode() == _applied(TEXT, told["spans"])
    for span in told["spans"]:
        assert set(span) >= {"start", "end", "kind", "original", "replacement", "why"}
        assert read[span["start"] : span["end"]] == span["original"]
    assert {span["original"] for span in told["spans"]} >= {"黄伟良", "钱立安", "谭晚晴", "6222000000939327087"}
    assert done.json["spans"] == len(told["spans"])
    assert _planted_in(done.out) == []


def _applied(text: str, spans: list[dict[str, Any]]) -> str:
    for span in sorted(spans, key=lambda span: -int(span["start"])):
        text = text[: span["start"]] + span["replacement"] + text[span["end"] :]
    return text


@pytest.mark.parametrize(
    ("encoded", "decoded_with"),
    [
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.rstrip("\n").encode(), "utf-8"),
    ],
    ids=["windows line ends", "byte order mark", "both", "gb18030", "no last line end"],
)
def test_a_text_files_offsets_are_those_of_the_file_as_it_is(tmp_path: Path, encoded: bytes, decoded_with: str) -> None:
    (tmp_path / "a.txt").write_bytes(encoded)
    report, output = tmp_path / "r.json", tmp_path / "o.txt"
    assert run("clerk_app", "mask", str(tmp_path / "a.txt"), "-o", str(output), "--report", str(report)).status == 0
    text, spans = encoded.decode(decoded_with), json.loads(report.read_bytes())["spans"]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["original"] for span in spans]
    assert output.read_bytes().decode() == _applied(text, spans)


def test_the_name_of_the_output_is_checked_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    output = tmp_path / "黄伟良.docx"
    done = run("clerk_app", "mask", str(tmp_path / "a.txt"), "-o", str(output), "--json")
    assert (done.status, done.json["error"]["code"], done.json["leaks"]) == (1, "web-copy.leak", 1)
    assert output.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("a.txt", "--profile", "spc-1999"), 1, "masking.profile-unknown"),
        (("a.txt", "-o", "a.txt"), 1, "masking.output-is-input"),
        (("a.txt", "--report", "a.txt"), 1, "masking.output-is-input"),
        (("a.txt", "--text", "./a.txt"), 1, "masking.output-is-input"),
        (("a.txt", "-o", "b.txt", "--report", "b.txt"), 1, "masking.outputs-same"),
        (("a.txt", "--report", "r", "--text", "r"), 1, "masking.outputs-same"),
        (("a.txt", "-o", "b.pdf"), 1, "masking.output-kind"),
        (("a.txt", "-o", f"{'长' * 100}.txt"), 1, "document.output-failed"),
        (("a.txt", "-o", "no-such-folder/b.docx"), 1, "document.output-failed"),
        (("none.txt",), 1, "document.unreadable"),
        (("empty.txt",), 1, "document.empty"),
        (("pictures.docx",), 1, "web-copy.no-text"),
        (("a.txt", "--colour"), 2, "command.usage"),
        ((), 2, "command.usage"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    code: str,
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "pictures.docx").write_bytes(docx_of(" ", DocxParts()))
    monkeypatch.chdir(tmp_path)
    assert main(["mask", *arguments, "--json"]) == status
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert (tmp_path / "a.txt").read_text("utf-8") == TEXT


def test_a_copy_of_a_file_with_the_longest_name_is_written_beside_it(tmp_path: Path) -> None:
    source = tmp_path / f"{'长' * 83}.docx"
    source.write_bytes(_docx())
    assert main(["mask", str(source)]) == 0
    (made,) = [path for path in tmp_path.iterdir() if path != source]
    assert made.name.endswith("长（公开稿）.docx")


def test_a_copy_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """黄伟良's judgment and 黄国强's are both called 黄某判决书 when masked; and a clerk may have worked on a copy."""
    for name in ("黄伟良", "黄国强"):
        (tmp_path / f"{name}判决书.txt").write_text(
            TEXT.replace("黄伟良", name).replace("123号", f"{ord(name[1])}号"), "utf-8"
        )
        assert main(["mask", str(tmp_path / f"{name}判决书.txt")]) == 0
    first, second = tmp_path / "黄某判决书（公开稿）.txt", tmp_path / "黄某判决书（公开稿2）.txt"
    assert f"{ord('伟')}号" in first.read_text("utf-8")
    assert f"{ord('国')}号" in second.read_text("utf-8")
    worked_on = first.read_text("utf-8") + "校对过"
    first.write_text(worked_on, "utf-8")
    for _ in range(2):  # the second time the copy stands there already
        assert main(["mask", str(tmp_path / "黄伟良判决书.txt")]) == 0
    assert first.read_text("utf-8") == worked_on
    assert sorted(path.name for path in tmp_path.glob("*公开稿*")) == [
        "黄某判决书（公开稿2）.txt",
        "黄某判决书（公开稿3）.txt",
        "黄某判决书（公开稿）.txt",
    ]


def test_the_three_profiles_mask_differently(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    masked = {}
    for profile in ("liwan-2013", "spc-2016", "spc-2024"):
        output = tmp_path / f"{profile}.txt"
        assert main(["mask", str(tmp_path / "a.txt"), "--profile", profile, "-o", str(output)]) == 0
        masked[profile] = output.read_text("utf-8")
    assert "原告：×××" in masked["liwan-2013"]
    assert "原告：黄伟良" in masked["spc-2016"]  # no matter of family: parties stay (art. 8)
    assert "芳村大道" not in masked["spc-2016"]
    assert "原告：黄某" in masked["spc-2024"]
    assert "云山鹭" not in masked["spc-2024"]
