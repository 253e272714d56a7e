"""Files that are handed in as judicial documents and are none."""

from __future__ import annotations

from pathlib import Path

from tests.support.word_samples import judgment, ole_with

BAD_FILES = {
    "笔记.docx": "document.not-docx",
    "空.docx": "document.empty",
    "加密.docx": "document.password",
    "旧版.docx": "document.damaged",
    "截断.docx": "document.damaged",
    "二百兆.docx": "document.too-big",
}
_MIB = 1024 * 1024


def bad_file(folder: Path, name: str) -> Path:
    """One of `BAD_FILES`, made in the folder."""
    contents = {
        "笔记.docx": "不是文书".encode(),
        "加密.docx": ole_with("EncryptedPackage"),
        "旧版.docx": ole_with("WordDocument"),
        "截断.docx": judgment()[:2000],
    }
    path = folder / name
    path.write_bytes(contents.get(name, b""))
    if name == "二百兆.docx":
        with path.open("ab") as file:
            file.truncate(200 * _MIB)  # takes no room on the disk
    return path
