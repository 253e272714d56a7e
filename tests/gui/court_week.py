"""A made-up week of an enforcement officer, standing in for the workstation in the grid's tests. All people are invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from clerk_app.ui.jobs import Refused
from clerk_app.use_cases.desk import Saved
from clerk_app.use_cases.forms import CellEntry, LogQuery, NewLog
from clerk_app.use_cases.staged import Staged, at_once
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.views import LogView
from clerk_app.use_cases.week_views import CellRefusal, CellsSaved, GridCell, GridDay, GridRow, WeekGrid
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.local.changes import ChangeSet

T = TypeVar("T")
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
FRIDAY_MORNING = datetime(2026, 11, 20, 2, 41, 26, tzinfo=UTC)
NO_CHANGES = cast("ChangeSet", object())

_NAMES = (
    ("1847", "周文海", "评估拍卖", 6, ("电话催告，承诺本周履行", None, "委托网络询价", "-")),
    ("2063", "广州瑞丰建材有限公司", "财产查控", 9, (None, None, "总对总反馈：无存款", None)),
    ("2118", "众诚餐饮管理有限公司", "财产查控", 3, ("约谈法定代表人", "-", "限高令送达", None)),
    ("96", "陈国强、孙丽娟", "恢复执行", 6, ("-", "恢复执行裁定送达", "-", None)),
    ("1902", "赵敏", "案款发放", 1, ("-", "-", "案款到账 32,600.00", "发放审批")),
    ("2240", "何志刚", "执行通知", 2, ("执行通知邮寄", "-", "邮件妥投", "-")),
    ("2251", "启航文化传媒有限公司", "执行通知", 11, (None, None, None, None)),
    ("3365", "中恒建筑工程有限公司", "评估拍卖", 4, ("现场勘验", "-", "-", "评估报告送达")),
    ("1533", "黄建平", "终本核查", 7, (None, "五查完成，无可供执行财产", "-", None)),
    ("2307", "鑫源机械制造有限公司", "财产查控", 2, ("并案处理（3 件）", "-", "查封设备清单", "-")),
    ("2310", "鑫源机械制造有限公司", "财产查控", 2, ("同 2307", "-", "同 2307", "-")),
    ("2311", "鑫源机械制造有限公司", "财产查控", 2, ("同 2307", "-", "同 2307", "-")),
    ("1766", "万泰汽车销售有限公司", "案款发放", 5, ("-", "扣划到账", None, "-")),
    ("2085", "吴晓东", "财产查控", 6, ("-", None, "-", "公积金查询反馈")),
    ("2192", "彭丽华", "执行通知", 3, ("-", "财产报告表收悉", "-", "-")),
    ("2204", "安泰财产保险公司荔湾支公司", "案款发放", 1, ("-", "-", "主动履行完毕", "结案审批")),
)

PHRASES = (
    Phrase("案款已发放申请人，收据入卷", "payment"),
    Phrase("案款已发放申请人，余款继续执行", "payment"),
    Phrase("发放审批已通过，案款待财务转账", "payment"),
    Phrase("电话联系被执行人，督促履行", "contact"),
    Phrase("网络查控无反馈财产", "query"),
    Phrase("约谈被执行人，制作笔录入卷", "interview"),
    Phrase("委托评估机构，材料已移送", "valuation"),
    Phrase("送达执行通知书、报告财产令", "service"),
    Phrase("线上查询不动产登记信息", "query"),
)


class ImmediateJobs:
    """Does the work at once, on the caller's thread."""

    def __init__(self) -> None:
        self.refusals: list[CourtError] = []

    def database(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = ""
    ) -> None:
        try:
            value = work()
        except CourtError as refusal:
            (refused or self.refusals.append)(refusal)
            return
        done(value)

    def network(
        self, work: Callable[[], T], done: Callable[[T], None], refused: Refused | None = None, *, latest: str = "",
        end: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.database(work, done, refused)

    def staged(self, job: Callable[[], Staged[T]], done: Callable[[T], None], refused: Refused | None = None) -> None:
        self.database(lambda: at_once(job()), done, refused)


class CourtWeek:
    """Cells of one week in memory, with drafts, entries, refusals that a test asks for, and the calls it got."""

    def __init__(self, rows: int = 16) -> None:
        self.week = "2026-W47"
        self.drafts: dict[tuple[str, date], str] = {}
        self.refuse: dict[tuple[str, date], CourtError] = {}
        self.kept: list[tuple[str, date, str]] = []
        self.saved: list[CellEntry] = []
        self.logs: list[NewLog] = []
        self.amended: list[tuple[str, NewLog]] = []
        self.release: datetime | None = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
        self.rows = [_row(place) for place in range(rows)]

    def load_week(self, week: str = "") -> WeekGrid:
        days = tuple(
            GridDay(day, f"周{'一二三四五'[place]} {day.day}", day == FRIDAY, False, 0)
            for place, day in enumerate(_days())
        )
        rows = tuple(
            replace(row, cells=tuple(replace(c, draft=self.drafts.get((row.case_id, c.day), "")) for c in row.cells))
            for row in self.rows
        )
        cells = [cell for row in rows for cell in row.cells]
        gaps = sum(cell.state == "gap" for cell in cells)
        owed = sum(cell.day < FRIDAY for cell in cells)
        return WeekGrid(
            week or self.week, "2026 年第 47 周　11 月 16 日 — 20 日", "2026-W46", "", days, rows, owed, owed - gaps, gaps,
            sum((row.idle_days or 0) > 7 for row in rows),
            datetime(2026, 11, 20, 4, 0, tzinfo=UTC), self.release, True,
        )  # fmt: skip

    def save_cells(self, cells: Sequence[CellEntry]) -> CellsSaved:
        refused = []
        for cell in cells:
            key = (cell.case_id, cell.work_date)
            if key in self.refuse:
                error = self.refuse[key]
                refused.append(CellRefusal(*key, error.code, error.message, error.remedy))
                continue
            self.saved.append(cell)
            self.drafts.pop(key, None)
            self._store(cell)
        return CellsSaved(len(cells) - len(refused), 0, tuple(refused), NO_CHANGES)

    def keep_cell_draft(self, case_id: str, day: date, text: str) -> None:
        self.kept.append((case_id, day, text))
        if text:
            self.drafts[case_id, day] = text
        else:
            self.drafts.pop((case_id, day), None)

    def phrases(self) -> tuple[Phrase, ...]:
        return PHRASES

    def list_logs(self, query: LogQuery) -> tuple[LogView, ...]:
        row = next(row for row in self.rows if row.case_id == query.case_id)
        return tuple(
            LogView(
                cell.entries[-1], row.case_id, row.number, cell.day, FRIDAY_MORNING, (FRIDAY - cell.day).days, "李书仪",
                "contact", "电话联系", "", "", cell.text, "", "both", "双方可见", None, (), "", "", cell.pending,
            )
            for cell in row.cells
            if cell.state == "written"
        )  # fmt: skip

    def write_log(self, form: NewLog) -> Saved:
        self.logs.append(form)
        self._store(CellEntry(form.case_id, form.work_date, form.content, form.kind))
        return Saved("log", NO_CHANGES)

    def amend_log(self, log_id: str, form: NewLog) -> Saved:
        self.amended.append((log_id, form))
        self._store(CellEntry(form.case_id, form.work_date, form.content, form.kind))
        return Saved("log", NO_CHANGES)

    def _store(self, entry: CellEntry) -> None:
        for place, row in enumerate(self.rows):
            if row.case_id == entry.case_id:
                cells = tuple(
                    replace(
                        cell, state="nothing" if entry.nothing else "written", text=entry.text, pending=True,
                        entries=(*cell.entries, f"e{len(cell.entries)}"),
                    )
                    if cell.day == entry.work_date
                    else cell
                    for cell in row.cells
                )  # fmt: skip
                self.rows[place] = replace(row, cells=cells)


def _days() -> list[date]:
    return [MONDAY + timedelta(days=place) for place in range(5)]


def _row(place: int) -> GridRow:
    tail, respondent, node, idle, texts = _NAMES[place % len(_NAMES)]
    number = f"（2026）粤0103执{'恢' if tail == '96' else ''}{int(tail) + place // len(_NAMES)}号"
    case_id = f"case-{place:03d}"
    cells = []
    for day, text in zip(_days(), (*texts, "today"), strict=True):
        if text == "today":
            cells.append(GridCell(day, "open", "", "", "", (), False))
        elif text is None:
            cells.append(GridCell(day, "gap", "", "", "", (), False))
        elif text == "-":
            cells.append(GridCell(day, "nothing", "", "nothing", "", (f"{case_id}-{day}",), False))
        else:
            cells.append(GridCell(day, "written", text, "contact", "", (f"{case_id}-{day}",), False))
    return GridRow(case_id, number, respondent, node, idle, tuple(cells))
