"""One document on its way to the public page, over the wire: its officer, its typist, and the 审管办."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from court_core.documents.model import Paragraph, WebCopy, copy_to_json
from court_core.protocol.messages import Operation, OperationResult
from tests.sync.server.conftest import Pair
from tests.sync.server.wire import WireWorkstation

ORIGINAL = "a" * 64
CORRECTED = "b" * 64
SECRET = "谭秋实"


def content(*lines: str) -> str:
    return copy_to_json(WebCopy("执行裁定书", tuple(Paragraph(line) for line in lines or ("申请执行人谭某",))))


@dataclass
class Way:
    """One document, its officer, its typist, and the 审管办."""

    pair: Pair
    office: WireWorkstation
    document_id: str

    @property
    def officer(self) -> WireWorkstation:
        return self.pair.officer

    @property
    def typist(self) -> WireWorkstation:
        return self.pair.typist

    def turn(self, workstation: WireWorkstation, old: str, new: str) -> Operation:
        return workstation.update("document", self.document_id, 1, status=(old, new))

    def step(self, workstation: WireWorkstation, action: str, status: str, **values: Any) -> Operation:
        made_at = "2026-11-20T02:00:00.000Z"
        known = {"case_id": self.pair.case_id, "document_id": self.document_id, "made_by": workstation.user_id}
        return workstation.create(
            "document_step", {**known, "action": action, "status": status, "made_at": made_at, **values}
        )

    def copy(self, workstation: WireWorkstation, record_id: str | None = None, **values: Any) -> Operation:
        return workstation.create(
            "web_copy",
            {
                "case_id": self.pair.case_id,
                "document_id": self.document_id,
                "profile": "spc-2024",
                "source_sha256": ORIGINAL,
                "content": content(),
                "replacements": [{"original": SECRET, "replacement": "谭某"}],
                "prepared_by": workstation.user_id,
                "prepared_on": "2026-11-20",
                **values,
            },
            record_id or self.document_id,
        )

    def change_copy(self, workstation: WireWorkstation, **new: Any) -> OperationResult:
        """Change the copy as the program does: from what it holds, the whole unit together."""
        workstation.pull()
        held = workstation.values("web_copy", self.document_id)
        names = (
            "profile", "source_sha256", "content", "replacements", "answers",
            "prepared_by", "prepared_on", "confirmed_by", "confirmed_on",
        )  # fmt: skip
        changes = {name: (held.get(name), new.get(name, held.get(name))) for name in names}
        return workstation.push_one(workstation.update("web_copy", self.document_id, 1, **changes))

    def confirmed(self) -> dict[str, Any]:
        return {"confirmed_by": self.officer.user_id, "confirmed_on": "2026-11-20"}


def registered(pair: Pair) -> Way:
    """The way of a document in effect that nobody has masked."""
    document = pair.officer.create(
        "document",
        {
            "case_id": pair.case_id,
            "kind": "执行裁定书",
            "title": f"{SECRET}执行裁定书",
            "status": "effective",
            "decided_on": "2026-11-02",
            "effective_on": "2026-11-10",
            "file_sha256": ORIGINAL,
            "file_name": "裁定书.docx",
        },
    )
    assert pair.officer.push_one(document).code == ""
    return Way(pair, pair.court.workstation("review"), document.record_id)


def codes(results: list[OperationResult]) -> list[str]:
    return [result.code for result in results]
