"""A judgment's month by commands alone: masked, answered, confirmed, submitted, returned, passed, published, withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.use_cases.web_copy_court import LINES
from tests.support.word_samples import judgment

from .conftest import Server, Station, enrolled

pytestmark = pytest.mark.timeout(600)
TODAY = date.today()  # noqa: DTZ011  # what the server's own clock says


@pytest.fixture(scope="module")
def judge(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Station:
    return enrolled(server, "chen", tmp_path_factory.mktemp("chen"))


@pytest.fixture(scope="module")
def reviewer(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Station:
    server.admin(
        "admin", "add-user", "--login", "shen", "--name", "审管员", "--division", "民一庭", "--role", "trial-management"
    )
    return enrolled(server, "shen", tmp_path_factory.mktemp("shen"))


def registered(judge: Station, folder: Path, number: int) -> str:
    """A judgment in effect; answers its id."""
    day, case_number = TODAY.isoformat(), f"（{TODAY.year}）粤0103民初{number}号"
    judge.ask("case", "add", "--number", case_number, "--cause", "买卖合同纠纷", "--filed", day)
    file = folder / f"判决（林秀兰）{number}.docx"
    file.write_bytes(judgment(*LINES))
    add = ("document", "add", str(file), "--case", case_number, "--kind", "民事判决书")
    return str(judge.ask(*add, "--decided", day, "--effective", day)["id"])


def confirmed(judge: Station, document_id: str) -> None:
    """Masks, answers what is open, and confirms."""
    answered(judge, document_id, judge.ask("document", "mask", document_id))
    assert judge.ask("document", "confirm", document_id)["status"] == "confirmed"


def answered(judge: Station, document_id: str, copy: Any) -> None:
    for place in copy["open_places"]:
        judge.ask("document", "answer", document_id, "--place", str(place["number"]), "--accept")
    for finding in copy["open_findings"]:
        judge.ask("document", "answer", document_id, "--finding", str(finding["number"]), "--reason", "已核对")


def synced(*stations: Station) -> None:
    for station in stations:
        report = station.ask("sync")
        assert (report["rejected"], report["conflicts"], report["pending"]) == (0, 0, 0)


def status(station: Station, document_id: str) -> str:
    return next(str(row["status"]) for row in station.ask("document", "list") if row["id"] == document_id)


def test_the_month_of_a_judgment(server: Server, judge: Station, reviewer: Station, tmp_path: Path) -> None:
    document_id, missing = registered(judge, tmp_path, 51), registered(judge, tmp_path, 52)
    assert judge.refused("document", "confirm", document_id) == "web-copy.missing"
    confirmed(judge, document_id)
    assert "林秀" not in judge.ask("document", "copy", document_id)["masked"]
    report = judge.ask("document", "submit")
    assert [row["document_id"] for row in report["submitted"]] == [document_id]
    assert [(row["document_id"], row["judge"]) for row in report["missing"]] == [(missing, "陈法官")]
    synced(judge, reviewer)

    (waiting,) = reviewer.ask("document", "review", "list")
    assert (waiting["document_id"], waiting["judge"]) == (document_id, "陈法官")
    assert reviewer.refused("document", "review", "return", document_id) == "document-step.reason-missing"
    corrected = tmp_path / "判决（林秀兰）更正.docx"
    corrected.write_bytes(judgment(*(line.replace("50000元", "60000元") for line in LINES)))
    assert judge.refused("document", "replace", document_id, str(corrected)) == "document.file-fixed"
    reviewer.ask("document", "review", "return", document_id, "--reason", "请核对原告姓名")
    synced(reviewer, judge)
    assert status(judge, document_id) == "returned"
    replaced = judge.ask("document", "replace", document_id, str(corrected), "--reason", "承办人更正笔误")
    assert (replaced["file_name"], replaced["status"]) == (corrected.name, "returned")
    assert judge.refused("document", "replace", document_id, str(corrected)) == "document.same-file"
    answered(judge, document_id, judge.ask("document", "mask", document_id, "--also", "蓝色铁皮屋"))
    judge.ask("document", "confirm", document_id)
    judge.ask("document", "submit", "--month", report["month"])
    synced(judge, reviewer)
    reviewer.ask("document", "review", "pass", document_id)
    synced(reviewer)

    server.admin("release", "documents", "--month", TODAY.isoformat()[:7])
    synced(judge, reviewer)
    assert status(judge, document_id) == "published"
    reviewer.ask("document", "withdraw", document_id, "--reason", "当事人申请更正")
    synced(reviewer, judge)
    assert status(judge, document_id) == "withdrawn"
    with_reasons = [
        step["reason"] for step in judge.ask("document", "steps", document_id) if step["action"] == "replace"
    ]
    assert with_reasons == ["承办人更正笔误"]
    labels = [step["status_label"] for step in judge.ask("document", "steps", document_id)]
    assert labels == [
        "已隐名", "已确认", "已报送", "已退回", "已退回", "已隐名", "已确认", "已报送", "审核通过", "已公开", "已撤回",
    ]  # fmt: skip


def test_what_one_clerk_remembers_reaches_the_other_workstations(
    judge: Station, reviewer: Station, tmp_path: Path
) -> None:
    document_id = registered(judge, tmp_path, 53)
    judge.ask("document", "mask", document_id)
    copy = judge.ask("document", "copy", document_id)
    number = next(span["number"] for span in copy["spans"] if span["original"] == "周海涛")
    judge.ask("document", "answer", document_id, "--place", str(number), "--keep", "--everywhere", "--remember")
    judge.ask("masking-rule", "add", "mask", "蓝色铁皮屋", "--note", "店铺的别称")
    synced(judge, reviewer)
    rules = reviewer.ask("masking-rule", "list")
    assert {(row["action"], row["words"]) for row in rules} == {("keep", "周海涛"), ("mask", "蓝色铁皮屋")}
    reviewer.ask("masking-rule", "revoke", next(row["id"] for row in rules if row["action"] == "keep"))
    synced(reviewer, judge)
    following = judge.ask("document", "mask", registered(judge, tmp_path, 54))
    assert following["remembered"] == ["一律隐去：蓝色铁皮屋"]
    assert judge.refused("masking-rule", "add", "keep", "蓝色铁皮屋") == "masking-rule.opposite"


def test_the_court_settles_by_which_profile_documents_are_masked(
    server: Server, judge: Station, tmp_path: Path
) -> None:
    admin = enrolled(server, "admin", tmp_path / "admin")
    synced(admin)
    assert [row["value"] for row in admin.ask("court-setting", "list")[:2]] == ["spc-2024", "2013"]
    assert admin.refused("court-setting", "set", "masking_profile", "spc-1999") == "court-setting.value"
    assert admin.ask("court-setting", "set", "masking_profile", "spc-2016")["value"] == "spc-2016"
    synced(admin, judge)
    assert judge.refused("court-setting", "set", "masking_profile", "spc-2024") == "court-setting.not-yours"
    assert judge.ask("document", "mask", registered(judge, tmp_path, 57))["profile"] == "spc-2016"
    admin.ask("court-setting", "set", "masking_profile", "spc-2024")
    synced(admin, judge)


@pytest.mark.parametrize(
    "arguments",
    [
        ("document", "review", "pass"),
        ("document", "review", "drop", "x"),
        ("document", "answer", "x", "--place", "1"),
        ("document", "answer", "x", "--place", "1", "--reason", "理由"),
        ("document", "answer", "x", "--finding", "1", "--accept"),
        ("masking-rule", "add", "both", "某词"),
    ],
)
def test_a_wrong_call_is_status_2(judge: Station, arguments: tuple[str, ...]) -> None:
    done = judge.run(*arguments, "--json")
    assert done.status == 2
    assert done.json["error"]["code"] == "command.usage"


def test_people_read_what_is_open_and_what_is_missing(judge: Station, tmp_path: Path) -> None:
    document_id = registered(judge, tmp_path, 55)
    said = judge.run("document", "mask", document_id).out
    assert said.startswith("已隐名：隐去 ")
    assert "林秀兰" not in said, "what is not open is not printed"
    copy = judge.ask("document", "copy", document_id)
    number = next(span["number"] for span in copy["spans"] if span["original"] == "林秀珍")
    said = judge.run("document", "answer", document_id, "--place", str(number), "--keep").out
    assert "--finding 1  可能泄漏" in said
    said = judge.run("document", "submit", "--dry-run").out
    assert f"尚缺：（{TODAY.year}）粤0103民初55号" in said
    assert "（陈法官，已隐名）" in said
