"""报送本月: the batch of the 20th reconciled, each missing document with its judge, and submitted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from clerk_app.ui.documents.ports import CopiesPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import card, hairline, in_column, in_row
from clerk_app.ui.widgets.buttons import ChipRow, on_click, plain, primary
from clerk_app.ui.widgets.dialog import WindowDialog
from clerk_app.ui.widgets.empty_state import EmptyState
from clerk_app.ui.widgets.key_hints import key_hints
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.record_lines import Column, RecordModel, Shown
from clerk_app.ui.widgets.record_table import RecordTable
from clerk_app.ui.widgets.words import Tone, field_label, hint, section, words
from clerk_app.use_cases.web_copy_views import BatchRow, SubmitReport
from court_core.errors import CourtError

_COLUMNS = (
    Column("案号", 200, "（2026）粤0103民初1234号"),
    Column("文书"),
    Column("承办人", 84, "欧阳建平"),
    Column("生效日期", 96, "2026-11-20", spare=1),
    Column("状态", 92, "不上网公开"),
)
_LISTS = ("missing", "overdue", "submitted", "late", "withheld")
_NOTHING = {
    "missing": "这个批次没有尚缺的文书",
    "overdue": "以前各月没有尚缺的文书",
    "submitted": "这个批次还没有报送文书",
    "late": "没有补报往月的文书",
    "withheld": "这个批次没有不上网公开的文书",
}
_TONES = {"confirmed": Tone.GREEN, "effective": Tone.AMBER, "returned": Tone.RED, "withdrawn": Tone.RED}
_LABELS = {
    "missing": "尚缺",
    "overdue": "往月尚缺",
    "submitted": "已报送",
    "late": "往月补报",
    "withheld": "不上网公开",
}


class BatchDialog(WindowDialog):
    """Shows the month's account; 报送 submits what is confirmed, and may be pressed again."""

    submitted = Signal(object)
    """The SubmitReport."""
    document_wanted = Signal(str)
    """A document is to be shown; the dialog has closed."""

    def __init__(self, port: CopiesPort, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._port, self._jobs = port, jobs
        self.report: SubmitReport | None = None
        self._list = ""
        self.setWindowTitle("报送本月")
        self.setMinimumSize(880, 560)
        self.messages = MessageBar()
        self.month = QLineEdit()
        self.month.setAccessibleName("月份")
        self.month.setPlaceholderText("2026-11")
        self.month.setFixedWidth(110)
        self.month.returnPressed.connect(self.load)
        self._account = words("", points=tokens.SECTION_PT, bold=True)
        self._chips = ChipRow()
        self._chips.chosen.connect(self._choose_list)
        self.model: RecordModel[BatchRow] = RecordModel(_COLUMNS, lambda row: row.document_id, _line)
        self._table = RecordTable(self.model, "本月文书")
        self._stack = QStackedWidget()
        self._table.opened.connect(self._open_document)
        self._nothing = EmptyState("circle-check", "")
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._table)
        self._submit = on_click(primary("报送已确认的文书", "Ctrl+Enter", "check"), self.submit)
        self._build()
        self.load()

    def load(self) -> None:
        """Reads the month's account; nothing is submitted."""
        month = self.month.text().strip()
        self._jobs.database(lambda: self._port.batch_report(month), self._show, self._refused, latest="documents.batch")

    def submit(self) -> None:
        """Submits what is confirmed."""
        if not self._submit.isEnabled():
            return
        self._submit.setEnabled(False)
        month = self.month.text().strip()
        self._jobs.database(lambda: self._port.submit_batch(month), self._submitted, self._refused)

    def _submitted(self, report: SubmitReport) -> None:
        self._show(report)
        self.messages.confirm(f"本次报送 {report.new} 件。" if report.new else "没有新确认的文书可以报送。")
        self.submitted.emit(report)

    def _show(self, report: SubmitReport) -> None:
        self.report = report
        self._submit.setEnabled(True)
        self.month.setText(report.month)
        year, month = report.month.split("-")
        sent, kept, missing = len(report.submitted), len(report.withheld), len(report.missing)
        self._account.setText(
            f"{year} 年 {int(month)} 月批次：生效 {sent + kept + missing} 件 ＝ 已报送 {sent} ＋ 不上网公开 {kept} ＋ 尚缺 {missing}"
        )
        first = not self._list
        if first:  # what asks for something comes first
            self._list = next((key for key in _LISTS if getattr(report, key)), _LISTS[0])
        self._show_list()
        if first and self._stack.currentIndex():
            self._table.choose_row(0)
            self._table.setFocus()

    def _open_document(self, document_id: str) -> None:
        self.accept()
        self.document_wanted.emit(document_id)

    def _refused(self, refusal: CourtError) -> None:
        self._submit.setEnabled(True)
        self.messages.refuse(refusal)

    def _choose_list(self, key: str) -> None:
        self._list = key
        self._show_list()

    def _show_list(self) -> None:
        report = self.report
        if report is None:
            return
        rows: tuple[BatchRow, ...] = getattr(report, self._list)
        self._chips.show_chips([(key, _LABELS[key], len(getattr(report, key))) for key in _LISTS], self._list)
        self._table.relist(lambda: self.model.replace(rows), self._table.current_id())
        self._nothing.say(_NOTHING[self._list])
        self._stack.setCurrentIndex(1 if rows else 0)

    def _build(self) -> None:
        head = in_row(section("报送本月"), None, field_label("月份"), self.month, hint("Enter 查看"), spacing=10)
        listing = card(in_column(self._stack, margins=(1, 1, 1, 1)))
        hints = key_hints((("↑↓", "选择"), ("Enter", "打开文书")))
        foot = in_row(hints, on_click(plain("关闭", "Esc"), self.reject), self._submit)
        foot.setStretch(0, 1)
        column = in_column(
            head, self.messages, self._account, hairline(), self._chips, listing, foot, spacing=12,
            margins=(18, 16, 18, 14),
        )  # fmt: skip
        column.setStretch(5, 1)
        self.setLayout(column)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)


def _line(row: BatchRow) -> tuple[Shown, ...]:
    return (
        Shown(row.case_number),
        Shown(row.title),
        Shown(row.judge, bold=True),
        Shown(row.effective_on.isoformat() if row.effective_on else "—", colour=tokens.SECONDARY),
        Shown(row.status_label, tone=_TONES.get(row.status, Tone.NEUTRAL)),
    )
