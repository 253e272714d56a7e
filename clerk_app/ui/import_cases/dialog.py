"""The dialog 导入案件: choose a file, match its columns on the left, read on the right what each row will do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QWidget,
)
from typing_extensions import override

from clerk_app.ui.import_cases.columns_panel import ColumnsPanel
from clerk_app.ui.import_cases.models import ReportModel, explain
from clerk_app.ui.import_cases.ports import ImportPort
from clerk_app.ui.import_cases.presenter import ImportPresenter
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.fonts import ui_font
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row, scrolling
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.file_dialog import ask_file
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.words import field_label, paragraph, section, words
from clerk_app.use_cases.import_cases.views import ImportDone
from clerk_app.use_cases.views import Choice
from court_core.errors import CourtError

_SUFFIXES = (".xlsx", ".csv")


class ImportDialog(WindowDialog):
    """Window-modal. It implements `presenter.ImportScreen`; `imported` carries the ChangeSet of what was taken over."""

    imported = Signal(object)
    _progressed = Signal(int, int)

    def __init__(self, port: ImportPort, jobs: Jobs, targets: Sequence[Choice], parent: QWidget | None = None) -> None:
        """`targets` are the fields a column can fill, as (key, label)."""
        super().__init__(parent)
        self._labels = {target.value: target.label for target in targets}
        self.presenter = ImportPresenter(port, jobs, self, self._progressed.emit)
        self.columns = ColumnsPanel(targets)
        self.model = ReportModel()
        self.messages = MessageBar()
        self._build()
        self._progressed.connect(self._show_progress)
        self.columns.mapped.connect(self.presenter.map_column)
        self._chips.chosen.connect(self.presenter.choose_filter)
        self._unit.currentIndexChanged.connect(lambda _: self.presenter.choose_unit(self._unit.currentData()))
        self.setAcceptDrops(True)
        self.busy_changed()

    # ── presenter.ImportScreen ───────────────────────────────────────────────────────────────────────────────

    def file_opened(self) -> None:
        """See `presenter.ImportScreen.file_opened`."""
        preview = self.presenter.preview
        if preview is None:
            return
        self._stack.setCurrentIndex(1)
        self.columns.show_columns(preview.columns, self.presenter.mapping)
        source = f"{preview.file_name}　工作表“{preview.sheet}”" if preview.sheet else preview.file_name
        remembered = "已按上次的列对应填好。" if preview.remembered else "列对应是猜的，请核对。"
        self._source.setText(f"{source}　第 {preview.header_row} 行是表头。{remembered}")
        problems = list(preview.warnings)
        named = set(self.presenter.mapping.columns.values())
        missing = [self._labels.get(name, name) for name in preview.missing if name not in named]
        if missing:
            problems.append(f"还没有指定哪一列是“{'”、“'.join(missing)}”。")
        self._notes.setText("\n".join(problems))
        self._notes.setVisible(bool(problems))

    def rows_changed(self) -> None:
        """See `presenter.ImportScreen.rows_changed`."""
        self.model.show_rows(self.presenter.rows())
        self._explanation.clear()
        if self.presenter.rows():
            self.table.selectRow(0)
        self._chips.show_chips(self.presenter.filters(), self.presenter.row_filter)
        self.busy_changed()

    def busy_changed(self) -> None:
        """See `presenter.ImportScreen.busy_changed`."""
        busy = self.presenter.busy
        self._busy.setText(busy)
        self._bar.setVisible(bool(busy))
        self._bar.setRange(0, 0)
        self._halt.setVisible(bool(busy))
        self._start.setEnabled(self.presenter.ready)
        counts = self.presenter.preview.counts if self.presenter.preview else None
        work = counts.added + counts.updated if counts and self.presenter.done is None else 0
        self._start.setText(f"导入 {work} 件  Ctrl+Enter" if work else "导入  Ctrl+Enter")

    def import_ended(self, done: ImportDone) -> None:
        """See `presenter.ImportScreen.import_ended`."""
        counts = done.counts
        end = "已停止，停止前的都已导入：" if done.stopped else "导入完成："
        self.messages.confirm(
            f"{end}新增 {counts.added} 件、更新 {counts.updated} 件、不变 {counts.unchanged} 件、"
            f"不能导入 {counts.refused} 行。同一文件可以再次导入，不会重复。"
        )
        self._close.setText("完成")
        self._close.setFocus()
        self.imported.emit(done.change_set)

    def refuse(self, refusal: CourtError) -> None:
        """See `presenter.ImportScreen.refuse`."""
        self.messages.refuse(refusal)

    # ── window ───────────────────────────────────────────────────────────────────────────────────────────────

    def open_file(self, path: Path) -> None:
        """Starts with a file, as choosing or dropping one does."""
        self.messages.dismiss()
        self.presenter.open_file(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().lower().endswith(_SUFFIXES) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    @override
    def reject(self) -> None:
        """Esc during a long job stops the job; otherwise it closes the dialog."""
        if self.presenter.busy:
            self.presenter.stop()
        else:
            super().reject()

    def _build(self) -> None:
        self.setWindowTitle("导入案件")
        self.resize(1180, 760)
        choose = on_click(plain("选择文件", icon_name="file-import"), self._ask_file)
        head = in_row(
            section("导入案件"), words("从其他系统导出的表格，导一次即可，不必重录", "sub"), None, choose, spacing=10
        )
        self._source, self._notes = paragraph("", "label"), paragraph("", "warn")
        self._unit = QComboBox()
        self._unit.addItem("元", "yuan")
        self._unit.addItem("万元", "wan")
        unit = in_row(field_label("金额没有写单位时按"), self._unit, None)
        left = in_column(words("列对应", bold=True), self._source, self._notes, scrolling(self.columns), hairline(), unit,
                         spacing=10, margins=(16, 12, 10, 12))  # fmt: skip
        left.setStretch(3, 1)
        self._chips = ChipRow()
        table = self._table()
        self.table = table
        self._explanation = paragraph("", "label")
        self._explanation.setMinimumHeight(2 * self._explanation.fontMetrics().lineSpacing())
        table.selectionModel().currentRowChanged.connect(lambda current, _: self._explain(current.row()))
        explained = in_row(self._explanation, margins=(8, 2, 8, 6))
        right = in_column(self._chips, table, hairline(), explained, spacing=8, margins=(10, 10, 10, 6))
        right.setStretch(1, 1)
        left_card, right_card = card(left), card(right)
        left_card.setFixedWidth(470)
        sides = QWidget()
        sides.setLayout(in_row(left_card, right_card, spacing=12))
        start_here = EmptyState(
            "file-import", "选择或拖入 .xlsx 或 .csv 文件", "列的顺序和名称不限；导入前先逐行核对，不会重复登记。",
            on_click(primary("选择文件"), self._ask_file),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(card(in_column(start_here)))
        self._stack.addWidget(sides)
        self._busy = words("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._halt = on_click(plain("停止"), self.presenter.stop)
        self._close = on_click(plain("关闭", "Esc"), self.reject)
        self._start = on_click(primary("导入", "Ctrl+Enter"), self.presenter.start)
        foot = in_row(self._busy, self._bar, self._halt, None, self._close, self._start, spacing=10)
        column = in_column(head, self.messages, self._stack, foot, spacing=12, margins=(18, 16, 18, 14))
        column.setStretch(2, 1)
        self.setLayout(column)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.presenter.start)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("逐行核对结果")
        table.setFont(ui_font(tokens.GRID_PT))
        table.setObjectName("plainTable")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(34)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((56, 210, 84)):
            table.setColumnWidth(column, width)
        return table

    def _explain(self, row: int) -> None:
        """The whole explanation of the row one is on: in the table it is cut where the column ends."""
        rows = self.presenter.rows()
        self._explanation.setText(f"第 {rows[row].row} 行：{explain(rows[row])}" if 0 <= row < len(rows) else "")

    def _show_progress(self, done: int, total: int) -> None:
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._busy.setText(f"{self.presenter.busy}　{done} / {total} 行")

    def _ask_file(self) -> None:
        ask_file(self, "选择表格", "表格 (*.xlsx *.csv);;所有文件 (*)", self.open_file)
