"""Which documents the public reads: only published ones, whatever else about them is in order ([2013]; 法释〔2016〕19号)."""

from __future__ import annotations

import pytest

from central_server.services.publishing.projection_documents import document_rows
from central_server.services.publishing.projection_facts import CaseFacts
from court_core.documents.model import Paragraph, WebCopy, copy_to_json
from court_core.records.fields import Values
from court_core.rules.document_steps import STATUS_LABELS

COPY = WebCopy("谭某与覃某买卖合同纠纷民事判决书", (Paragraph("原告：谭某，男。"),))


def facts_of(status: str) -> CaseFacts:
    """A case with one document whose copy is confirmed and of its present original."""
    document: Values = {
        "status": status,
        "status_on": "2026-11-25",
        "kind": "判决书",
        "decided_on": "2026-11-02",
        "file_sha256": "aa",
    }
    copy: Values = {
        "source_sha256": "aa",
        "confirmed_by": "承办人",
        "confirmed_on": "2026-11-18",
        "content": copy_to_json(COPY),
    }
    case: Values = {"number_text": "（2026）粤0103民初55号", "cause": "买卖合同纠纷"}
    return CaseFacts("court", "某法院", "case", case, documents={"d": document}, web_copies={"d": copy})


@pytest.mark.parametrize("status", STATUS_LABELS)
def test_only_a_published_document_is_shown(status: str) -> None:
    assert [row["document_id"] for row in document_rows(facts_of(status))] == (["d"] if status == "published" else [])
