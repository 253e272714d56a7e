"""A refused command keeps what was typed: listed, shown, sent again with what was wrong put right, or given up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from court_core.clock import SystemClock, court_date
from tests.support.word_samples import judgment

from .conftest import Server, Station, enrolled

TODAY = court_date(SystemClock().now())
FILED, TOMORROW = (TODAY - timedelta(days=30)).isoformat(), (TODAY + timedelta(days=1)).isoformat()
NUMBER = f"（{TODAY.year}）粤0103执31号"
WORDS = "约谈被执行人，督促其“如实”报告财产 --不得隐瞒"


@pytest.fixture(scope="module")
def officer(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Station:
    station = enrolled(server, "li", tmp_path_factory.mktemp("refused") / "li")
    station.ask("case", "add", "--number", NUMBER, "--cause", "买卖合同纠纷", "--filed", FILED)
    return station


@pytest.fixture(autouse=True)
def no_drafts_left(officer: Station) -> Iterator[None]:
    yield
    for kept in officer.ask("drafts", "list"):
        officer.ask("drafts", "drop", kept["id"])


def draft_of(station: Station, *arguments: str) -> str:
    """The id under which a command that must be refused is kept."""
    done = station.run(*arguments, "--json")
    assert done.status == 1, done.out + done.err
    return str(done.json["draft"]["id"])


def logs(station: Station) -> list[str]:
    found: list[dict[str, Any]] = station.ask("log", "list", "--case", NUMBER)
    return [str(log["content"]) for log in found]


def log_add(day: str, text: str = WORDS) -> tuple[str, ...]:
    return ("log", "add", "--case", NUMBER, "--date", day, "--kind", "contact", f"--text={text}")


def test_the_real_command_says_where_the_words_are_and_sends_them_again(officer: Station) -> None:
    refused = officer.start(*log_add(TOMORROW))
    assert (refused.status, refused.out) == (1, "")
    (kept,) = officer.start("drafts", "list", "--json").json
    assert kept["id"] in refused.err
    assert "drafts send" in refused.err
    assert kept["error"]["code"] == "date.future"
    shown = officer.start("drafts", "show", kept["id"])
    assert (shown.status, WORDS in shown.out) == (0, True)
    sent = officer.start("drafts", "send", kept["id"], "--set", f"date={FILED}", "--json")
    assert (sent.status, sent.json["content"], sent.json["work_date"]) == (0, WORDS, FILED)
    assert logs(officer) == [WORDS]
    assert officer.start("drafts", "list").out == "没有草稿。\n"
    again = officer.start("drafts", "send", kept["id"], "--json")
    assert (again.status, again.json["error"]["code"]) == (1, "draft.unknown")


@pytest.mark.parametrize(
    ("command", "code", "right"),
    [
        (("case", "add", "--number", "十二号", "--cause", "合同纠纷", "--filed", FILED), "case-number.unreadable",
         f"number=（{TODAY.year}）粤0103执32号"),
        (("party", "add", "--case", "9999", "--name", "林秀兰", "--role", "申请执行人"), "case.unknown",
         f"case={NUMBER}"),
        (("progress", "add", "--case", NUMBER, "--node", "enforcement-notice", "--date", FILED, "--note", "邮寄"),
         "node.field-missing", "field=addressee=周文海"),
        (("progress", "add", "--case", NUMBER, "--node", "enforcement-notice", "--date", FILED, "--field", "周文海"),
         "command.pair-unreadable", None),
    ],
    ids=["case", "party", "progress", "progress with half a field"],
)  # fmt: skip
def test_whatever_was_typed_is_kept(officer: Station, command: tuple[str, ...], code: str, right: str | None) -> None:
    done = officer.run(*command, "--json")
    assert done.status == 1, done.out
    assert done.json["error"]["code"] == code
    (kept,) = officer.ask("drafts", "list")
    assert (kept["id"], tuple(kept["words"])) == (done.json["draft"]["id"], command)
    if right is not None:
        assert officer.ask("drafts", "send", kept["id"], "--set", right)["id"]
        assert officer.ask("drafts", "list") == []


def test_a_document_is_sent_again_from_another_folder_and_with_another_file(officer: Station, tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    (tmp_path / "裁定书.docx").write_bytes(judgment("执行裁定书", "冻结被执行人存款。"))
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        command = ("document", "add", "--case", NUMBER, "--kind", "执行裁定书", "空.docx", "--title", "查封裁定")
        draft = draft_of(officer, *command)
    finally:
        os.chdir(before)
    assert officer.ask("drafts", "show", draft)["words"][2] == str(tmp_path / "空.docx")
    assert officer.refused("drafts", "send", draft) != "draft.unknown"
    saved = officer.ask("drafts", "send", draft, "--set", f"file={tmp_path / '裁定书.docx'}")
    assert saved["title"] == "查封裁定"


def test_refused_again_it_stays_as_corrected(officer: Station) -> None:
    draft = draft_of(officer, *log_add(TOMORROW, "第二条"))
    again = officer.run("drafts", "send", draft, "--set", "kind=gossip", "--json")
    assert (again.status, again.json["draft"]["id"]) == (1, draft)
    (kept,) = officer.ask("drafts", "list")
    assert "--kind=gossip" in kept["words"]
    officer.ask("drafts", "send", draft, "--set", "kind=visit", "--set", f"date={FILED}")
    assert logs(officer).count("第二条") == 1


def test_the_same_command_is_kept_once_and_ends_when_it_goes_through(officer: Station) -> None:
    command = ("log", "add", "--case", f"（{TODAY.year}）粤0103执33号", "--date", FILED, "--text", "先记后立")
    assert draft_of(officer, *command) == draft_of(officer, *command, "--home", str(officer.home))
    assert len(officer.ask("drafts", "list")) == 1
    officer.ask("case", "add", "--number", f"（{TODAY.year}）粤0103执33号", "--filed", FILED)
    officer.ask(*command)
    assert officer.ask("drafts", "list") == []


def test_what_is_set_must_be_an_option_of_the_command(officer: Station) -> None:
    draft = draft_of(officer, *log_add(TOMORROW, "第三条"))
    assert officer.run("drafts", "send", draft, "--set", "colour=red").status == 2
    assert officer.refused("drafts", "send", draft, "--set", "colour") == "command.pair-unreadable"
    assert len(officer.ask("drafts", "list")) == 1
    dropped = officer.run("drafts", "drop", draft)
    assert (dropped.status, "第三条" in dropped.out) == (0, True)
    for command in (("show", draft), ("send", draft), ("drop", draft)):
        assert officer.refused("drafts", *command) == "draft.unknown"
