"""A judgment with its party's name in every place of a .docx: the copy, its zip and LibreOffice's PDF of it are clean."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from clerk_app.use_cases.make_web_copy import MadeCopy, make_copy
from court_core.documents.confined import read_confined
from court_core.documents.gate import check_docx
from court_core.documents.pdf import convert_to_pdf
from court_core.documents.reading import read
from court_core.masking.profiles import load_profile
from tests.support.torture_docx import PLACES, torture_docx
from tests.support.word_writing import p, run

NAME = "欧阳明澄"
HEADING = "".join(
    p(run(line))
    for line in (
        "广州市荔湾区人民法院",
        "民事判决书",
        "（2026）粤0103民初123号",
        f"原告：{NAME}，男，1980年1月2日出生，汉族，住广州市荔湾区芳村大道12号。",
        "被告：钱立安，女，1985年3月4日出生，汉族，住广州市越秀区东风路8号。",
        f"原告{NAME}诉被告钱立安民间借贷纠纷一案，本院立案受理后，依法公开开庭进行了审理。",
    )
)


@pytest.fixture(scope="module")
def made() -> MadeCopy:
    """The copy of the torture document, its title and file name bearing the name too."""
    source = torture_docx(NAME, heading=HEADING)
    read_in_child = read_confined(source, f"{NAME}.docx")
    return make_copy(read_in_child, load_profile("spc-2024"), title=f"{NAME}诉钱立安", file_name=f"{NAME}.docx")


def _in_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join([*package.namelist(), *(package.read(name).decode() for name in package.namelist())])


def _name_in(text: str) -> list[str]:
    """The name as it stands, without what stands between its characters, and as a link or a number writes it."""
    words = re.sub(r"<[^>]*>|\s|[_\-·.]", "", text)
    return [form for form in (NAME, NAME[2:], NAME[::-1], "歐陽", "%E6%98%8E%E6%BE%84", "&#") if form in words]


def test_there_are_at_least_sixty_places() -> None:
    assert len(PLACES) >= 60
    assert _name_in(_in_zip(torture_docx(NAME))) != []


def test_the_file_and_everything_in_its_zip_is_clean(made: MadeCopy) -> None:
    assert made.verdict.is_clean
    check_docx(made.docx)
    assert _name_in(_in_zip(made.docx) + made.file_name + made.copy.title) == []
    assert "（2026）粤0103民初123号" in made.copy.text
    assert made.copy.text.count("欧阳某") >= 40


def test_libreoffices_pdf_of_it_is_clean(made: MadeCopy, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(convert_to_pdf(made.docx))
    shown = subprocess.run(["pdftotext", str(tmp_path / "copy.pdf"), "-"], capture_output=True, check=True, timeout=60)
    information = subprocess.run(["pdfinfo", str(tmp_path / "copy.pdf")], capture_output=True, check=True, timeout=60)
    words = shown.stdout.decode() + information.stdout.decode()
    assert "欧阳某" in "".join(words.split())
    assert _name_in(words) == []


def test_reading_masking_rebuilding_and_checking_take_less_than_a_third_of_a_second() -> None:
    source, profile = torture_docx(NAME, heading=HEADING), load_profile("spc-2024")

    def once() -> float:
        start = time.process_time()  # of this process alone: others may work beside
        make_copy(read(source, "a.docx"), profile)
        return time.process_time() - start

    assert min(once() for _ in range(3)) < 0.3
