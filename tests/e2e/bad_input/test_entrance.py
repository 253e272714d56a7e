"""At the door: a wrong password, lost keys, a lost or foreign database, a second window. Nothing is opened or spoiled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import secretstorage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.form_dialog import FormDialog
from tests.e2e.bad_input.conftest import CopyOf
from tests.e2e.bad_input.court import CLOSED_CASE, FILED, MINE, PASSWORD, Court, clerk_app, day
from tests.e2e.bad_input.sitting import CTRL, Key, sitting_at
from tests.support.log_watch import LogWatch


def test_wrong_passwords_are_counted_down_to_a_wait_that_the_right_one_waits_for_too(
    court: Court, copy_of: CopyOf, qtbot: QtBot
) -> None:
    home = copy_of("li")
    told = clerk_app(home, "case", "list", password="falsch").told
    told.check("credentials.wrong-password")
    assert "还可再试 4 次" in told.remedy
    with court.front.answering(shut=True), sitting_at(qtbot, home) as at:
        for left in (3, 2, 1):
            at.unlock("falsch")
            told = at.told(at.unlock_screen.messages)
            told.check("credentials.wrong-password")
            assert f"还可再试 {left} 次" in told.remedy
            assert at.unlock_screen.password.text() == ""
        at.unlock("falsch")
        at.told(at.unlock_screen.messages).check("credentials.wait")
        assert not at.unlock_screen.password.isEnabled()
        assert at.window.workbench is None
    told = clerk_app(home, "case", "list").told
    told.check("credentials.wait")
    assert "已录入的内容都在" in told.remedy


def without(name: str) -> Callable[[Path, Path], None]:
    """The file is gone."""
    return lambda home, _: (home / name).unlink()


def emptied(name: str) -> Callable[[Path, Path], None]:
    """The file is there and holds nothing."""

    def empty(home: Path, _: Path) -> None:
        (home / name).write_bytes(b"")

    return empty


def of_another(*names: str) -> Callable[[Path, Path], None]:
    """Files of a colleague's folder were copied over this one's."""

    def copy(home: Path, other: Path) -> None:
        for name in names:
            shutil.copy(other / name, home / name)

    return copy


def overwritten(home: Path, _: Path) -> None:
    """Pages in the middle of the database are rubbish."""
    content = bytearray((home / "clerk.db").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    (home / "clerk.db").write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        pytest.param(without("keys.json"), "credentials.damaged", id="key lost"),
        pytest.param(emptied("keys.json"), "credentials.damaged", id="key file empty"),
        pytest.param(of_another("keys.json"), "credentials.damaged", id="key of a colleague"),
        pytest.param(of_another("clerk.db", "clerk.db.check"), "store.wrong-key", id="database of a colleague"),
        pytest.param(without("clerk.db"), "store.lost", id="database lost"),
        pytest.param(emptied("clerk.db"), "store.lost", id="database emptied"),
        pytest.param(overwritten, "store.damaged", id="database damaged"),
    ],
)
def test_what_the_folder_lost_is_told_at_the_door_and_the_rest_is_left_as_it_was(
    court: Court,
    copy_of: CopyOf,
    qtbot: QtBot,
    log_watch: LogWatch,
    spoil: Callable[[Path, Path], None],
    code: str,
) -> None:
    home = copy_of("li")
    spoil(home, court.homes["zhou"])
    log_watch.allow("database refused")
    before = {path.name: path.read_bytes() for path in home.glob("*") if path.suffix in (".db", ".check", ".json")}
    del before["attempts.json"]
    with court.front.answering(shut=True), sitting_at(qtbot, home) as at:
        at.unlock()
        at.told(at.unlock_screen.messages).check(code, "keys.json")
        assert at.window.workbench is None
        assert at.unlock_screen.password.isEnabled()
    assert {name: (home / name).read_bytes() for name in before} == before
    assert not [path for path in home.glob("*.db") if path.name not in before]


def test_the_command_tells_a_lost_key_too(copy_of: CopyOf) -> None:
    home = copy_of("li")
    (home / "keys.json").unlink()
    told = clerk_app(home, "log", "list").told
    told.check("credentials.damaged", "keys.json")
    assert "请勿删除" in told.remedy


def test_a_keyring_that_is_locked_or_lost_its_secret_is_told_and_the_database_is_left_alone(
    court: Court, tmp_path: Path, secret_service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workstation whose key is bound to the system's keyring; a copied folder alone opens nothing."""
    home = tmp_path / "bound"
    workstation = court.enrol("zhou", home)
    assert workstation.unlocked.keyring
    workstation.close()
    before = (home / "clerk.db").read_bytes()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        clerk_app(home, "case", "list").told.check("credentials.keyring-silent")
    with closing(secretstorage.dbus_init()) as bus:
        for item in secretstorage.get_default_collection(bus).get_all_items():
            item.delete()
    clerk_app(home, "case", "list").told.check("credentials.keyring-lost")
    assert (home / "clerk.db").read_bytes() == before


def test_a_second_window_is_refused_and_the_first_works_on_with_its_text(
    court: Court, copy_of: CopyOf, qtbot: QtBot
) -> None:
    home = copy_of("li")
    with court.front.answering(shut=True), sitting_at(qtbot, home) as first:
        first.unlock()
        first.press(Key.Key_2, CTRL)
        first.press(Key.Key_N, CTRL)
        dialog = first.only(FormDialog)
        typed = {"number": f"（{FILED.year}）粤0103执66号", "filed_on": day(FILED), "cause": "借款合同纠纷"}
        dialog.form.restore(typed)
        with sitting_at(qtbot, home) as second:
            second.unlock()
            second.told(second.unlock_screen.messages).check("store.second-window")
            assert second.window.workbench is None
        assert {name: dialog.form.typed()[name] for name in typed} == typed
        dialog.submit()
        first.settle()
        assert not dialog.isVisible(), first.told(dialog.messages)
        commands = clerk_app(home, "case", "list").json  # a command beside the window is no second window
        assert {case["number_text"] for case in commands} == {MINE, CLOSED_CASE, typed["number"]}


def test_enrolment_keeps_what_was_typed_whatever_the_server_says(court: Court, tmp_path: Path, qtbot: QtBot) -> None:
    """The window knows no authority but the machine's, so the front's certificate is a stranger's to it."""
    with sitting_at(qtbot, tmp_path / "new") as at:
        screen = at.window.enrol_screen
        assert screen is not None
        table = (
            (court.front.url, "sync.certificate"),
            (court.server.api_url, "enrol.code-wrong"),
            ("http://10.0.0.1:8000", "credentials.insecure-server"),
            ("服务器", "credentials.address-wrong"),
        )
        for address, code in table:
            for line, text in (
                (screen.server, address), (screen.code, "ABCD-EFGH"), (screen.login, "zhou"), (screen.password, PASSWORD)
            ):  # fmt: skip
                line.setText(text)
            QTest.keyClick(screen.password, Key.Key_Return)
            at.settle()
            at.told(screen.messages).check(code, address)
            assert (screen.server.text(), screen.code.text(), screen.login.text()) == (address, "ABCD-EFGH", "zhou")
            assert screen.password.text() == PASSWORD
    assert not (tmp_path / "new" / "profile.json").exists()
