"""An old file is being converted when its result is no longer wanted: LibreOffice ends, and leaves nothing behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlparse

import psutil
import pytest
from pytestqt.qtbot import QtBot

from clerk_app.ui.documents.register_dialog import DRAFT_KEY, RegisterDialog
from clerk_app.use_cases.forms import NewWithholding
from court_core.documents.conversions import pipe_name
from court_core.documents.pdf import find_converter
from court_core.errors import CourtError
from tests.gui.court_office import Court
from tests.gui.sitting import CTRL, Key, Sitting
from tests.gui.test_handing_in import begin, documents, kept
from tests.gui.test_web_copy_in_window import register
from tests.support.at_rest import PATIENCE_MS
from tests.support.old_documents import as_old, named_stream
from tests.support.word_samples import judgment

LINES = ("民事判决书", "原告林秀兰（演示），女。") * 100
PROMPT_SECONDS = 8
"""Far below the minute that a conversion may take, far above what ending one takes on a loaded machine."""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The judgment as Word 97 saved it; None where no LibreOffice can make one."""
    folder = tmp_path_factory.mktemp("old")
    content = as_old(judgment(*LINES), folder)
    if content is None:
        return None
    path = folder / "判决书.doc"
    path.write_bytes(content)
    return path


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this program puts what it needs for a while."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder


def is_at_work(process: psutil.Process) -> bool:
    """Whether it is there and no mere entry in the table of processes."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def converters() -> list[psutil.Process]:
    """LibreOffice's processes below this one, which are really at work."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if is_at_work(process) and "UserInstallation" in " ".join(arguments(process))
    ]


def arguments(process: psutil.Process) -> list[str]:
    """What it was started with; nothing for one that is gone by now."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def pipes() -> list[Path]:
    """The sockets of those processes."""
    addresses = {
        part.partition("=")[2] for process in converters() for part in arguments(process) if "UserInstallation" in part
    }
    names = {pipe_name(Path(unquote(urlparse(address).path))) for address in addresses}
    return [place / name for place in (Path("/tmp"), Path("/var/tmp")) for name in names if (place / name).exists()]


def at_work(qtbot: QtBot) -> tuple[list[psutil.Process], list[Path]]:
    """Waits until LibreOffice itself runs, with its socket and its own folder; answers with what may not stay behind."""
    found: list[Path] = []

    def has_begun() -> bool:
        found[:] = [*pipes(), *(path for process in converters() for path in Path("/tmp").glob(f"lu{process.pid}*"))]
        return bool(pipes()) and bool([*Path(tempfile.gettempdir()).glob("*/tmp/lu*"), *found[1:]])

    qtbot.waitUntil(has_begun, timeout=30_000)
    return converters(), found


def nothing_left(
    qtbot: QtBot, began: tuple[list[psutil.Process], list[Path]], temporary: Path, act: Callable[[], None]
) -> None:
    running, outside = began
    assert running
    assert list(temporary.iterdir())
    for process in running:
        process.suspend()  # as one that takes its whole minute
    start = time.monotonic()
    act()
    qtbot.waitUntil(
        lambda: not (any(map(is_at_work, running)) or list(temporary.iterdir()) or [p for p in outside if p.exists()]),
        timeout=PROMPT_SECONDS * 1000,
    )
    assert time.monotonic() - start < PROMPT_SECONDS


def refused_without_libreoffice(at: Sitting) -> None:
    assert find_converter() is None
    with pytest.raises(CourtError, match=r"document\.legacy-doc"):
        at.court.office.take_in_original(named_stream(0), "判决书.doc")


def test_closing_the_window_ends_it_at_once(qtbot: QtBot, court: Court, old: Path | None, temporary: Path) -> None:
    at = Sitting(qtbot, court)
    at.unlock()
    if old is None:
        refused_without_libreoffice(at)
        at.close()
        return
    begin(at, old)
    nothing_left(qtbot, at_work(qtbot), temporary, at.close)
    waiting = [thread for thread in at.window.tasks._pool._threads if thread.is_alive()]
    for thread in waiting:
        thread.join(PROMPT_SECONDS)
        assert not thread.is_alive(), "the program would wait for it before it ends"
    assert kept(at) == []
    assert "执行裁定书" in court.office.draft(DRAFT_KEY), "the form is there when the window is opened again"


def test_the_lock_ends_it_and_keeps_the_form(at: Sitting, old: Path | None, temporary: Path) -> None:
    if old is None:
        refused_without_libreoffice(at)
        return
    begin(at, old)
    nothing_left(at.qtbot, at_work(at.qtbot), temporary, at.window.lock)
    at.qtbot.waitUntil(lambda: at.window.unlock_screen is not None, timeout=PATIENCE_MS)
    at.unlock()
    at.press(Key.Key_4, CTRL)
    documents(at).register()
    at.settle()
    dialog = next(found for found in documents(at).findChildren(RegisterDialog) if found.isVisible())
    assert dialog.form.typed()["title"] == "执行裁定书"
    dialog._give_up()


def test_who_gives_the_form_up_ends_it_too(at: Sitting, old: Path | None, temporary: Path) -> None:
    if old is None:
        refused_without_libreoffice(at)
        return
    dialog = begin(at, old)
    dialog.come_back()
    nothing_left(at.qtbot, at_work(at.qtbot), temporary, dialog._give_up)
    at.settle()
    assert kept(at) == []


def test_a_print_being_made_ends_with_the_window_and_leaves_no_half_file(
    qtbot: QtBot, court: Court, old: Path | None, temporary: Path, tmp_path: Path
) -> None:
    at = Sitting(qtbot, court)
    at.unlock()
    if old is None:
        refused_without_libreoffice(at)
        at.close()
        return
    document_id = register(court)
    court.office.flag_withheld(NewWithholding(document_id, "3", "离婚案件"))
    at.press(Key.Key_4, CTRL)
    page = documents(at)
    qtbot.waitUntil(
        lambda: page.presenter.chosen is not None and page.presenter.chosen.withholding is not None, timeout=PATIENCE_MS
    )
    target = tmp_path / "不上网公开.pdf"
    page.presenter.save_copy(target, stamped=True)
    nothing_left(qtbot, at_work(qtbot), temporary, at.close)
    assert [path.name for path in tmp_path.glob("*.pdf*")] == []


def test_one_that_is_done_leaves_nothing_either(at: Sitting, old: Path | None, temporary: Path) -> None:
    if old is None:
        refused_without_libreoffice(at)
        return
    begin(at, old)
    _, outside = at_work(at.qtbot)
    at.qtbot.waitUntil(lambda: kept(at) == ["执行裁定书"], timeout=60_000)
    assert list(temporary.iterdir()) == []
    assert not any(path.exists() for path in outside)
