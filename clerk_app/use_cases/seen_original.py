"""What stands beside a copy: the file it was made of, also after that was exchanged; or why it cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clerk_app.use_cases.document_files import words_file
from clerk_app.use_cases.wording import text_of

if TYPE_CHECKING:
    from clerk_app.local.records import Record
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.reviewed_copy import ReviewedCopy

NOT_HERE_YET = "原件还没有传到本机，只能看公开稿。联网同步后再打开。"
FORMER_NOT_HERE = "这份公开稿所据的原件已经更换，换下的文件不在本机，不能并排显示。请按新的正本重新隐名。"
FORMER_NOT_CONVERTED = (
    "这份公开稿所据的原件是旧版格式（.doc、.wps），已经更换，转换出的 .docx 没有记在公开稿里，不能并排显示。"
    "请按新的正本重新隐名。"
)
NOT_CONVERTED = "原件是旧版格式（.doc、.wps），没有转换件，不能并排显示。请用“更换正本”换成 .docx 文件。"


@dataclass(frozen=True, slots=True)
class SeenOriginal:
    """The file to read, or why there is none."""

    sha256: str
    why_not: str = ""


def seen_original(desk: Desk, document: Record, record: Record, reviewed: ReviewedCopy) -> SeenOriginal:
    """Of an old .doc it is the .docx made of it, as the copy's places count in that; none is made to look at it."""
    from court_core.documents.gate import OLE_MAGIC  # here: start-up does without it

    source = text_of(record["source_sha256"])
    outdated = source != document["file_sha256"]
    wanted = (reviewed.read_sha256 or source) if outdated else words_file(document)
    content = desk.store.blobs.get(wanted)
    if content is None:
        return SeenOriginal("", FORMER_NOT_HERE if outdated else NOT_HERE_YET)
    if content.startswith(OLE_MAGIC):
        return SeenOriginal("", FORMER_NOT_CONVERTED if outdated else NOT_CONVERTED)
    return SeenOriginal(wanted)
