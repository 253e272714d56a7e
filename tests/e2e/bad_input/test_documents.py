"""A file that is no document, through the command: refused by its reason, registered nowhere, left where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.use_cases.forms import DocumentQuery
from tests.e2e.bad_input.court import MINE, Court, clerk_app, opened
from tests.e2e.bad_input.files import BAD_FILES, bad_file


@pytest.mark.parametrize("name", ["加密.docx", "二百兆.docx"])
def test_a_file_that_is_no_document_is_refused_by_its_reason(court: Court, tmp_path: Path, name: str) -> None:
    path = bad_file(tmp_path, name)
    size = path.stat().st_size
    home = court.homes["li"]
    told = clerk_app(home, "document", "add", str(path), "--case", MINE, "--kind", "执行裁定书").told
    told.check(BAD_FILES[name])
    assert ("200 MB" in told.message) == (name == "二百兆.docx")
    assert path.stat().st_size == size
    workstation = opened(home)
    assert workstation.office.list_documents(DocumentQuery()) == ()
    workstation.close()
