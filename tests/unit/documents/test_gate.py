"""The gate before a .docx: what a clerk may register, and the one code for each thing that is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from court_core.documents.gate import DOCX_LIMITS, check_docx, read_file
from court_core.documents.package import Limits
from court_core.errors import CourtError
from tests.support.word_samples import (
    MAIN_TYPE,
    OLE,
    W,
    changed,
    judgment,
    ole_with,
    packed,
    parts_of,
    with_body,
    with_duplicate_name,
    with_false_size,
    with_locked_entries,
    with_relationship,
)

CONTENT_TYPES = "[Content_Types].xml"


def types_with(before: bytes, after: bytes) -> bytes:
    parts = parts_of(judgment())
    return packed(parts | {CONTENT_TYPES: parts[CONTENT_TYPES].replace(before, after)})


def without(name: str) -> bytes:
    parts = parts_of(judgment())
    del parts[name]
    return packed(parts)


def test_a_plain_judgment_passes_without_a_warning() -> None:
    checked = check_docx(judgment())
    assert checked.body_part == "word/document.xml"
    assert checked.warnings == ()


def test_a_hyperlink_to_the_outside_is_only_text_and_passes() -> None:
    assert check_docx(with_relationship("hyperlink", "https://example.invalid/")).warnings == ()


def test_an_embedded_worksheet_passes_with_a_word_of_warning() -> None:
    assert check_docx(changed(word__embeddings__a_dot_bin=b"x")).warnings != ()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
REFUSED = [
    ("document.empty", b""),
    ("document.not-docx", "这是一份文本".encode()),
    ("document.not-docx", b"MZ" + b"\0" * 100 + judgment()),
    ("document.not-docx", OLE + b"\0" * 600),
    ("document.password", ole_with("EncryptedPackage")),
    ("document.legacy-doc", ole_with("WordDocument")),
    ("document.rtf", b"{\\rtf1 text}"),
    ("document.pdf", b"%PDF-1.7 ..."),
    ("document.damaged", judgment()[:-200]),
    ("document.damaged", judgment()[:2000]),
    ("document.not-docx", packed({"readme.txt": b"a zip"})),
    ("document.not-word", types_with(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")),
    ("document.no-body", without("word/document.xml")),
    ("document.no-body", with_body(f"<w:document {W}/>")),
    ("document.no-body", with_body(f"<w:document {W}><w:body/></w:document>")),
    ("document.no-body", with_body("<html><body><p/></body></html>")),
    ("document.damaged", with_body(f"<w:document {W}><w:body>")),
    ("document.doctype", with_body(f'<!DOCTYPE r SYSTEM "http://localhost/e.dtd"><w:document {W}/>')),
    ("document.doctype", with_body(f'<!DOCTYPE r [<!ENTITY l0 "x">{LAUGHS}]><w:document {W}>&l8;</w:document>')),
    (
        "document.doctype",
        with_body(f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r><w:document {W}/>'.encode("utf-16")),
    ),
    (
        "document.encoding",
        with_body(f'<?xml version="1.0" encoding="GB18030"?><w:document {W}>判决</w:document>'.encode("gb18030")),
    ),
    ("document.encoding", with_body(f'<?xml version="1.0" encoding="ISO-8859-1"?><w:document {W}/>')),
    ("document.bomb", with_body(f"<w:document {W}>" + "<w:p>" * 300 + "</w:p>" * 300 + "</w:document>")),
    ("document.bomb", changed(word__media__image1_dot_png=b"\0" * 5_000_000)),
    ("document.bomb", packed(parts_of(judgment()) | {f"word/media/{n}.png": b"" for n in range(2100)})),
    ("document.bomb", with_false_size()),
    ("document.names", packed(parts_of(judgment()) | {"../evil.xml": b"<x/>"})),
    ("document.names", packed(parts_of(judgment()) | {"C:/evil.xml": b"<x/>"})),
    ("document.names", packed(parts_of(judgment()) | {"word\\evil.xml": b"<x/>"})),
    ("document.names", with_duplicate_name()),
    ("document.names", with_relationship("image", "../../../etc/passwd", external=False)),
    ("document.locked-entry", with_locked_entries()),
    ("document.damaged", packed(parts_of(judgment()), zipfile.ZIP_LZMA)),
    ("document.macro", types_with(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")),
    ("document.macro", changed(word__vbaProject_dot_bin=b"x")),
    ("document.other-inside", with_relationship("aFChunk", "chunk.html", external=False)),
    ("document.external", with_relationship("attachedTemplate", "http://localhost/evil.dotm")),
    ("document.external", with_relationship("image", "file://server/share/x.png")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "content"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)])
def test_what_is_no_plain_word_document_is_refused_with_its_own_code(code: str, content: bytes) -> None:
    with pytest.raises(CourtError) as refusal:
        check_docx(content)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_strict_documents_are_told_apart_from_damaged_ones() -> None:
    transitional = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {name: part.replace(transitional, strict) for name, part in parts_of(judgment()).items()}
    with pytest.raises(CourtError, match=r"document\.strict"):
        check_docx(packed(parts))


def test_200_mb_are_refused_by_their_size_before_anything_is_read(tmp_path: Path) -> None:
    large = tmp_path / "判决.docx"
    with large.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(CourtError) as refusal:
        read_file(large)
    assert refusal.value.code == "document.too-big"
    assert "200 MB" in refusal.value.message


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(CourtError) as refusal:
        read_file(tmp_path / "判决.docx")
    assert refusal.value.code == "document.unreadable"
    assert "判决.docx" in refusal.value.message


def test_any_cut_of_a_sound_file_is_refused_and_never_crashes() -> None:
    whole = judgment()
    for length in range(0, len(whole) - 1, 997):
        with pytest.raises(CourtError):
            check_docx(whole[:length])


def test_any_flipped_byte_is_refused_or_harmless_and_never_crashes() -> None:
    whole = judgment()
    refused = 0
    for place in range(0, len(whole), 311):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            check_docx(bytes(damaged))
        except CourtError:
            refused += 1
    assert refused > len(range(0, len(whole), 311)) // 2


def test_limits_are_data() -> None:
    with pytest.raises(CourtError, match=r"document\.too-big"):
        check_docx(judgment(), Limits(file_size=1000))
    assert DOCX_LIMITS.file_size == 20 << 20
    assert MAIN_TYPE in parts_of(judgment())[CONTENT_TYPES]
