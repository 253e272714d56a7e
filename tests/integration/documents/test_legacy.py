"""Old .doc and .wps files: made into .docx by LibreOffice where there is one, refused with their own sentence where not."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from court_core.documents.confined import read_confined
from court_core.documents.legacy import as_docx, check_word_stream
from court_core.errors import CourtError
from tests.support.old_documents import as_old, named_stream
from tests.support.word_samples import judgment, ole_with

ANSWERS = {"document.legacy-doc", "document.legacy-failed"}


def test_an_old_document_is_read_like_a_new_one(tmp_path: Path) -> None:
    old = as_old(judgment("民事判决书", "原告林秀兰（演示），女。"), tmp_path)
    if old is None:
        with pytest.raises(CourtError, match=r"document\.legacy-doc"):
            read_confined(named_stream(0), "判决书.doc")
        return
    for name in ("判决书.doc", "判决书.wps", "判决书.docx"):
        assert "原告林秀兰（演示），女。" in read_confined(old, name).text


def test_an_old_document_asks_nobody_on_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        seen = f"http://127.0.0.1:{listener.getsockname()[1]}/seen.png"
        page = f'<html><body><p>判决</p><img src="{seen}" width="9" height="9"></body></html>'
        # A web page under the name of an old document: LibreOffice looks at what is in it and would fetch its picture.
        with pytest.raises(CourtError, match=r"document\.not-docx"):
            read_confined(page.encode(), "判决书.doc")
        linked = as_old(_with_linked_picture(seen), tmp_path, "rtf")
        while _asked(listener):
            pass  # making the sample may ask; reading it may not
        if linked is not None:
            try:
                read_confined(linked, "判决书.doc")
            except CourtError as refusal:
                assert refusal.code in {"document.external", *ANSWERS}
        assert not _asked(listener)


def _with_linked_picture(address: str) -> bytes:
    picture = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt x}}}}'
    return rf"{{\rtf1\ansi {picture} linked\par}}".encode()


def _asked(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("document.damaged", ole_with("WordDocument")),
        ("document.damaged", named_stream(0, magic=0x1234)),
        ("document.damaged", named_stream(0)[:1000]),
        ("document.password", named_stream(0x0100)),
    ],
)
def test_what_only_looks_like_an_old_document_starts_no_converter(code: str, data: bytes) -> None:
    with pytest.raises(CourtError) as refusal:
        as_docx(data, Path("/nowhere/soffice"))
    assert refusal.value.code == code


def test_a_converter_that_fails_or_hangs_is_told_kindly(tmp_path: Path) -> None:
    check_word_stream(named_stream(0))
    for script in ("exit 3", "sleep 60 & wait"):
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        with pytest.raises(CourtError, match=r"document\.legacy-failed"):
            as_docx(named_stream(0), program, seconds=0.5)
    with pytest.raises(CourtError, match=r"document\.legacy-failed"):
        as_docx(named_stream(0), Path("/nowhere/soffice"))
