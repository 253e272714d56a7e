"""Originals that are no .docx: an old .doc or .wps, a text. Kept as handed in; masked and marked like the others."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_files import document_as_word, words_file
from clerk_app.use_cases.forms import NewCase, NewDocument, NewWithholding
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.register_document import document_file, document_record, register_document
from clerk_app.use_cases.stamp_document import stamped_document
from clerk_app.use_cases.withhold import flag
from court_core.documents import legacy
from court_core.documents.original import SUFFIXES, take_in
from court_core.documents.reading import read
from court_core.documents.stamp import MARK
from court_core.errors import CourtError
from tests.support.old_documents import as_old, named_stream
from tests.support.word_samples import judgment, parts_of

from .web_copy_court import LINES, TITLE, masked

TEXT = "\r\n".join(LINES).encode("gb18030")


@pytest.fixture
def case_id(judge: Desk) -> str:
    return register_case(judge, NewCase("（2026）粤0103民初12号", "买卖合同纠纷", filed_on=date(2026, 11, 2))).record_id


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes | None:
    """The judgment as Word 97 saved it; None where no LibreOffice can make one."""
    return as_old(judgment(*LINES), tmp_path_factory.mktemp("old"))


def registered(desk: Desk, case_id: str, name: str, content: bytes) -> str:
    form = NewDocument(case_id, "民事判决书", name, content, TITLE, date(2026, 11, 10), date(2026, 11, 19))
    return register_document(desk, form).record_id


@pytest.mark.parametrize("name", ["判决（林秀兰）.doc", "判决（林秀兰）.wps"])
def test_an_old_document_is_kept_as_handed_in_and_converted_once(
    judge: Desk, originals: Originals, case_id: str, old: bytes | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if old is None:
        with pytest.raises(CourtError, match=r"document\.legacy-doc"):
            registered(judge, case_id, name, named_stream(0))
        return
    document_id = registered(judge, case_id, name, old)
    assert document_file(judge, document_id) == (name, old), "the original, byte for byte"
    with judge.store.read() as reader:
        document = document_record(reader, document_id)
    assert document["file_sha256"] == hashlib.sha256(old).hexdigest()
    assert document["docx_sha256"] not in (None, document["file_sha256"])
    monkeypatch.setattr(legacy, "find_converter", lambda: None)  # another workstation, without LibreOffice
    copy = masked(judge, originals, document_id)
    assert copy.original.splitlines() == list(LINES)
    assert "林秀" not in copy.masked
    assert not copy.outdated
    flag(judge, NewWithholding(document_id, "3", "离婚案件"))
    stamped_name, content = stamped_document(judge, document_id)
    assert stamped_name == "判决（林秀兰）（不上网公开）.docx"
    assert MARK in parts_of(content)["word/document.xml"].decode()
    uploads = {file.sha256 for file in judge.store.blobs.to_upload()}
    assert {document["file_sha256"], document["docx_sha256"]} <= uploads, "both go to the other workstations"


def test_a_text_is_masked_and_printed_with_the_mark(judge: Desk, originals: Originals, case_id: str) -> None:
    document_id = registered(judge, case_id, "判决.TXT", TEXT)
    assert document_file(judge, document_id) == ("判决.TXT", TEXT)
    copy = masked(judge, originals, document_id)
    assert copy.original.splitlines() == list(LINES)
    assert "440103198003021226" not in copy.masked
    with judge.store.read() as reader:
        document = document_record(reader, document_id)
    assert words_file(document) == document["file_sha256"], "a text needs no conversion"
    printed = read(document_as_word(judge, document), "x.docx")
    assert [line for line in printed.text.splitlines() if line.strip()] == list(LINES)
    flag(judge, NewWithholding(document_id, "3", "离婚案件"))
    name, content = stamped_document(judge, document_id)
    assert (name, MARK in parts_of(content)["word/document.xml"].decode()) == ("判决（不上网公开）.docx", True)


def test_without_libreoffice_the_refusal_says_what_to_install(
    judge: Desk, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy, "find_converter", lambda: None)
    with pytest.raises(CourtError) as refusal:
        registered(judge, case_id, "判决.wps", named_stream(0))
    assert refusal.value.code == "document.legacy-doc"
    assert "LibreOffice" in refusal.value.full_message
    assert judge.store.blobs.to_upload() == [], "nothing of it is kept"


def test_what_was_made_of_an_old_document_is_not_made_again(judge: Desk, case_id: str, old: bytes | None) -> None:
    """The window has it made beside the database and hands it over; what is handed over passes the gate too."""
    made = judgment(*LINES)
    content = old or named_stream(0)
    form = NewDocument(case_id, "民事判决书", "判决.doc", content, effective_on=date(2026, 11, 19), docx=made)
    document_id = register_document(judge, form).record_id
    with judge.store.read() as reader:
        document = document_record(reader, document_id)
    assert document_as_word(judge, document) == made
    bad = NewDocument(case_id, "民事判决书", "判决.doc", content, docx=b"PK\x03\x04")
    with pytest.raises(CourtError, match=r"document\.damaged"):
        register_document(judge, bad)


def test_every_suffix_that_is_offered_is_taken(old: bytes | None, tmp_path: Path) -> None:
    contents = {".docx": judgment(), ".txt": TEXT, ".doc": old, ".wps": old}
    assert set(contents) == set(SUFFIXES)
    for suffix, content in contents.items():
        if content is not None:
            assert bool(take_in(content, str(tmp_path / f"判决{suffix}")).docx) == (suffix in (".doc", ".wps"))
