"""Originals that are no .docx: an old .doc or .wps, a text. Kept as handed in; masked and marked like the others."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from clerk_app.local import schema
from clerk_app.use_cases.desk import Desk
from clerk_app.use_cases.document_files import document_as_word, words_file
from clerk_app.use_cases.forms import NewCase, NewDocument, NewOriginal, NewWithholding
from clerk_app.use_cases.originals import Originals
from clerk_app.use_cases.register_case import register_case
from clerk_app.use_cases.register_document import document_file, document_record, register_document
from clerk_app.use_cases.replace_original import replace_original
from clerk_app.use_cases.reviewed_copy import from_values
from clerk_app.use_cases.seen_original import FORMER_NOT_CONVERTED, FORMER_NOT_HERE
from clerk_app.use_cases.stamp_document import stamped_document
from clerk_app.use_cases.web_copies import copy_record, web_copy
from clerk_app.use_cases.withhold import flag
from court_core.documents import legacy
from court_core.documents.original import SUFFIXES, take_in
from court_core.documents.reading import read
from court_core.documents.stamp import MARK
from court_core.errors import CourtError
from tests.support.old_documents import as_old, named_stream
from tests.support.word_samples import judgment, parts_of

from .web_copy_court import LINES, TITLE, masked, say

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


def replaced(desk: Desk, originals: Originals, case_id: str, old: bytes) -> str:
    """An old judgment that was masked, and then exchanged for a corrected .docx."""
    document_id = registered(desk, case_id, "判决.doc", old)
    masked(desk, originals, document_id)
    corrected = judgment(*(line.replace("50000元", "60000元") for line in LINES))
    replace_original(desk, NewOriginal(document_id, "判决更正.docx", corrected))
    return document_id


def test_beside_an_outdated_copy_stands_the_old_document_it_was_made_of(
    judge: Desk, originals: Originals, case_id: str, old: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if old is None:
        with pytest.raises(CourtError, match=r"document\.legacy-doc"):
            registered(judge, case_id, "判决.doc", named_stream(0))
        return
    document_id = replaced(judge, originals, case_id, old)
    monkeypatch.setattr(legacy, "find_converter", lambda: None)  # it is not converted a second time
    for reader in (originals, Originals()):
        copy = web_copy(judge, reader, document_id)
        assert (copy.outdated, copy.may_edit, copy.why_no_original) == (True, False, "")
        assert copy.original.splitlines() == list(LINES)
        for span in copy.spans:
            assert copy.original[span.start : span.end] == span.original, "the marks are where the words are"


def test_where_the_old_document_cannot_be_shown_the_copy_says_why(
    judge: Desk, originals: Originals, case_id: str, old: bytes | None
) -> None:
    if old is None:
        with pytest.raises(CourtError, match=r"document\.legacy-doc"):
            registered(judge, case_id, "判决.doc", named_stream(0))
        return
    document_id = replaced(judge, originals, case_id, old)
    with judge.store.read() as reader:
        before = copy_record(reader, document_id).values["replacements"]
    assert isinstance(before, dict)
    with judge.store.write("s-judge") as unit:  # as a program before this one saved it
        unit.update("web_copy", document_id, {"replacements": {k: v for k, v in before.items() if k != "read"}})
    copy = web_copy(judge, Originals(), document_id)
    assert (copy.original, copy.why_no_original) == ("", FORMER_NOT_CONVERTED)
    with judge.store.write("s-judge") as unit:  # and as it stands on a workstation that has only the new file
        unit.update("web_copy", document_id, {"replacements": before})
        unit.connection.execute(
            update(schema.blob).where(schema.blob.c.sha256 == before["read"]).values(complete=False)
        )
    copy = web_copy(judge, Originals(), document_id)
    assert (copy.original, copy.why_no_original) == ("", FORMER_NOT_HERE)
    assert copy.masked, "the copy itself is there"
    assert copy.notes[0] == FORMER_NOT_HERE


def test_a_copy_of_an_earlier_program_learns_what_it_was_read_from_with_the_next_answer(
    judge: Desk, originals: Originals, case_id: str, old: bytes | None
) -> None:
    document_id = registered(judge, case_id, "判决.doc", old) if old else registered(judge, case_id, "判决.txt", TEXT)
    copy = masked(judge, originals, document_id)
    with judge.store.write("s-judge") as unit:
        before = copy_record(unit, document_id).values["replacements"]
        assert isinstance(before, dict)
        unit.update("web_copy", document_id, {"replacements": {k: v for k, v in before.items() if k != "read"}})
    say(judge, originals, copy, "林秀兰", "accepted")
    with judge.store.read() as reader:
        document, record = document_record(reader, document_id), copy_record(reader, document_id)
    assert from_values(record.values).read_sha256 == words_file(document)


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
