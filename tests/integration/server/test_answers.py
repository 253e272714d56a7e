"""Every refusal has its status in the API and its line in docs/SYNC.md."""

from __future__ import annotations

import re
from pathlib import Path

from central_server.api.refusals import STATUS
from court_core.error_texts import ERROR_TEXTS

ROOT = Path(__file__).parents[3]
SPEC = (ROOT / "docs" / "SYNC.md").read_text(encoding="utf-8")
AREAS = ("sync.", "sign-in.", "enrol.")


def test_every_code_of_the_api_stands_in_the_specification() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "central_server").rglob("*.py")]
    raised = {code for source in sources for code in re.findall(r'CourtError\(\s*"([a-z.-]+)"', source)}
    codes = {code for code in raised if code.startswith(AREAS)}
    assert len(codes) > 40
    missing = {code for code in codes | set(STATUS) if f"`{code}`" not in SPEC}
    assert missing == set()


def test_every_code_in_the_specification_exists() -> None:
    named = set(re.findall(r"`([a-z-]+\.[a-z-]+)`", SPEC)) - {
        "details.protocol",
        "details.seconds",
        "details.reference",
    }
    assert {code for code in named if code.split(".")[0] in ("sync", "sign-in", "enrol")} <= set(ERROR_TEXTS)


def test_statuses_stand_in_the_specifications_table() -> None:
    table = {
        int(status): set(re.findall(r"`([a-z-]+\.[a-z-]+)`", codes))
        for status, codes in re.findall(r"^\| (\d{3}) \| (.*?) \|", SPEC, re.MULTILINE)
    }
    for code, status in STATUS.items():
        if code.startswith("pending-file."):
            continue  # their statuses stand in §7
        assert code in table[status], code
