"""A full disk: what was asked is refused, what was typed stays, and with room again all goes on without a restart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerk_app.ui.widgets.form_dialog import FormDialog
from court_core.errors import CourtError
from court_core.rules.court_calendar import CourtCalendar
from tests.e2e.bad_input.court import (
    FILED,
    MINE,
    PASSWORD,
    WORKED,
    Court,
    Told,
    case_ids,
    clerk_app,
    day,
    logs_of,
    opened,
)
from tests.e2e.bad_input.disk import Disk, small_disk
from tests.e2e.bad_input.sitting import CTRL, Key, Sitting, sitting_at
from tests.support.at_rest import PATIENCE_MS
from tests.support.log_watch import LogWatch

WEEK = CourtCalendar().release_week(WORKED).text
WORDS = "约谈被执行人"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def home(court: Court, disk: Disk) -> Path:
    """The officer's workstation on the small disk."""
    return Path(shutil.copytree(court.homes["li"], disk.folder / "li"))


def check_full(told: Told, disk: Disk) -> None:
    assert told.code in disk.codes
    told.check(told.code)


def test_a_command_is_refused_and_the_same_command_goes_through_when_there_is_room(home: Path, disk: Disk) -> None:
    arguments = ("log", "add", "--case", MINE, "--date", day(WORKED), "--kind", "interview", "--text", WORDS)
    before = (home / "clerk.db").read_bytes()
    disk.fill()
    check_full(clerk_app(home, *arguments).told, disk)
    assert (home / "clerk.db").read_bytes() == before
    disk.make_room()
    assert clerk_app(home, *arguments).status == 0
    assert logs_of(home) == [WORDS]


def test_enrolling_on_a_full_disk_leaves_nothing_that_is_in_the_way_later(
    court: Court, disk: Disk, log_watch: LogWatch
) -> None:
    """Wherever the room runs out: the folder is no workstation yet, or one that opens as soon as there is room."""
    log_watch.allow("database refused")
    for spared in (0, 28 * 1024):  # nothing at all; enough for the keys and not for the database
        home = disk.folder / f"new-{spared}"
        spare = disk.folder / "spare"
        spare.write_bytes(bytes(spared))
        disk.fill()
        spare.unlink()
        with pytest.raises(CourtError) as refused:
            court.enrol("zhou", home)
        assert refused.value.code in ("store.disk-full", "store.disk-fault")
        disk.make_room()
        workstation = opened(home) if (home / "profile.json").exists() else court.enrol("zhou", home)
        workstation.sync_once(PASSWORD)
        workstation.close()


def test_a_draft_that_cannot_be_dropped_is_gone_all_the_same_and_nothing_is_told_as_unsaved(
    home: Path, disk: Disk, log_watch: LogWatch
) -> None:
    """The case was registered with the last bytes; told that it was not, somebody would register it again."""
    log_watch.expect("database refused")
    workstation = opened(home)
    office = workstation.office
    office.keep_draft("case:new", WORDS)
    disk.fill()
    office.keep_draft("case:new", "")
    assert workstation.store.drafts.unkept
    assert office.draft("case:new") == ""
    disk.make_room()
    workstation.close()
    again = opened(home)
    assert again.office.draft("case:new") == ""
    assert again.store.drafts.unkept == {}
    again.close()


class TestTheWindow:
    """Open while the disk fills up."""

    @pytest.fixture
    def at(self, court: Court, home: Path, disk: Disk, qtbot: QtBot, log_watch: LogWatch) -> Iterator[Sitting]:
        log_watch.allow("database refused|sync lead not written|could not be counted")
        with court.front.answering(shut=True), sitting_at(qtbot, home) as sitting:
            sitting.unlock()
            yield sitting
            disk.make_room()

    def place(self, at: Sitting) -> tuple[int, int]:
        """The officer's case on the last day worked, in the grid."""
        at.press(Key.Key_3, CTRL)
        logs = at.pages.logs
        logs.show_item(WEEK)
        at.settle()
        column = next(place for place, shown in enumerate(logs.presenter.days) if shown.day == WORKED)
        return next(place for place, shown in enumerate(logs.presenter.rows) if shown.number == MINE), column

    def test_a_form_is_refused_keeps_its_text_and_is_saved_when_there_is_room(self, at: Sitting, disk: Disk) -> None:
        at.press(Key.Key_2, CTRL)
        at.press(Key.Key_N, CTRL)
        dialog = at.only(FormDialog)
        typed = {"number": f"（{FILED.year}）粤0103执88号", "filed_on": day(FILED), "respondents": "周文海"}
        dialog.form.restore(typed)
        at.settle()
        disk.fill()
        dialog.submit()
        at.settle()
        check_full(at.told(dialog.messages), disk)
        assert {name: dialog.form.typed()[name] for name in typed} == typed
        disk.make_room()
        dialog.submit()
        at.settle()
        assert not dialog.isVisible(), at.told(dialog.messages)
        other = opened(at.home)
        assert typed["number"] in case_ids(other)
        other.close()

    def test_half_typed_words_are_said_to_be_unkept_and_kept_by_themselves_when_there_is_room(
        self, at: Sitting, disk: Disk
    ) -> None:
        """Nobody types on: the grid tries again by itself."""
        row, column = self.place(at)
        logs = at.pages.logs
        disk.fill()
        logs.presenter.write(row, column, WORDS * 200)
        at.qtbot.waitUntil(
            lambda: at.window.workbench is not None and bool(at.window.workbench.messages.code), timeout=PATIENCE_MS
        )
        check_full(at.told(), disk)
        assert logs.presenter.draft_text(row, column) == WORDS * 200
        disk.make_room()
        at.qtbot.waitUntil(lambda: logs.presenter.unkept == 0, timeout=8_000)
        at.settle()
        other = opened(at.home)
        assert other.office.draft(f"week/{case_ids(other)[MINE]}/{WORKED}") == WORDS * 200
        other.close()

    def test_a_node_form_typed_on_the_full_disk_is_there_after_a_lock(self, at: Sitting, disk: Disk) -> None:
        at.press(Key.Key_2, CTRL)
        other = opened(at.home)
        case_id = case_ids(other)[MINE]
        other.close()
        at.pages.cases.show_item(case_id)
        at.settle()
        tab = at.pages.cases.case.progress
        disk.fill()
        tab.node.setCurrentIndex(tab.node.findData("enforcement-notice"))
        tab.form.restore({"addressee": WORDS * 300})
        at.qtbot.waitUntil(
            lambda: at.window.workbench is not None and bool(at.window.workbench.messages.code), timeout=PATIENCE_MS
        )
        check_full(at.told(), disk)
        disk.make_room()
        at.lock_and_unlock()
        at.press(Key.Key_2, CTRL)
        at.pages.cases.show_item(case_id)
        at.settle()
        assert at.pages.cases.case.progress.form.typed()["addressee"] == WORDS * 300

    def test_a_lock_while_the_disk_is_full_loses_no_word(self, at: Sitting, disk: Disk) -> None:
        """The machine is left alone, the idle lock comes, and only later somebody cleans up."""
        row, column = self.place(at)
        logs = at.pages.logs
        disk.fill()
        logs.presenter.write(row, column, WORDS * 200)
        at.window.lock()
        at.settle()
        disk.make_room()
        if at.window.workbench is None:
            at.unlock()
        at.press(Key.Key_3, CTRL)
        at.pages.logs.show_item(WEEK)
        at.settle()
        assert at.pages.logs.presenter.draft_text(row, column) == WORDS * 200

    def test_closing_the_window_on_the_full_disk_is_held_up_once(self, at: Sitting, disk: Disk) -> None:
        row, column = self.place(at)
        disk.fill()
        at.pages.logs.presenter.write(row, column, WORDS * 200)
        at.settle()
        at.qtbot.waitUntil(
            lambda: at.window.workbench is not None and bool(at.window.workbench.messages.code), timeout=PATIENCE_MS
        )
        assert not at.window.close()
        told = at.told()
        told.check("draft.unkept")
        assert "有 1 处" in told.message
        disk.make_room()
        assert at.window.close()
        other = opened(at.home)
        assert other.office.draft(f"week/{case_ids(other)[MINE]}/{WORKED}") == WORDS * 200
        other.close()

    def test_closing_at_once_on_the_full_disk_waits_for_what_becomes_of_the_words(
        self, at: Sitting, disk: Disk
    ) -> None:
        """Typed and closed within the same breath: the disk has not answered yet, and will refuse."""
        row, column = self.place(at)
        disk.fill()
        at.pages.logs.presenter.write(row, column, WORDS * 200)
        assert not at.window.close()
        at.told().check("draft.unkept")
        disk.make_room()
        assert at.window.close()
        other = opened(at.home)
        assert other.office.draft(f"week/{case_ids(other)[MINE]}/{WORKED}") == WORDS * 200
        other.close()

    def test_a_round_on_the_full_disk_says_so_and_the_next_one_goes_through(
        self, court: Court, at: Sitting, disk: Disk
    ) -> None:
        at.press(Key.Key_5, CTRL)
        disk.fill()
        court.front.behaviour.shut = False
        at.press(Key.Key_F5)
        at.qtbot.waitUntil(lambda: "磁盘" in shown(at), timeout=15_000)
        assert "意外错误" not in shown(at)
        disk.make_room()
        at.press(Key.Key_F5)
        at.qtbot.waitUntil(lambda: "已同步" in shown(at), timeout=15_000)


def shown(at: Sitting) -> str:
    return "\n".join(label.text() for label in at.pages.sync.findChildren(QLabel))
