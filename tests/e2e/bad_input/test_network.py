"""What the network and the server can do to a round: the reason in words, and the work stays until it has arrived."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.use_cases.forms import NewLog
from clerk_app.workstation import enrol_workstation
from court_core.error_texts import ERROR_TEXTS
from tests.e2e.bad_input.court import FILED, ONLINE, PASSWORD, WORKED, Court, case_ids, clerk_app, day, logs_of, opened
from tests.e2e.bad_input.front import Front, http_answer
from tests.e2e.bad_input.sitting import CTRL, Key, Sitting, sitting_at
from tests.support.log_watch import LogWatch

WORDS = "约谈被执行人"
JSON, HTML = "application/json", "text/html; charset=utf-8"
PAGE = "<html><body>请先登录网络 Please sign in</body></html>".encode()
Trouble = Callable[[Front], AbstractContextManager[None]]


def answers(status: str, kind: str, body: bytes, where: str = "", length: int | None = None) -> Trouble:
    """The front answers this by itself."""
    return lambda front: front.answering(http_answer(status, kind, body, length), where)


TROUBLES: dict[str, tuple[Trouble, str]] = {
    "server gone": (lambda front: front.answering(shut=True), "sync.offline"),
    "wrong certificate": (lambda front: front.with_a_strangers_certificate(), "sync.certificate"),
    "500": (
        answers("500 Internal Server Error", "text/plain", b"Traceback (most recent call last)"),
        "sync.server-fault",
    ),
    "HTML instead of JSON": (answers("200 OK", HTML, PAGE), "sync.not-the-server"),
    "HTML said to be JSON": (answers("200 OK", JSON, PAGE), "sync.answer-damaged"),
    "409 without our words": (answers("409 Conflict", JSON, b"[]", "/batches"), "sync.refused"),
    "cut answer": (answers("200 OK", JSON, b'{"results": [', "/batches", 5000), "sync.offline"),
    "401 in the middle": (answers("401 Unauthorized", HTML, PAGE, "/batches"), "sync.signed-out"),
}


@pytest.fixture(scope="module")
def pending(court: Court) -> Path:
    """An officer's folder with one log that waits."""
    home = court.homes["wang"]
    workstation = opened(home)
    workstation.office.write_log(NewLog(case_ids(workstation)[ONLINE], WORKED, "interview", WORDS))
    workstation.close()
    return home


class TestTheCommand:
    """`clerk-app sync`, round after round, until the network is well again."""

    @pytest.mark.parametrize("trouble", ["server gone", "wrong certificate", "401 in the middle"])
    def test_a_round_that_fails_says_why_and_loses_nothing(self, court: Court, pending: Path, trouble: str) -> None:
        make, code = TROUBLES[trouble]
        with make(court.front):
            told = clerk_app(pending, "sync").told
        told.check(code)
        assert logs_of(pending) == [WORDS]

    def test_a_password_changed_at_the_server_is_the_servers_own_401(self, court: Court, pending: Path) -> None:
        court.server.admin.set_password("wang", "Anders-2026-sunshine")
        try:
            clerk_app(pending, "sync").told.check("sign-in.refused")
        finally:
            court.server.admin.set_password("wang", PASSWORD)

    def test_then_all_of_it_arrives_once(self, court: Court, pending: Path, tmp_path: Path) -> None:
        report = clerk_app(pending, "sync").json
        assert (report["pushed"], report["pending"], report["rejected"], report["conflicts"]) == (1, 0, 0, 0)
        other = court.enrol("wang", tmp_path / "other")
        other.sync_once(PASSWORD)
        other.close()
        assert logs_of(tmp_path / "other") == [WORDS]


def test_the_window_says_the_reason_keeps_what_is_typed_and_sends_it_when_the_server_is_back(
    court: Court, pending: Path, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("batch does not fit the server's sequence")
    with sitting_at(qtbot, pending) as at:
        with court.front.answering(shut=True):
            at.unlock()
            register_a_case(at)
            tab = at.pages.cases.case.progress
            tab.node.setCurrentIndex(tab.node.findData("enforcement-notice"))
            tab.form.restore({"addressee": "周文"})
            at.press(Key.Key_5, CTRL)
            wait_for_reason(at, "sync.offline")
        for name, (make, code) in TROUBLES.items():
            if name != "401 in the middle":  # after it nobody is signed in any more: the last of the table
                with make(court.front):
                    at.press(Key.Key_F5)
                    wait_for_reason(at, code)
                assert tab.form.typed()["addressee"] == "周文"
        at.press(Key.Key_F5)
        qtbot.waitUntil(lambda: "已同步" in shown(at) and "待上传 0 条" in shown(at), timeout=15_000)
        assert tab.form.typed()["addressee"] == "周文"


def test_a_copied_folder_that_sends_on_is_the_servers_own_409_and_settles_itself(
    pending: Path, tmp_path: Path, log_watch: LogWatch
) -> None:
    """A disk that was cloned: both copies send a batch of the same number with other content."""
    log_watch.expect("batch does not fit the server's sequence")
    homes = [Path(shutil.copytree(pending, tmp_path / name)) for name in ("one", "two")]
    for place, home in enumerate(homes):
        workstation = opened(home)
        text = f"第{place}台机器写的"
        workstation.office.write_log(NewLog(case_ids(workstation)[ONLINE], WORKED, "interview", text))
        report = workstation.sync_once(PASSWORD)
        workstation.close()
        assert (report.pending, report.rejected) == (0, 0)
    assert {"第0台机器写的", "第1台机器写的"} <= set(logs_of(homes[1]))


@pytest.mark.parametrize("ca", ["没有这个文件.pem", "不是证书.pem"])
def test_a_file_that_is_no_certificate_authority_is_told_before_anything_is_made(
    court: Court, tmp_path: Path, ca: str
) -> None:
    (tmp_path / "不是证书.pem").write_text("不是证书", encoding="utf-8")
    home = tmp_path / "new"
    arguments = ("enrol", "--server", court.front.url, "--code", "ABCD", "--user", "li", "--ca", str(tmp_path / ca))
    clerk_app(home, *arguments).told.check("credentials.ca-unreadable", ca)
    assert not (home / "profile.json").exists()


def test_the_authoritys_file_may_be_taken_away_after_enrolment(court: Court, tmp_path: Path) -> None:
    """It was on the administrator's stick, named as it lay there."""
    stick = tmp_path / "stick.pem"
    stick.write_bytes(court.front.authority.read_bytes())
    code = court.server.admin.enrolment_code("zhou")
    enrol_workstation(tmp_path / "new", court.front.url, code, "zhou", PASSWORD, str(stick)).close()
    stick.unlink()
    assert clerk_app(tmp_path / "new", "sync").status == 0


def test_a_stranger_at_the_servers_address_is_told_at_enrolment(court: Court, tmp_path: Path) -> None:
    arguments = ("enrol", "--server", court.front.url, "--code", "ABCD-EFGH", "--user", "li")
    clerk_app(tmp_path / "new", *arguments).told.check("sync.certificate")


def register_a_case(at: Sitting) -> None:
    at.press(Key.Key_2, CTRL)
    at.press(Key.Key_N, CTRL)
    dialog = at.only(FormDialog)
    dialog.form.restore({"number": f"（{FILED.year}）粤0103执77号", "filed_on": day(FILED)})
    dialog.submit()
    at.settle()
    assert not dialog.isVisible(), at.told(dialog.messages)


def wait_for_reason(at: Sitting, code: str) -> None:
    text = ERROR_TEXTS[code]
    sentence = text.sentence.replace("{status}", "500" if code == "sync.server-fault" else "409")
    at.qtbot.waitUntil(lambda: f"原因：{sentence}{text.remedy}" in shown(at), timeout=15_000)


def shown(at: Sitting) -> str:
    return "\n".join(label.text() for label in at.pages.sync.findChildren(QLabel))
