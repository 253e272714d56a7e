"""Which documents the public reads: only published ones, whatever else about them is in order ([2013]; 法释〔2016〕19号)."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("cause", "public"),
    [
        ("买卖合同纠纷", "买卖合同纠纷"),
        ("谭秋实与覃一帆买卖合同纠纷", None),
        ("谭 秋实买卖合同纠纷", None),
        ("云山鹭公司买卖合同纠纷", None),  # no party of the record, but masked in the judgment
        ("谭某与覃某买卖合同纠纷", "谭某与覃某买卖合同纠纷"),
    ],
)
def test_a_cause_that_names_whom_the_copy_masks_stays_inside(cause: str, public: str | None) -> None:
    facts = facts_of("published")
    texts = ["person", "覃一帆", "覃某", "organisation", "云山鹭", "某", "当事人首部"]
    copies = {"d": {**facts.web_copies["d"], "replacements": {"texts": texts, "places": []}}}
    parties: dict[str, Values] = {"p": {"name": "谭秋实", "role": "原告"}}
    (row,) = document_rows(replace(facts, case={**facts.case, "cause": cause}, parties=parties, web_copies=copies))
    assert row["cause"] == public
    assert (cause in str(row["search_text"])) == (public is not None)


def test_a_name_that_the_copy_shows_may_stand_in_the_cause() -> None:
    facts = replace(facts_of("published"), parties={"p": {"name": "谭某", "role": "原告"}})
    (row,) = document_rows(replace(facts, case={**facts.case, "cause": "谭某买卖合同纠纷"}))
    assert row["cause"] == "谭某买卖合同纠纷"
