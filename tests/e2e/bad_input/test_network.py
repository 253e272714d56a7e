"""What the network and the server can do to a round: the reason in words, and the work stays until it has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.form_dialog import FormDialog
from clerk_app.use_cases.forms import NewLog
from court_core.error_texts import ERROR_TEXTS
from tests.e2e.bad_input.conftest import CopyOf
from tests.e2e.bad_input.court import FILED, MINE, PASSWORD, WORKED, Court, case_ids, clerk_app, day, logs_of, opened
from tests.e2e.bad_input.front import Front, http_answer
from tests.e2e.bad_input.sitting import CTRL, Key, Sitting, sitting_at
from tests.support.log_watch import LogWatch

JSON, HTML = "application/json", "text/html; charset=utf-8"
PAGE = "<html><body>请先登录网络 Please sign in</body></html>".encode()
FORKED = b'{"code":"sync.forked-device","message":"m","remedy":"r","details":{}}'
Trouble = Callable[[Front], AbstractContextManager[None]]


def answers(status: str, kind: str, body: bytes, where: str = "", length: int | None = None) -> Trouble:
    """The front answers this by itself."""
    return lambda front: front.answering(http_answer(status, kind, body, length), where)


TROUBLES: dict[str, tuple[Trouble, str]] = {
    "server gone": (lambda front: front.answering(shut=True), "sync.offline"),
    "wrong certificate": (lambda front: front.with_a_strangers_certificate(), "sync.certificate"),
    "401 in the middle": (answers("401 Unauthorized", HTML, PAGE, "/changes"), "sync.signed-out"),
    "409 without our words": (answers("409 Conflict", JSON, b"[]", "/batches"), "sync.refused"),
    "500": (
        answers("500 Internal Server Error", "text/plain", b"Traceback (most recent call last)"),
        "sync.server-fault",
    ),
    "HTML instead of JSON": (answers("200 OK", HTML, PAGE), "sync.not-the-server"),
    "HTML said to be JSON": (answers("200 OK", JSON, PAGE), "sync.answer-damaged"),
    "cut answer": (answers("200 OK", JSON, b'{"items": [', "/changes", 5000), "sync.offline"),
}


@pytest.fixture(scope="module")
def pending(court: Court, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The officer's own folder with one log that waits."""
    home = court.homes["li"]
    workstation = opened(home)
    workstation.office.write_log(NewLog(case_ids(workstation)[MINE], WORKED, "interview", "约谈被执行人"))
    workstation.close()
    yield home


class TestTheCommand:
    """`clerk-app sync`, round after round, until the network is well again."""

    @pytest.mark.parametrize("trouble", TROUBLES)
    def test_a_round_that_fails_says_why_and_loses_nothing(self, court: Court, pending: Path, trouble: str) -> None:
        make, code = TROUBLES[trouble]
        with make(court.front):
            told = clerk_app(pending, "sync").told
        told.check(code)
        assert logs_of(pending) == ["约谈被执行人"]

    def test_a_password_changed_at_the_server_is_the_servers_own_401(self, court: Court, pending: Path) -> None:
        court.server.admin.set_password("li", "Anders-2026-sunshine")
        try:
            clerk_app(pending, "sync").told.check("sign-in.refused")
        finally:
            court.server.admin.set_password("li", PASSWORD)

    def test_then_all_of_it_arrives_once(self, court: Court, pending: Path) -> None:
        report = clerk_app(pending, "sync").json
        assert (report["pending"], report["rejected"], report["conflicts"]) == (0, 0, 0)
        assert clerk_app(pending, "sync").json["pushed"] == 0
        head = opened(court.homes["ting"])
        head.sync_once(PASSWORD)
        head.close()
        assert logs_of(court.homes["ting"]) == ["约谈被执行人"]


def test_a_copied_folder_that_sends_on_is_the_servers_own_409_and_settles_itself(
    court: Court, copy_of: CopyOf, log_watch: LogWatch
) -> None:
    """A disk that was cloned: both copies send a batch of the same number with other content."""
    log_watch.expect("batch does not fit the server's sequence")
    homes = [copy_of("zhou"), court.homes["zhou"]]
    for place, home in enumerate(homes):
        workstation = opened(home)
        (case_id,) = case_ids(workstation).values()
        workstation.office.write_log(NewLog(case_id, WORKED, "interview", f"第{place}台机器写的"))
        report = workstation.sync_once(PASSWORD)
        workstation.close()
        assert (report.pending, report.rejected) == (0, 0)
    assert sorted(logs_of(homes[1])) == ["第0台机器写的", "第1台机器写的"]


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
    home = tmp_path / "new"
    arguments = ("--server", court.front.url, "--code", code, "--user", "zhou", "--ca", str(stick))
    assert clerk_app(home, "enrol", *arguments).status == 0
    stick.unlink()
    assert clerk_app(home, "sync").status == 0


def test_a_stranger_at_the_servers_address_is_told_at_enrolment(court: Court, tmp_path: Path) -> None:
    arguments = ("enrol", "--server", court.front.url, "--code", "ABCD-EFGH", "--user", "li")
    clerk_app(tmp_path / "new", *arguments).told.check("sync.certificate")


def test_the_window_says_the_reason_keeps_what_is_typed_and_sends_it_when_the_server_is_back(
    court: Court, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("batch does not fit the server's sequence")
    with sitting_at(qtbot, court.homes["ting"]) as at:
        with court.front.answering(shut=True):
            at.unlock()
            register_a_case(at)
            tab = at.pages.cases.case.progress
            tab.node.setCurrentIndex(tab.node.findData("enforcement-notice"))
            tab.form.restore({"addressee": "周文"})
            at.press(Key.Key_5, CTRL)
            wait_for_reason(at, "sync.offline")
        for name in ("500", "HTML instead of JSON", "wrong certificate", "409 without our words", "cut answer"):
            make, code = TROUBLES[name]
            with make(court.front):
                at.press(Key.Key_F5)
                wait_for_reason(at, code)
            assert tab.form.typed()["addressee"] == "周文"
        at.press(Key.Key_F5)
        qtbot.waitUntil(lambda: "已同步" in shown(at) and "待上传 0 条" in shown(at), timeout=15_000)
        assert tab.form.typed()["addressee"] == "周文"


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
