"""导入案件: columns are matched by people, rows are shown before anything is written. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerk_app.ui.import_cases.dialog import ImportDialog
from clerk_app.ui.import_cases.models import explain
from clerk_app.use_cases.import_cases.views import (
    Cancelled,
    Column,
    Counts,
    ImportDone,
    ImportPreview,
    Mapping,
    Progress,
    RowReport,
)
from clerk_app.use_cases.views import Choice
from court_core.errors import CourtError
from tests.gui.court_week import NO_CHANGES, ImmediateJobs

TARGETS = (Choice("number", "案号"), Choice("cause", "案由"), Choice("judge", "承办人"), Choice("amount", "标的额"))
COLUMNS = (
    Column(0, "案件编号", ("（2026）粤0103执1847号", "（2026）粤0103执2063号")),
    Column(1, "案由", ("买卖合同纠纷", "劳动争议")),
    Column(2, "主办", ("梁晓岚", "何志刚")),
    Column(3, "备注", ()),
)
ROWS = (
    RowReport(3, "（2026）粤0103执1847号", "add", ("新增案件，当事人 2 人",)),
    RowReport(4, "（2026）粤0103执2063号", "update", ("案由：劳动争议 → 追索劳动报酬纠纷",)),
    RowReport(5, "", "refuse", (), "import.number-missing", "这一行没有案号。", "请补上案号。"),
)
COUNTS = Counts(rows=3, added=1, updated=1, refused=1)


@dataclass
class Source:
    """Stands in for the workstation: understands one file."""

    remembered: bool = False
    refusal: CourtError | None = None
    looked: list[Mapping] = field(default_factory=list)
    ran: list[Mapping] = field(default_factory=list)

    def open_import(self, path: Path) -> ImportPreview:
        if self.refusal is not None:
            raise self.refusal
        columns = {0: "number", 1: "cause"} if self.remembered else {1: "cause"}
        return self._preview(path, Mapping(columns))

    def preview_import(
        self, path: Path, mapping: Mapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportPreview:
        self.looked.append(mapping)
        preview = self._preview(path, mapping)
        return preview if preview.missing else replace(preview, rows=ROWS, counts=COUNTS)

    def run_import(
        self, path: Path, mapping: Mapping, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ImportDone:
        self.ran.append(mapping)
        if progress is not None:
            progress(3, 3)
        return ImportDone(COUNTS, ROWS, stopped=False, change_set=NO_CHANGES)

    def _preview(self, path: Path, mapping: Mapping) -> ImportPreview:
        missing = () if "number" in mapping.columns.values() else ("number",)
        return ImportPreview(
            path.name, "在办案件", ("在办案件",), 2, COLUMNS, mapping, self.remembered, missing, (), (), None
        )


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def dialog(qtbot: QtBot, source: Source) -> Iterator[ImportDialog]:
    dialog = ImportDialog(source, ImmediateJobs(), TARGETS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


def choose(dialog: ImportDialog, column: int, target: str) -> None:
    box = dialog.columns.boxes[column]
    box.setCurrentIndex(box.findData(target))


def test_a_missing_column_is_named_and_nothing_can_start(dialog: ImportDialog, source: Source) -> None:
    dialog.open_file(Path("在办案件.xlsx"))
    assert "还没有指定哪一列是“案号”" in dialog._notes.text()
    assert not dialog._start.isEnabled()
    dialog.presenter.start()
    assert source.ran == []


def test_naming_the_column_shows_what_each_row_will_do(dialog: ImportDialog, source: Source) -> None:
    dialog.open_file(Path("在办案件.xlsx"))
    choose(dialog, 0, "number")
    assert source.looked == [Mapping({0: "number", 1: "cause"})]
    assert dialog.model.rowCount() == 3
    assert dialog._start.text().startswith("导入 2 件")
    assert not dialog._notes.isVisible()


def test_a_field_fills_from_one_column_only(dialog: ImportDialog, source: Source) -> None:
    dialog.open_file(Path("在办案件.xlsx"))
    choose(dialog, 2, "cause")
    assert dialog.presenter.mapping.columns == {2: "cause"}
    assert dialog.columns.boxes[1].currentData() == ""


def test_a_remembered_source_is_looked_at_at_once(dialog: ImportDialog, source: Source) -> None:
    source.remembered = True
    dialog.open_file(Path("在办案件.xlsx"))
    assert dialog.presenter.ready
    assert "已按上次的列对应填好" in dialog._source.text()


def test_refused_rows_stand_alone_with_their_reason(dialog: ImportDialog, source: Source) -> None:
    source.remembered = True
    dialog.open_file(Path("在办案件.xlsx"))
    dialog.presenter.choose_filter("refuse")
    assert dialog.model.rowCount() == 1
    index = dialog.model.index(0, 3)
    assert dialog.model.data(index) == "这一行没有案号。请补上案号。" == explain(ROWS[2])


def test_the_row_one_is_on_is_explained_in_full(dialog: ImportDialog, source: Source) -> None:
    source.remembered = True
    dialog.open_file(Path("在办案件.xlsx"))
    assert dialog._explanation.text() == "第 3 行：新增案件，当事人 2 人"
    dialog.table.selectRow(2)
    assert dialog._explanation.text() == "第 5 行：这一行没有案号。请补上案号。"
    dialog.presenter.choose_filter("update")
    assert dialog._explanation.text() == "第 4 行：案由：劳动争议 → 追索劳动报酬纠纷"
    dialog.presenter.choose_filter("unchanged")
    assert dialog._explanation.text() == ""


def test_a_row_that_brings_nothing_new_says_so() -> None:
    assert explain(RowReport(7, "（2026）粤0103执1847号", "unchanged", ())) == "与已有的相同。"


def test_the_import_runs_by_keyboard_and_tells_the_figures(qtbot: QtBot, dialog: ImportDialog, source: Source) -> None:
    source.remembered = True
    taken: list[object] = []
    dialog.imported.connect(taken.append)
    dialog.open_file(Path("在办案件.xlsx"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert source.ran == [Mapping({0: "number", 1: "cause"})]
    assert taken == [NO_CHANGES]
    assert "新增 1 件、更新 1 件、不变 0 件、不能导入 1 行" in dialog.messages.text
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(source.ran) == 1


def test_an_unusable_file_is_told_and_another_can_be_chosen(dialog: ImportDialog, source: Source) -> None:
    source.refusal = CourtError("import.xls")
    dialog.open_file(Path("旧.xls"))
    assert "旧版 .xls" in dialog.messages.text
    source.refusal = None
    dialog.open_file(Path("在办案件.xlsx"))
    assert dialog.presenter.preview is not None
