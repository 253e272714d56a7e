"""The reading process: the same document as read here, limits that hold, ends that are told kindly."""

from __future__ import annotations

import subprocess

import pytest

from court_core.documents.confined import read_confined, reader_command
from court_core.documents.reading import read
from court_core.errors import CourtError
from tests.support.torture_docx import names_apart, torture_docx
from tests.support.word_samples import W, judgment, with_body


def test_the_document_comes_back_as_it_was_read() -> None:
    content = torture_docx(names_apart())
    assert read_confined(content, "判决书.docx") == read(content, "判决书.docx")


@pytest.mark.parametrize("name", ["判决书.txt", "判决 书\n（定稿）.TXT"])
def test_a_text_file_goes_the_same_way(name: str) -> None:
    assert read_confined("原告欧阳明澄\n㐂".encode("gb18030"), name).text == "原告欧阳明澄\n㐂\n"


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(CourtError, match=r"document\.reading-too-long"):
        read_confined(judgment(), "判决书.docx", seconds=0.001)


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        ("open('/etc/hostname')", "OSError"),
        ("__import__('socket').socket()", "OSError"),
        ("bytearray(1 << 30)", "MemoryError"),
        ("__import__('subprocess').run(['true'])", "OSError"),
    ],
)
def test_the_reader_can_open_no_file_no_connection_no_program_and_take_no_more_memory(
    attempt: str, refusal: str
) -> None:
    command = reader_command()
    preparing = "import sys,socket,subprocess;" + command[-1].replace("import main;main()", "import confine;confine()")
    script = f"{preparing}\ntry:\n    {attempt}\nexcept {refusal} as error:\n    print(type(error).__name__)"
    done = subprocess.run([*command[:-1], script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize(
    "answer",
    ["", "[]", '{"blocks":[]}', '{"blocks":[["x",9,0,0]],"asides":[]}', '{"blocks":[["x",0]],"asides":[]}', "[" * 9000],
)
def test_what_the_reader_says_is_not_trusted_further_than_its_form(
    answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"import sys;sys.stdin.buffer.read();print({answer!r})"
    command = [*reader_command()[:-1], script]
    monkeypatch.setattr("court_core.documents.confined.reader_command", lambda: command)
    with pytest.raises(CourtError, match=r"document\.reading-failed"):
        read_confined(judgment(), "判决书.docx")


def test_a_document_too_large_for_the_readers_memory_is_refused_as_one() -> None:
    shape = '<w:rPr><w:rFonts w:ascii="仿宋" w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'
    runs = "".join(f'<w:r w:rsidR="{number:08}">{shape}<w:t>原告{number}</w:t></w:r>' for number in range(110_000))
    with pytest.raises(CourtError, match=r"document\.bomb"):
        read_confined(with_body(f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>"), "判决书.docx")
